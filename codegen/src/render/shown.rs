//! Which values of a message may be shown.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::volumes::Item;
use crate::ir::{Api, FaultPlace, Field, Output, Struct, TypeDef, Value, Wire};

/// The constant.
pub(super) const SHOWN: &str = "SHOWN";

/// The names for `Operation::SHOWN`, and the line in each operation; `None` if there is nothing to show.
pub(super) fn render(api: &Api) -> Option<(Item, TokenStream)> {
    let names = names(api);
    let docs = if api.knows_secrets {
        "The values that may be shown of a message: numbers, dates and the like, and texts that are nobody's secret."
    } else {
        "The values that may be shown of a message: numbers, dates and the like. Texts may be, too, that an overlay calls `safe`."
    };
    let docs = doc(&[docs.to_owned()], false);
    let constant = Item {
        name: SHOWN.to_owned(),
        weight: 0,
        tokens: quote! { #docs pub(super) const SHOWN: &[&str] = &[#(#names),*]; },
    };
    let line = quote! { const SHOWN: &'static [&'static str] = SHOWN; };
    (!names.is_empty()).then_some((constant, line))
}

/// Local names of elements and attributes that hold a value, unless some value of that name is hidden.
fn names(api: &Api) -> BTreeSet<&str> {
    let mut names = Names {
        api,
        shown: BTreeSet::new(),
        hidden: BTreeSet::new(),
    };
    for type_ in &api.types {
        if let TypeDef::Struct(record) = type_ {
            names.fields(&record.fields);
        } else if let TypeDef::Choice(choice) = type_ {
            for arm in &choice.arms {
                names.value(&arm.element.local, &arm.value, arm.hidden);
            }
        }
    }
    for operation in &api.operations {
        names.fields(&operation.request.fields);
        match &operation.output {
            Output::Nothing { .. } | Output::Body { .. } => {}
            // A text that is the whole answer has no name that an overlay could call safe.
            Output::Value { element, value } => {
                names.value(&element.local, value, is(value, &["String"]));
            }
            Output::Child { field, .. } => names.fields(std::slice::from_ref(&**field)),
        }
    }
    if let Some(record) = &api.headers {
        names.fields(&record.fields);
    }
    let answers = api.operations.iter().filter_map(|it| it.answer.as_ref());
    for answer in answers {
        names.fields(&answer.fields);
    }
    for arm in api.faults.iter().flat_map(|fault| &fault.arms) {
        if let FaultPlace::Detail(name) | FaultPlace::Header(name) = &arm.place {
            names.value(&name.local, &arm.value, arm.hidden);
        }
    }
    &names.shown - &names.hidden
}

struct Names<'a> {
    api: &'a Api,
    shown: BTreeSet<&'a str>,
    hidden: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    fn fields(&mut self, fields: &'a [Field]) {
        for field in fields {
            match &field.wire {
                Wire::Element(name)
                | Wire::Wrapped { item: name, .. }
                | Wire::Attribute(name)
                | Wire::Header(name) => {
                    self.value(&name.local, &field.value, field.hidden);
                }
                // A text stands under the name of its element and an arm under its own. What the client writes is
                // shown only if an answer repeats it and may show it.
                _ => {}
            }
        }
    }

    fn value(&mut self, name: &'a str, value: &Value, is_hidden: bool) {
        let text_is_hidden = match self.text(value) {
            Text::Itself => self.is_hidden(value),
            Text::Field(field) => field.hidden || self.is_hidden(&field.value),
            Text::None => return,
        };
        let names = if is_hidden || text_is_hidden {
            &mut self.hidden
        } else {
            &mut self.shown
        };
        names.insert(name);
    }

    /// Whether nobody can say what such a value holds, or nobody has said it.
    fn is_hidden(&self, value: &Value) -> bool {
        let opaque = is(value, &["Base64", "Hex", "RawXml"]);
        opaque || !self.api.knows_secrets && is(value, &["String"])
    }

    /// What of a value stands as text in its element.
    fn text(&self, value: &Value) -> Text<'a> {
        let Some(id) = value.generated() else {
            return Text::Itself;
        };
        match self.api.find_type(&id.0) {
            Some(TypeDef::Enum(_)) => Text::Itself,
            Some(TypeDef::Struct(Struct { fields, .. })) => {
                let mut fields = fields.iter();
                let text = fields.find(|field| field.wire == Wire::Text);
                text.map_or(Text::None, Text::Field)
            }
            _ => Text::None,
        }
    }
}

enum Text<'a> {
    Itself,
    Field(&'a Field),
    None,
}

fn is(value: &Value, types: &[&str]) -> bool {
    match value.item() {
        Value::Plain(plain) | Value::Via { plain, .. } => types.contains(&plain.0),
        _ => false,
    }
}
