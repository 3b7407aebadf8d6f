//! What another WSDL changes for the callers of the generated code.

mod decisions;
mod fields;
mod operations;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub(crate) use self::decisions::exposed;
use crate::ir::{Api, TypeDef};

/// What changes for callers when one model takes the place of another.
///
/// ```
/// # use kontorhaus_codegen::{compare, ir::Api};
/// let comparison = compare(&Api::default(), &Api::default());
/// assert!(comparison.subjects.is_empty() && !comparison.is_breaking());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What changes, sorted by subject; a subject without changes isn't here.
    pub subjects: BTreeMap<Subject, Vec<Change>>,
}

impl Comparison {
    /// Whether code that calls the service has to be changed.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.changes()
            .any(|change| change.effect == Effect::Breaking)
    }

    /// Every change, whatever its subject.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.subjects.values().flatten()
    }

    fn add(&mut self, subject: Subject, changes: Vec<Change>) {
        if !changes.is_empty() {
            self.subjects.entry(subject).or_default().extend(changes);
        }
    }
}

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The service as a whole.
    Service,
    /// Our decisions about its fields.
    Overlay,
    /// An operation, by its Rust name.
    Operation(String),
    /// A type, by its Rust name, and the operations in whose messages it occurs.
    Type {
        /// The name.
        name: String,
        /// The operations, by their Rust names.
        used_by: Vec<String>,
    },
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service => f.write_str("the service"),
            Self::Overlay => f.write_str("the overlay"),
            Self::Operation(name) => write!(f, "operation {name}"),
            Self::Type { name, used_by } if used_by.is_empty() => write!(f, "type {name}"),
            Self::Type { name, used_by } => write!(f, "type {name} (in {})", used_by.join(", ")),
        }
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it means for callers.
    pub effect: Effect,
    /// What it is, as a sentence without a full stop.
    pub text: String,
}

impl Change {
    fn breaking(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            effect: Effect::Breaking,
            text,
        }
    }

    fn compatible(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            effect: Effect::Compatible,
            text,
        }
    }

    fn undecided(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            effect: Effect::Undecided,
            text,
        }
    }
}

/// What a change means for code that calls the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It may not compile any more, or may mean something else.
    Breaking,
    /// It compiles and means the same.
    Compatible,
    /// What the overlay says of a field holds for none any more: what may have taken its place has to be decided about.
    Undecided,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Breaking => "breaking",
            Self::Compatible => "compatible",
            Self::Undecided => "undecided",
        })
    }
}

/// Compares what callers have with what they would get.
#[must_use]
pub fn compare(old: &Api, new: &Api) -> Comparison {
    let mut comparison = Comparison::default();
    comparison.add(Subject::Service, service(old, new));
    comparison.add(Subject::Overlay, decisions::compare(old, new));
    for (name, changes) in operations::compare(old, new) {
        comparison.add(Subject::Operation(name), changes);
    }
    let uses = [types::uses(old), types::uses(new)];
    for (name, changes) in types::compare(old, new) {
        let used_by: BTreeSet<String> = uses
            .iter()
            .flat_map(|uses| uses.get(&name).into_iter().flatten().cloned())
            .collect();
        let used_by = used_by.into_iter().collect();
        comparison.add(Subject::Type { name, used_by }, changes);
    }
    comparison
}

fn service(old: &Api, new: &Api) -> Vec<Change> {
    let mut changes = Vec::new();
    let address = |api: &Api| quoted(api.ports.first().map(|port| &*port.address));
    let (before, after) = (address(old), address(new));
    if before != after {
        changes.push(Change::compatible(format!(
            "its address was {before}, is {after}; callers give their own"
        )));
    }
    let uris = |api: &Api| -> BTreeSet<String> {
        let namespaces = api.namespaces.iter();
        namespaces.map(|namespace| namespace.uri.clone()).collect()
    };
    let (before, after) = (uris(old), uris(new));
    for uri in before.difference(&after) {
        changes.push(Change::compatible(format!(
            "the namespace `{uri}` is gone from its messages"
        )));
    }
    for uri in after.difference(&before) {
        changes.push(Change::compatible(format!(
            "the namespace `{uri}` is new in its messages"
        )));
    }
    changes
}

fn quoted(text: Option<&str>) -> String {
    text.map_or_else(|| "not given".to_owned(), |text| format!("`{text}`"))
}

/// What is in one of two lists of named things, or in both, in the order of the names.
fn paired<'a, T>(
    old: &'a [T],
    new: &'a [T],
    name: impl Fn(&T) -> &str,
) -> BTreeMap<String, (Option<&'a T>, Option<&'a T>)> {
    let mut pairs: BTreeMap<String, (Option<&T>, Option<&T>)> = BTreeMap::new();
    for item in old {
        pairs.entry(name(item).to_owned()).or_default().0 = Some(item);
    }
    for item in new {
        pairs.entry(name(item).to_owned()).or_default().1 = Some(item);
    }
    pairs
}

/// What kind of type it is, with an article.
fn kind(type_: &TypeDef) -> &'static str {
    match type_ {
        TypeDef::Struct(_) => "a struct",
        TypeDef::Choice(_) => "a choice of elements",
        TypeDef::Hierarchy(_) => "a hierarchy of types",
        TypeDef::Enum(_) => "an enumeration",
    }
}

#[cfg(test)]
mod tests;
