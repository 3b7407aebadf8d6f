//! Declared faults: an enum for each set of them that operations declare.

use std::collections::BTreeMap;

use super::build::Builder;
use super::docs;
use super::model::{FaultArm, FaultPlace, FaultType, TypeId, Value};
use crate::names::{self, Scope};
use crate::overlay::FieldRule;
use crate::schema::{QName, TypeRef};
use crate::wsdl::{self, Fault, PartContent};

/// The enums of faults under construction. Operations with the same faults share one.
#[derive(Debug, Default)]
pub(super) struct Faults {
    known: BTreeMap<Vec<String>, usize>,
    types: Vec<FaultType>,
    /// The operations of each.
    operations: Vec<Vec<String>>,
}

impl Faults {
    pub(super) fn into_types(self) -> Vec<FaultType> {
        let mut types: Vec<FaultType> = self.types;
        for (type_, operations) in types.iter_mut().zip(self.operations) {
            type_.docs = of_operations(&operations);
        }
        types.sort_by(|left, right| left.name.cmp(&right.name));
        types
    }
}

fn of_operations(operations: &[String]) -> Vec<String> {
    let whose = match operations {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first, second] => format!("`{first}` and `{second}`"),
        [first, second, rest @ ..] => {
            format!("`{first}`, `{second}` and {} more operations", rest.len())
        }
    };
    docs::text(&format!(
        "How {whose} may fail by declaration.\n\nThe fault around it, with its reason, is there too: \
         `Error::detail::<Fault>()`."
    ))
}

impl Builder<'_, '_> {
    /// The enum of an operation's faults; `None` if it declares none. `name` is that of the request.
    pub(super) fn fault(&mut self, operation: &wsdl::Operation, name: &str) -> Option<TypeId> {
        let mut arms: Vec<FaultArm> = Vec::new();
        let mut variants = Scope::default();
        variants.claim("Other");
        for fault in &operation.faults {
            let Some((place, value)) = self.fault_value(fault) else {
                continue;
            };
            if arms.iter().any(|arm| arm.place == place) {
                continue;
            }
            let local = match &place {
                FaultPlace::Detail(name) | FaultPlace::Header(name) => &name.local,
                FaultPlace::DetailOfType(..) => &fault.name,
            };
            arms.push(FaultArm {
                name: variants.claim(&names::variant_name(local)),
                docs: fault_docs(fault),
                hidden: self.is_hidden(local, &value, &FieldRule::default()),
                place,
                value,
            });
        }
        if arms.is_empty() {
            return None;
        }
        arms.sort_by(|left, right| left.name.cmp(&right.name));
        let key: Vec<String> = arms.iter().map(|arm| format!("{:?}", arm.place)).collect();
        let next = self.faults.types.len();
        let index = *self.faults.known.entry(key).or_insert(next);
        if index == next {
            let wanted = format!("{name}Fault");
            // Java's servers call the type of an operation's only fault so.
            let plural = if self.type_names.has(&wanted) {
                "s"
            } else {
                ""
            };
            self.faults.types.push(FaultType {
                name: self.type_names.claim(&format!("{wanted}{plural}")),
                docs: Vec::new(),
                arms,
            });
            self.faults.operations.push(Vec::new());
        }
        self.faults.operations[index].push(operation.name.clone());
        Some(TypeId(self.faults.types[index].name.clone()))
    }

    fn fault_value(&mut self, fault: &Fault) -> Option<(FaultPlace, Value)> {
        let schemas = self.schemas;
        match &fault.part.content {
            PartContent::Element(name) => {
                let element = schemas.elements.get(name)?;
                self.namespace(name);
                let value = self.value(&element.type_, &name.local, None);
                let place = if fault.in_header {
                    FaultPlace::Header(name.clone())
                } else {
                    FaultPlace::Detail(name.clone())
                };
                Some((place, value))
            }
            PartContent::Type(type_) => {
                let value = self.part_value(type_);
                let name = match type_ {
                    TypeRef::Named(name) => name.clone(),
                    _ => QName::default(),
                };
                let mut names = vec![fault.part.name.clone()];
                for other in [&fault.name, &name.local] {
                    if !other.is_empty() && !names.contains(other) {
                        names.push(other.clone());
                    }
                }
                self.namespace(&name);
                Some((FaultPlace::DetailOfType(name, names), value))
            }
        }
    }
}

fn fault_docs(fault: &Fault) -> Vec<String> {
    let mut lines = docs::lines(&fault.part.docs);
    if lines.is_empty() {
        let what = if fault.in_header {
            "fault about a header block"
        } else {
            "fault"
        };
        lines.push(format!("The declared {what} `{}`.", fault.name));
    }
    lines
}
