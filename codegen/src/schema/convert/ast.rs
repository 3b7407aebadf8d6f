//! xsd-parser's tree of a schema, with what its many types have in common under one name.

use xsd_parser::models::schema::xs;
use xsd_parser::models::schema::{MaxOccurs, QName as ParsedName};

use crate::schema::QName;

/// A global component.
#[derive(Clone, Copy, Debug)]
pub(super) enum Component<'a> {
    Simple(&'a xs::SimpleBaseType),
    Complex(&'a xs::ComplexBaseType),
    Element(&'a xs::ElementType),
    Attribute(&'a xs::AttributeType),
    Group(&'a xs::GroupType),
    AttributeGroup(&'a xs::AttributeGroupType),
}

impl<'a> Component<'a> {
    /// The component and its number in our document.
    pub(super) fn new(content: &'a xs::SchemaContent) -> Option<(u32, Self)> {
        use xs::SchemaContent as C;
        let (id, component) = match content {
            C::SimpleType(it) => (&it.id, Self::Simple(it)),
            C::ComplexType(it) => (&it.id, Self::Complex(it)),
            C::Element(it) => (&it.id, Self::Element(it)),
            C::Attribute(it) => (&it.id, Self::Attribute(it)),
            C::Group(it) => (&it.id, Self::Group(it)),
            C::AttributeGroup(it) => (&it.id, Self::AttributeGroup(it)),
            _ => return None,
        };
        Some((id.as_ref()?.parse().ok()?, component))
    }
}

/// How the items of a model group come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compositor {
    Sequence,
    Choice,
    All,
    /// A reference to a named group.
    Group,
}

/// A part of a complex type, an extension or a restriction.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'a> {
    Particle(Compositor, &'a xs::GroupType),
    Attribute(&'a xs::AttributeType),
    AttributeGroup(&'a xs::AttributeGroupType),
    AnyAttribute,
    SimpleType(&'a xs::SimpleBaseType),
    Facet(&'a xs::Facet),
    SimpleContent(&'a xs::SimpleContent),
    ComplexContent(&'a xs::ComplexContent),
    Nothing,
}

macro_rules! parts {
    ($($source:ident { $($variant:ident => $part:expr),* $(,)? })+) => {
        $(impl<'a> From<&'a xs::$source> for Part<'a> {
            fn from(content: &'a xs::$source) -> Self {
                use xs::$source as C;
                match content {
                    C::Sequence(it) => Self::Particle(Compositor::Sequence, it),
                    C::Choice(it) => Self::Particle(Compositor::Choice, it),
                    C::All(it) => Self::Particle(Compositor::All, it),
                    C::Group(it) => Self::Particle(Compositor::Group, it),
                    C::Attribute(it) => Self::Attribute(it),
                    C::AttributeGroup(it) => Self::AttributeGroup(it),
                    C::AnyAttribute(_) => Self::AnyAttribute,
                    $(C::$variant(it) => $part(it),)*
                    C::Annotation(_) | C::OpenContent(_) | C::Assert(_) => Self::Nothing,
                }
            }
        })+
    };
}

parts! {
    ComplexBaseTypeContent { SimpleContent => Self::SimpleContent, ComplexContent => Self::ComplexContent }
    RestrictionTypeContent { SimpleType => Self::SimpleType, Facet => Self::Facet }
    ExtensionTypeContent {}
}

/// A name as we keep it.
pub(super) fn name(parsed: &ParsedName) -> QName {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    QName {
        namespace: parsed
            .namespace()
            .map(|namespace| text(namespace.as_ref()))
            .unwrap_or_default(),
        local: text(parsed.local_name()),
    }
}

/// How often something comes; `None` if never.
pub(super) fn occurs(min: usize, max: MaxOccurs) -> Option<(u32, Option<u32>)> {
    let clamp = |times: usize| u32::try_from(times).unwrap_or(u32::MAX);
    let min = clamp(min);
    match max {
        MaxOccurs::Unbounded => Some((min, None)),
        MaxOccurs::Bounded(0) => None,
        // A lower bound above the upper one is a slip: `minOccurs="2"` without a `maxOccurs`.
        MaxOccurs::Bounded(max) => Some((min, Some(clamp(max).max(min)))),
    }
}
