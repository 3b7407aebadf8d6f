//! Types that derive from themselves, or from too many others.

use std::collections::BTreeSet;

use super::{QName, Schemas, Type, TypeRef};
use crate::diagnostics::{Diagnostic, Problems, Span};

/// How many types may derive from each other in a row: later stages recurse.
const MAX_DEPTH: usize = 128;

/// Reports types without values, which walking would not end on.
pub(super) fn check(schemas: &Schemas, problems: &mut Problems) {
    let mut done = BTreeSet::new();
    for name in schemas.types.keys() {
        // Depth first without recursion: chains may be as long as the file.
        let mut path: Vec<&QName> = Vec::new();
        let mut on_path = BTreeSet::new();
        let mut pending = vec![(name, 0)];
        while let Some((name, depth)) = pending.pop() {
            for left in path.drain(depth..) {
                on_path.remove(left);
            }
            let Some(type_) = schemas.types.get(name) else {
                continue;
            };
            if on_path.contains(name) {
                let message = format!("the type `{name}` derives from itself");
                problems.add(Diagnostic::error(message).at(span(type_)));
            } else if depth == MAX_DEPTH {
                let message = format!("more than {MAX_DEPTH} types derive from each other");
                problems.add(Diagnostic::error(message).at(span(type_)));
            } else if done.insert(name) {
                path.push(name);
                on_path.insert(name);
                pending.extend(bases(type_).into_iter().map(|base| (base, depth + 1)));
            }
        }
    }
}

fn span(type_: &Type) -> Span {
    match type_ {
        Type::Simple(type_) => type_.span,
        Type::Complex(type_) => type_.span,
    }
}

/// The named types that a type derives from or is made of.
fn bases(type_: &Type) -> Vec<&QName> {
    let mut found = Vec::new();
    let mut pending = vec![type_];
    while let Some(type_) = pending.pop() {
        let refs: Vec<&TypeRef> = match type_ {
            Type::Simple(simple) => simple.kind.references(),
            Type::Complex(complex) => {
                let base = complex.base.as_ref().map(|base| &base.type_);
                base.into_iter().chain(&complex.simple_content).collect()
            }
        };
        for reference in refs {
            match reference {
                TypeRef::Named(name) => found.push(name),
                TypeRef::Anonymous(type_) => pending.push(type_),
                TypeRef::Builtin(_) | TypeRef::OfElement(_) => {}
            }
        }
    }
    found
}
