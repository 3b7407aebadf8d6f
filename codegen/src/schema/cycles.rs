//! Types that derive from themselves, or from too many others.

use std::collections::BTreeSet;

use super::{Builtin, QName, Schemas, SimpleKind, Type, TypeRef};
use crate::diagnostics::{Diagnostic, Problems, Span};

/// How many types may derive from each other in a row: later stages recurse.
const MAX_DEPTH: usize = 128;

/// Cuts derivations that walking would not end on, and reports those that are too long to walk.
pub(super) fn cut(schemas: &mut Schemas, problems: &mut Problems) {
    for name in looping(schemas, problems) {
        let Some(type_) = schemas.types.get_mut(&name) else {
            continue;
        };
        let message = format!("the type `{name}` derives from itself");
        problems.add(
            Diagnostic::warning(message)
                .at(span(type_))
                .help("it is read as deriving from nothing"),
        );
        match type_ {
            Type::Simple(simple) => {
                simple.kind = SimpleKind::Restriction {
                    base: TypeRef::Builtin(Builtin::String),
                    enumeration: Vec::new(),
                    facets: Box::default(),
                };
            }
            Type::Complex(complex) => {
                complex.base = None;
                if complex.simple_content.is_some() {
                    complex.simple_content = Some(TypeRef::Builtin(Builtin::String));
                }
            }
        }
    }
}

/// The types at which derivations come back to where they have been.
fn looping(schemas: &Schemas, problems: &mut Problems) -> Vec<QName> {
    let mut found = Vec::new();
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
                found.extend(path.last().map(|last| (*last).clone()));
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
    found
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
