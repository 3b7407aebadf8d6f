//! Operations, one by one.

use super::fields::{self, Direction};
use super::{Change, paired};
use crate::ir::{Api, Operation, Output};
use crate::schema::QName;

pub(super) fn compare(old: &Api, new: &Api) -> Vec<(String, Vec<Change>)> {
    let pairs = paired(&old.operations, &new.operations, |operation| {
        &operation.request.name
    });
    let changes = |pair: (Option<&Operation>, Option<&Operation>)| match pair {
        (Some(old), Some(new)) => differences(old, new),
        (Some(gone), None) => vec![Change::breaking(format!("`{}` is gone", gone.method))],
        (None, Some(added)) => vec![Change::compatible(format!("`{}` is new", added.method))],
        (None, None) => Vec::new(),
    };
    let pairs = pairs.into_iter();
    pairs.map(|(name, pair)| (name, changes(pair))).collect()
}

fn differences(old: &Operation, new: &Operation) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.method != new.method {
        changes.push(Change::breaking(format!(
            "the method `{}` is now `{}`",
            old.method, new.method
        )));
    }
    if old.idempotency != new.idempotency {
        changes.push(Change::breaking(format!(
            "it counted as {:?}, counts as {:?}, which decides whether it is repeated",
            old.idempotency, new.idempotency
        )));
    }
    changes.extend(fields::compare(
        &old.request.fields,
        &new.request.fields,
        Direction::Sent,
    ));
    let (before, after) = (output_type(&old.output), output_type(&new.output));
    if before != after {
        changes.push(Change::breaking(format!(
            "it gave `{before}`, gives `{after}`"
        )));
    }
    let (before, after) = (elements(old), elements(new));
    if before != after {
        changes.push(Change::compatible(format!(
            "its messages were in the elements {before}, are in {after}"
        )));
    }
    if old.action != new.action {
        changes.push(Change::compatible(format!(
            "its SOAPAction was `{}`, is `{}`",
            old.action, new.action
        )));
    }
    changes
}

fn output_type(output: &Output) -> String {
    match output {
        Output::Nothing { .. } => "()".to_owned(),
        Output::Value { value, .. } => value.rust_type(),
        Output::Child { field, .. } => field.rust_type(),
    }
}

/// The elements around requests and answers. What namespace they are in is said once, of the service.
fn elements(operation: &Operation) -> String {
    let answer: Option<&QName> = match &operation.output {
        Output::Nothing { element } => element.as_ref(),
        Output::Value { element, .. } | Output::Child { element, .. } => Some(element),
    };
    let names: Vec<String> = operation
        .shells
        .iter()
        .chain(answer)
        .map(|name| format!("`{}`", name.local))
        .collect();
    names.join(", ")
}
