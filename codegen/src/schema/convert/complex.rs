//! Complex types.

use xsd_parser::models::schema::xs;

use super::Converter;
use super::ast::{Component, Part, name};
use super::attributes::Attributes;
use crate::diagnostics::Diagnostic;
use crate::schema::grammar::Kind;
use crate::schema::{
    Base, Builtin, ComplexType, Derivation, Particle, ParticleKind, QName, SoapArray, TypeRef,
};
use crate::xmlns;

impl<'a> Converter<'a, '_> {
    /// A complex type; `own` is its name if it is global.
    pub(super) fn complex(
        &mut self,
        unit: usize,
        ast: &'a xs::ComplexBaseType,
        own: Option<&QName>,
    ) -> ComplexType {
        let mut type_ = ComplexType {
            docs: self.docs(unit, ast.id.as_ref()),
            is_abstract: ast.abstract_,
            mixed: ast.mixed.unwrap_or(false),
            span: self.span(unit, ast.id.as_ref()),
            ..ComplexType::default()
        };
        self.parts(unit, ast.content.iter().map(Part::from), own, &mut type_);
        if own.is_some_and(is_soap_array) {
            let item = TypeRef::Builtin(Builtin::AnyType);
            let dimensions = "[]".to_owned();
            set_array(SoapArray { item, dimensions }, &mut type_);
        }
        type_
    }

    fn parts(
        &mut self,
        unit: usize,
        parts: impl Iterator<Item = Part<'a>>,
        own: Option<&QName>,
        type_: &mut ComplexType,
    ) {
        let mut attributes = Attributes::default();
        attributes.any = type_.any_attribute;
        for attribute in std::mem::take(&mut type_.attributes) {
            attributes.add(attribute);
        }
        for part in parts {
            match part {
                Part::Particle(compositor, group) => {
                    if let Some(particle) = self.particle(unit, compositor, group) {
                        type_.content = Some(match type_.content.take() {
                            Some(before) => self.both(before, particle, type_),
                            None => particle,
                        });
                    }
                }
                Part::Attribute(it) => self.attribute(unit, it, &mut attributes),
                Part::AttributeGroup(it) => self.attribute_group(it, &mut attributes),
                Part::AnyAttribute => attributes.any = true,
                Part::SimpleContent(content) => self.simple_content(unit, content, type_),
                Part::ComplexContent(content) => self.complex_content(unit, content, own, type_),
                Part::SimpleType(_) | Part::Facet(_) | Part::Nothing => {}
            }
        }
        // What derives has its own ones already.
        for attribute in std::mem::take(&mut type_.attributes) {
            attributes.add(attribute);
        }
        type_.attributes = attributes.list;
        type_.any_attribute |= attributes.any;
    }

    /// XML Schema allows one content model in a type; two can only be meant one after the other.
    fn both(&mut self, before: Particle, after: Particle, type_: &ComplexType) -> Particle {
        self.problems.add(
            Diagnostic::warning("the type has two content models")
                .at(type_.span)
                .help("the second is read as following the first"),
        );
        sequence(before, after)
    }

    fn simple_content(
        &mut self,
        unit: usize,
        content: &'a xs::SimpleContent,
        type_: &mut ComplexType,
    ) {
        use xs::SimpleContentContent as C;
        type_.simple_content = Some(self.text_type(unit, content, 0));
        for content in &content.content {
            match content {
                C::Annotation(_) => {}
                C::Extension(it) => {
                    type_.base = self.complex_base(name(&it.base), Derivation::Extension);
                    self.parts(unit, it.content.iter().map(Part::from), None, type_);
                }
                C::Restriction(it) => {
                    type_.base = self.complex_base(name(&it.base), Derivation::Restriction);
                    self.parts(unit, it.content.iter().map(Part::from), None, type_);
                }
            }
        }
        type_.content = None;
        // There are no children that text could stand between.
        type_.mixed = false;
    }

    fn complex_content(
        &mut self,
        unit: usize,
        content: &'a xs::ComplexContent,
        own: Option<&QName>,
        type_: &mut ComplexType,
    ) {
        use xs::ComplexContentContent as C;
        type_.mixed = content.mixed.unwrap_or(type_.mixed);
        for content in &content.content {
            match content {
                C::Annotation(_) => {}
                C::Extension(it) => {
                    let base = name(&it.base);
                    if own == Some(&base) {
                        self.extend_original(unit, it, &base, type_);
                        continue;
                    }
                    let is_array = is_soap_array(&base);
                    self.derive(unit, base, Derivation::Extension, it.id.as_ref(), type_);
                    self.parts(unit, it.content.iter().map(Part::from), None, type_);
                    if is_array {
                        self.soap_array(unit, it.content.iter().map(Part::from), type_);
                    }
                }
                C::Restriction(it) => {
                    let base = name(&it.base);
                    let redefines = own == Some(&base);
                    if redefines
                        && let Some((unit, Component::Complex(ast))) =
                            self.find_original(Kind::Type, &base)
                    {
                        type_.base = self.complex(unit, ast, None).base;
                    } else {
                        self.derive(
                            unit,
                            base.clone(),
                            Derivation::Restriction,
                            it.id.as_ref(),
                            type_,
                        );
                    }
                    self.parts(unit, it.content.iter().map(Part::from), None, type_);
                    if is_soap_array(&base) {
                        self.soap_array(unit, it.content.iter().map(Part::from), type_);
                    }
                }
            }
        }
    }

    fn derive(
        &mut self,
        unit: usize,
        base: QName,
        derivation: Derivation,
        id: Option<&String>,
        type_: &mut ComplexType,
    ) {
        let simple = match self.type_ref(base.clone()) {
            TypeRef::Builtin(Builtin::AnyType) => None,
            TypeRef::Named(_) => match self.find(Kind::Type, &base) {
                Some((_, Component::Simple(_))) => Some(TypeRef::Named(base.clone())),
                _ => None,
            },
            other => Some(other),
        };
        if let Some(simple) = simple {
            self.problems.add(
                Diagnostic::warning(format!(
                    "`{base}` is a simple type, and this is complexContent"
                ))
                .at(self.span(unit, id))
                .help("it is read as simpleContent"),
            );
            type_.simple_content = Some(simple);
            return;
        }
        type_.base = self.complex_base(base, derivation);
    }

    /// The base, if it is a complex type other than `xs:anyType`.
    fn complex_base(&self, base: QName, derivation: Derivation) -> Option<Base> {
        match self.find(Kind::Type, &base) {
            Some((_, Component::Complex(_))) => Some(Base {
                type_: TypeRef::Named(base),
                derivation,
            }),
            _ => None,
        }
    }

    /// A redefinition by extension: what was replaced, then what is added.
    fn extend_original(
        &mut self,
        unit: usize,
        ast: &'a xs::ExtensionType,
        own: &QName,
        type_: &mut ComplexType,
    ) {
        let Some((original_unit, Component::Complex(original))) =
            self.find_original(Kind::Type, own)
        else {
            type_.base = self.complex_base(own.clone(), Derivation::Extension);
            self.parts(unit, ast.content.iter().map(Part::from), None, type_);
            return;
        };
        let original = self.complex(original_unit, original, None);
        type_.base = original.base;
        type_.attributes = original.attributes;
        type_.any_attribute |= original.any_attribute;
        type_.simple_content = original.simple_content;
        self.parts(unit, ast.content.iter().map(Part::from), None, type_);
        type_.content = match (original.content, type_.content.take()) {
            (Some(before), Some(after)) => Some(sequence(before, after)),
            (before, after) => before.or(after),
        };
    }

    /// Turns what derives from `soapenc:Array` into an array of what `wsdl:arrayType` names, or else of its only element.
    fn soap_array(
        &mut self,
        unit: usize,
        mut parts: impl Iterator<Item = Part<'a>>,
        type_: &mut ComplexType,
    ) {
        let declared = parts.find_map(|part| match part {
            Part::Attribute(it) => {
                let node = self.node(unit, it.id.as_ref())?;
                Some((node, node.attribute_ns(xmlns::WSDL, "arrayType")?))
            }
            _ => None,
        });
        let array = if let Some((node, attribute)) = declared {
            let value = attribute.value.trim();
            let (item, dimensions) = value.split_at(value.find('[').unwrap_or(value.len()));
            let unit = self.index.units.get(unit);
            let item =
                self.index
                    .resolve(node, unit, item, Kind::Type, attribute.span, self.problems);
            item.map(|item| SoapArray {
                item: self.type_ref(item),
                dimensions: if dimensions.is_empty() {
                    "[]"
                } else {
                    dimensions
                }
                .to_owned(),
            })
        } else {
            only_element(type_.content.as_ref())
        };
        if let Some(array) = array {
            set_array(array, type_);
        }
    }
}

/// An array is nothing else: its attributes are the encoding's.
fn set_array(array: SoapArray, type_: &mut ComplexType) {
    type_.array = Some(array);
    type_.base = None;
    type_.content = None;
    type_.attributes.clear();
    type_.any_attribute = false;
}

fn is_soap_array(name: &QName) -> bool {
    name.namespace == xmlns::SOAP11_ENCODING && name.local == "Array"
}

fn sequence(before: Particle, after: Particle) -> Particle {
    Particle {
        min: 1,
        max: Some(1),
        kind: ParticleKind::Sequence(vec![before, after]),
    }
}

fn only_element(content: Option<&Particle>) -> Option<SoapArray> {
    match &content?.kind {
        ParticleKind::Element(element) => Some(SoapArray {
            item: element.type_.clone(),
            dimensions: "[]".to_owned(),
        }),
        ParticleKind::Sequence(items) | ParticleKind::All(items) if items.len() == 1 => {
            only_element(items.first())
        }
        _ => None,
    }
}
