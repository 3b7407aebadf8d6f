//! Readers: a `match` over the names of attributes and children.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Names;
use super::forms::{form, read_type};
use crate::ir::{Field, Presence, Struct, Value, Wire};
use crate::render::ident;
use crate::schema::QName;

impl Names<'_> {
    pub(super) fn reader(&self, record: &Struct) -> TokenStream {
        let name = ident(&record.name);
        let fields = &record.fields;
        let slots = fields.iter().filter_map(new_slot);
        let attributes = self.attributes(fields);
        let text = fields.iter().find(|field| field.wire == Wire::Text);
        let content = match text {
            Some(field) => text_read(field),
            None => self.children(fields),
        };
        let inits = fields.iter().map(|field| self.init(field));
        quote! {
            impl ReadXml for #name {
                fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                    #(#slots)*
                    #attributes
                    #content
                    Ok(Self { #(#inits),* })
                }
            }
        }
    }

    fn attributes(&self, fields: &[Field]) -> TokenStream {
        let arms: Vec<TokenStream> = fields
            .iter()
            .filter_map(|field| {
                let Wire::Attribute(name) = &field.wire else {
                    return None;
                };
                let (slot, local) = (slot(field), &name.local);
                let namespace = self.namespace(&name.namespace);
                let read = if needs_scope(&field.value) {
                    quote! { qname }
                } else {
                    quote! { value }
                };
                Some(quote! { (#namespace, #local) => a.#read(&mut #slot), })
            })
            .collect();
        if arms.is_empty() {
            return TokenStream::new();
        }
        quote! {
            r.attributes(|a| match (a.namespace(), a.name()) {
                #(#arms)*
                _ => Ok(()),
            })?;
        }
    }

    fn children(&self, fields: &[Field]) -> TokenStream {
        let mut arms: Vec<(&QName, TokenStream)> = Vec::new();
        let mut extra = None;
        for field in fields {
            let slot = slot(field);
            match &field.wire {
                Wire::Element(name) => arms.push((name, element_read(field))),
                Wire::Wrapped { list, item } => {
                    let (namespace, local) = (self.namespace(&item.namespace), &item.local);
                    arms.push((list, quote! { r.wrapped(#namespace, #local, &mut #slot) }));
                }
                Wire::Choice => arms.extend(self.choice_reads(field)),
                Wire::Extra => extra = Some(slot),
                Wire::Injected(_)
                | Wire::Attribute(_)
                | Wire::Text
                | Wire::Body
                | Wire::Header(_)
                | Wire::Attachment { .. } => {}
            }
        }
        let keep = extra.map(|slot| quote! { r.keep(&mut #slot) });
        if arms.is_empty() {
            let keep = keep.map(|keep| quote! { r.children_ns(|r, _| #keep)?; });
            return keep.unwrap_or_else(|| quote! { r.skip()?; });
        }
        self.child_match(&arms, keep)
    }

    /// Children of one namespace by their local names, others by both. What is kept may be of any namespace.
    fn child_match(
        &self,
        arms: &[(&QName, TokenStream)],
        keep: Option<TokenStream>,
    ) -> TokenStream {
        let mut namespaces: Vec<&str> = arms.iter().map(|(name, _)| &*name.namespace).collect();
        namespaces.dedup();
        if let ([namespace], None) = (namespaces.as_slice(), &keep) {
            let namespace = self.namespace(namespace);
            let arms = arms.iter().map(|(name, read)| {
                let local = &name.local;
                quote! { #local => #read, }
            });
            return quote! {
                r.children(#namespace, |r, name| match name {
                    #(#arms)*
                    _ => r.skip(),
                })?;
            };
        }
        let unknown = keep.unwrap_or_else(|| quote! { r.skip() });
        let arms = arms.iter().map(|(name, read)| {
            let (namespace, local) = (self.namespace(&name.namespace), &name.local);
            quote! { (#namespace, #local) => #read, }
        });
        quote! {
            r.children_ns(|r, name| match name {
                #(#arms)*
                _ => #unknown,
            })?;
        }
    }

    fn choice_reads(&self, field: &Field) -> Vec<(&QName, TokenStream)> {
        let Some(choice) = self.choice(&field.value) else {
            return Vec::new();
        };
        let (slot, name) = (slot(field), ident(&choice.name));
        let method = ident(if field.presence.many {
            "each_variant"
        } else {
            "variant"
        });
        let arms = choice.arms.iter().map(|arm| {
            let variant = ident(&arm.name);
            let presence = Presence {
                nillable: arm.nillable,
                ..Presence::REQUIRED
            };
            let make = quote! { #name::#variant };
            let make = match form(&arm.value, presence) {
                Some(form) => form.decode_with(&make),
                None if arm.boxed => quote! { |value| #make(Box::new(value)) },
                None => make,
            };
            (&arm.element, quote! { r.#method(&mut #slot, #make) })
        });
        arms.collect()
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
            Wire::Element(QName { local, .. }) if !many => {
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
                let choice = self.choice(&field.value);
                let arms = choice.iter().flat_map(|choice| &choice.arms);
                let names = arms.map(|arm| &arm.element.local);
                Some(quote! { r.required_choice(#slot, &[#(#names),*]) })
            }
            _ => None,
        }
    }

    /// Reads the only child that matters of the answer's element.
    pub(in crate::render) fn read_child(&self, field: &Field) -> TokenStream {
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
        let (new_slot, slot) = (new_slot(field), slot(field));
        let children = self.children(std::slice::from_ref(field));
        let result = if let Some(result) = self.required(field) {
            decoded(result)
        } else {
            let value = quote! { #slot };
            let value = form.map_or(value.clone(), |form| form.decoded(&value));
            quote! { Ok(#value) }
        };
        quote! { #new_slot #children #result }
    }

    fn payload(&self, field: &Field, name: &QName) -> TokenStream {
        let (namespace, local) = (self.namespace(&name.namespace), &name.local);
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
        Wire::Extra => quote! { Extra::default() },
        Wire::Element(_) | Wire::Choice if field.presence.many => quote! { Vec::new() },
        _ => quote! { None },
    };
    Some(quote! { let mut #name = #empty; })
}

fn element_read(field: &Field) -> TokenStream {
    let slot = slot(field);
    let method = ident(if field.presence.many {
        "each"
    } else if field.boxed {
        "boxed"
    } else if field.empty_is_none {
        "filled"
    } else {
        "one"
    });
    quote! { r.#method(&mut #slot) }
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
