//! Simple types.

use xsd_parser::models::schema::xs;

use super::Converter;
use super::ast::{Component, Part, name};
use crate::diagnostics::Diagnostic;
use crate::schema::grammar::Kind;
use crate::schema::{
    Builtin, Docs, EnumValue, Facets, QName, SimpleKind, SimpleType, Type, TypeRef, WhiteSpace,
};

/// How many complex types with text may derive from each other.
const MAX_TEXT_DEPTH: usize = 64;

/// The facets of one restriction.
#[derive(Default)]
pub(super) struct Limits {
    pub(super) enumeration: Vec<EnumValue>,
    pub(super) facets: Facets,
}

impl Limits {
    fn is_empty(&self) -> bool {
        self.enumeration.is_empty() && self.facets == Facets::default()
    }
}

impl Converter<'_, '_> {
    /// A simple type; `own` is its name if it is global.
    pub(super) fn simple(
        &mut self,
        unit: usize,
        ast: &xs::SimpleBaseType,
        own: Option<&QName>,
    ) -> SimpleType {
        use xs::SimpleBaseTypeContent as C;
        let mut kind = None;
        for content in &ast.content {
            kind = match content {
                C::Annotation(_) => continue,
                C::Restriction(it) => Some(self.restriction(unit, it, own)),
                C::List(it) => {
                    let item = match (&it.item_type, &it.simple_type) {
                        (Some(item), _) => self.type_ref(name(item)),
                        (None, Some(item)) => self.inline_simple(unit, item),
                        (None, None) => TypeRef::Builtin(Builtin::AnySimpleType),
                    };
                    Some(SimpleKind::List { item })
                }
                C::Union(it) => {
                    let named = it.member_types.iter().flat_map(|names| &names.0);
                    let mut members: Vec<_> = named.map(|it| self.type_ref(name(it))).collect();
                    for member in &it.simple_type {
                        members.push(self.inline_simple(unit, member));
                    }
                    Some(SimpleKind::Union { members })
                }
            };
        }
        let kind = kind.unwrap_or_else(|| plain(TypeRef::Builtin(Builtin::AnySimpleType)));
        SimpleType {
            docs: self.docs(unit, ast.id.as_ref()),
            kind,
            span: self.span(unit, ast.id.as_ref()),
        }
    }

    pub(super) fn inline_simple(&mut self, unit: usize, ast: &xs::SimpleBaseType) -> TypeRef {
        TypeRef::Anonymous(Box::new(Type::Simple(self.simple(unit, ast, None))))
    }

    fn restriction(
        &mut self,
        unit: usize,
        ast: &xs::Restriction,
        own: Option<&QName>,
    ) -> SimpleKind {
        use xs::RestrictionContent as C;
        let mut base = ast.base.as_ref().map(name).map(|base| match own {
            // A redefinition: the base is the type it replaces.
            Some(own) if *own == base => match self.find_original(Kind::Type, own) {
                Some((unit, Component::Simple(ast))) => self.inline_simple(unit, ast),
                _ => TypeRef::Named(base),
            },
            _ => self.type_ref(base),
        });
        let mut limits = Limits::default();
        for content in &ast.content {
            match content {
                C::Annotation(_) => {}
                C::SimpleType(it) => base = base.or_else(|| Some(self.inline_simple(unit, it))),
                C::Facet(it) => self.facet(unit, it, &mut limits),
            }
        }
        SimpleKind::Restriction {
            base: base.unwrap_or(TypeRef::Builtin(Builtin::AnySimpleType)),
            enumeration: limits.enumeration,
            facets: Box::new(limits.facets),
        }
    }

    pub(super) fn facet(&mut self, unit: usize, ast: &xs::Facet, limits: &mut Limits) {
        use xs::Facet as F;
        let facets = &mut limits.facets;
        match ast {
            F::Enumeration(it) => {
                let docs = self.docs(unit, it.id.as_ref());
                limits.enumeration.push(EnumValue {
                    value: it.value.clone(),
                    docs,
                });
            }
            F::Pattern(it) => facets.patterns.push(it.value.clone()),
            F::MinInclusive(it) => facets.min_inclusive = Some(it.value.clone()),
            F::MaxInclusive(it) => facets.max_inclusive = Some(it.value.clone()),
            F::MinExclusive(it) => facets.min_exclusive = Some(it.value.clone()),
            F::MaxExclusive(it) => facets.max_exclusive = Some(it.value.clone()),
            F::Length(it) => facets.length = self.number(unit, it),
            F::MinLength(it) => facets.min_length = self.number(unit, it),
            F::MaxLength(it) => facets.max_length = self.number(unit, it),
            F::TotalDigits(it) => facets.total_digits = self.number(unit, it),
            F::FractionDigits(it) => facets.fraction_digits = self.number(unit, it),
            F::WhiteSpace(it) => {
                facets.white_space = match it.value.trim() {
                    "preserve" => Some(WhiteSpace::Preserve),
                    "replace" => Some(WhiteSpace::Replace),
                    "collapse" => Some(WhiteSpace::Collapse),
                    _ => None,
                }
            }
            F::Assertion(_) | F::ExplicitTimezone(_) => {}
        }
    }

    fn number(&mut self, unit: usize, ast: &xs::FacetType) -> Option<u64> {
        let number = ast.value.trim().parse().ok();
        if number.is_none() {
            let message = format!("`{}` is no whole number", ast.value);
            let span = self.span(unit, ast.id.as_ref());
            self.problems.add(
                Diagnostic::warning(message)
                    .at(span)
                    .help("the limit is passed over"),
            );
        }
        number
    }

    /// The type of the text of a type with simple content.
    pub(super) fn text_type(
        &mut self,
        unit: usize,
        content: &xs::SimpleContent,
        depth: usize,
    ) -> TypeRef {
        use xs::SimpleContentContent as C;
        for content in &content.content {
            match content {
                C::Annotation(_) => {}
                C::Extension(it) => return self.text_of(&name(&it.base), depth + 1),
                C::Restriction(it) => {
                    let mut limits = Limits::default();
                    let mut inline = None;
                    for part in it.content.iter().map(Part::from) {
                        match part {
                            Part::Facet(facet) => self.facet(unit, facet, &mut limits),
                            Part::SimpleType(ast) => inline = Some(self.inline_simple(unit, ast)),
                            _ => {}
                        }
                    }
                    let base = match inline {
                        Some(inline) => inline,
                        None => self.text_of(&name(&it.base), depth + 1),
                    };
                    if limits.is_empty() {
                        return base;
                    }
                    return TypeRef::Anonymous(Box::new(Type::Simple(SimpleType {
                        docs: Docs::default(),
                        kind: SimpleKind::Restriction {
                            base,
                            enumeration: limits.enumeration,
                            facets: Box::new(limits.facets),
                        },
                        span: self.span(unit, it.id.as_ref()),
                    })));
                }
            }
        }
        TypeRef::Builtin(Builtin::AnySimpleType)
    }

    /// The type of the text of a named type: itself if it is simple.
    fn text_of(&mut self, type_: &QName, depth: usize) -> TypeRef {
        let Some((unit, Component::Complex(ast))) = self.find(Kind::Type, type_) else {
            return match self.type_ref(type_.clone()) {
                TypeRef::Builtin(Builtin::AnyType) => TypeRef::Builtin(Builtin::AnySimpleType),
                other => other,
            };
        };
        let content = ast
            .content
            .iter()
            .map(Part::from)
            .find_map(|part| match part {
                Part::SimpleContent(content) => Some(content),
                _ => None,
            });
        match content {
            Some(content) if depth < MAX_TEXT_DEPTH => self.text_type(unit, content, depth),
            // A type with mixed content may be restricted to text.
            _ => TypeRef::Builtin(Builtin::String),
        }
    }
}

fn plain(base: TypeRef) -> SimpleKind {
    SimpleKind::Restriction {
        base,
        enumeration: Vec::new(),
        facets: Box::default(),
    }
}
