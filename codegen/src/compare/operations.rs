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
    let (before, after) = (output_type(old), output_type(new));
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
    changes.extend(beside(old, new));
    let (before, after) = (manner(old), manner(new));
    if before != after {
        changes.push(Change::compatible(format!(
            "it was sent {before}, is sent {after}"
        )));
    }
    changes
}

/// What comes beside the body of the answer, header blocks of the request, and declared faults.
fn beside(old: &Operation, new: &Operation) -> Vec<Change> {
    let mut changes = Vec::new();
    if let (Some(old), Some(new)) = (&old.answer, &new.answer) {
        changes.extend(fields::compare(
            &old.fields,
            &new.fields,
            Direction::Received,
        ));
    }
    let (before, after) = (headers(old), headers(new));
    if before != after {
        changes.push(Change::compatible(format!(
            "its header blocks were {before}, are {after}"
        )));
    }
    let fault = |operation: &Operation| {
        operation
            .fault
            .as_ref()
            .map_or("Fault", |fault| &fault.0)
            .to_owned()
    };
    let (before, after) = (fault(old), fault(new));
    if before != after {
        changes.push(Change::breaking(format!(
            "it failed with `{before}`, fails with `{after}`"
        )));
    }
    changes
}

fn headers(operation: &Operation) -> String {
    let names: Vec<&str> = operation.headers.iter().map(|field| &*field.name).collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        format!("`{}`", names.join("`, `"))
    }
}

/// Versions of SOAP with their actions, and the rest that a server may care for.
fn manner(operation: &Operation) -> String {
    let mut parts: Vec<String> = operation
        .versions
        .iter()
        .map(|(version, action)| format!("over {version} with the action `{action}`"))
        .collect();
    if let Some((_, action)) = &operation.addressing {
        parts.push(format!("with WS-Addressing and the action `{action}`"));
    }
    if operation.encoded {
        parts.push("with SOAP encoding".to_owned());
    }
    parts.join(", ")
}

fn output_type(operation: &Operation) -> String {
    match (&operation.answer, &operation.output) {
        (Some(answer), _) => answer.name.clone(),
        (None, Output::Nothing { .. }) => "()".to_owned(),
        (None, Output::Body { value } | Output::Value { value, .. }) => value.rust_type(),
        (None, Output::Child { field, .. }) => field.rust_type(),
    }
}

/// The elements around requests and answers. What namespace they are in is said once, of the service.
fn elements(operation: &Operation) -> String {
    let answer: Option<&QName> = match &operation.output {
        Output::Nothing { element } => element.as_ref(),
        Output::Body { .. } => None,
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
