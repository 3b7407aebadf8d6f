//! Choices and enumerations.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::values::{layered, value_type};
use super::{doc, ident};
use crate::ir::{Arm, Choice, Enum, Hierarchy, Presence};
use crate::schema::QName;

const OTHER_ELEMENT: &str = "An element that this version doesn't know.";

pub(super) fn choice_type(choice: &Choice) -> TokenStream {
    let name = ident(&choice.name);
    let docs = doc(&choice.docs, false);
    let hides = choice.arms.iter().any(|arm| arm.hidden);
    let debug = (!hides).then(|| quote! { Debug, });
    let arms = choice.arms.iter().map(|arm| {
        let (name, docs, type_) = (ident(&arm.name), doc(&arm.docs, false), arm_type(arm));
        quote! { #docs #name(#type_), }
    });
    let other_docs = doc(&[OTHER_ELEMENT.to_owned()], false);
    let other = choice
        .is_open
        .then(|| quote! { #other_docs Other(RawXml), });
    let hidden = hides.then(|| {
        let other = choice.is_open.then(|| {
            quote! { Self::Other(element) => f.debug_tuple("Other").field(element).finish(), }
        });
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
                    match self { #(#shown)* #other }
                }
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, #debug PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum #name { #(#arms)* #other }

        #hidden
    }
}

pub(super) fn hierarchy_type(hierarchy: &Hierarchy) -> TokenStream {
    let name = ident(&hierarchy.name);
    let docs = doc(&hierarchy.docs, false);
    let members = hierarchy.members.iter().map(|member| {
        let name = ident(&member.name);
        let QName { namespace, local } = &member.type_;
        let docs = if *namespace == hierarchy.base.namespace {
            format!("The type `{local}`.")
        } else {
            format!("The type `{local}` of the namespace `{namespace}`.")
        };
        let docs = doc(&[docs], false);
        let type_ = layered(Presence::REQUIRED, member.boxed, value_type(&member.value));
        quote! { #docs #name(#type_), }
    });
    let other_docs = "A type that this version doesn't know: the element as it came.";
    let other_docs = doc(&[other_docs.to_owned()], false);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum #name { #(#members)* #other_docs Other(RawXml), }
    }
}

fn arm_type(arm: &Arm) -> TokenStream {
    let presence = Presence {
        nillable: arm.nillable,
        ..Presence::REQUIRED
    };
    layered(presence, arm.boxed, value_type(&arm.value))
}

/// Its name and its values: a macro of the runtime, by which the marker is called, makes the rest of them.
pub(super) fn enum_type(enumeration: &Enum) -> TokenStream {
    let name = ident(&enumeration.name);
    let docs = doc(&enumeration.docs, false);
    let marker = ident(match enumeration {
        Enum { numeric: true, .. } => "number_enum",
        Enum {
            is_closed: true, ..
        } => "text_enum",
        Enum { .. } => "open_text_enum",
    });
    let variants = enumeration.variants.iter().filter_map(|variant| {
        let (name, docs) = (ident(&variant.name), doc(&variant.docs, false));
        let value = if enumeration.numeric {
            Literal::i32_unsuffixed(variant.value.parse().ok()?)
        } else {
            Literal::string(&variant.value)
        };
        let number = variant.number.map(|number| {
            let number = Literal::i64_unsuffixed(number);
            quote! { | #number }
        });
        Some(quote! { #docs #name = #value #number, })
    });
    quote! {
        #[#marker]
        #docs
        pub enum #name { #(#variants)* }
    }
}
