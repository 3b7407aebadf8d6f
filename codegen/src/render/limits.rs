//! The limits on values: a constant for each, and which holds where.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use super::volumes::Item;
use super::wire::Names;
use crate::ir::{Api, Bound, Field, Limit, Limits, TypeDef, Wire};

/// The constants: of each limit that a writer has. What an operation gives back unwrapped stands in no record, so its limit is not compared.
pub(super) fn render(api: &Api) -> Vec<Item> {
    let names = Names { api };
    let types = api.types.iter().filter_map(|type_| match type_ {
        TypeDef::Struct(record) => Some(record),
        _ => None,
    });
    let requests = api.operations.iter().map(|operation| &operation.request);
    let entries = types
        .chain(requests)
        .flat_map(|record| names.limited(&record.fields));
    let used: BTreeSet<String> = entries.map(|(_, limit)| limit).collect();
    let limits = api.limits.iter().filter(|limit| used.contains(&limit.name));
    let constants = limits.map(|Limit { name, limits }| {
        let (constant, value) = (ident(name), facets(limits));
        Item {
            name: name.clone(),
            weight: 1,
            tokens: quote! { pub(crate) const #constant: Facets = #value; },
        }
    });
    constants.collect()
}

fn facets(limits: &Limits) -> TokenStream {
    let kind = ident(limits.kind);
    let mut out = quote! { Facets::#kind() };
    let mut numbers = vec![
        ("total_digits", limits.total_digits),
        ("fraction_digits", limits.fraction_digits),
    ];
    match (limits.min_length, limits.max_length) {
        (Some(min), Some(max)) if min == max => numbers.push(("length", Some(min))),
        (min, max) => numbers.extend([("min_length", min), ("max_length", max)]),
    }
    for (method, number) in numbers {
        if let Some(number) = number {
            let (method, number) = (ident(method), Literal::u64_unsuffixed(number));
            out.extend(quote! { .#method(#number) });
        }
    }
    for (bound, inclusive, exclusive) in [
        (&limits.least, "min", "above"),
        (&limits.greatest, "max", "below"),
    ] {
        if let Some(Bound {
            value,
            inclusive: is_inclusive,
        }) = bound
        {
            let method = ident(if *is_inclusive { inclusive } else { exclusive });
            out.extend(quote! { .#method(#value) });
        }
    }
    for (method, texts) in [("patterns", &limits.patterns), ("values", &limits.values)] {
        if !texts.is_empty() {
            let method = ident(method);
            out.extend(quote! { .#method(&[#(#texts),*]) });
        }
    }
    out
}

impl Names<'_> {
    /// Which limits hold for the texts in a record's element, as its writer says it.
    pub(super) fn facets(&self, fields: &[Field]) -> TokenStream {
        let entries = self.limited(fields);
        let mut keys: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (key, limit) in &entries {
            keys.entry(limit).or_default().push(key);
        }
        if keys.is_empty() {
            return TokenStream::new();
        }
        let entries = keys.into_iter().map(|(limit, keys)| {
            let (keys, limit) = (keys.join(" "), ident(limit));
            quote! { (#keys, facets::#limit) }
        });
        quote! { const FACETS: &'static [(&'static str, Facets)] = &[#(#entries),*]; }
    }

    /// The places of texts in a record's element, each with the name of its limit.
    fn limited(&self, fields: &[Field]) -> Vec<(String, String)> {
        let mut entries = Vec::new();
        for field in fields {
            let key = match &field.wire {
                Wire::Element(name) => self.prefixed(name),
                Wire::Wrapped { list, item } => {
                    format!("{}/{}", self.prefixed(list), self.prefixed(item))
                }
                Wire::Attribute(name) => format!("@{}", self.prefixed(name)),
                Wire::Text => ".".to_owned(),
                Wire::Choice | Wire::Substitute(_) => {
                    self.arms(field, &mut entries);
                    continue;
                }
                // Of a message's other parts no type says what they may hold.
                Wire::Injected(_)
                | Wire::Extra(_)
                | Wire::Body
                | Wire::Header(_)
                | Wire::Attachment { .. } => continue,
            };
            entries.extend(field.limit.clone().map(|limit| (key, limit)));
        }
        entries
    }

    /// The arms of a choice, and of choices that its arms are.
    fn arms(&self, field: &Field, entries: &mut Vec<(String, String)>) {
        let mut choices: Vec<_> = self.choice_of(&field.value).into_iter().collect();
        while let Some(choice) = choices.pop() {
            for arm in &choice.arms {
                choices.extend(self.choice_of(&arm.value));
                let key = self.prefixed(&arm.element);
                entries.extend(arm.limit.clone().map(|limit| (key, limit)));
            }
        }
    }
}
