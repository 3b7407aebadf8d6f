//! Elements.

use std::collections::BTreeSet;

use xsd_parser::models::schema::xs;

use super::Converter;
use super::ast::{Component, name};
use crate::schema::grammar::Kind;
use crate::schema::{Builtin, Element, QName, Type, TypeRef};

impl<'a> Converter<'a, '_> {
    pub(super) fn global_element(
        &mut self,
        unit: usize,
        ast: &'a xs::ElementType,
        own: &QName,
    ) -> Element {
        let type_ = match self.declared_type(unit, ast) {
            Some(type_) => type_,
            None => self.type_of_head(ast),
        };
        self.make_element(unit, ast, own.clone(), type_)
    }

    /// An element in a content model; `None` if what it refers to is missing, which has been said.
    pub(super) fn local_element(
        &mut self,
        unit: usize,
        ast: &'a xs::ElementType,
    ) -> Option<Element> {
        let Some(reference) = &ast.ref_ else {
            let qualified = match ast.form {
                Some(form) => form == xs::FormChoiceType::Qualified,
                None => self.qualified(unit, "elementFormDefault"),
            };
            let namespace = if qualified { self.target(unit) } else { "" };
            let own = QName::new(namespace, ast.name.clone().unwrap_or_default());
            let type_ = self.declared_type(unit, ast);
            let type_ = type_.unwrap_or(TypeRef::Builtin(Builtin::AnyType));
            return Some(self.make_element(unit, ast, own, type_));
        };
        let reference = name(reference);
        let Some((global_unit, Component::Element(global))) = self.find(Kind::Element, &reference)
        else {
            return None;
        };
        let type_ = self.type_by_reference(global, &reference);
        let element = self.make_element(global_unit, global, reference, type_);
        let docs = self.docs(unit, ast.id.as_ref());
        Some(Element {
            reference: true,
            docs: if docs.is_empty() { element.docs } else { docs },
            span: self.span(unit, ast.id.as_ref()),
            ..element
        })
    }

    fn make_element(
        &mut self,
        unit: usize,
        ast: &xs::ElementType,
        own: QName,
        type_: TypeRef,
    ) -> Element {
        Element {
            name: own,
            type_,
            nillable: ast.nillable.unwrap_or(false),
            default: ast.default.clone(),
            fixed: ast.fixed.clone(),
            is_abstract: ast.abstract_,
            substitution_head: head(ast),
            reference: false,
            docs: self.docs(unit, ast.id.as_ref()),
            span: self.span(unit, ast.id.as_ref()),
        }
    }

    /// The type that an element says itself.
    fn declared_type(&mut self, unit: usize, ast: &'a xs::ElementType) -> Option<TypeRef> {
        if let Some(type_) = &ast.type_ {
            return Some(self.type_ref(name(type_)));
        }
        ast.content.iter().find_map(|content| match content {
            xs::ElementTypeContent::SimpleType(it) => Some(self.inline_simple(unit, it)),
            xs::ElementTypeContent::ComplexType(it) => {
                let type_ = Type::Complex(self.complex(unit, it, None));
                Some(TypeRef::Anonymous(Box::new(type_)))
            }
            _ => None,
        })
    }

    /// The type of a global element as others name it: one declared in place is not copied.
    fn type_by_reference(&self, ast: &xs::ElementType, own: &QName) -> TypeRef {
        if let Some(type_) = &ast.type_ {
            return self.type_ref(name(type_));
        }
        if declares_type(ast) {
            return TypeRef::OfElement(own.clone());
        }
        self.type_of_head(ast)
    }

    /// An element that says no type has the type of the head of its substitution group.
    fn type_of_head(&self, ast: &xs::ElementType) -> TypeRef {
        let mut seen = BTreeSet::new();
        let mut next = head(ast);
        while let Some(name_of_head) = next.filter(|name| seen.insert(name.clone())) {
            let Some((_, Component::Element(ast))) = self.find(Kind::Element, &name_of_head) else {
                break;
            };
            if let Some(type_) = &ast.type_ {
                return self.type_ref(name(type_));
            }
            if declares_type(ast) {
                return TypeRef::OfElement(name_of_head);
            }
            next = head(ast);
        }
        TypeRef::Builtin(Builtin::AnyType)
    }
}

fn head(ast: &xs::ElementType) -> Option<QName> {
    ast.substitution_group
        .as_ref()
        .and_then(|names| names.0.first())
        .map(name)
}

fn declares_type(ast: &xs::ElementType) -> bool {
    use xs::ElementTypeContent::{ComplexType, SimpleType};
    ast.content
        .iter()
        .any(|it| matches!(it, ComplexType(_) | SimpleType(_)))
}
