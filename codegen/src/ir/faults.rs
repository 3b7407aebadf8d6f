//! Declared faults: an enum for each set of them that operations declare.

use std::collections::{BTreeMap, BTreeSet};

use super::build::Builder;
use super::docs;
use super::model::{FaultArm, FaultPlace, FaultType, Operation, TypeId, Value};
use crate::names::{self, Scope};
use crate::overlay::FieldRule;
use crate::schema::{QName, TypeRef};
use crate::wsdl::{self, Fault, PartContent};

/// The sets of faults that operations declare, by what is in them. Operations with the same faults share an enum, whose name waits until it
/// is known who they are.
pub(super) type Faults = BTreeMap<Vec<FaultPlace>, Set>;

#[derive(Debug)]
pub(super) struct Set {
    arms: Vec<FaultArm>,
    /// The operations: the WSDL's name of each by that of its request.
    operations: BTreeMap<String, String>,
}

/// What an enum is called, if no type has that name.
///
/// The faults of one operation, which several port types may have, are called after it. Those of several operations are called after what
/// they are, if that is short, or after the service if it has no others; else after one of the operations: the first of those with the
/// shortest name.
fn wanted_name(set: &Set, is_only_set: bool, service: &str) -> String {
    const FEW: usize = 2;
    let mut subjects: Vec<&str> = set.arms.iter().map(|arm| subject(&arm.name)).collect();
    subjects.dedup();
    let is_telling = subjects.iter().all(|subject| !subject.is_empty());
    let operations: BTreeSet<&String> = set.operations.values().collect();
    let requests = set.operations.keys();
    let subject = if operations.len() > 1 && subjects.len() <= FEW && is_telling {
        subjects.join("Or")
    } else if operations.len() > 1 && is_only_set {
        names::type_name(service)
    } else {
        let shortest = requests.min_by_key(|request| request.len());
        shortest.map_or(service, String::as_str).to_owned()
    };
    format!("{subject}Fault")
}

/// The name of a fault without the words that only say that it is one.
fn subject(arm: &str) -> &str {
    let words = ["Detail", "Details", "Exception", "Fault"];
    let mut shorter = words.iter().filter_map(|word| arm.strip_suffix(word));
    shorter.next().map_or(arm, subject)
}

/// Whose failures these are, and how one is found in an error.
fn type_docs(set: &Set) -> Vec<String> {
    let mut requests = set.operations.keys();
    let first = requests.next().map_or("", String::as_str);
    let whose = match (requests.next(), requests.len()) {
        (None, _) => format!("`{first}`"),
        (Some(second), 0) => format!("`{first}` and `{second}`"),
        (Some(second), 1) => format!("`{first}`, `{second}` and another operation"),
        (Some(second), more) => format!("`{first}`, `{second}` and {more} more operations"),
    };
    docs::text(&format!(
        "How {whose} may fail by declaration.\n\n`error.fault_as::<{first}>()` finds it in the error of a call, and \
         `error.detail::<Fault>()` the fault around it, with its reason."
    ))
}

impl Builder<'_, '_> {
    /// Notes what an operation declares that it fails with. `request` is the name of its request.
    pub(super) fn declare_faults(&mut self, operation: &wsdl::Operation, request: &str) {
        let declared = operation.faults.iter().filter_map(|fault| {
            let (place, value) = self.fault_value(fault)?;
            Some((place, (value, fault)))
        });
        let mut found = BTreeMap::new();
        for (place, what) in declared {
            found.entry(place).or_insert(what);
        }
        if found.is_empty() {
            return;
        }
        let mut variants = Scope::default();
        variants.claim("Other");
        let key = found.keys().cloned().collect();
        let arms = found.into_iter().map(|(place, (value, fault))| {
            let local = match &place {
                FaultPlace::Detail(name) | FaultPlace::Header(name) => &name.local,
                FaultPlace::DetailOfType(..) => &fault.name,
            };
            FaultArm {
                name: variants.claim(&names::variant_name(local)),
                docs: fault_docs(fault),
                hidden: self.is_hidden(local, &value, &FieldRule::default()),
                place,
                value,
            }
        });
        let mut arms: Vec<FaultArm> = arms.collect();
        arms.sort_by(|left, right| left.name.cmp(&right.name));
        let operations = BTreeMap::new();
        let set = self.faults.entry(key).or_insert(Set { arms, operations });
        set.operations
            .insert(request.to_owned(), operation.name.clone());
    }

    /// The enums of all declared faults, and of each operation which is its. Operations are sorted, and types have their names by now.
    pub(super) fn fault_types(
        &mut self,
        operations: &mut [Operation],
        service: &str,
    ) -> Vec<FaultType> {
        let sets = std::mem::take(&mut self.faults);
        let is_only_set = sets.len() == 1;
        let mut types = Vec::new();
        for set in sets.into_values() {
            let mut wanted = wanted_name(&set, is_only_set, service);
            // Java's servers call the type of an operation's only fault so.
            if self.type_names.has(&wanted) {
                wanted.push('s');
            }
            let name = self.type_names.claim(&wanted);
            for request in set.operations.keys() {
                let place = operations.binary_search_by(|it| it.request.name.cmp(request));
                if let Some(operation) = place.ok().and_then(|place| operations.get_mut(place)) {
                    operation.fault = Some(TypeId(name.clone()));
                }
            }
            types.push(FaultType {
                name,
                docs: type_docs(&set),
                arms: set.arms,
            });
        }
        types.sort_by(|left, right| left.name.cmp(&right.name));
        types
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
