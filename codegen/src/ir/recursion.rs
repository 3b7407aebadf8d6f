//! Boxes where a type would hold itself, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Field, TypeDef, TypeId, Value};

/// Boxes every field and arm that lies on a cycle of types which no list interrupts.
pub(super) fn box_cycles(types: &mut BTreeMap<TypeId, TypeDef>) {
    let names: Vec<TypeId> = types.keys().cloned().collect();
    let index = numbered(&names);
    let edges = edges(types, &index, targets);
    let component = components(&edges);
    let together = |from: usize, to: &TypeId| {
        index
            .get(to)
            .is_some_and(|to| component[from] == component[*to] && on_cycle(from, *to, &edges))
    };
    // An enum is boxed inside, where only the variants on the cycle pay for it.
    let enums: BTreeSet<TypeId> = types
        .iter()
        .filter(|(_, type_)| matches!(type_, TypeDef::Choice(_) | TypeDef::Hierarchy(_)))
        .map(|(id, _)| id.clone())
        .collect();
    for (from, type_) in types.values_mut().enumerate() {
        match type_ {
            TypeDef::Struct(record) => {
                for field in &mut record.fields {
                    if let Some(to) = held(field).filter(|to| !enums.contains(to)) {
                        field.boxed = together(from, to);
                    }
                }
            }
            TypeDef::Choice(choice) => {
                for arm in &mut choice.arms {
                    if let Some(to) = in_itself(&arm.value).filter(|to| !enums.contains(to)) {
                        arm.boxed = together(from, to);
                    }
                }
            }
            TypeDef::Hierarchy(hierarchy) => {
                for member in &mut hierarchy.members {
                    if let Some(to) = member.value.generated() {
                        member.boxed = together(from, to);
                    }
                }
            }
            TypeDef::Enum(_) => {}
        }
    }
}

fn numbered(names: &[TypeId]) -> BTreeMap<&TypeId, usize> {
    let numbered = names.iter().enumerate();
    numbered.map(|(number, id)| (id, number)).collect()
}

/// The numbers of the types that each type leads to.
fn edges(
    types: &BTreeMap<TypeId, TypeDef>,
    index: &BTreeMap<&TypeId, usize>,
    targets: fn(&TypeDef) -> Vec<&TypeId>,
) -> Vec<Vec<usize>> {
    let numbers = |type_| {
        let ids = targets(type_).into_iter();
        ids.filter_map(|id| index.get(id).copied()).collect()
    };
    types.values().map(numbers).collect()
}

/// How many types follow each other on the longest way that a search takes which looks at each type once.
pub(super) fn depth(types: &BTreeMap<TypeId, TypeDef>) -> usize {
    let names: Vec<TypeId> = types.keys().cloned().collect();
    let edges = edges(types, &numbered(&names), references);
    let mut seen = vec![false; edges.len()];
    let mut deepest = 0;
    for start in 0..edges.len() {
        let mut stack = vec![(start, 0)];
        while let Some((node, next)) = stack.pop() {
            seen[node] = true;
            deepest = deepest.max(stack.len() + 1);
            if let Some(to) = edges[node].get(next) {
                stack.push((node, next + 1));
                if !seen[*to] {
                    stack.push((*to, 0));
                }
            }
        }
    }
    deepest
}

/// An edge inside a component lies on a cycle; a component of one needs an edge to itself.
fn on_cycle(from: usize, to: usize, edges: &[Vec<usize>]) -> bool {
    from != to || edges[from].contains(&to)
}

/// The generated types that a type holds in itself.
fn targets(type_: &TypeDef) -> Vec<&TypeId> {
    match type_ {
        TypeDef::Struct(record) => record.fields.iter().filter_map(held).collect(),
        _ => references(type_),
    }
}

/// The generated types that a type names.
fn references(type_: &TypeDef) -> Vec<&TypeId> {
    match type_ {
        TypeDef::Struct(record) => {
            let values = record.fields.iter().map(|field| &field.value);
            values.filter_map(Value::generated).collect()
        }
        TypeDef::Choice(choice) => {
            let values = choice.arms.iter().map(|arm| &arm.value);
            values.filter_map(Value::generated).collect()
        }
        TypeDef::Hierarchy(hierarchy) => {
            let values = hierarchy.members.iter().map(|member| &member.value);
            values.filter_map(Value::generated).collect()
        }
        TypeDef::Enum(_) => Vec::new(),
    }
}

/// The generated type that a field holds in itself; a list keeps its values elsewhere.
fn held(field: &Field) -> Option<&TypeId> {
    in_itself(&field.value).filter(|_| !field.presence.many)
}

fn in_itself(value: &Value) -> Option<&TypeId> {
    match value {
        Value::Array(_) => None,
        value => value.generated(),
    }
}

/// The strongly connected component of each node: two passes of depth-first search (Kosaraju), without recursion.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            reversed[*to].push(from);
        }
    }
    let mut finished = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for start in 0..edges.len() {
        walk(start, edges, &mut seen, &mut finished);
    }
    let mut component = vec![0; edges.len()];
    let mut seen = vec![false; edges.len()];
    for (number, start) in finished.iter().rev().enumerate() {
        let mut members = Vec::new();
        walk(*start, &reversed, &mut seen, &mut members);
        for member in members {
            component[member] = number;
        }
    }
    component
}

/// Appends the nodes that `start` reaches and nobody has seen, each after those it reaches.
fn walk(start: usize, edges: &[Vec<usize>], seen: &mut [bool], finished: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut stack = vec![(start, 0)];
    while let Some((node, next)) = stack.last_mut() {
        if let Some(to) = edges[*node].get(*next) {
            *next += 1;
            if !std::mem::replace(&mut seen[*to], true) {
                stack.push((*to, 0));
            }
        } else {
            finished.push(*node);
            stack.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_of_a_cycle_share_a_component() {
        // 0 -> 1 -> 2 -> 0, 2 -> 3, 4 alone
        let component = components(&[vec![1], vec![2], vec![0, 3], vec![], vec![]]);
        assert!(component[0] == component[1] && component[1] == component[2]);
        assert!(
            component[3] != component[0]
                && component[4] != component[0]
                && component[3] != component[4]
        );
    }
}
