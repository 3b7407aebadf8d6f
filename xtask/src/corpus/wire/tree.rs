//! The shortest way from a message to each type in it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use kontorhaus_codegen::ir::{Field, TypeDef, Value};

use super::model::{Model, Site};

/// A message's types as a tree: each where it stands least deep.
#[derive(Default)]
pub(super) struct Tree<'a> {
    nodes: BTreeMap<&'a str, Node<'a>>,
}

struct Node<'a> {
    parent: &'a str,
    depth: usize,
}

impl<'a> Tree<'a> {
    /// Of a record with this name and these fields.
    pub(super) fn new(model: &Model<'a>, name: &'a str, fields: &'a [Field]) -> Self {
        let mut tree = Self::default();
        let mut next = VecDeque::new();
        let reached = |parent, depth, value: &'a Value| {
            let id = value.generated().filter(|_| model.depth(value).is_some());
            id.map(|id| (id.0.as_str(), Node { parent, depth }))
        };
        let values = fields.iter().map(|field| &field.value);
        next.extend(values.filter_map(|value| reached(name, 1, value)));
        while let Some((name, node)) = next.pop_front() {
            let (Some(type_), false) = (model.type_(name), tree.nodes.contains_key(name)) else {
                continue;
            };
            let depth = node.depth;
            tree.nodes.insert(name, node);
            for value in Model::inside(type_) {
                match type_ {
                    // A member of a hierarchy is no element of its own.
                    TypeDef::Hierarchy(_) => {
                        if let Some(node) = reached(name, depth, value) {
                            next.push_front(node);
                        }
                    }
                    _ => next.extend(reached(name, depth + 1, value)),
                }
            }
        }
        tree
    }

    /// Whether a type stands nowhere less deep.
    pub(super) fn is_here(&self, name: &str, depth: usize) -> bool {
        let node = self.nodes.get(name);
        node.is_some_and(|node| depth <= node.depth)
    }

    /// Whether the way to a type leads through another one.
    pub(super) fn is_child(&self, name: &str, parent: &str) -> bool {
        let node = self.nodes.get(name);
        node.is_some_and(|node| node.parent == parent)
    }

    /// The types on the ways to these sites.
    pub(super) fn leading_to(&self, sites: &BTreeSet<Site<'a>>) -> BTreeSet<&'a str> {
        let mut leading = BTreeSet::new();
        for name in self.nodes.keys().copied() {
            if sites.range((name, 0)..=(name, usize::MAX)).next().is_none() {
                continue;
            }
            let mut on_way = Some(name);
            while let Some(name) = on_way
                && leading.insert(name)
            {
                on_way = self.nodes.get(name).map(|node| node.parent);
            }
        }
        leading
    }
}
