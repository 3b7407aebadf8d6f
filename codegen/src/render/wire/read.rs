//! Readers: what each field is read into, and how a value comes of it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Names;
use super::forms::{form, read_type};
use crate::ir::{Field, Presence, Struct, Value, Wire};
use crate::render::ident;
use crate::schema::QName;

/// The reader of a record.
pub(super) struct Reading<'a> {
    pub(super) names: &'a Names<'a>,
    pub(super) fields: &'a [Field],
    /// Whether fields are read into a value that is there from the start, as nothing has to be: else each has a variable.
    in_place: bool,
}

impl Names<'_> {
    pub(super) fn reader(&self, record: &Struct) -> TokenStream {
        let name = ident(&record.name);
        let mut fields = record.fields.clone();
        fields.retain(|field| !matches!(field.wire, Wire::Injected(_)));
        let read = Reading {
            names: self,
            fields: &fields,
            in_place: is_read_in_place(&fields),
        };
        let body = read.record();
        quote! {
            impl ReadXml for #name {
                fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> { #body }
            }
        }
    }

    /// Reads the only child that matters of the answer's element.
    pub(in crate::render) fn read_child(&self, field: &Field) -> TokenStream {
        let read = Reading {
            names: self,
            fields: std::slice::from_ref(field),
            in_place: false,
        };
        read.child(field)
    }
}

/// Whether a record without values is one, and no field is stored otherwise than it is read.
fn is_read_in_place(fields: &[Field]) -> bool {
    let fits = |field: &Field| {
        let as_read = form(&field.value, field.presence).is_none();
        let from_start = match field.wire {
            Wire::Wrapped { .. } => field.presence.optional,
            _ => !field.is_required(),
        };
        as_read && from_start
    };
    !fields.is_empty() && fields.iter().all(fits)
}

impl Reading<'_> {
    fn record(&self) -> TokenStream {
        let attributes = self.attributes();
        let text = self.fields.iter().find(|field| field.wire == Wire::Text);
        let content = match text {
            Some(field) => text_read(field),
            None => self.children(),
        };
        if self.in_place {
            return quote! {
                let mut it = Self::default();
                #attributes
                #content
                Ok(it)
            };
        }
        let slots = self.fields.iter().filter_map(new_slot);
        let inits = self.fields.iter().map(|field| self.init(field));
        quote! {
            #(#slots)*
            #attributes
            #content
            Ok(Self { #(#inits),* })
        }
    }

    /// Where a field is read into.
    pub(super) fn place(&self, field: &Field) -> TokenStream {
        if self.in_place {
            let name = ident(&field.name);
            quote! { it.#name }
        } else {
            let slot = slot(field);
            quote! { #slot }
        }
    }

    fn attributes(&self) -> TokenStream {
        let mut arms = Vec::new();
        let mut keep = None;
        for field in self.fields {
            let place = self.place(field);
            match &field.wire {
                Wire::Attribute(name) => {
                    let name = self.names.name(name);
                    let read = if needs_scope(&field.value) {
                        quote! { qname }
                    } else {
                        quote! { value }
                    };
                    arms.push(quote! { #name => a.#read(&mut #place), });
                }
                Wire::Extra(keeps) if keeps.attributes => {
                    keep = Some(quote! { a.keep(&mut #place) });
                }
                _ => {}
            }
        }
        match (arms.as_slice(), keep) {
            ([], None) => TokenStream::new(),
            ([], Some(keep)) => quote! { r.attributes(|a| #keep)?; },
            (arms, keep) => {
                let unknown = keep.unwrap_or_else(|| quote! { Ok(()) });
                quote! {
                    r.attributes(|a| match (a.namespace(), a.name()) {
                        #(#arms)*
                        _ => #unknown,
                    })?;
                }
            }
        }
    }

    /// How a field gets its value when everything is read.
    fn init(&self, field: &Field) -> TokenStream {
        let (name, slot) = (ident(&field.name), slot(field));
        let required = self.required(field).map(|value| quote! { #value? });
        let value = required.unwrap_or_else(|| quote! { #slot });
        let decoded = form(&field.value, field.presence).filter(|_| field.wire != Wire::Text);
        let value = decoded.map_or(value.clone(), |form| form.decoded(&value));
        if name == value.to_string() {
            quote! { #name }
        } else {
            quote! { #name: #value }
        }
    }

    /// The value of a field that must be there, or the error that it isn't.
    fn required(&self, field: &Field) -> Option<TokenStream> {
        let Presence { optional, many, .. } = field.presence;
        let slot = slot(field);
        // What the value is has to be said where it isn't stored as it is.
        let type_ = form(&field.value, field.presence).map(|_| {
            let type_ = read_type(&field.value, field.presence);
            quote! { ::<#type_> }
        });
        match &field.wire {
            _ if optional => None,
            Wire::Element(QName { local, .. }) | Wire::Substitute(QName { local, .. }) if !many => {
                Some(quote! { r.required #type_(#slot, #local) })
            }
            Wire::Wrapped { list, .. } => {
                let local = &list.local;
                Some(quote! { r.required #type_(#slot, #local) })
            }
            Wire::Attribute(QName { local, .. }) => {
                Some(quote! { r.required_attribute #type_(#slot, #local) })
            }
            Wire::Choice if !many => {
                let choice = self.names.choice_of(&field.value);
                let arms = choice.iter().flat_map(|choice| &choice.arms);
                let names = arms.map(|arm| &arm.element.local);
                Some(quote! { r.required_choice(#slot, &[#(#names),*]) })
            }
            _ => None,
        }
    }

    /// The value of the only field.
    fn child(&self, field: &Field) -> TokenStream {
        let form = form(&field.value, field.presence);
        let decoded = |result: TokenStream| match &form {
            Some(form) => {
                let value = form.decoded(&quote! { value });
                quote! { #result.map(|value| #value) }
            }
            None => result,
        };
        if let (Wire::Element(name), false) = (&field.wire, field.presence.many) {
            return decoded(self.payload(field, name));
        }
        let (new_slot, children) = (new_slot(field), self.children());
        let result = if let Some(result) = self.required(field) {
            decoded(result)
        } else {
            let slot = slot(field);
            let value = quote! { #slot };
            let value = form.map_or(value.clone(), |form| form.decoded(&value));
            quote! { Ok(#value) }
        };
        quote! { #new_slot #children #result }
    }

    fn payload(&self, field: &Field, name: &QName) -> TokenStream {
        let (namespace, local) = (self.names.namespace(&name.namespace), &name.local);
        let method = ident(if field.presence.optional {
            "optional_payload"
        } else {
            "payload"
        });
        let type_ = form(&field.value, field.presence).map(|_| {
            let one = Presence {
                optional: false,
                ..field.presence
            };
            let type_ = read_type(&field.value, one);
            quote! { ::<#type_> }
        });
        quote! { r.#method #type_(#namespace, #local) }
    }
}

/// The variable of a field, as it is before anything was read.
fn new_slot(field: &Field) -> Option<TokenStream> {
    let name = slot(field);
    let empty = match &field.wire {
        Wire::Text => return None,
        Wire::Extra(_) => quote! { Extra::default() },
        Wire::Element(_) | Wire::Substitute(_) | Wire::Choice if field.presence.many => {
            quote! { Vec::new() }
        }
        _ => quote! { None },
    };
    Some(quote! { let mut #name = #empty; })
}

fn text_read(field: &Field) -> TokenStream {
    let name = slot(field);
    let value = match form(&field.value, field.presence) {
        Some(form) => {
            let type_ = read_type(&field.value, field.presence);
            form.decoded(&quote! { r.value::<#type_>()? })
        }
        None if needs_scope(&field.value) => quote! { ReadXml::read(r)? },
        None => quote! { r.value()? },
    };
    quote! { let #name = #value; }
}

/// A value that needs the namespaces in scope, so that it is no simple text.
pub(super) fn needs_scope(value: &Value) -> bool {
    matches!(value, Value::Plain(plain) if matches!(plain.0, "QName" | "RawXml"))
}

/// The variable that a reader puts a field into. A few names are the reader's own.
fn slot(field: &Field) -> Ident {
    match field.name.as_str() {
        "a" | "name" | "r" => ident(&format!("{}_", field.name)),
        name => ident(name),
    }
}
