//! Where the entries of an overlay stand in its file.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostics::{Diagnostic, SourceId, Span};

/// Where each entry stands, by what it speaks of: `field *.Amount`, `role vendor::ReadPage GetPage`.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(BTreeMap<String, Place>);

/// The place of an entry.
#[derive(Clone, Copy, Debug)]
struct Place {
    span: Span,
    /// The entry need not match.
    is_base: bool,
}

impl Places {
    /// The places in a text that is a correct overlay.
    pub(super) fn of(text: &str, source: SourceId) -> Self {
        let mut places = Self::default();
        let Ok(table) = DeTable::parse(text) else {
            return places;
        };
        let table = table.get_ref();
        let mut add = |entry: String, range: Range<usize>| {
            let place = Place {
                span: span(source, range),
                is_base: false,
            };
            places.0.entry(entry).or_insert(place);
        };
        for (kind, key) in [
            ("field", "match"),
            ("type", "match"),
            ("enum", "name"),
            ("operation", "match"),
        ] {
            for rule in tables(table, kind) {
                for (name, range) in rule.get(key).into_iter().flat_map(texts) {
                    add(format!("{kind} {name}"), range);
                }
            }
        }
        for kind in ["echo", "ignore", "inject"] {
            for (name, range) in table.get(kind).into_iter().flat_map(texts) {
                add(format!("{kind} {name}"), range);
            }
        }
        for rule in tables(table, "role") {
            let text = |key| rule.get(key).and_then(|value| texts(value).pop());
            if let (Some((trait_, range)), Some((operation, _))) =
                (text("trait"), text("operation"))
            {
                add(format!("role {trait_} {operation}"), range);
            }
        }
        places
    }

    /// Says where an entry stands, and how grave it is if nothing matches it.
    pub(super) fn mark(&self, entry: &str, problem: Diagnostic) -> Diagnostic {
        match self.0.get(entry) {
            Some(place) => problem.at(place.span),
            None => problem,
        }
    }

    /// Whether the entry belongs to an overlay that others lie upon.
    pub(super) fn is_base(&self, entry: &str) -> bool {
        self.0.get(entry).is_some_and(|place| place.is_base)
    }

    /// Lets none of the entries be wanted in the WSDL.
    pub(super) fn make_base(&mut self) {
        for place in self.0.values_mut() {
            place.is_base = true;
        }
    }

    /// Adds those of another overlay, which hold where both have an entry.
    pub(super) fn extend(&mut self, upper: Self) {
        self.0.extend(upper.0);
    }
}

/// The place of a mistake in a text that is no overlay.
pub(super) fn span(source: SourceId, range: Range<usize>) -> Span {
    let at = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span {
        source,
        start: at(range.start),
        end: at(range.end),
    }
}

fn tables<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> impl Iterator<Item = &'t DeTable<'i>> {
    let list = table.get(key).and_then(|list| list.get_ref().as_array());
    let tables = list.into_iter().flat_map(|list| list.iter());
    tables.filter_map(|rule| rule.get_ref().as_table())
}

/// A text, or those in a list, each with its place.
fn texts<'t>(value: &'t Spanned<DeValue<'_>>) -> Vec<(&'t str, Range<usize>)> {
    match value.get_ref() {
        DeValue::String(text) => vec![(text.as_ref(), value.span())],
        DeValue::Array(list) => list.iter().flat_map(texts).collect(),
        // An injected element with more to say of it.
        DeValue::Table(table) => table.get("element").into_iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
