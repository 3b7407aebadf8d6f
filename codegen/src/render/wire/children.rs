//! Readers of children: a `match` over their names.

use proc_macro2::TokenStream;
use quote::quote;

use super::Names;
use super::forms::form;
use super::read::Reading;
use crate::ir::{Arm, Field, Leniency, Presence, Wire};
use crate::render::ident;
use crate::render::values::value_type;
use crate::schema::QName;

/// What a reader does with each child.
#[derive(Default)]
struct Arms<'a> {
    named: Vec<Child<'a>>,
    /// For each field or arm that other elements may stand for: its type, which knows them.
    substitutes: Vec<(TokenStream, TokenStream)>,
}

/// How a child of this name is read.
struct Child<'a> {
    name: &'a QName,
    /// Where several fields have the name: what holds as long as a value goes into this one.
    condition: Option<TokenStream>,
    read: TokenStream,
}

/// What becomes of children that no field is for.
enum Unknown<'f> {
    Skipped,
    Kept(&'f Field),
    /// The first one stands for the element of this field, which others may stand for, if no known one comes.
    Substitute(&'f Field),
    /// The same where any number may come.
    Substitutes(&'f Field),
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
            (Some(field), None) if field.presence.many => Self::Substitutes(field),
            (Some(field), None) => Self::Substitute(field),
            // With two of them nobody knows for which.
            _ => Self::Skipped,
        }
    }
}

impl Child<'_> {
    /// Its arm of the `match`.
    fn arm(&self, pattern: &TokenStream) -> TokenStream {
        let condition = self.condition.iter();
        let read = &self.read;
        quote! { #pattern #(if #condition)* => #read, }
    }
}

impl Reading<'_> {
    /// Reads all children.
    pub(super) fn children(&self) -> TokenStream {
        let arms = self.arms();
        let unknown = match Unknown::of(self.fields) {
            Unknown::Skipped => None,
            Unknown::Kept(field) => {
                let place = self.place(field);
                Some(quote! { r.keep(&mut #place) })
            }
            Unknown::Substitutes(field) => {
                let (place, type_) = (self.place(field), value_type(&field.value));
                Some(quote! { r.each_variant(&mut #place, #type_::Other) })
            }
            Unknown::Substitute(field) => {
                let (place, type_) = (self.place(field), value_type(&field.value));
                let children = self
                    .names
                    .child_match(&arms, Some(quote! { r.keep_first(&mut other_) }));
                let settled = quote! { #place.or(other_.map(#type_::Other)) };
                return quote! {
                    let mut other_ = None;
                    #children
                    #place = #settled;
                };
            }
        };
        if arms.named.is_empty() && arms.substitutes.is_empty() {
            let read = unknown.map(|read| quote! { r.children_ns(|r, _| #read)?; });
            return read.unwrap_or_else(|| quote! { r.skip()?; });
        }
        self.names.child_match(&arms, unknown)
    }

    fn arms(&self) -> Arms<'_> {
        let mut arms = Arms::default();
        for (number, field) in self.fields.iter().enumerate() {
            let place = self.place(field);
            // Parts of a message may name one element: its values come in their order.
            let mut later = self.fields[number + 1..].iter();
            let comes_again = later.any(|other| other.wire == field.wire);
            let child = |name, read| Child {
                name,
                condition: comes_again.then(|| quote! { #place.is_none() }),
                read,
            };
            match &field.wire {
                Wire::Element(name) => {
                    arms.named.push(child(name, element_read(field, &place)));
                }
                Wire::Wrapped { list, item } => {
                    let (namespace, local) = (self.names.namespace(&item.namespace), &item.local);
                    let read = quote! { r.wrapped(#namespace, #local, &mut #place) };
                    arms.named.push(child(list, read));
                }
                Wire::Choice => self.choice(field, &place, &mut arms),
                Wire::Substitute(_) => arms
                    .substitutes
                    .push((value_type(&field.value), element_read(field, &place))),
                Wire::Extra(_)
                | Wire::Injected(_)
                | Wire::Attribute(_)
                | Wire::Text
                | Wire::Body
                | Wire::Header(_)
                | Wire::Attachment { .. } => {}
            }
        }
        arms
    }

    fn choice<'a>(&'a self, field: &Field, place: &TokenStream, arms: &mut Arms<'a>) {
        let Some(choice) = self.names.choice_of(&field.value) else {
            return;
        };
        let name = ident(&choice.name);
        let method = ident(if field.presence.many {
            "each_variant"
        } else {
            "variant"
        });
        for arm in &choice.arms {
            let variant = ident(&arm.name);
            let read = emptied(arm.default.as_deref());
            let make = arm_make(&quote! { #name::#variant }, arm);
            let read = quote! { #read.#method(&mut #place, #make) };
            if self.names.has_substitutes(arm) {
                arms.substitutes.push((value_type(&arm.value), read));
            } else {
                arms.named.push(Child {
                    name: &arm.element,
                    condition: None,
                    read,
                });
            }
        }
    }
}

impl Names<'_> {
    /// Children of one namespace by their local names, others by both. What else is read may be of any namespace.
    fn child_match(&self, arms: &Arms<'_>, unknown: Option<TokenStream>) -> TokenStream {
        let mut namespaces: Vec<&str> = arms
            .named
            .iter()
            .map(|child| &*child.name.namespace)
            .collect();
        namespaces.dedup();
        if let ([namespace], [], None) =
            (namespaces.as_slice(), arms.substitutes.as_slice(), &unknown)
        {
            let namespace = self.namespace(namespace);
            let arms = arms.named.iter().map(|child| {
                let local = &child.name.local;
                child.arm(&quote! { #local })
            });
            return quote! {
                r.children(#namespace, |r, name| match name {
                    #(#arms)*
                    _ => r.skip(),
                })?;
            };
        }
        let unknown = unknown.unwrap_or_else(|| quote! { r.skip() });
        let named = arms.named.iter();
        let named = named.map(|child| child.arm(&self.name(child.name)));
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
}

fn element_read(field: &Field, place: &TokenStream) -> TokenStream {
    let method = ident(match (field.leniency, field.presence.many) {
        (Leniency::AnyList, true) => "each_item",
        (Leniency::AnyList, false) => "items",
        (_, true) => "each",
        _ if field.boxed => "boxed",
        (Leniency::EmptyIsNone, false) => "filled",
        (Leniency::None, false) => "one",
    });
    let read = emptied(field.default.as_deref());
    quote! { #read.#method(&mut #place) }
}

/// The reader, told what an empty element means.
pub(super) fn emptied(default: Option<&str>) -> TokenStream {
    default.map_or_else(|| quote! { r }, |default| quote! { r.empty_is(#default)? })
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
