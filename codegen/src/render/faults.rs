//! Declared faults, and what fault codes mean.

use proc_macro2::TokenStream;
use quote::quote;

use super::values::value_type;
use super::volumes::Item;
use super::wire::Names;
use super::{doc, ident};
use crate::ir::{Api, FaultArm, FaultPlace, FaultType};
use crate::overlay::{FaultRule, OutcomeRule};

pub(super) fn render(api: &Api) -> Vec<Item> {
    let names = Names { api };
    let types = api.faults.iter().map(|fault| Item {
        name: fault.name.clone(),
        weight: fault.arms.len() * 3,
        tokens: fault_type(fault, &names),
    });
    types.collect()
}

/// The table of the vendor's fault codes.
pub(super) fn rules(rules: &[FaultRule]) -> Item {
    let docs = doc(
        &["The vendor's fault codes: what each says of the effect, and what to do.".to_owned()],
        false,
    );
    let rules = rules.iter().map(|rule| {
        let (code, transient, advice) = (&rule.code, rule.transient, &rule.advice);
        let outcome = ident(match rule.outcome {
            OutcomeRule::Rejected => "Rejected",
            OutcomeRule::Applied => "Applied",
            OutcomeRule::Unknown => "Unknown",
        });
        quote! { FaultRule { code: #code, outcome: Outcome::#outcome, transient: #transient, advice: #advice } }
    });
    Item {
        name: "FAULTS".to_owned(),
        weight: 0,
        tokens: quote! { #docs pub(crate) const FAULTS: &[FaultRule] = &[#(#rules),*]; },
    }
}

/// The enum of an operation's faults, and how it is made of one.
fn fault_type(fault: &FaultType, names: &Names<'_>) -> TokenStream {
    let name = ident(&fault.name);
    let docs = doc(&fault.docs, false);
    let variants = fault.arms.iter().map(|arm| {
        let (docs, variant) = (doc(&arm.docs, false), ident(&arm.name));
        let value = value_type(&arm.value);
        quote! { #docs #variant(#value), }
    });
    let other_docs = doc(&["Any other fault.".to_owned()], false);
    let hides = fault.arms.iter().any(|arm| arm.hidden);
    let debug = (!hides).then(|| quote! { Debug, });
    let hidden = hides.then(|| debug_enum(fault));
    let finds = fault.arms.iter().map(|arm| {
        let (variant, find) = (ident(&arm.name), find(arm, names));
        quote! { if let Some(value) = fault.#find { return Self::#variant(value); } }
    });
    quote! {
        #docs
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #other_docs
            Other(Fault),
        }

        impl From<Fault> for #name {
            fn from(fault: Fault) -> Self {
                #(#finds)*
                Self::Other(fault)
            }
        }

        #hidden
    }
}

fn find(arm: &FaultArm, names: &Names<'_>) -> TokenStream {
    match &arm.place {
        FaultPlace::Detail(name) => {
            let (namespace, local) = (names.namespace(&name.namespace), &name.local);
            quote! { detail_as(#namespace, #local) }
        }
        FaultPlace::DetailOfType(name, called) => {
            let (namespace, local) = (names.namespace(&name.namespace), &name.local);
            quote! { detail_of_type((#namespace, #local), &[#(#called),*]) }
        }
        FaultPlace::Header(name) => {
            let (namespace, local) = (names.namespace(&name.namespace), &name.local);
            quote! { header_as(#namespace, #local) }
        }
    }
}

fn debug_enum(fault: &FaultType) -> TokenStream {
    let name = ident(&fault.name);
    let arms = fault.arms.iter().map(|arm| {
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
                match self {
                    #(#arms)*
                    Self::Other(fault) => f.debug_tuple("Other").field(fault).finish(),
                }
            }
        }
    }
}
