//! Types, and where they are used.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{self, Direction};
use super::{Change, kind, paired};
use crate::ir::{Api, Arm, Choice, Enum, Field, Output, TypeDef, Value};

pub(super) fn compare(old: &Api, new: &Api) -> Vec<(String, Vec<Change>)> {
    let sent: BTreeSet<String> = sent(old).union(&sent(new)).cloned().collect();
    let pairs = paired(&old.types, &new.types, TypeDef::name);
    let changes = |name: &str, pair: (Option<&TypeDef>, Option<&TypeDef>)| match pair {
        (Some(old), Some(new)) => {
            let direction = if sent.contains(name) {
                Direction::Sent
            } else {
                Direction::Received
            };
            differences(old, new, direction)
        }
        (Some(_), None) => vec![Change::breaking("it is gone")],
        (None, Some(_)) => vec![Change::compatible("it is new")],
        (None, None) => Vec::new(),
    };
    let pairs = pairs.into_iter();
    pairs
        .map(|(name, pair)| {
            let changes = changes(&name, pair);
            (name, changes)
        })
        .collect()
}

fn differences(old: &TypeDef, new: &TypeDef, direction: Direction) -> Vec<Change> {
    match (old, new) {
        (TypeDef::Struct(old), TypeDef::Struct(new)) => {
            fields::compare(&old.fields, &new.fields, direction)
        }
        (TypeDef::Choice(old), TypeDef::Choice(new)) => choice(old, new),
        (TypeDef::Enum(old), TypeDef::Enum(new)) => enumeration(old, new),
        (old, new) => vec![Change::breaking(format!(
            "it was {}, is {}",
            kind(old),
            kind(new)
        ))],
    }
}

fn choice(old: &Choice, new: &Choice) -> Vec<Change> {
    let pairs = paired(&old.arms, &new.arms, |arm: &Arm| &arm.name);
    let changes = pairs.into_iter().filter_map(|(name, pair)| match pair {
        (Some(_), None) => Some(Change::breaking(format!("the variant `{name}` is gone"))),
        (None, Some(_)) => Some(Change::compatible(format!("the variant `{name}` is new"))),
        (Some(old), Some(new)) if arm_type(old) != arm_type(new) => {
            Some(Change::breaking(format!(
                "the variant `{name}` had `{}`, has `{}`",
                arm_type(old),
                arm_type(new)
            )))
        }
        _ => None,
    });
    changes.collect()
}

fn arm_type(arm: &Arm) -> String {
    let type_ = arm.value.rust_type();
    if arm.nillable {
        format!("Nillable<{type_}>")
    } else {
        type_
    }
}

fn enumeration(old: &Enum, new: &Enum) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.numeric != new.numeric {
        changes.push(Change::breaking(
            "its values were texts and are numbers, or the other way round",
        ));
    }
    for (name, pair) in paired(&old.variants, &new.variants, |variant| &variant.name) {
        match pair {
            (Some(_), None) => {
                changes.push(Change::breaking(format!("the variant `{name}` is gone")));
            }
            (None, Some(_)) => changes.push(Change::compatible(format!(
                "the variant `{name}` is new, which was an `Other`"
            ))),
            (Some(old), Some(new)) if old.value != new.value => {
                changes.push(Change::compatible(format!(
                    "the variant `{name}` was `{}` on the wire, is `{}`",
                    old.value, new.value
                )));
            }
            _ => {}
        }
    }
    changes
}

/// The operations, by their Rust names, in whose messages each type occurs.
pub(super) fn uses(api: &Api) -> BTreeMap<String, BTreeSet<String>> {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for operation in &api.operations {
        let request = operation.request.fields.iter().map(|field| &field.value);
        let mut reached = BTreeSet::new();
        for value in request.chain(output(&operation.output)) {
            reach(api, value, &mut reached);
        }
        for name in reached {
            let operations = uses.entry(name).or_default();
            operations.insert(operation.request.name.clone());
        }
    }
    uses
}

/// The types that occur in requests.
fn sent(api: &Api) -> BTreeSet<String> {
    let mut sent = BTreeSet::new();
    let fields = api
        .operations
        .iter()
        .flat_map(|operation| &operation.request.fields);
    for field in fields {
        reach(api, &field.value, &mut sent);
    }
    sent
}

fn output(output: &Output) -> Option<&Value> {
    match output {
        Output::Nothing { .. } => None,
        Output::Body { value } | Output::Value { value, .. } => Some(value),
        Output::Child { field, .. } => Some(&field.value),
    }
}

/// Adds the types that a value is made of. A list of what is left to do, since types may be nested deeply.
fn reach(api: &Api, value: &Value, reached: &mut BTreeSet<String>) {
    let mut next: Vec<&str> = value
        .generated()
        .map(|id| id.0.as_str())
        .into_iter()
        .collect();
    while let Some(name) = next.pop() {
        if !reached.insert(name.to_owned()) {
            continue;
        }
        let found = api.types.binary_search_by(|type_| type_.name().cmp(name));
        let Some(type_) = found.ok().and_then(|index| api.types.get(index)) else {
            continue;
        };
        next.extend(parts(type_).filter_map(|value| Some(value.generated()?.0.as_str())));
    }
}

/// The values that a type is made of.
fn parts(type_: &TypeDef) -> Box<dyn Iterator<Item = &Value> + '_> {
    match type_ {
        TypeDef::Struct(record) => Box::new(record.fields.iter().map(|Field { value, .. }| value)),
        TypeDef::Choice(choice) => Box::new(choice.arms.iter().map(|arm| &arm.value)),
        TypeDef::Hierarchy(hierarchy) => {
            Box::new(hierarchy.members.iter().map(|member| &member.value))
        }
        TypeDef::Enum(_) => Box::new(std::iter::empty()),
    }
}
