//! XML that is kept as it is.

use std::fmt;

use crate::error::{DecodeError, EncodeError, ValueError};
use crate::escape::Text;
use crate::limits::Limits;
use crate::name::{self, XML};
use crate::path;
use crate::read::{self, Reader};
use crate::value::{ReadXml, WriteXml};
use crate::write::Writer;
use crate::xsd::QName;

/// One element as text, complete with the namespace declarations it needs.
///
/// Its `Debug` form shows the name only, since the content may be anybody's data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawXml(String);

impl RawXml {
    pub(crate) fn from_element(xml: String) -> Self {
        Self(xml)
    }

    /// Takes one element.
    ///
    /// # Errors
    /// When the text is not one well-formed element.
    pub fn parse(xml: &str) -> Result<Self, DecodeError> {
        read::decode(xml, Limits::default())
    }

    /// The XML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The local name of the element.
    #[must_use]
    pub fn local_name(&self) -> &str {
        name::local(self.name())
    }

    /// Reads the element as a value.
    ///
    /// # Errors
    /// When it is no such value.
    pub fn read<T: ReadXml>(&self) -> Result<T, DecodeError> {
        read::decode(&self.0, Limits::default())
    }

    /// The child elements, each complete in itself.
    ///
    /// # Errors
    /// When the XML is broken.
    pub fn children(&self) -> Result<Vec<RawXml>, DecodeError> {
        self.read().map(|Children(children)| children)
    }

    /// Whether the element is of this namespace and local name.
    pub(crate) fn is(&self, namespace: &str, local: &str) -> bool {
        self.local_name() == local && self.namespace() == namespace
    }

    /// Reads the element as a value; nil is none, unless the type has it.
    pub(crate) fn read_unless_nil<T: ReadXml>(&self) -> Result<Option<T>, DecodeError> {
        let mut reader = Reader::new(&self.0, Limits::default());
        let mut value = None;
        let read = reader.first().and_then(|()| reader.one(&mut value));
        read.map_err(|error| reader.located(error))?;
        Ok(value)
    }

    /// The type that the element says it is of.
    pub(crate) fn instance_type(&self) -> Option<QName> {
        let mut reader = Reader::new(&self.0, Limits::default());
        reader.first().ok()?;
        reader.instance_type().ok().flatten()
    }

    /// The namespace of the element; empty for none.
    #[must_use]
    pub fn namespace(&self) -> String {
        let mut reader = Reader::new(&self.0, Limits::default());
        match reader.first() {
            Ok(()) => reader.namespace().to_owned(),
            Err(_) => String::new(),
        }
    }

    /// The name as written.
    fn name(&self) -> &str {
        let end = self
            .0
            .find([' ', '\t', '\n', '\r', '/', '>'])
            .unwrap_or(self.0.len());
        self.0.get(1..end).unwrap_or_default()
    }
}

impl fmt::Debug for RawXml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawXml(<{}>, {} bytes)", self.name(), self.0.len())
    }
}

impl ReadXml for RawXml {
    const NILLABLE: bool = true;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.raw()
    }
}

impl WriteXml for RawXml {
    /// Writes attributes and content; the name is the caller's.
    fn write(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let (attributes, content) = path::inside(&self.0, self.name().len());
        writer.raw(attributes, content)
    }
}

struct Children(Vec<RawXml>);

impl ReadXml for Children {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut children = Vec::new();
        reader.children_ns(|reader, _| reader.each(&mut children))?;
        Ok(Self(children))
    }
}

/// What an element holds that its type doesn't know: children, each with its place among all children, and attributes.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Extra {
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty")
    )]
    children: Vec<(usize, RawXml)>,
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty")
    )]
    attributes: Vec<(QName, String)>,
}

impl Extra {
    /// Nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there are neither children nor attributes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.children.is_empty() && self.attributes.is_empty()
    }

    /// How many children there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.children.len()
    }

    /// Adds a child that `position` siblings precede.
    pub fn push(&mut self, position: usize, element: RawXml) {
        let place = self
            .children
            .partition_point(|(before, _)| *before <= position);
        self.children.insert(place, (position, element));
    }

    /// Adds an attribute. A prefix inside its value is not resolved.
    pub fn push_attribute(&mut self, name: QName, value: impl Into<String>) {
        self.attributes.push((name, value.into()));
    }

    /// The children, each with how many siblings precede it.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &RawXml)> {
        self.children
            .iter()
            .map(|(position, element)| (*position, element))
    }

    /// The attributes, by name and value.
    pub fn attributes(&self) -> impl Iterator<Item = (&QName, &str)> {
        self.attributes
            .iter()
            .map(|(name, value)| (name, value.as_str()))
    }

    /// The value of an attribute; the namespace is empty for none.
    #[must_use]
    pub fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        self.attributes()
            .find(|(name, _)| name.namespace == namespace && name.local == local)
            .map(|(_, value)| value)
    }
}

/// Shows the names only.
impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attributes = self.attributes.iter().map(|(name, _)| Attribute(name));
        let mut list = f.debug_list();
        list.entries(attributes)
            .entries(self.iter().map(|(_, element)| element))
            .finish()
    }
}

struct Attribute<'a>(&'a QName);

impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}

/// Writes one attribute, and declares a prefix for its namespace.
pub(crate) fn attribute(
    number: usize,
    name: &QName,
    value: &str,
    out: &mut String,
) -> Result<(), ValueError> {
    if !matches!(name::split(&name.local), Some(("", _))) {
        return Err(ValueError::new("is not a name"));
    }
    let prefix = match name.namespace.as_str() {
        "" => String::new(),
        XML => "xml:".to_owned(),
        namespace => {
            out.extend([" xmlns:a", &number.to_string(), "=\""]);
            Text::attribute(out).push(namespace)?;
            out.push('"');
            format!("a{number}:")
        }
    };
    out.extend([" ", &prefix, &name.local, "=\""]);
    Text::attribute(out).push(value)?;
    out.push('"');
    Ok(())
}

/// Puts the elements between the children of an element that has no end tag yet.
pub(crate) fn weave(element: &str, extra: &Extra) -> String {
    let mut woven = String::with_capacity(
        element.len()
            + extra
                .children
                .iter()
                .map(|(_, xml)| xml.0.len())
                .sum::<usize>(),
    );
    let mut waiting = extra.children.iter().peekable();
    let mut copied = 0;
    let mut children = 0;
    for start in path::child_starts(element) {
        woven.push_str(&element[copied..start]);
        copied = start;
        while let Some((_, xml)) = waiting.next_if(|(position, _)| *position <= children) {
            woven.push_str(&xml.0);
            children += 1;
        }
        children += 1;
    }
    woven.push_str(&element[copied..]);
    waiting.for_each(|(_, xml)| woven.push_str(&xml.0));
    woven
}
