//! The namespaces that a request can hold, which its envelope declares.

use std::collections::BTreeSet;

use super::build::Builder;
use super::model::{Field, Injected, Namespace, Operation, SchemaType, TypeDef, TypeId, Wire};

impl Builder<'_, '_> {
    /// The prefixes of all names that a request can hold.
    pub(super) fn prefixes(&self, operation: &Operation) -> Vec<Namespace> {
        let mut reached = Reached::default();
        for shell in &operation.shells {
            reached.uris.insert(&shell.namespace);
        }
        reached.encoded = operation.encoded;
        for field in operation.request.fields.iter().chain(&operation.headers) {
            reached.field(field);
        }
        let mut seen = BTreeSet::new();
        while let Some(id) = reached.types.pop() {
            if !seen.insert(id) {
                continue;
            }
            match self.types.get(id) {
                Some(TypeDef::Struct(record)) => {
                    for field in &record.fields {
                        reached.field(field);
                    }
                }
                Some(TypeDef::Choice(choice)) => {
                    for arm in &choice.arms {
                        reached.uris.insert(&arm.element.namespace);
                        reached.types.extend(arm.value.generated());
                        reached.schema_type(arm.schema_type.as_ref());
                    }
                }
                Some(TypeDef::Hierarchy(hierarchy)) => {
                    for member in &hierarchy.members {
                        if member.type_ != hierarchy.base {
                            reached.uris.insert(&member.type_.namespace);
                        }
                        reached.types.extend(member.value.generated());
                    }
                }
                Some(TypeDef::Enum(_)) | None => {}
            }
        }
        self.declarable_namespaces()
            .filter(|namespace| reached.uris.contains(namespace.uri.as_str()))
            .cloned()
            .collect()
    }
}

/// What was met on the way.
#[derive(Default)]
struct Reached<'a> {
    uris: BTreeSet<&'a str>,
    /// Types still to be looked into.
    types: Vec<&'a TypeId>,
    /// Values say their types.
    encoded: bool,
}

impl<'a> Reached<'a> {
    fn field(&mut self, field: &'a Field) {
        match &field.wire {
            Wire::Element(name)
            | Wire::Injected(Injected { element: name, .. })
            | Wire::Attribute(name)
            | Wire::Header(name) => {
                self.uris.insert(&name.namespace);
            }
            Wire::Wrapped { list, item } => {
                self.uris.insert(&list.namespace);
                self.uris.insert(&item.namespace);
            }
            Wire::Substitute(_)
            | Wire::Text
            | Wire::Choice
            | Wire::Extra(_)
            | Wire::Body
            | Wire::Attachment { .. } => {}
        }
        self.types.extend(field.value.generated());
        self.schema_type(field.schema_type.as_ref());
    }

    /// A literal message only says the types of array items.
    fn schema_type(&mut self, type_: Option<&'a SchemaType>) {
        if let Some(type_) = type_.filter(|it| self.encoded || !it.dimensions.is_empty()) {
            self.uris.insert(&type_.name.namespace);
        }
    }
}
