//! A service as Rust code will show it: types, fields, operations, with every name decided.

mod decision;
mod operation;

pub use self::decision::{Decision, Decisions};
pub use self::operation::{Echo, Operation, Output};

use super::{Json, Role};
use crate::diagnostics::Diagnostic;
use crate::schema::QName;
use crate::wsdl::SoapVersion;

/// A service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Api {
    /// What the WSDL calls the service.
    pub name: String,
    /// Documentation.
    pub docs: Vec<String>,
    /// Where the WSDL says that it can be called.
    pub ports: Vec<Port>,
    /// Namespaces of elements and attributes, each with the prefix that requests give it.
    pub namespaces: Vec<Namespace>,
    /// Structs, choices and enumerations, sorted by name.
    pub types: Vec<TypeDef>,
    /// Enums of declared faults, sorted by name.
    pub faults: Vec<FaultType>,
    /// The header blocks that requests may have, as one record that a client's settings hold; `None` if there are none.
    pub headers: Option<Struct>,
    /// How many types follow each other on the longest way from one to those it refers to: the compiler goes it.
    pub depth: usize,
    /// Limits on values, sorted by name.
    pub limits: Vec<Limit>,
    /// Operations, sorted by name.
    pub operations: Vec<Operation>,
    /// Whether an overlay has said which texts are nobody's secret. If none has, the names that hide some are no reason
    /// to show the others.
    pub knows_secrets: bool,
    /// What an overlay says of the fields; empty if there is none.
    pub decisions: Decisions,
    /// What there is on the JSON wire, if the service has one.
    pub json: Option<Json>,
    /// What operations are to helpers.
    pub roles: Vec<Role>,
    /// What the code will lack: roles that can't be bound, calls that have no form in JSON.
    pub notes: Vec<Diagnostic>,
}

/// A place where the service can be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// The name of its service, and its own.
    pub name: String,
    /// The version of SOAP it speaks.
    pub version: SoapVersion,
    /// Its address.
    pub address: String,
}

impl Api {
    /// A name with the prefix that requests give its namespace.
    #[must_use]
    pub fn prefixed(&self, name: &QName) -> String {
        let mut namespaces = self.namespaces.iter();
        match namespaces.find(|namespace| namespace.uri == name.namespace) {
            Some(namespace) => format!("{}:{}", namespace.prefix, name.local),
            None => name.local.clone(),
        }
    }

    /// The type of a name.
    pub(crate) fn find_type(&self, name: &str) -> Option<&TypeDef> {
        let found = self.types.binary_search_by(|type_| type_.name().cmp(name));
        self.types.get(found.ok()?)
    }
}

/// A namespace and its prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// `ns`, `ns2`, …
    pub prefix: String,
    /// The name.
    pub uri: String,
}

/// A generated type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeDef {
    /// A record.
    Struct(Struct),
    /// One of several elements.
    Choice(Choice),
    /// A value of a type or of one derived from it.
    Hierarchy(Hierarchy),
    /// One of several texts or numbers.
    Enum(Enum),
}

impl TypeDef {
    /// How large it is, in fields.
    #[must_use]
    pub fn weight(&self) -> usize {
        2 + match self {
            Self::Struct(record) => record.fields.len(),
            Self::Choice(choice) => choice.arms.len(),
            Self::Hierarchy(hierarchy) => hierarchy.members.len(),
            Self::Enum(enumeration) => enumeration.variants.len(),
        }
    }

    /// The Rust name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(Struct { name, .. })
            | Self::Choice(Choice { name, .. })
            | Self::Hierarchy(Hierarchy { name, .. })
            | Self::Enum(Enum { name, .. }) => name,
        }
    }
}

/// A record: a complex type, or the request of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Struct {
    /// The Rust name.
    pub name: String,
    /// Documentation.
    pub docs: Vec<String>,
    /// Attributes, then text or children, in the order of the schema.
    pub fields: Vec<Field>,
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The Rust name.
    pub name: String,
    /// Documentation.
    pub docs: Vec<String>,
    /// Where the value stands in the XML.
    pub wire: Wire,
    /// The name on the JSON wire.
    pub json: String,
    /// What the value is.
    pub value: Value,
    /// How many values there are.
    pub presence: Presence,
    /// What is read beside what the schema says.
    pub leniency: Leniency,
    /// Not shown by `Debug`.
    pub hidden: bool,
    /// What an empty element means, by the schema.
    pub default: Option<String>,
    /// The name of the limits on each value.
    pub limit: Option<String>,
    /// The type would hold itself without a box, which stands around the value and its `Nillable`.
    pub boxed: bool,
    /// The schema type, where values have to say it: in services with SOAP encoding, and of arrays.
    pub schema_type: Option<SchemaType>,
}

/// A schema type as a value says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaType {
    /// The type; of an array that of its items.
    pub name: QName,
    /// `[]`, `[,]` or `[][]` of an array; else empty.
    pub dimensions: String,
}

impl Field {
    /// Whether a new value must be given one.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.presence.is_required() && !self.is_extra()
    }

    /// Whether it holds what nobody declared.
    #[must_use]
    pub fn is_extra(&self) -> bool {
        matches!(self.wire, Wire::Extra(_))
    }

    /// The type in Rust, without the path: `Option<Vec<Decimal>>`.
    #[must_use]
    pub fn rust_type(&self) -> String {
        let around = [
            (self.presence.nillable, "Nillable"),
            (self.boxed, "Box"),
            (self.presence.many, "Vec"),
            (self.presence.optional, "Option"),
        ];
        around
            .into_iter()
            .filter(|(holds, _)| *holds)
            .fold(self.value.rust_type(), |type_, (_, name)| {
                format!("{name}<{type_}>")
            })
    }
}

/// Where a value stands in the XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wire {
    /// A child element.
    Element(QName),
    /// A child element that may stand for this one: an arm of the choice that is the field's value.
    Substitute(QName),
    /// A child element that only holds the list's items.
    Wrapped {
        /// The element around the items.
        list: QName,
        /// Each item.
        item: QName,
    },
    /// An attribute.
    Attribute(QName),
    /// A child element that the client writes; no field in Rust.
    Injected(Injected),
    /// The text of the element.
    Text,
    /// Any arm of the choice that is the field's value.
    Choice,
    /// The body of the message.
    Body,
    /// A block in the header of the message.
    Header(QName),
    /// A file beside the envelope.
    Attachment {
        /// The part of the message.
        part: String,
        /// Its number among such parts, from 0.
        place: usize,
    },
    /// What nobody declared.
    Extra(Keeps),
}

/// What is read beside what the schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leniency {
    /// Nothing.
    None,
    /// An empty element, as an absent one.
    EmptyIsNone,
    /// A list in any form.
    AnyList,
}

/// An element that the client writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Injected {
    /// The element.
    pub element: QName,
    /// The client's value.
    pub from: Source,
}

/// Where the client has the value of an element that it writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Under the element's own name.
    Same,
    /// Under this name.
    Called(String),
    /// Under this name; without it the element is left out.
    CalledIfAny(String),
}

/// What is kept of what nobody declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keeps {
    /// Children.
    pub children: bool,
    /// Attributes.
    pub attributes: bool,
}

/// How many values a field has, and in which ways it may have none.
///
/// `T` is wrapped from the inside out: `Option<Vec<Nillable<T>>>` if all hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// The element or attribute may be left out; of a repeated element, which may always have no values, the element around it.
    pub optional: bool,
    /// Any number of values.
    pub many: bool,
    /// `xsi:nil` may stand for a value.
    pub nillable: bool,
}

impl Presence {
    /// Exactly one value.
    pub const REQUIRED: Self = Self {
        optional: false,
        many: false,
        nillable: false,
    };

    /// Whether a new value must be given one.
    #[must_use]
    pub fn is_required(self) -> bool {
        !self.optional && !self.many
    }
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A type of the runtime that is written as itself: `String`, `i32`, `Decimal`, `Date`, …
    Plain(Plain),
    /// A type that has another form on the wire: `Decimal` on an `xs:double`.
    Via {
        /// In Rust.
        plain: Plain,
        /// The newtype of the runtime that knows the wire form.
        codec: &'static str,
    },
    /// `xs:list`: several values in one text, `Vec<T>` in Rust.
    List(Box<Value>),
    /// An array of SOAP encoding: `Array<T>`.
    Array(Box<Value>),
    /// A generated type.
    Type(TypeId),
    /// A type that somebody wrote, by its path.
    Path(String),
}

impl Value {
    /// A value of a list or array, or the value itself.
    #[must_use]
    pub fn item(&self) -> &Self {
        match self {
            Self::List(item) | Self::Array(item) => item.item(),
            value => value,
        }
    }

    /// The type in Rust, without the path.
    #[must_use]
    pub fn rust_type(&self) -> String {
        match self {
            Self::Plain(plain) | Self::Via { plain, .. } => plain.0.to_owned(),
            Self::List(item) => format!("Vec<{}>", item.rust_type()),
            Self::Array(item) => format!("Array<{}>", item.rust_type()),
            Self::Type(id) => id.0.clone(),
            Self::Path(path) => path.rsplit("::").next().unwrap_or(path).to_owned(),
        }
    }

    /// The type is generated: its name.
    #[must_use]
    pub fn generated(&self) -> Option<&TypeId> {
        match self.item() {
            Self::Type(id) => Some(id),
            _ => None,
        }
    }
}

/// Types of the runtime, by their Rust names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain(pub &'static str);

impl Plain {
    /// Text.
    pub const STRING: Self = Self("String");

    /// Whether a setter takes `impl Into<T>`, because callers commonly hold something that becomes one.
    #[must_use]
    pub fn is_converted(self) -> bool {
        matches!(
            self.0,
            "String" | "Decimal" | "Date" | "DateTime" | "Time" | "Base64" | "Hex" | "Integer"
        )
    }
}

/// A generated type, by its Rust name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeId(pub String);

/// One of several elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The Rust name.
    pub name: String,
    /// Documentation.
    pub docs: Vec<String>,
    /// The elements.
    pub arms: Vec<Arm>,
    /// Whether the elements are those that may stand for another: then there may be more of them than the schema knows.
    pub is_open: bool,
}

/// One element of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    /// The Rust name.
    pub name: String,
    /// Documentation.
    pub docs: Vec<String>,
    /// The element. If the value is an open choice, it is one of the choice's instead.
    pub element: QName,
    /// Its value.
    pub value: Value,
    /// `xsi:nil` may stand for the value.
    pub nillable: bool,
    /// What an empty element means, by the schema.
    pub default: Option<String>,
    /// The name of the limits on the value.
    pub limit: Option<String>,
    /// The type would hold itself without a box.
    pub boxed: bool,
    /// Not shown by `Debug`.
    pub hidden: bool,
    /// As of a [`Field`].
    pub schema_type: Option<SchemaType>,
}

/// What a service declares that operations fail with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultType {
    /// The Rust name.
    pub name: String,
    /// Documentation.
    pub docs: Vec<String>,
    /// The declared faults.
    pub arms: Vec<FaultArm>,
}

/// A declared fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultArm {
    /// The Rust name.
    pub name: String,
    /// Documentation.
    pub docs: Vec<String>,
    /// Where it is found in a fault.
    pub place: FaultPlace,
    /// Its value.
    pub value: Value,
    /// Not shown by `Debug`.
    pub hidden: bool,
}

/// Where a declared fault is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultPlace {
    /// An element in the detail.
    Detail(QName),
    /// An element in the detail that says it is of this type, or that is called as one of these.
    DetailOfType(QName, Vec<String>),
    /// A header block.
    Header(QName),
}

/// A value of a type or of one derived from it, open for types that the schema doesn't know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hierarchy {
    /// The Rust name.
    pub name: String,
    /// Documentation.
    pub docs: Vec<String>,
    /// The type that a value is of unless it says otherwise.
    pub base: QName,
    /// The types that a value can be of, abstract ones left out.
    pub members: Vec<Member>,
}

/// A type of a hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The Rust name of the variant.
    pub name: String,
    /// The type.
    pub type_: QName,
    /// Its values.
    pub value: Value,
    /// The enum would hold itself without a box.
    pub boxed: bool,
}

/// One of several texts or numbers, open for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// The Rust name.
    pub name: String,
    /// Documentation.
    pub docs: Vec<String>,
    /// Numbers instead of texts.
    pub numeric: bool,
    /// Whether the schema says that there are no other values.
    pub is_closed: bool,
    /// The known values.
    pub variants: Vec<Variant>,
}

/// A known value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The Rust name.
    pub name: String,
    /// Documentation.
    pub docs: Vec<String>,
    /// On the wire.
    pub value: String,
    /// On the JSON wire, where that is known.
    pub number: Option<i64>,
}

/// How sure it is that a server knows a message as it is described here; the lowest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Something that was needed to generate anything.
    Placeholder,
    /// Drawn from samples or from what the toolkit does.
    Inferred,
    /// What the vendor says.
    #[default]
    Documented,
}

/// Limits on values, by the name of their constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The Rust name.
    pub name: String,
    /// What they are.
    pub limits: Limits,
}

/// Limits on the values of a simple type.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limits {
    /// How the runtime calls a type of this kind: `text`, `number`, …
    pub kind: &'static str,
    /// The shortest length.
    pub min_length: Option<u64>,
    /// The greatest length.
    pub max_length: Option<u64>,
    /// Regular expressions, all of which must match.
    pub patterns: Vec<String>,
    /// The only values, of what is no enumeration in Rust.
    pub values: Vec<String>,
    /// The lower bound.
    pub least: Option<Bound>,
    /// The upper bound.
    pub greatest: Option<Bound>,
    /// Digits in all.
    pub total_digits: Option<u64>,
    /// Digits after the point.
    pub fraction_digits: Option<u64>,
}

/// A bound of values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bound {
    /// As the schema writes it.
    pub value: String,
    /// Whether the value itself is allowed.
    pub inclusive: bool,
}
