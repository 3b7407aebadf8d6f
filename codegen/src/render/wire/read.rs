//! Readers: a `match` over the names of attributes and children.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Names;
use super::forms::{form, read_type};
use crate::ir::{Arm, Field, Presence, Struct, Value, Wire};
use crate::render::ident;
use crate::render::values::value_type;
use crate::schema::QName;

/// What a reader does with each child.
#[derive(Default)]
struct Arms<'a> {
    named: Vec<(&'a QName, TokenStream)>,
    /// For each field or arm that other elements may stand for: its type, which knows them.
    substitutes: Vec<(TokenStream, TokenStream)>,
}

/// What becomes of children that no field is for.
enum Unknown<'f> {
    Skipped,
    Kept(&'f Field),
    /// They stand for the element of the only field that others may stand for. If that takes one, a known one goes before.
    Substitute(&'f Field),
}

impl<'f> Unknown<'f> {
    fn of(fields: &'f [Field]) -> Self {
        let keeps = |field: &&Field| matches!(field.wire, Wire::Extra(keeps) if keeps.children);
        if let Some(field) = fields.iter().find(keeps) {
            return Self::Kept(field);
        }
        let is_open = |field: &&Field| matches!(field.wire, Wire::Substitute(_));
        let mut open = fields.iter().filter(is_open);
        match (open.next(), open.next()) {
            (Some(field), None) => Self::Substitute(field),
            _ => Self::Skipped,
        }
    }

    /// The variable for one that may yet give way.
    fn slot(&self) -> Option<TokenStream> {
        matches!(self, Self::Substitute(field) if !field.presence.many)
            .then(|| quote! { let mut unknown_ = None; })
    }

    fn read(&self) -> Option<TokenStream> {
        match self {
            Self::Skipped => None,
            Self::Kept(field) => {
                let slot = slot(field);
                Some(quote! { r.keep(&mut #slot) })
            }
            Self::Substitute(field) if field.presence.many => {
                let (slot, type_) = (slot(field), value_type(&field.value));
                Some(quote! { r.each_variant(&mut #slot, #type_::Other) })
            }
            Self::Substitute(_) => Some(quote! { r.keep_first(&mut unknown_) }),
        }
    }

    /// Puts it where no known one came.
    fn settle(&self) -> Option<TokenStream> {
        let Self::Substitute(field) = self else {
            return None;
        };
        let (slot, type_) = (slot(field), value_type(&field.value));
        (!field.presence.many)
            .then(|| quote! { let #slot = #slot.or(unknown_.map(#type_::Other)); })
    }
}

impl Names<'_> {
    pub(super) fn reader(&self, record: &Struct) -> TokenStream {
        let name = ident(&record.name);
        let fields = &record.fields;
        let slots = fields.iter().filter_map(new_slot);
        let unknown = Unknown::of(fields);
        let unknown_slot = unknown.slot();
        let attributes = self.attributes(fields);
        let text = fields.iter().find(|field| field.wire == Wire::Text);
        let content = match text {
            Some(field) => text_read(field),
            None => self.children(fields, &unknown),
        };
        let settled = unknown.settle();
        let inits = fields.iter().map(|field| self.init(field));
        quote! {
            impl ReadXml for #name {
                fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
                    #(#slots)*
                    #unknown_slot
                    #attributes
                    #content
                    #settled
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
        let keep = fields
            .iter()
            .find(|field| matches!(field.wire, Wire::Extra(keeps) if keeps.attributes))
            .map(|field| {
                let slot = slot(field);
                quote! { a.keep(&mut #slot) }
            });
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

    fn children(&self, fields: &[Field], unknown: &Unknown<'_>) -> TokenStream {
        let mut arms = Arms::default();
        for field in fields {
            let slot = slot(field);
            match &field.wire {
                Wire::Element(name) => arms.named.push((name, element_read(field))),
                Wire::Wrapped { list, item } => {
                    let (namespace, local) = (self.namespace(&item.namespace), &item.local);
                    let read = quote! { r.wrapped(#namespace, #local, &mut #slot) };
                    arms.named.push((list, read));
                }
                Wire::Choice => self.choice_reads(field, &mut arms),
                Wire::Substitute(_) => arms
                    .substitutes
                    .push((value_type(&field.value), element_read(field))),
                Wire::Extra(_) | Wire::Injected(_) | Wire::Attribute(_) | Wire::Text => {}
            }
        }
        let unknown = unknown.read();
        if arms.named.is_empty() && arms.substitutes.is_empty() {
            let read = unknown.map(|read| quote! { r.children_ns(|r, _| #read)?; });
            return read.unwrap_or_else(|| quote! { r.skip()?; });
        }
        self.child_match(&arms, unknown)
    }

    /// Children of one namespace by their local names, others by both. What else is read may be of any namespace.
    fn child_match(&self, arms: &Arms<'_>, unknown: Option<TokenStream>) -> TokenStream {
        let mut namespaces: Vec<&str> = arms
            .named
            .iter()
            .map(|(name, _)| &*name.namespace)
            .collect();
        namespaces.dedup();
        if let ([namespace], [], None) =
            (namespaces.as_slice(), arms.substitutes.as_slice(), &unknown)
        {
            let namespace = self.namespace(namespace);
            let arms = arms.named.iter().map(|(name, read)| {
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
        let unknown = unknown.unwrap_or_else(|| quote! { r.skip() });
        let named = arms.named.iter().map(|(name, read)| {
            let name = self.name(name);
            quote! { #name => #read, }
        });
        let substitutes = arms
            .substitutes
            .iter()
            .map(|(type_, read)| quote! { name if #type_::has(name) => #read, });
        quote! {
            r.children_ns(|r, name| match name {
                #(#named)*
                #(#substitutes)*
                _ => #unknown,
            })?;
        }
    }

    fn choice_reads<'f>(&'f self, field: &Field, reads: &mut Arms<'f>) {
        let Some(choice) = self.choice_of(&field.value) else {
            return;
        };
        let (slot, name) = (slot(field), ident(&choice.name));
        let method = ident(if field.presence.many {
            "each_variant"
        } else {
            "variant"
        });
        for arm in &choice.arms {
            let variant = ident(&arm.name);
            let read = emptied(arm.default.as_deref());
            let make = arm_make(&quote! { #name::#variant }, arm);
            let read = quote! { #read.#method(&mut #slot, #make) };
            if arm.substitute {
                reads.substitutes.push((value_type(&arm.value), read));
            } else {
                reads.named.push((&arm.element, read));
            }
        }
    }

    /// A name as an expression or a pattern.
    pub(super) fn name(&self, name: &QName) -> TokenStream {
        let (namespace, local) = (self.namespace(&name.namespace), &name.local);
        quote! { (#namespace, #local) }
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
                let choice = self.choice_of(&field.value);
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
        let unknown = Unknown::of(std::slice::from_ref(field));
        let (new_slot, unknown_slot) = (new_slot(field), unknown.slot());
        let children = self.children(std::slice::from_ref(field), &unknown);
        let settled = unknown.settle();
        let result = if let Some(result) = self.required(field) {
            decoded(result)
        } else {
            let slot = slot(field);
            let value = quote! { #slot };
            let value = form.map_or(value.clone(), |form| form.decoded(&value));
            quote! { Ok(#value) }
        };
        quote! { #new_slot #unknown_slot #children #settled #result }
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
        Wire::Extra(_) => quote! { Extra::default() },
        Wire::Element(_) | Wire::Substitute(_) | Wire::Choice if field.presence.many => {
            quote! { Vec::new() }
        }
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
    let read = emptied(field.default.as_deref());
    quote! { #read.#method(&mut #slot) }
}

/// The reader, told what an empty element means.
pub(super) fn emptied(default: Option<&str>) -> TokenStream {
    match default {
        Some(default) => quote! { r.empty_is(#default)? },
        None => quote! { r },
    }
}

/// A function that makes the variant of what was read.
pub(super) fn arm_make(variant: &TokenStream, arm: &Arm) -> TokenStream {
    let presence = Presence {
        nillable: arm.nillable,
        ..Presence::REQUIRED
    };
    match form(&arm.value, presence) {
        Some(form) => form.decode_with(variant),
        None if arm.boxed => quote! { |value| #variant(Box::new(value)) },
        None => variant.clone(),
    }
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
