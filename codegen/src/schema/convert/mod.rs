//! xsd-parser's trees of all schemas to [`Schemas`].

mod ast;
mod attributes;
mod complex;
mod elements;
mod particles;
mod simple;

use std::collections::BTreeMap;

use ast::Component;
use xsd_parser::models::schema::Schemas as Parsed;

use super::grammar::Kind;
use super::index::{Declaration, Index};
use super::{Docs, QName, Schemas, Type, TypeRef};
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::load::{Node, NodeId};
use crate::xmlns;

/// How many elements all types may have in all, groups written out; the largest services known have 20,000. A few lines of groups within
/// groups would otherwise fill the memory.
const MAX_PARTICLES: usize = 300_000;
/// How deep content models may nest, groups written out: this and every later stage recurses.
const MAX_DEPTH: usize = 128;

/// Converts the trees, one for each unit of the index.
pub(super) fn convert(
    index: &Index<'_>,
    parsed: &[Option<Parsed>],
    problems: &mut Problems,
) -> Schemas {
    let mut components = BTreeMap::new();
    for (unit, parsed) in parsed.iter().enumerate() {
        for (_, info) in parsed.iter().flat_map(Parsed::schemas) {
            let all = info.schema.content.iter().filter_map(Component::new);
            components.extend(all.map(|(id, component)| ((unit, id), component)));
        }
    }
    let mut converter = Converter {
        index,
        components,
        problems,
        groups: Vec::new(),
        attribute_groups: Vec::new(),
        particles: 0,
        depth: 0,
    };
    let mut schemas = Schemas {
        namespaces: index.namespaces_in_order(),
        ..Schemas::default()
    };
    for (name, declaration) in index.names(Kind::Type) {
        let type_ = match converter.component(declaration) {
            Some(Component::Simple(ast)) => {
                Type::Simple(converter.simple(declaration.unit, ast, Some(name)))
            }
            Some(Component::Complex(ast)) => {
                Type::Complex(converter.complex(declaration.unit, ast, Some(name)))
            }
            _ => continue,
        };
        schemas.types.insert(name.clone(), type_);
    }
    for (name, declaration) in index.names(Kind::Element) {
        if let Some(Component::Element(ast)) = converter.component(declaration) {
            let element = converter.global_element(declaration.unit, ast, name);
            schemas.elements.insert(name.clone(), element);
        }
    }
    schemas
}

struct Converter<'a, 'p> {
    index: &'a Index<'a>,
    components: BTreeMap<(usize, NodeId), Component<'a>>,
    problems: &'p mut Problems,
    /// The groups that are being written out.
    groups: Vec<QName>,
    attribute_groups: Vec<QName>,
    particles: usize,
    depth: usize,
}

impl<'a> Converter<'a, '_> {
    fn component(&self, declaration: Declaration<'_>) -> Option<Component<'a>> {
        self.components
            .get(&(declaration.unit, declaration.node.id))
            .copied()
    }

    fn find(&self, kind: Kind, name: &QName) -> Option<(usize, Component<'a>)> {
        let declaration = self.index.get(kind, name)?;
        Some((declaration.unit, self.component(declaration)?))
    }

    /// What a redefinition replaced.
    fn find_original(&self, kind: Kind, name: &QName) -> Option<(usize, Component<'a>)> {
        let declaration = self.index.original(kind, name)?;
        Some((declaration.unit, self.component(declaration)?))
    }

    /// The element of our document that an element of xsd-parser's tree was made from.
    fn node(&self, unit: usize, id: Option<&String>) -> Option<Node<'a>> {
        let document = self.index.units.get(unit)?.node.document;
        document.node(id?.parse().ok()?)
    }

    fn span(&self, unit: usize, id: Option<&String>) -> Span {
        self.node(unit, id).map(Node::span).unwrap_or_default()
    }

    fn docs(&self, unit: usize, id: Option<&String>) -> Docs {
        let Some(node) = self.node(unit, id) else {
            return Docs::default();
        };
        let annotations = node.children_named(xmlns::XSD, "annotation");
        let texts = annotations
            .map(|it| it.docs(xmlns::XSD).0)
            .filter(|text| !text.is_empty());
        Docs(texts.collect::<Vec<_>>().join("\n\n"))
    }

    /// A schema's default for local elements or attributes.
    fn qualified(&self, unit: usize, default: &str) -> bool {
        let unit = self.index.units.get(unit);
        unit.is_some_and(|unit| unit.node.value(default) == Some("qualified"))
    }

    fn target(&self, unit: usize) -> &str {
        self.index.units.get(unit).map_or("", |unit| &unit.target)
    }

    fn type_ref(&self, name: QName) -> TypeRef {
        self.index.type_ref(name)
    }

    fn error(&mut self, message: String, span: Span, help: &str) {
        self.problems
            .add(Diagnostic::error(message).at(span).help(help));
    }
}
