//! Structs, choices and enumerations.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::imports::last;
use super::{doc, ident};
use crate::ir::{Api, Arm, Choice, Enum, Field, Presence, Struct, TypeDef, Value, Wire};

pub(super) fn render(api: &Api) -> TokenStream {
    let types = api.types.iter().map(|type_| match type_ {
        TypeDef::Struct(record) => structure(record),
        TypeDef::Choice(choice) => choice_type(choice),
        TypeDef::Enum(enumeration) => enum_type(enumeration),
    });
    quote! { #(#types)* }
}

/// A struct with its constructor, setters and `Debug`.
pub(super) fn structure(record: &Struct) -> TokenStream {
    let name = ident(&record.name);
    let docs = doc(&record.docs, false);
    let fields: Vec<&Field> = record
        .fields
        .iter()
        .filter(|field| !field.injected)
        .collect();
    let hides = fields.iter().any(|field| field.hidden);
    let needs_nothing = !fields.iter().any(|field| is_argument(field));
    let debug = (!hides).then(|| quote! { Debug, });
    let default = needs_nothing.then(|| quote! { Default, });
    let declared = fields.iter().map(|field| {
        let docs = doc(&field.docs, false);
        let (name, type_) = (ident(&field.name), field_type(field));
        quote! { #docs pub #name: #type_, }
    });
    let constructor = constructor(&fields, needs_nothing);
    let setters = fields.iter().filter_map(|field| setter(field));
    let hidden = hides.then(|| debug_struct(record, &fields));
    quote! {
        #docs
        #[derive(Clone, #debug #default PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub struct #name { #(#declared)* }

        impl #name {
            #constructor
            #(#setters)*
        }

        #hidden
    }
}

fn is_argument(field: &Field) -> bool {
    field.presence.is_required() && field.wire != Wire::Extra
}

fn constructor(fields: &[&Field], needs_nothing: bool) -> TokenStream {
    if needs_nothing {
        let docs = doc(&["A value with nothing set.".to_owned()], false);
        return quote! { #docs #[must_use] pub fn new() -> Self { Self::default() } };
    }
    let arguments = fields
        .iter()
        .filter(|field| is_argument(field))
        .map(|field| {
            let name = ident(&field.name);
            let type_ = argument(field);
            quote! { #name: #type_ }
        });
    let inits = fields.iter().map(|field| {
        let name = ident(&field.name);
        if !is_argument(field) {
            let empty = match field.presence {
                Presence::Many | Presence::ManyNillable => quote! { Vec::new() },
                _ if field.wire == Wire::Extra => quote! { Extra::default() },
                _ => quote! { None },
            };
            return quote! { #name: #empty };
        }
        // A field that is its argument needs no value in the initialiser.
        let stored = stored(field, &name);
        if stored.to_string() == name.to_string() {
            quote! { #name }
        } else {
            quote! { #name: #stored }
        }
    });
    let optional = fields
        .iter()
        .any(|field| !is_argument(field) && field.wire != Wire::Extra);
    let line = if optional {
        "A value with what is required; the rest is unset."
    } else {
        "A value with what is required."
    };
    let docs = doc(&[line.to_owned()], false);
    quote! {
        #docs
        #[must_use]
        pub fn new(#(#arguments),*) -> Self { Self { #(#inits),* } }
    }
}

fn setter(field: &Field) -> Option<TokenStream> {
    if is_argument(field) || field.wire == Wire::Extra {
        return None;
    }
    let name = ident(&field.name);
    let method = ident(&format!("with_{}", field.name.trim_matches('_')));
    let type_ = argument(field);
    let argument = ident(if is_many(field.presence) {
        "values"
    } else {
        "value"
    });
    let stored = stored(field, &argument);
    let value = match field.presence {
        Presence::Many | Presence::ManyNillable => stored,
        _ => quote! { Some(#stored) },
    };
    let docs = doc(&[format!("Sets `{}`.", field.name)], false);
    Some(quote! {
        #docs
        #[must_use]
        pub fn #method(mut self, #argument: #type_) -> Self {
            self.#name = #value;
            self
        }
    })
}

/// An argument as it is stored in the field.
fn stored(field: &Field, argument: &Ident) -> TokenStream {
    if is_many(field.presence) || matches!(field.value, Value::List(_)) {
        return match converts(&field.value) && !is_nillable(field.presence) {
            true => quote! { #argument.into_iter().map(Into::into).collect() },
            false => quote! { #argument.into_iter().collect() },
        };
    }
    if is_nillable(field.presence) || converts(&field.value) {
        quote! { #argument.into() }
    } else if field.boxed {
        quote! { Box::new(#argument) }
    } else {
        quote! { #argument }
    }
}

fn is_nillable(presence: Presence) -> bool {
    matches!(
        presence,
        Presence::Nillable
            | Presence::OptionalNillable
            | Presence::ManyNillable
            | Presence::OptionalManyNillable
    )
}

fn is_many(presence: Presence) -> bool {
    matches!(
        presence,
        Presence::Many
            | Presence::ManyNillable
            | Presence::OptionalMany
            | Presence::OptionalManyNillable
    )
}

fn converts(value: &Value) -> bool {
    match value {
        Value::Plain(plain) | Value::Via { plain, .. } => plain.is_converted(),
        Value::List(item) => converts(item),
        Value::Type(_) | Value::Path(_) => false,
    }
}

/// What a constructor or setter takes.
fn argument(field: &Field) -> TokenStream {
    let item = match &field.value {
        Value::List(item) => item,
        value => value,
    };
    let type_ = value_type(item);
    let type_ = match (is_nillable(field.presence), converts(item)) {
        (true, _) if is_many(field.presence) => quote! { Nillable<#type_> },
        (true, _) if field.boxed => quote! { impl Into<Nillable<Box<#type_>>> },
        (true, _) => quote! { impl Into<Nillable<#type_>> },
        (false, true) => quote! { impl Into<#type_> },
        (false, false) => type_,
    };
    if is_many(field.presence) || matches!(field.value, Value::List(_)) {
        quote! { impl IntoIterator<Item = #type_> }
    } else {
        type_
    }
}

/// The type of a field.
pub(super) fn field_type(field: &Field) -> TokenStream {
    let type_ = value_type(&field.value);
    let type_ = if field.boxed {
        quote! { Box<#type_> }
    } else {
        type_
    };
    presence_type(field.presence, &type_)
}

pub(super) fn presence_type(presence: Presence, type_: &TokenStream) -> TokenStream {
    match presence {
        Presence::Required => type_.clone(),
        Presence::Optional => quote! { Option<#type_> },
        Presence::Nillable => quote! { Nillable<#type_> },
        Presence::OptionalNillable => quote! { Option<Nillable<#type_>> },
        Presence::Many => quote! { Vec<#type_> },
        Presence::ManyNillable => quote! { Vec<Nillable<#type_>> },
        Presence::OptionalMany => quote! { Option<Vec<#type_>> },
        Presence::OptionalManyNillable => quote! { Option<Vec<Nillable<#type_>>> },
    }
}

pub(super) fn value_type(value: &Value) -> TokenStream {
    match value {
        Value::Plain(plain) | Value::Via { plain, .. } => {
            let name = ident(plain.0);
            quote! { #name }
        }
        Value::List(item) => {
            let item = value_type(item);
            quote! { Vec<#item> }
        }
        Value::Type(id) => {
            let name = ident(&id.0);
            quote! { #name }
        }
        Value::Path(path) => {
            let name = ident(last(path));
            quote! { #name }
        }
    }
}

fn debug_struct(record: &Struct, fields: &[&Field]) -> TokenStream {
    let name = ident(&record.name);
    let title = &record.name;
    let shown = fields.iter().map(|field| {
        let (name, title) = (ident(&field.name), &field.name);
        if field.hidden {
            quote! { .field(#title, &Hidden) }
        } else {
            quote! { .field(#title, &self.#name) }
        }
    });
    quote! {
        impl fmt::Debug for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(#title) #(#shown)* .finish()
            }
        }
    }
}

fn choice_type(choice: &Choice) -> TokenStream {
    let name = ident(&choice.name);
    let docs = doc(&choice.docs, false);
    let hides = choice.arms.iter().any(|arm| arm.hidden);
    let debug = (!hides).then(|| quote! { Debug, });
    let arms = choice.arms.iter().map(|arm| {
        let (name, docs, type_) = (ident(&arm.name), doc(&arm.docs, false), arm_type(arm));
        quote! { #docs #name(#type_), }
    });
    let hidden = hides.then(|| {
        let shown = choice.arms.iter().map(|arm| {
            let (variant, title) = (ident(&arm.name), &arm.name);
            if arm.hidden {
                quote! { Self::#variant(_) => f.debug_tuple(#title).field(&Hidden).finish(), }
            } else {
                quote! { Self::#variant(value) => f.debug_tuple(#title).field(value).finish(), }
            }
        });
        quote! {
            impl fmt::Debug for #name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    match self { #(#shown)* }
                }
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, #debug PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum #name { #(#arms)* }

        #hidden
    }
}

fn arm_type(arm: &Arm) -> TokenStream {
    let type_ = value_type(&arm.value);
    let type_ = if arm.boxed {
        quote! { Box<#type_> }
    } else {
        type_
    };
    if arm.nillable {
        quote! { Nillable<#type_> }
    } else {
        type_
    }
}

fn enum_type(enumeration: &Enum) -> TokenStream {
    let name = ident(&enumeration.name);
    let docs = doc(&enumeration.docs, false);
    let variants = enumeration.variants.iter().map(|variant| {
        let (name, docs) = (ident(&variant.name), doc(&variant.docs, false));
        quote! { #docs #name, }
    });
    let other_docs = doc(
        &["A value that this version doesn't know.".to_owned()],
        false,
    );
    let (other, copy) = if enumeration.numeric {
        (quote! { i32 }, quote! { Copy, })
    } else {
        (quote! { String }, quote! {})
    };
    let conversions = if enumeration.numeric {
        numeric(enumeration)
    } else {
        textual(enumeration)
    };
    quote! {
        #docs
        #[derive(Clone, #copy Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #other_docs
            Other(#other),
        }
        #conversions
    }
}

fn textual(enumeration: &Enum) -> TokenStream {
    let name = ident(&enumeration.name);
    let (variants, values): (Vec<_>, Vec<_>) = enumeration
        .variants
        .iter()
        .map(|variant| (ident(&variant.name), &variant.value))
        .unzip();
    let docs = doc(&["The text on the wire.".to_owned()], false);
    quote! {
        impl #name {
            #docs
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Other(value) => value,
                }
            }
        }

        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#variants,)*
                    _ => Self::Other(value.to_owned()),
                }
            }
        }
    }
}

fn numeric(enumeration: &Enum) -> TokenStream {
    let name = ident(&enumeration.name);
    let known = enumeration
        .variants
        .iter()
        .filter_map(|variant| Some((ident(&variant.name), variant.value.parse::<i32>().ok()?)));
    let (variants, values): (Vec<_>, Vec<_>) = known
        .map(|(name, value)| (name, Literal::i32_unsuffixed(value)))
        .unzip();
    let docs = doc(&["The number on the wire.".to_owned()], false);
    quote! {
        impl #name {
            #docs
            #[must_use]
            pub fn number(self) -> i32 {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Other(number) => number,
                }
            }
        }

        impl From<i32> for #name {
            fn from(number: i32) -> Self {
                match number {
                    #(#values => Self::#variants,)*
                    _ => Self::Other(number),
                }
            }
        }
    }
}
