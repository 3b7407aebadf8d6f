//! The way to a value in an operation's output.

use std::collections::BTreeMap;

use super::super::model::{Field, Operation, Output, Struct, TypeDef, TypeId, Value, Wire};
use super::{field, missing};

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

/// The value at a path, as something to be taken out.
pub(super) fn taken(
    operation: &Operation,
    name: &str,
    many: bool,
    path: &str,
    types: &BTreeMap<TypeId, TypeDef>,
) -> Result<Taken, String> {
    let way = Way::new(operation, path, types)?;
    if way.is_list && !many {
        return Err(format!("`{path}` in its answer is a list"));
    }
    Ok(Taken {
        name: name.to_owned(),
        many,
        optional: way.optional,
        path: way.fields,
        list: way.list,
        value: way.value.clone(),
    })
}

/// The struct at a path, or of the items there.
pub(super) fn record<'a>(
    operation: &'a Operation,
    path: &str,
    types: &'a BTreeMap<TypeId, TypeDef>,
) -> Result<&'a Struct, String> {
    let way = Way::new(operation, path, types)?;
    if way.fields.is_empty() && way.optional {
        return Err("its answer may be without a result".to_owned());
    }
    match way.value.generated().and_then(|id| types.get(id)) {
        Some(TypeDef::Struct(record)) => Ok(record),
        _ => Err(format!("`{path}` in its answer has no fields")),
    }
}

struct Way<'a> {
    /// The output is an `Option`.
    optional: bool,
    /// The output is a list.
    list: bool,
    fields: Vec<Field>,
    /// The value is repeated.
    is_list: bool,
    value: &'a Value,
}

impl<'a> Way<'a> {
    fn new(
        operation: &'a Operation,
        path: &str,
        types: &'a BTreeMap<TypeId, TypeDef>,
    ) -> Result<Self, String> {
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
            let record = match value.generated().and_then(|id| types.get(id)) {
                Some(TypeDef::Struct(record)) if !is_list => record,
                _ => return Err(format!("its answer has no `{path}`")),
            };
            let found = field(&record.fields, step)
                .ok_or_else(|| format!("its answer has no {}", missing(step, &record.fields)))?;
            if found.presence.nillable || found.boxed {
                return Err(format!("`{step}` in its answer may be nil or holds itself"));
            }
            is_list = found.presence.many;
            value = &found.value;
            fields.push(found.clone());
        }
        Ok(Self {
            optional,
            list,
            fields,
            is_list,
            value,
        })
    }
}
