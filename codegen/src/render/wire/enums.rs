//! Choices, and hierarchies of types: each knows its own elements or types by name.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::Names;
use super::children::{arm_make, emptied};
use super::forms::form;
use crate::ir::{Arm, Choice, Hierarchy, Presence};
use crate::render::ident;

impl Names<'_> {
    /// How a choice is written; one that is read by the type it stands in has no reader.
    pub(super) fn choice(&self, choice: &Choice) -> TokenStream {
        let name = ident(&choice.name);
        let has = choice.is_open.then(|| self.has(choice));
        let reader = choice.is_open.then(|| self.substitute_reader(choice));
        let arms = choice.arms.iter().map(|arm| self.write_arm(arm));
        let other = choice
            .is_open
            .then(|| quote! { Self::Other(element) => w.whole(element), });
        quote! {
            impl #name {
                #has

                pub(super) fn write_element(&self, w: &mut Writer) -> Result<(), EncodeError> {
                    match self { #(#arms)* #other }
                }
            }

            #reader
        }
    }

    fn write_arm(&self, arm: &Arm) -> TokenStream {
        let (variant, element) = (ident(&arm.name), self.prefixed(&arm.element));
        if self.has_substitutes(arm) {
            return quote! { Self::#variant(value) => value.write_element(w), };
        }
        let presence = Presence {
            nillable: arm.nillable,
            ..Presence::REQUIRED
        };
        let value = match form(&arm.value, presence) {
            Some(form) => {
                let encoded = form.encoded_behind(&quote! { value });
                quote! { &#encoded }
            }
            None if arm.boxed => quote! { &**value },
            None => quote! { value },
        };
        let w = self.writer_of(arm.schema_type.as_ref());
        quote! { Self::#variant(value) => #w.element(#element, #value), }
    }

    /// Whether an element of this name may stand for the one that the choice is for.
    fn has(&self, choice: &Choice) -> TokenStream {
        let mut known: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for arm in &choice.arms {
            let locals = known.entry(&arm.element.namespace).or_default();
            locals.push(&arm.element.local);
        }
        if known.is_empty() {
            return quote! { pub(super) fn has(_: (&str, &str)) -> bool { false } };
        }
        let known = known.into_iter().map(|(namespace, locals)| {
            let namespace = self.namespace(namespace);
            quote! { (#namespace, #(#locals)|*) }
        });
        quote! { pub(super) fn has(name: (&str, &str)) -> bool { matches!(name, #(#known)|*) } }
    }

    /// The reader of the elements that may stand for one: by their names.
    fn substitute_reader(&self, choice: &Choice) -> TokenStream {
        let name = ident(&choice.name);
        let nillable = choice.arms.iter().any(|arm| arm.nillable);
        let nillable = nillable.then(|| quote! { const NILLABLE: bool = true; });
        let arms: Vec<TokenStream> = choice
            .arms
            .iter()
            .map(|arm| {
                let (element, variant) = (self.name(&arm.element), ident(&arm.name));
                let read = emptied(arm.default.as_deref());
                let make = arm_make(&quote! { Self::#variant }, arm);
                quote! { #element => #read.read_as(#make), }
            })
            .collect();
        let read = by_name(&arms, &quote! { named }, None);
        quote! {
            impl ReadXml for #name {
                #nillable

                fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> { #read }
            }
        }
    }

    /// The reader and the writer of a type and those derived from it.
    pub(super) fn hierarchy(&self, hierarchy: &Hierarchy) -> TokenStream {
        let (name, base) = (ident(&hierarchy.name), self.name(&hierarchy.base));
        let reads: Vec<TokenStream> = hierarchy
            .members
            .iter()
            .map(|member| {
                let (type_, variant) = (self.name(&member.type_), ident(&member.name));
                let read = ident(if member.boxed {
                    "read_boxed"
                } else {
                    "read_as"
                });
                quote! { #type_ => r.#read(Self::#variant), }
            })
            .collect();
        let read = by_name(&reads, &quote! { typed }, Some(base));
        let writes = hierarchy.members.iter().map(|member| {
            let variant = ident(&member.name);
            let value = if member.boxed {
                quote! { &**value }
            } else {
                quote! { value }
            };
            if member.type_ == hierarchy.base {
                quote! { Self::#variant(value) => w.value(#value), }
            } else {
                let type_ = self.prefixed(&member.type_);
                quote! { Self::#variant(value) => w.typed(#type_, #value), }
            }
        });
        quote! {
            impl ReadXml for #name {
                fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> { #read }
            }

            impl WriteXml for #name {
                fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
                    match self {
                        #(#writes)*
                        Self::Other(element) => element.write(w),
                    }
                }
            }
        }
    }
}

/// Reads the variant of a name, which the reader's method gives, or whatever it is.
fn by_name(
    arms: &[TokenStream],
    method: &TokenStream,
    argument: Option<TokenStream>,
) -> TokenStream {
    if arms.is_empty() {
        return quote! { r.read_as(Self::Other) };
    }
    let argument = argument.map(|argument| quote! { #argument, });
    quote! {
        r.#method(#argument |r, name| match name {
            #(#arms)*
            _ => r.read_as(Self::Other),
        })
    }
}
