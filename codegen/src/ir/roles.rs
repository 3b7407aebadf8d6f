//! Binding the overlay's roles to what the WSDL has.

use std::collections::BTreeMap;

use super::model::{Field, Operation, Output, TypeDef, TypeId, Value, Wire};
use crate::diagnostics::Diagnostic;
use crate::overlay::RoleRule;

/// An operation that fulfils a trait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Path of the trait.
    pub trait_: String,
    /// The operation's Rust name.
    pub operation: String,
    /// The associated types that are values, by name.
    pub types: BTreeMap<String, Value>,
    /// The associated types that are operations, by name.
    pub operations: BTreeMap<String, String>,
    /// What the request is made from, if the trait makes it.
    pub request: Vec<Given>,
    /// What is taken out of the output.
    pub answer: Vec<Taken>,
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

/// A value that comes out of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The associated type.
    pub name: String,
    /// Any number of values.
    pub many: bool,
    /// The output is an `Option`.
    pub optional: bool,
    /// The fields on the way, the value's own last; none if it is the output itself.
    pub path: Vec<Field>,
    /// The output is a list; only where it is the value itself.
    pub list: bool,
    /// The value.
    pub value: Value,
}

/// Binds each role that can be bound; tells of the others.
pub(super) fn bind(
    rules: &[RoleRule],
    operations: &[Operation],
    types: &BTreeMap<TypeId, TypeDef>,
) -> (Vec<Role>, Vec<Diagnostic>) {
    let (mut bound, mut problems) = (Vec::new(), Vec::new());
    for rule in rules {
        match (Binder {
            rule,
            operations,
            types,
        })
        .role()
        {
            Ok(role) => bound.push(role),
            Err(reason) => {
                let (trait_, operation) = (last(&rule.trait_), &rule.operation);
                let message = format!("`{operation}` can't be used as `{trait_}`: {reason}");
                problems.push(Diagnostic::warning(message).help(
                    "helpers that need it are not there; correct the overlay's `[[role]]` if the names are others",
                ));
            }
        }
    }
    (bound, problems)
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
        let mut request = Vec::new();
        for (key, element) in &self.rule.request {
            let (name, many) = key_parts(key);
            let field = field(&operation.request.fields, element)
                .ok_or_else(|| format!("its request has no `{element}`"))?;
            if many && !field.presence.many {
                return Err(format!("`{element}` in its request is no list"));
            }
            types.insert(name.to_owned(), field.value.clone());
            let (name, field) = (name.to_owned(), field.clone());
            request.push(Given { name, many, field });
        }
        if !request.is_empty() {
            let needed =
                operation.request.fields.iter().filter(|field| {
                    field.is_required() && !matches!(field.wire, Wire::Injected(_))
                });
            let given =
                |wanted: &Field| request.iter().any(|given| given.field.name == wanted.name);
            if let Some(missing) = needed.into_iter().find(|field| !given(field)) {
                return Err(format!("its request also needs `{}`", missing.name));
            }
        }
        let mut answer = Vec::new();
        for (key, path) in &self.rule.answer {
            let (name, many) = key_parts(key);
            let taken = self.taken(operation, name, many, path)?;
            types.insert(name.to_owned(), taken.value.clone());
            answer.push(taken);
        }
        let linked = self.rule.operations.iter().map(|(name, operation)| {
            let operation = self.operation(operation)?;
            Ok((name.clone(), operation.request.name.clone()))
        });
        Ok(Role {
            trait_: self.rule.trait_.clone(),
            operation: operation.request.name.clone(),
            types,
            operations: linked.collect::<Result<_, String>>()?,
            request,
            answer,
        })
    }

    fn operation(&self, name: &str) -> Result<&Operation, String> {
        let mut operations = self.operations.iter();
        let found = operations.find(|operation| operation.name == name);
        found.ok_or_else(|| format!("there is no operation `{name}`"))
    }

    fn taken(
        &self,
        operation: &Operation,
        name: &str,
        many: bool,
        path: &str,
    ) -> Result<Taken, String> {
        let (mut value, mut optional, mut list) = match &operation.output {
            Output::Nothing { .. } => return Err("its answer is empty".to_owned()),
            Output::Body { value } | Output::Value { value, .. } => (value, false, false),
            Output::Child { field, .. } if field.presence.nillable => {
                return Err("its answer may be nil".to_owned());
            }
            Output::Child { field, .. } => {
                (&field.value, field.presence.optional, field.presence.many)
            }
        };
        let mut fields = Vec::new();
        let mut is_list = list;
        // With something beside it, the body is a field of the output.
        let answer = operation.answer.iter().flat_map(|answer| &answer.fields);
        if let Some(body) = answer.into_iter().find(|field| field.wire == Wire::Body) {
            (optional, list) = (false, false);
            fields.push(body.clone());
        }
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let found = match value.generated().and_then(|id| self.types.get(id)) {
                Some(TypeDef::Struct(record)) if !is_list => field(&record.fields, step),
                _ => None,
            };
            let found = found.ok_or_else(|| format!("its answer has no `{path}`"))?;
            if found.presence.nillable || found.boxed {
                return Err(format!("`{step}` in its answer may be nil or holds itself"));
            }
            is_list = found.presence.many;
            value = &found.value;
            fields.push(found.clone());
        }
        if is_list && !many {
            return Err(format!("`{path}` in its answer is a list"));
        }
        Ok(Taken {
            name: name.to_owned(),
            many,
            optional,
            path: fields,
            list,
            value: value.clone(),
        })
    }
}

/// The field of an element or attribute by its name in the WSDL.
fn field<'f>(fields: &'f [Field], local: &str) -> Option<&'f Field> {
    fields.iter().find(|field| match &field.wire {
        Wire::Element(name) | Wire::Attribute(name) | Wire::Wrapped { list: name, .. } => {
            name.local == local
        }
        _ => false,
    })
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
