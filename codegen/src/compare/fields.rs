//! The fields of a record.

use super::{Change, paired};
use crate::ir::{Field, Injected, Keeps, Wire};
use crate::spelling::slip;

/// Which way a record goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Callers make values of it.
    Sent,
    /// It only occurs in answers.
    Received,
}

pub(super) fn compare(old: &[Field], new: &[Field], direction: Direction) -> Vec<Change> {
    let (old, new) = (seen(old), seen(new));
    let pairs = paired(&old, &new, |field| &field.name);
    let added: Vec<&Field> = pairs
        .values()
        .filter_map(|pair| match pair {
            (None, Some(added)) => Some(**added),
            _ => None,
        })
        .collect();
    let mut changes = Vec::new();
    for (name, pair) in &pairs {
        match pair {
            (Some(gone), None) => changes.push(Change::breaking(match successor(gone, &added) {
                Some(other) => format!("`{name}` is gone; `{other}` is new and may be it"),
                None => format!("`{name}` is gone"),
            })),
            (None, Some(field)) => changes.push(addition(field, direction)),
            (Some(before), Some(after)) => changes.extend(difference(before, after)),
            (None, None) => {}
        }
    }
    changes.extend(order(&old, &new));
    changes
}

/// The fields that callers see.
fn seen(fields: &[Field]) -> Vec<&Field> {
    let seen = |field: &&Field| !matches!(field.wire, Wire::Injected(_));
    fields.iter().filter(seen).collect()
}

/// A new field that is called nearly as the one that is gone.
fn successor<'f>(gone: &Field, added: &[&'f Field]) -> Option<&'f str> {
    let near = added
        .iter()
        .filter_map(|field| Some((slip(&gone.name, &field.name)?, field.name.as_str())));
    near.min().map(|(_, name)| name)
}

fn addition(field: &Field, direction: Direction) -> Change {
    let (name, type_) = (&field.name, field.rust_type());
    if direction == Direction::Sent && field.is_required() {
        Change::breaking(format!("`{name}: {type_}` is new, and `new` takes it"))
    } else {
        Change::compatible(format!("`{name}: {type_}` is new"))
    }
}

fn difference(before: &Field, after: &Field) -> Option<Change> {
    let name = &after.name;
    let (old, new) = (before.rust_type(), after.rust_type());
    if old != new {
        return Some(Change::breaking(format!(
            "`{name}` was `{old}`, is `{new}`"
        )));
    }
    let (old, new) = (place(&before.wire), place(&after.wire));
    (old != new).then(|| Change::compatible(format!("`{name}` was {old}, is {new} on the wire")))
}

/// Where a value stands, without namespaces, which are said once of the service.
fn place(wire: &Wire) -> String {
    match wire {
        Wire::Element(name) => format!("`<{}>`", name.local),
        Wire::Wrapped { list, item } => format!("`<{}><{}>`", list.local, item.local),
        Wire::Substitute(name) => format!("`<{}>` or what may stand for it", name.local),
        Wire::Attribute(name) => format!("the attribute `{}`", name.local),
        Wire::Injected(Injected { element, .. }) => {
            format!("`<{}>` from the client", element.local)
        }
        Wire::Text => "the text".to_owned(),
        Wire::Choice => "one of several elements".to_owned(),
        Wire::Extra(Keeps {
            children: false, ..
        }) => "all other attributes".to_owned(),
        Wire::Extra(_) => "all other elements".to_owned(),
        Wire::Body => "the body".to_owned(),
        Wire::Header(name) => format!("the header block `<{}>`", name.local),
        Wire::Attachment { part, .. } => format!("the attachment `{part}`"),
    }
}

/// The arguments of `new`: two that change places may still compile, and mean something else.
fn order(old: &[&Field], new: &[&Field]) -> Option<Change> {
    let arguments = |fields: &[&Field], others: &[&Field]| -> Vec<String> {
        let in_both = |field: &&&Field| {
            field.is_required()
                && others
                    .iter()
                    .any(|other| other.name == field.name && other.is_required())
        };
        let fields = fields.iter().filter(in_both);
        fields.map(|field| field.name.clone()).collect()
    };
    let (before, after) = (arguments(old, new), arguments(new, old));
    (before != after).then(|| {
        Change::breaking(format!(
            "`new` takes its arguments in another order: {}",
            after.join(", ")
        ))
    })
}
