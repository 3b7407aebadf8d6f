//! What the schemas say, with every reference resolved and every default applied.

use std::collections::BTreeMap;
use std::fmt;

use super::Builtin;
use crate::diagnostics::Span;

/// A name in a namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QName {
    /// The namespace; empty for none.
    pub namespace: String,
    /// The name without a prefix.
    pub local: String,
}

impl QName {
    /// A name in a namespace; empty for none.
    #[must_use]
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            local: local.into(),
        }
    }
}

impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace.is_empty() {
            f.write_str(&self.local)
        } else {
            write!(f, "{{{}}}{}", self.namespace, self.local)
        }
    }
}

/// Documentation as its author wrote it, without the indentation of the file; empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub String);

impl Docs {
    /// Whether nothing is documented.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text, lines separated by `\n`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// All global components of all schemas, inline and imported. Groups and attribute groups are not here: they stand where they are used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schemas {
    /// Target namespaces in the order in which the schemas were met, the WSDL's own first.
    pub namespaces: Vec<String>,
    /// The named types.
    pub types: BTreeMap<QName, Type>,
    /// The global elements.
    pub elements: BTreeMap<QName, Element>,
}

impl Schemas {
    /// The type that a reference means; `None` for a built-in.
    #[must_use]
    pub fn resolve<'a>(&'a self, type_: &'a TypeRef) -> Option<&'a Type> {
        match type_ {
            TypeRef::Builtin(_) => None,
            TypeRef::Named(name) => self.types.get(name),
            TypeRef::Anonymous(type_) => Some(type_),
            TypeRef::OfElement(name) => match &self.elements.get(name)?.type_ {
                TypeRef::Anonymous(type_) => Some(type_),
                TypeRef::Named(name) => self.types.get(name),
                TypeRef::Builtin(_) | TypeRef::OfElement(_) => None,
            },
        }
    }
}

impl Schemas {
    /// The built-in that a simple type restricts, over however many others; `None` for lists, unions and complex types.
    #[must_use]
    pub fn builtin(&self, type_: &TypeRef) -> Option<Builtin> {
        let mut type_ = type_;
        // No chain is longer without going round in circles.
        for _ in 0..=self.types.len() {
            if let TypeRef::Builtin(builtin) = type_ {
                return Some(*builtin);
            }
            let Type::Simple(simple) = self.resolve(type_)? else {
                return None;
            };
            let SimpleKind::Restriction { base, .. } = &simple.kind else {
                return None;
            };
            type_ = base;
        }
        None
    }
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text only.
    Simple(SimpleType),
    /// Attributes, children, or text with attributes.
    Complex(ComplexType),
}

/// A type whose values are text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimpleType {
    /// Its documentation.
    pub docs: Docs,
    /// How it is made.
    pub kind: SimpleKind,
    /// Where it is declared.
    pub span: Span,
}

/// How a simple type is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SimpleKind {
    /// Fewer values than another type.
    Restriction {
        /// The other type.
        base: TypeRef,
        /// The values allowed, in document order; empty if not enumerated.
        enumeration: Vec<EnumValue>,
        /// The other limits.
        facets: Box<Facets>,
    },
    /// Values separated by blanks.
    List {
        /// The type of one.
        item: TypeRef,
    },
    /// A value of any of the types; the first that fits.
    Union {
        /// The types.
        members: Vec<TypeRef>,
    },
}

impl SimpleKind {
    /// The types that it is made from.
    #[must_use]
    pub fn references(&self) -> Vec<&TypeRef> {
        match self {
            Self::Restriction { base, .. } => vec![base],
            Self::List { item } => vec![item],
            Self::Union { members } => members.iter().collect(),
        }
    }
}

/// One value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The text on the wire.
    pub value: String,
    /// Its documentation.
    pub docs: Docs,
}

/// Limits on a simple type's values, as written; bounds are in the base's lexical form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Exact length.
    pub length: Option<u64>,
    /// Shortest length.
    pub min_length: Option<u64>,
    /// Greatest length.
    pub max_length: Option<u64>,
    /// Regular expressions; one of them must match.
    pub patterns: Vec<String>,
    /// Lowest value.
    pub min_inclusive: Option<String>,
    /// Greatest value.
    pub max_inclusive: Option<String>,
    /// Bound below every value.
    pub min_exclusive: Option<String>,
    /// Bound above every value.
    pub max_exclusive: Option<String>,
    /// Digits in all.
    pub total_digits: Option<u64>,
    /// Digits after the point.
    pub fraction_digits: Option<u64>,
    /// What happens to blanks.
    pub white_space: Option<WhiteSpace>,
}

/// What happens to blanks before a value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhiteSpace {
    /// They stay.
    Preserve,
    /// Each becomes a space.
    Replace,
    /// Runs become one space, ends are trimmed.
    Collapse,
}

/// A type named or given in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeRef {
    /// A type of XML Schema itself.
    Builtin(Builtin),
    /// A type in [`Schemas::types`]: it is there.
    Named(QName),
    /// A type declared in place.
    Anonymous(Box<Type>),
    /// The type that this global element, which is in [`Schemas::elements`], declares in place. Only elements that refer to the global one have it, so that
    /// an element may contain itself.
    OfElement(QName),
}

/// A type with attributes or children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComplexType {
    /// Its documentation.
    pub docs: Docs,
    /// Whether only derived types appear on the wire.
    pub is_abstract: bool,
    /// Whether text may stand between the children.
    pub mixed: bool,
    /// The *complex* type this one derives from. `None` for a type that derives from `xs:anyType` or gives attributes to a simple type.
    pub base: Option<Base>,
    /// The children: for an extension its own only, which follow the base's; for a restriction all.
    pub content: Option<Particle>,
    /// The type of the text, also when it is inherited; then there are no children.
    pub simple_content: Option<TypeRef>,
    /// The attributes: for a derived type its own only.
    pub attributes: Vec<Attribute>,
    /// Whether attributes that no one declared may come.
    pub any_attribute: bool,
    /// Set if the type is a SOAP 1.1 array (`soapenc:Array` restricted by `wsdl:arrayType`).
    pub array: Option<SoapArray>,
    /// Where it is declared.
    pub span: Span,
}

/// What a complex type derives from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The type.
    pub type_: TypeRef,
    /// How.
    pub derivation: Derivation,
}

/// How a complex type derives from its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// The base's content, then its own.
    Extension,
    /// Its own content, which is valid for the base.
    Restriction,
}

/// The items of a SOAP 1.1 array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoapArray {
    /// The type of one item.
    pub item: TypeRef,
    /// `[]`, `[,]` or `[][]`, sizes included, as written after the type's name.
    pub dimensions: String,
}

/// A part of a content model and how often it comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particle {
    /// The least number of times.
    pub min: u32,
    /// The greatest number of times; `None` for any number.
    pub max: Option<u32>,
    /// What comes.
    pub kind: ParticleKind,
}

/// What a particle is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParticleKind {
    /// An element.
    Element(Box<Element>),
    /// All of these, in this order.
    Sequence(Vec<Particle>),
    /// One of these.
    Choice(Vec<Particle>),
    /// All of these, in any order.
    All(Vec<Particle>),
    /// Any element.
    Any,
}

/// A declared element, global or local.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name on the wire: form defaults are applied.
    pub name: QName,
    /// Its type.
    pub type_: TypeRef,
    /// Whether `xsi:nil="true"` may stand for a value.
    pub nillable: bool,
    /// The value of the element when it is empty.
    pub default: Option<String>,
    /// The only value.
    pub fixed: Option<String>,
    /// Whether only members of its substitution group appear on the wire.
    pub is_abstract: bool,
    /// The global element that this one may stand for.
    pub substitution_head: Option<QName>,
    /// Whether it was written `ref="…"`: the rest is copied from the global element.
    pub reference: bool,
    /// Its documentation.
    pub docs: Docs,
    /// Where it is declared.
    pub span: Span,
}

impl Element {
    /// One of which only the name is known.
    pub(crate) fn of_anything(name: QName, span: Span) -> Self {
        Self {
            name,
            type_: TypeRef::Builtin(Builtin::AnyType),
            nillable: false,
            default: None,
            fixed: None,
            is_abstract: false,
            substitution_head: None,
            reference: false,
            docs: Docs::default(),
            span,
        }
    }
}

/// A declared attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name on the wire: form defaults are applied.
    pub name: QName,
    /// Its type, a simple one.
    pub type_: TypeRef,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it only says that an attribute of the base is none of this type.
    pub prohibited: bool,
    /// Its value when it is absent.
    pub default: Option<String>,
    /// The only value.
    pub fixed: Option<String>,
    /// Its documentation.
    pub docs: Docs,
    /// Where it is declared.
    pub span: Span,
}
