//! The traits that types of a schema implement.

use crate::error::{DecodeError, EncodeError, ValueError};
use crate::escape::Text;
use crate::facets::Facets;
use crate::read::Reader;
use crate::write::Writer;

/// A type that is read from an element.
pub trait ReadXml: Sized {
    /// Whether the type has a value of its own for `xsi:nil="true"`.
    const NILLABLE: bool = false;

    /// Reads the element whose start tag was read last, up to and including its end tag.
    ///
    /// # Errors
    /// When the element is no such value.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;
}

/// A type that is written as the attributes and content of an element.
pub trait WriteXml {
    /// The limits on the texts in the element, each with the paths it is for, divided by blanks: `ns:a` for a child,
    /// `ns:a/ns:b` for one within a list's element, `@a` for an attribute, `.` for the element's own text.
    const FACETS: &'static [(&'static str, Facets)] = &[];

    /// Writes attributes, then content. The caller opened the element and closes it.
    ///
    /// # Errors
    /// When a value can't be written in XML.
    fn write(&self, writer: &mut Writer) -> Result<(), EncodeError>;
}

/// A simple type: a text, in an element or an attribute.
pub trait Simple: Sized {
    /// What the text is on the JSON wire.
    const JSON: JsonForm = JsonForm::Text;

    /// Reads the text, in every form that XSD allows for the type.
    ///
    /// # Errors
    /// When the text is no such value.
    fn parse(text: &str) -> Result<Self, ValueError>;

    /// The same for a text that had to be put together and may be kept.
    ///
    /// # Errors
    /// When the text is no such value.
    fn parse_owned(text: String) -> Result<Self, ValueError> {
        Self::parse(&text)
    }

    /// Writes the text in one form.
    ///
    /// # Errors
    /// When the value has a character that XML forbids, or no form at all.
    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError>;

    /// Whether the schema knows the value, of a type whose values it lists.
    #[must_use]
    fn is_known(&self) -> bool {
        true
    }
}

/// What the text of a simple type is on the JSON wire of an ASP.NET service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonForm {
    /// A string.
    Text,
    /// A number or a boolean, as it stands.
    Literal,
    /// An `xs:dateTime`.
    Instant,
    /// An `xs:date`, which .NET has no type for: a moment of that day.
    Day,
    /// An `xs:time`, likewise: a moment of any day.
    Clock,
    /// An `xs:base64Binary`: a list of numbers.
    Bytes,
    /// A number for each of these texts.
    Numbered(&'static [(&'static str, i64)]),
}

impl<T: Simple> ReadXml for T {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.value()
    }
}

impl<T: Simple> WriteXml for T {
    fn write(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.text(self)
    }
}

/// The text without the white space that XSD ignores around most values.
#[must_use]
pub fn trim(text: &str) -> &str {
    let white = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t' | b'\n' | b'\r'));
    let bytes = text.as_bytes();
    if white(bytes.first()) || white(bytes.last()) {
        text.trim_matches([' ', '\t', '\n', '\r'])
    } else {
        text
    }
}
