//! The vendor's fault codes.

use proc_macro2::TokenStream;
use quote::quote;

use super::{doc, ident};
use crate::overlay::{FaultRule, OutcomeRule};

/// The table of the vendor's fault codes.
pub(super) fn render(rules: &[FaultRule]) -> TokenStream {
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
    quote! { #docs pub(crate) const FAULTS: &[FaultRule] = &[#(#rules),*]; }
}
