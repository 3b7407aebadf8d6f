//! What may stand in what in a schema, as far as it matters to a client.

/// The kinds of global components. Each has its own names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Type,
    Element,
    Attribute,
    Group,
    AttributeGroup,
}

impl Kind {
    /// The kind that a global element of a schema declares.
    pub(crate) fn declared_by(local: &str) -> Option<Self> {
        Some(match local {
            "simpleType" | "complexType" => Self::Type,
            "element" => Self::Element,
            "attribute" => Self::Attribute,
            "group" => Self::Group,
            "attributeGroup" => Self::AttributeGroup,
            _ => return None,
        })
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Element => "element",
            Self::Attribute => "attribute",
            Self::Group => "group",
            Self::AttributeGroup => "attribute group",
        }
    }
}

/// How the value of an attribute is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text,
    /// The name of what is declared.
    Declared,
    Name(Kind),
    Names(Kind),
    Count,
    Flag,
    OneOf(&'static [&'static str]),
    /// Known, and of no matter here.
    Ignored,
}

/// How the value of an attribute of an element of XML Schema is read; `None` if it has no such attribute.
pub(super) fn attribute(element: &str, attribute: &str) -> Option<Value> {
    use Value::{Count, Declared, Flag, Ignored, Name, Names, OneOf, Text};
    const FORM: Value = OneOf(&["qualified", "unqualified"]);
    Some(match (element, attribute) {
        (
            "element" | "attribute" | "complexType" | "simpleType" | "group" | "attributeGroup",
            "name",
        ) => Declared,
        ("element" | "attribute", "type")
        | ("restriction" | "extension", "base")
        | ("list", "itemType") => Name(Kind::Type),
        ("union", "memberTypes") => Names(Kind::Type),
        ("element", "ref") => Name(Kind::Element),
        ("element", "substitutionGroup") => Names(Kind::Element),
        ("attribute", "ref") => Name(Kind::Attribute),
        ("group", "ref") => Name(Kind::Group),
        ("attributeGroup", "ref") => Name(Kind::AttributeGroup),
        (
            "element" | "group" | "sequence" | "choice" | "all" | "any",
            "minOccurs" | "maxOccurs",
        ) => Count,
        ("element", "nillable" | "abstract")
        | ("complexType", "abstract" | "mixed")
        | ("complexContent", "mixed") => Flag,
        ("element" | "attribute", "form") => FORM,
        ("attribute", "use") => OneOf(&["required", "optional", "prohibited"]),
        ("element" | "attribute", "default" | "fixed") => Text,
        (facet, "value") if is_facet(facet) => Text,
        (_, "id")
        | ("element" | "complexType" | "simpleType", "final" | "block")
        | ("any" | "anyAttribute", "namespace" | "processContents") => Ignored,
        (facet, "fixed") if is_facet(facet) => Ignored,
        _ => return None,
    })
}

/// Whether a child is read, passed over, or has no business there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Child {
    Read,
    /// Says nothing about messages.
    PassedOver,
    /// Known to XML Schema 1.1 only.
    Later,
    Misplaced,
}

/// What a child of an element of XML Schema is to its parent.
pub(super) fn child(parent: &str, child: &str) -> Child {
    const PARTICLES: &[&str] = &["sequence", "choice", "all", "group"];
    const ATTRIBUTES: &[&str] = &["attribute", "attributeGroup", "anyAttribute"];
    match child {
        "annotation" | "notation" | "unique" | "key" | "keyref" => return Child::PassedOver,
        "assert" | "assertion" | "alternative" | "explicitTimezone" | "openContent"
        | "defaultOpenContent" | "override" => return Child::Later,
        _ => {}
    }
    let read = match parent {
        "schema" => Kind::declared_by(child).is_some(),
        "redefine" => {
            Kind::declared_by(child).is_some() && child != "element" && child != "attribute"
        }
        "element" => ["simpleType", "complexType"].contains(&child),
        "complexType" => {
            ["simpleContent", "complexContent"].contains(&child)
                || PARTICLES.contains(&child)
                || ATTRIBUTES.contains(&child)
        }
        "complexContent" | "simpleContent" => ["restriction", "extension"].contains(&child),
        "extension" => PARTICLES.contains(&child) || ATTRIBUTES.contains(&child),
        "restriction" => {
            child == "simpleType"
                || is_facet(child)
                || PARTICLES.contains(&child)
                || ATTRIBUTES.contains(&child)
        }
        "sequence" | "choice" | "all" => {
            PARTICLES.contains(&child) || ["element", "any"].contains(&child)
        }
        "group" => ["sequence", "choice", "all"].contains(&child),
        "attributeGroup" => ATTRIBUTES.contains(&child),
        "attribute" | "list" | "union" => child == "simpleType",
        "simpleType" => ["restriction", "list", "union"].contains(&child),
        _ => false,
    };
    if read { Child::Read } else { Child::Misplaced }
}

/// Whether XML Schema has an element of this name.
pub(crate) fn is_known(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "all",
        "any",
        "anyAttribute",
        "appinfo",
        "choice",
        "complexContent",
        "documentation",
        "extension",
        "field",
        "import",
        "include",
        "list",
        "redefine",
        "restriction",
        "schema",
        "selector",
        "sequence",
        "simpleContent",
        "union",
    ];
    Kind::declared_by(name).is_some() || is_facet(name) || OTHERS.contains(&name)
}

pub(super) fn is_facet(name: &str) -> bool {
    matches!(
        name,
        "enumeration"
            | "pattern"
            | "length"
            | "minLength"
            | "maxLength"
            | "minInclusive"
            | "maxInclusive"
            | "minExclusive"
            | "maxExclusive"
            | "totalDigits"
            | "fractionDigits"
            | "whiteSpace"
    )
}
