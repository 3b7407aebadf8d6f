//! Binding the overlay's roles to what the WSDL has.

mod access;
mod answer;

use std::collections::{BTreeMap, BTreeSet};

pub use self::access::{Accessor, Demand};
pub use self::answer::Taken;

use self::access::Wanted;
use super::model::{Field, Operation, TypeDef, TypeId, Value, Wire};
use crate::diagnostics::Diagnostic;
use crate::overlay::{Matcher, RoleRule};
use crate::spelling::slip;

/// An operation, or a value in its answer, that fulfils a trait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Path of the trait.
    pub trait_: String,
    /// The Rust name of what fulfils it.
    pub subject: String,
    /// The associated types that are values, by name.
    pub types: BTreeMap<String, Value>,
    /// The associated types that are operations, by name.
    pub operations: BTreeMap<String, String>,
    /// What the request is made from, if the trait makes it.
    pub request: Vec<Given>,
    /// What is taken out of the output.
    pub answer: Vec<Taken>,
    /// What is read in place.
    pub get: Vec<Accessor>,
    /// What is written in place.
    pub set: Vec<Accessor>,
    /// Path of a function that checks a request.
    pub check: Option<String>,
}

/// A value that goes into a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The associated type.
    pub name: String,
    /// Any number of values.
    pub many: bool,
    /// Where it goes.
    pub field: Field,
}

/// Binds each role that can be bound; tells of the others.
pub(super) fn bind(
    matcher: &Matcher<'_>,
    operations: &[Operation],
    types: &BTreeMap<TypeId, TypeDef>,
) -> (Vec<Role>, Vec<Diagnostic>) {
    let mut bound: Vec<(&RoleRule, Role)> = Vec::new();
    let mut problems = Vec::new();
    for rule in &matcher.overlay().role {
        let binder = Binder {
            rule,
            operations,
            types,
        };
        match binder.role() {
            // Two operations may answer with the same type.
            Ok(role) if bound.iter().any(|(_, it)| is_same(it, &role)) => {}
            Ok(role) => bound.push((rule, role)),
            Err(reason) => problems.push(matcher.at_role(rule, unbound(rule, &reason))),
        }
    }
    // Without one of them another may fall.
    loop {
        let traits: BTreeSet<String> = bound.iter().map(|(_, it)| it.trait_.clone()).collect();
        let missing = |rule: &RoleRule| rule.needs.iter().find(|it| !traits.contains(*it)).cloned();
        let Some(at) = bound.iter().position(|(rule, _)| missing(rule).is_some()) else {
            break;
        };
        let (rule, _) = bound.remove(at);
        let needed = missing(rule).unwrap_or_default();
        let reason = format!("nothing can be used as `{}`, which it needs", last(&needed));
        problems.push(matcher.at_role(rule, unbound(rule, &reason)));
    }
    (bound.into_iter().map(|(_, role)| role).collect(), problems)
}

fn is_same(one: &Role, other: &Role) -> bool {
    (&one.trait_, &one.subject) == (&other.trait_, &other.subject)
}

fn unbound(rule: &RoleRule, reason: &str) -> Diagnostic {
    let (trait_, operation) = (last(&rule.trait_), &rule.operation);
    let what = if rule.value.is_some() {
        format!("the answer of `{operation}`")
    } else {
        format!("`{operation}`")
    };
    Diagnostic::warning(format!("{what} can't be used as `{trait_}`: {reason}")).help(
        "helpers that need it are not there; correct the overlay's `[[role]]` if the names are others",
    )
}

struct Binder<'a> {
    rule: &'a RoleRule,
    operations: &'a [Operation],
    types: &'a BTreeMap<TypeId, TypeDef>,
}

impl Binder<'_> {
    fn role(&self) -> Result<Role, String> {
        let operation = self.operation(&self.rule.operation)?;
        let mut types = BTreeMap::new();
        let request = self.request(operation, &mut types)?;
        let answer = self.answer(operation, &mut types)?;
        let linked = self.rule.operations.iter().map(|(name, operation)| {
            let operation = self.operation(operation)?;
            Ok((name.clone(), operation.request.name.clone()))
        });
        let operations = linked.collect::<Result<_, String>>()?;
        let (record, place) = match &self.rule.value {
            Some(path) => (
                answer::record(operation, path, self.types)?,
                "the value there",
            ),
            None => (&operation.request, "its request"),
        };
        let accessors = |names: &BTreeMap<String, String>| {
            let accessors = names.iter().map(|(name, field)| {
                access::accessor(name, field, &record.fields)
                    .map_err(|reason| format!("{place} {reason}"))
            });
            accessors.collect::<Result<Vec<_>, String>>()
        };
        Ok(Role {
            trait_: self.rule.trait_.clone(),
            subject: record.name.clone(),
            types,
            operations,
            request,
            answer,
            get: accessors(&self.rule.get)?,
            set: accessors(&self.rule.set)?,
            check: self.rule.check.clone(),
        })
    }

    fn operation(&self, name: &str) -> Result<&Operation, String> {
        let mut operations = self.operations.iter();
        let found = operations.find(|operation| operation.name == name);
        found.ok_or_else(|| {
            let names = self.operations.iter().map(|operation| &*operation.name);
            format!("there is no operation `{name}`{}", near(name, names))
        })
    }

    fn request(
        &self,
        operation: &Operation,
        types: &mut BTreeMap<String, Value>,
    ) -> Result<Vec<Given>, String> {
        let fields = &operation.request.fields;
        let mut request = Vec::new();
        for (key, wanted) in &self.rule.request {
            let (name, many) = key_parts(key);
            let wanted = Wanted::parse(wanted);
            let element = wanted.element;
            let field = field(fields, element)
                .ok_or_else(|| format!("its request has no {}", missing(element, fields)))?;
            if many && !field.presence.many {
                return Err(format!("`{element}` in its request is no list"));
            }
            wanted
                .accepts(&field.value)
                .map_err(|reason| format!("`{element}` in its request {reason}"))?;
            types.insert(name.to_owned(), field.value.clone());
            let (name, field) = (name.to_owned(), field.clone());
            request.push(Given { name, many, field });
        }
        if !request.is_empty() {
            let mut needed = fields
                .iter()
                .filter(|field| field.is_required() && !matches!(field.wire, Wire::Injected(_)));
            let given =
                |wanted: &Field| request.iter().any(|given| given.field.name == wanted.name);
            if let Some(missing) = needed.find(|field| !given(field)) {
                return Err(format!("its request also needs `{}`", missing.name));
            }
        }
        Ok(request)
    }

    fn answer(
        &self,
        operation: &Operation,
        types: &mut BTreeMap<String, Value>,
    ) -> Result<Vec<Taken>, String> {
        let taken = self.rule.answer.iter().map(|(key, wanted)| {
            let (name, many) = key_parts(key);
            let wanted = Wanted::parse(wanted);
            let path = wanted.element;
            let taken = answer::taken(operation, name, many, path, self.types)?;
            wanted
                .accepts(&taken.value)
                .map_err(|reason| format!("`{path}` in its answer {reason}"))?;
            types.insert(name.to_owned(), taken.value.clone());
            Ok(taken)
        });
        taken.collect()
    }
}

/// The field of an element or attribute by its name in the WSDL.
fn field<'f>(fields: &'f [Field], local: &str) -> Option<&'f Field> {
    fields.iter().find(|field| wire_name(field) == Some(local))
}

fn wire_name(field: &Field) -> Option<&str> {
    match &field.wire {
        Wire::Element(name) | Wire::Attribute(name) | Wire::Wrapped { list: name, .. } => {
            Some(&name.local)
        }
        _ => None,
    }
}

/// A name that no field has, with those that may be meant.
fn missing(element: &str, fields: &[Field]) -> String {
    let names = fields.iter().filter_map(wire_name);
    format!("`{element}`{}", near(element, names))
}

/// The nearest names, as an addition to a sentence.
fn near<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> String {
    let mut near: Vec<(usize, &str)> = names
        .filter_map(|name| Some((slip(wanted, name)?, name)))
        .collect();
    near.sort_unstable();
    let near: Vec<String> = near
        .iter()
        .take(3)
        .map(|(_, it)| format!("`{it}`"))
        .collect();
    if near.is_empty() {
        String::new()
    } else {
        format!(" (near it: {})", near.join(", "))
    }
}

/// The name, and whether it stands for a list.
fn key_parts(key: &str) -> (&str, bool) {
    match key.strip_suffix("[]") {
        Some(name) => (name, true),
        None => (key, false),
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
