//! Which limits hold where, while a value is written.

use super::{Violation, compare, pattern};
use crate::facets::{Facets, Kind};
use crate::value::trim;
use crate::write::Table;

/// What a writer knows when it checks.
#[derive(Debug, Default)]
pub(crate) struct Check {
    /// The types whose elements are open.
    frames: Vec<Frame>,
    pub(crate) violations: Vec<Violation>,
}

#[derive(Debug)]
struct Frame {
    table: Table,
    /// The limits on the text of the type's own element, set by the type around it.
    own: Option<Facets>,
    /// How many elements are open, its own included.
    depth: usize,
}

impl Check {
    /// A value of a type begins; `key` names its element in the table of the type around it.
    pub(crate) fn enter(&mut self, key: &str, table: Table, depth: usize) {
        let own = self.frames.last().and_then(|frame| frame.find(key));
        self.frames.push(Frame { table, own, depth });
    }

    pub(crate) fn leave(&mut self) {
        self.frames.pop();
    }

    /// How many elements were open when the innermost type began.
    pub(crate) fn depth(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.depth)
    }

    /// What is wrong with the text of the element that is open, or with an attribute of it.
    pub(crate) fn value(&self, attribute: Option<&str>, is_known: bool, text: &str) -> Vec<String> {
        let Some(frame) = self.frames.last() else {
            return Vec::new();
        };
        let facets = match attribute {
            Some(name) => [frame.find(&format!("@{name}")), None],
            None => [frame.own, frame.find(".")],
        };
        let mut found = Vec::new();
        if !is_known {
            found.push("is none of the values that the schema lists".to_owned());
        }
        for facets in facets.iter().flatten() {
            broken(facets, text, &mut found);
        }
        found
    }

    /// Notes what is wrong at a place.
    pub(crate) fn note(&mut self, path: &str, attribute: Option<&str>, messages: Vec<String>) {
        let path = match attribute {
            Some(name) if path.is_empty() => format!("@{name}"),
            Some(name) => format!("{path}/@{name}"),
            None => path.to_owned(),
        };
        let found = messages.into_iter().map(|message| Violation {
            path: path.clone(),
            message,
        });
        self.violations.extend(found);
    }
}

impl Frame {
    fn find(&self, key: &str) -> Option<Facets> {
        let mut entries = self.table.iter();
        let (_, facets) = entries.find(|(keys, _)| keys.split(' ').any(|known| known == key))?;
        Some(*facets)
    }
}

/// Says each limit that a text breaks.
fn broken(facets: &Facets, text: &str, found: &mut Vec<String>) {
    let collapsed;
    let text = match facets.kind {
        Kind::Text => text,
        Kind::Token => {
            collapsed = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            &collapsed
        }
        _ => trim(text),
    };
    let (length, unit) = length(facets.kind, text);
    if length < facets.min_length {
        found.push(format!("is shorter than {} {unit}", facets.min_length));
    }
    if length > facets.max_length {
        found.push(format!("is longer than {} {unit}", facets.max_length));
    }
    for pattern in facets.patterns {
        if !pattern::matches(pattern, text) {
            found.push(format!("doesn't match {pattern}"));
        }
    }
    let same = |value: &&str| *value == text || compare::equal(facets.kind, value, text);
    if !facets.values.is_empty() && !facets.values.iter().any(same) {
        found.push(format!("is none of {}", facets.values.join(", ")));
    }
    compare::bounds(facets, text, found);
    if facets.kind == Kind::Number {
        let (whole, fraction) = compare::digits(text);
        if whole + fraction > facets.total_digits {
            found.push(format!("has more than {} digits", facets.total_digits));
        }
        if fraction > facets.fraction_digits {
            let most = facets.fraction_digits;
            found.push(format!("has more than {most} digits after the point"));
        }
    }
}

fn length(kind: Kind, text: &str) -> (u64, &'static str) {
    let (length, unit) = match kind {
        Kind::List => (text.split_ascii_whitespace().count(), "values"),
        Kind::Hex => (text.len() / 2, "bytes"),
        Kind::Base64 => {
            let digits = text
                .bytes()
                .filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=');
            (digits.count() * 3 / 4, "bytes")
        }
        _ => (text.chars().count(), "characters"),
    };
    (length as u64, unit)
}
