//! Which types have a form on the JSON wire of ASP.NET.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Field, Operation, Output, Plain, TypeDef, TypeId, Value, Wire};
use crate::diagnostics::Diagnostic;

/// The types that the JSON wire needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Json {
    /// Types for which no form in JSON is known: choices, what others extend, and structs that hold such, or XML as it is.
    xml_only: BTreeSet<TypeId>,
    /// What answers are made of.
    read: BTreeSet<TypeId>,
    /// What requests are made of.
    written: BTreeSet<TypeId>,
}

impl Json {
    pub(super) fn of(types: &BTreeMap<TypeId, TypeDef>, operations: &[Operation]) -> Self {
        let without_form = types
            .iter()
            .filter(|(_, type_)| matches!(type_, TypeDef::Choice(_) | TypeDef::Hierarchy(_)));
        let mut json = Self {
            xml_only: without_form.map(|(id, _)| id.clone()).collect(),
            ..Self::default()
        };
        // A struct that holds such a one is such a one.
        loop {
            let before = json.xml_only.len();
            for (id, type_) in types {
                if let TypeDef::Struct(record) = type_
                    && !record.fields.iter().all(|field| json.has_field(field))
                {
                    json.xml_only.insert(id.clone());
                }
            }
            if json.xml_only.len() == before {
                break;
            }
        }
        let calls: Vec<&Operation> = operations.iter().filter(|one| json.has(one)).collect();
        for operation in calls {
            for field in &operation.request.fields {
                reach(&field.value, types, &mut json.written);
            }
            if let Some(value) = operation.output.value() {
                reach(value, types, &mut json.read);
            }
        }
        json
    }

    /// Whether answers hold the type.
    #[must_use]
    pub fn reads(&self, name: &str) -> bool {
        self.read.contains(&TypeId(name.to_owned()))
    }

    /// Whether requests hold the type.
    #[must_use]
    pub fn writes(&self, name: &str) -> bool {
        self.written.contains(&TypeId(name.to_owned()))
    }

    /// Whether the operation can be called over JSON.
    #[must_use]
    pub fn has(&self, operation: &Operation) -> bool {
        let is_soap_only = operation.answer.is_some() || !operation.headers.is_empty();
        let output = match &operation.output {
            _ if is_soap_only => false,
            Output::Nothing { .. } => true,
            Output::Body { .. } => false,
            Output::Value { value, .. } => self.has_value(value),
            Output::Child { field, .. } => self.has_field(field),
        };
        let request = &operation.request;
        output && request.fields.iter().all(|field| self.has_field(field))
    }

    fn has_field(&self, field: &Field) -> bool {
        match &field.wire {
            Wire::Extra(_) => true,
            Wire::Attachment { .. } | Wire::Choice | Wire::Substitute(_) => false,
            _ => self.has_value(&field.value),
        }
    }

    fn has_value(&self, value: &Value) -> bool {
        match value.item() {
            _ if matches!(value, Value::Array(_)) => false,
            Value::Type(id) => !self.xml_only.contains(id),
            Value::Plain(Plain(name)) => !matches!(*name, "RawXml" | "QName"),
            Value::Via { .. } | Value::Path(_) | Value::List(_) | Value::Array(_) => true,
        }
    }

    /// What will not work, and what the overlay could say about it.
    pub(super) fn notes(
        &self,
        types: &BTreeMap<TypeId, TypeDef>,
        operations: &[Operation],
    ) -> Vec<Diagnostic> {
        let calls = operations.iter().filter(|operation| !self.has(operation));
        let calls = calls.map(|operation| {
            let message = format!("`{}` can't be called over JSON", operation.name);
            Diagnostic::warning(message)
                .help("it has a choice in it, a type that others extend, or XML as it is, for which no form in JSON is known")
        });
        let enums = types.values().filter_map(|type_| match type_ {
            TypeDef::Enum(known) if !known.numeric => Some(known),
            _ => None,
        });
        let silent = enums.filter(|known| known.variants.iter().any(|one| one.number.is_none()));
        let silent = silent.map(|known| {
            let message = format!("the numbers of `{}` on the JSON wire are not known", known.name);
            Diagnostic::warning(message).help(
                "no WSDL has them: `numbers` in the overlay's `[[type]]` says what each value is; without it a number is `Other`",
            )
        });
        calls.chain(silent).collect()
    }
}

/// The types that a value is made of.
fn reach(value: &Value, types: &BTreeMap<TypeId, TypeDef>, reached: &mut BTreeSet<TypeId>) {
    let Some(id) = value.generated() else { return };
    if let Some(TypeDef::Struct(record)) = types.get(id)
        && reached.insert(id.clone())
    {
        for field in &record.fields {
            reach(&field.value, types, reached);
        }
    }
}
