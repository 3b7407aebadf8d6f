//! The namespaces that a request can hold, which its envelope declares.

use std::collections::BTreeSet;

use super::build::Builder;
use super::model::{Namespace, Operation, TypeDef, TypeId, Value, Wire};

impl Builder<'_, '_> {
    /// The prefixes of all names that a request can hold.
    pub(super) fn prefixes(&self, operation: &Operation) -> Vec<Namespace> {
        let mut reached = Reached::default();
        for shell in &operation.shells {
            reached.uris.insert(&shell.namespace);
        }
        for field in &operation.request.fields {
            reached.field(&field.wire, &field.value);
        }
        let mut seen = BTreeSet::new();
        while let Some(id) = reached.types.pop() {
            if !seen.insert(id) {
                continue;
            }
            match self.types.get(id) {
                Some(TypeDef::Struct(record)) => {
                    for field in &record.fields {
                        reached.field(&field.wire, &field.value);
                    }
                }
                Some(TypeDef::Choice(choice)) => {
                    for arm in &choice.arms {
                        reached.uris.insert(&arm.element.namespace);
                        reached.types.extend(arm.value.generated());
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
}

impl<'a> Reached<'a> {
    fn field(&mut self, wire: &'a Wire, value: &'a Value) {
        match wire {
            Wire::Element(name) | Wire::Injected(name) | Wire::Attribute(name) => {
                self.uris.insert(&name.namespace);
            }
            Wire::Wrapped { list, item } => {
                self.uris.insert(&list.namespace);
                self.uris.insert(&item.namespace);
            }
            Wire::Substitute(_) | Wire::Text | Wire::Choice | Wire::Extra(_) => {}
        }
        self.types.extend(value.generated());
    }
}
