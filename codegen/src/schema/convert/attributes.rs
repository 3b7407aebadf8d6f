//! Attributes and attribute groups.

use std::collections::BTreeSet;

use xsd_parser::models::schema::xs;

use super::Converter;
use super::ast::{Component, name};
use crate::diagnostics::Diagnostic;
use crate::schema::grammar::Kind;
use crate::schema::{Attribute, Builtin, QName, TypeRef};

/// The attributes of a type.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) list: Vec<Attribute>,
    names: BTreeSet<QName>,
    pub(super) any: bool,
}

impl Attributes {
    /// Adds one, unless there is one of that name: groups overlap.
    pub(super) fn add(&mut self, attribute: Attribute) {
        if self.names.insert(attribute.name.clone()) {
            self.list.push(attribute);
        }
    }
}

impl Converter<'_, '_> {
    pub(super) fn attribute(
        &mut self,
        unit: usize,
        ast: &xs::AttributeType,
        attributes: &mut Attributes,
    ) {
        let attribute = match &ast.ref_ {
            None => {
                let local = ast.name.clone().unwrap_or_default();
                let qualified = match ast.form {
                    Some(form) => form == xs::FormChoiceType::Qualified,
                    None => self.qualified(unit, "attributeFormDefault"),
                };
                let namespace = if qualified { self.target(unit) } else { "" };
                let name = QName::new(namespace, local);
                self.make(unit, ast, name)
            }
            Some(reference) => {
                let reference = name(reference);
                let Some((global_unit, Component::Attribute(global))) =
                    self.find(Kind::Attribute, &reference)
                else {
                    return;
                };
                let global = self.make(global_unit, global, reference);
                let docs = self.docs(unit, ast.id.as_ref());
                Attribute {
                    required: ast.use_ == xs::AttributeUseType::Required,
                    prohibited: ast.use_ == xs::AttributeUseType::Prohibited,
                    default: ast.default.clone().or(global.default),
                    fixed: ast.fixed.clone().or(global.fixed),
                    docs: if docs.is_empty() { global.docs } else { docs },
                    span: self.span(unit, ast.id.as_ref()),
                    ..global
                }
            }
        };
        attributes.add(attribute);
    }

    fn make(&mut self, unit: usize, ast: &xs::AttributeType, own: QName) -> Attribute {
        let type_ = match (&ast.type_, &ast.simple_type) {
            (Some(type_), _) => self.text_only(unit, ast, name(type_)),
            (None, Some(inline)) => self.inline_simple(unit, inline),
            (None, None) => TypeRef::Builtin(Builtin::AnySimpleType),
        };
        Attribute {
            name: own,
            type_,
            required: ast.use_ == xs::AttributeUseType::Required,
            prohibited: ast.use_ == xs::AttributeUseType::Prohibited,
            default: ast.default.clone(),
            fixed: ast.fixed.clone(),
            docs: self.docs(unit, ast.id.as_ref()),
            span: self.span(unit, ast.id.as_ref()),
        }
    }

    /// The type of an attribute, which can only hold text.
    fn text_only(&mut self, unit: usize, ast: &xs::AttributeType, type_: QName) -> TypeRef {
        let complex = match self.type_ref(type_.clone()) {
            TypeRef::Builtin(Builtin::AnyType) => true,
            _ => matches!(
                self.find(Kind::Type, &type_),
                Some((_, Component::Complex(_)))
            ),
        };
        if !complex {
            return self.type_ref(type_);
        }
        let span = self.span(unit, ast.id.as_ref());
        self.problems.add(
            Diagnostic::warning(format!("`{type_}` is no type of an attribute"))
                .at(span)
                .help("it is read as text"),
        );
        TypeRef::Builtin(Builtin::String)
    }

    pub(super) fn attribute_group(
        &mut self,
        ast: &xs::AttributeGroupType,
        attributes: &mut Attributes,
    ) {
        let Some(reference) = ast.ref_.as_ref().map(name) else {
            return;
        };
        // Inside its own redefinition the name means what was replaced; else a group in itself adds nothing.
        let found = match self
            .attribute_groups
            .iter()
            .filter(|it| **it == reference)
            .count()
        {
            0 => self.find(Kind::AttributeGroup, &reference),
            1 => self.find_original(Kind::AttributeGroup, &reference),
            _ => None,
        };
        let Some((unit, Component::AttributeGroup(group))) = found else {
            return;
        };
        if self.count(unit).is_none() {
            return;
        }
        self.attribute_groups.push(reference);
        for content in &group.content {
            match content {
                xs::AttributeGroupTypeContent::Annotation(_) => {}
                // What isn't there can't be left out.
                xs::AttributeGroupTypeContent::Attribute(it)
                    if it.use_ == xs::AttributeUseType::Prohibited => {}
                xs::AttributeGroupTypeContent::Attribute(it) => {
                    self.attribute(unit, it, attributes);
                }
                xs::AttributeGroupTypeContent::AttributeGroup(it) => {
                    self.attribute_group(it, attributes);
                }
                xs::AttributeGroupTypeContent::AnyAttribute(_) => attributes.any = true,
            }
        }
        self.attribute_groups.pop();
    }
}
