//! Writing: one buffer, filled from front to back.

mod check;
mod raw;

use std::fmt;

use crate::encoded::{ENCODING_1_1, ENCODING_1_2, Typed};
use crate::envelope::SoapVersion;
use crate::error::{EncodeError, ValueError};
use crate::escape::Text;
use crate::facets::Facets;
use crate::injected::Injected;
use crate::name::{self, XSI};
use crate::path;
use crate::validate::Check;
use crate::value::{Simple, WriteXml};
use crate::xsd::QName;

/// Writes a document.
///
/// Names are written as given, with their prefix; whoever writes the outermost element declares the prefixes.
pub struct Writer {
    out: String,
    /// Where each open element starts.
    open: Vec<Open>,
    /// Whether the last start tag still takes attributes.
    in_tag: bool,
    /// How many of the open elements errors leave out of their path.
    shells: usize,
    injected: Injected,
    call_id: String,
    /// The type of the element whose tag was opened last, if it is to be said.
    type_: Option<&'static str>,
    /// The version of SOAP by whose encoding values are written.
    encoding: Option<SoapVersion>,
    /// Set if values are to be checked and not sent.
    check: Option<Box<Check>>,
}

/// The limits on the texts in an element of a type.
pub(crate) type Table = &'static [(&'static str, Facets)];

#[derive(Clone, Copy, Debug)]
struct Open {
    start: usize,
    name_length: usize,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// A writer with nothing to inject.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Injected::new(), String::new())
    }

    pub(crate) fn with(injected: Injected, call_id: String) -> Self {
        Self {
            out: String::with_capacity(1024),
            open: Vec::with_capacity(16),
            in_tag: false,
            shells: 0,
            injected,
            call_id,
            type_: None,
            encoding: None,
            check: None,
        }
    }

    /// What was written.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    /// Begins an element; attributes and content follow, then [`close`](Self::close).
    pub fn open(&mut self, name: &str) {
        self.end_tag();
        self.open.push(Open {
            start: self.out.len(),
            name_length: name.len(),
        });
        self.out.push('<');
        self.out.push_str(name);
        self.in_tag = true;
    }

    /// The same for an element around the payload, which errors don't mention.
    pub fn shell(&mut self, name: &str) {
        self.open(name);
        self.shells = self.open.len();
    }

    /// Writes the payload in its shell.
    ///
    /// # Errors
    /// When the payload can't be written.
    pub fn within<T: WriteXml>(&mut self, shell: &str, payload: &T) -> Result<(), EncodeError> {
        self.shell(shell);
        payload.write(self)?;
        self.close();
        Ok(())
    }

    /// Ends the element that was opened last.
    pub fn close(&mut self) {
        let Some(Open { start, name_length }) = self.open.pop() else {
            return;
        };
        self.shells = self.shells.min(self.open.len());
        if self.in_tag {
            self.say_type();
            self.in_tag = false;
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out
                .extend_from_within(start + 1..start + 1 + name_length);
            self.out.push('>');
        }
    }

    /// Ends the element that was opened last; one that has neither attributes nor content is taken back.
    pub(crate) fn close_unless_empty(&mut self) {
        match self.open.last() {
            Some(Open { start, name_length })
                if self.in_tag && self.out.len() == start + 1 + name_length =>
            {
                self.out.truncate(*start);
                self.open.pop();
                self.shells = self.shells.min(self.open.len());
                self.in_tag = false;
            }
            _ => self.close(),
        }
    }

    /// Writes an element.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn element<T: WriteXml + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.open(name);
        self.value(value)?;
        self.close();
        Ok(())
    }

    /// Writes attributes and content of the open element.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn value<T: WriteXml + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        if self.check.is_none() {
            return value.write(self);
        }
        self.enter(T::FACETS);
        let written = value.write(self);
        if let Some(check) = &mut self.check {
            check.leave();
        }
        written
    }

    /// Writes an element if there is a value.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn optional<T: WriteXml>(
        &mut self,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), EncodeError> {
        match value {
            Some(value) => self.element(name, value),
            None => Ok(()),
        }
    }

    /// Writes an element of a recursive type if there is a value.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn optional_boxed<T: WriteXml>(
        &mut self,
        name: &str,
        value: &Option<Box<T>>,
    ) -> Result<(), EncodeError> {
        match value {
            Some(value) => self.element(name, &**value),
            None => Ok(()),
        }
    }

    /// Writes an element for each value.
    ///
    /// # Errors
    /// When a value can't be written.
    pub fn each<T: WriteXml>(&mut self, name: &str, values: &[T]) -> Result<(), EncodeError> {
        values
            .iter()
            .try_for_each(|value| self.element(name, value))
    }

    /// Writes an element that holds an element for each value.
    ///
    /// # Errors
    /// When a value can't be written.
    pub fn wrapped<T: WriteXml>(
        &mut self,
        name: &str,
        item: &str,
        values: &[T],
    ) -> Result<(), EncodeError> {
        self.open(name);
        self.each(item, values)?;
        self.close();
        Ok(())
    }

    /// The same if there is a list; an empty one writes the element without items.
    ///
    /// # Errors
    /// When a value can't be written.
    pub fn optional_wrapped<T: WriteXml>(
        &mut self,
        name: &str,
        item: &str,
        values: &Option<Vec<T>>,
    ) -> Result<(), EncodeError> {
        match values {
            Some(values) => self.wrapped(name, item, values),
            None => Ok(()),
        }
    }

    /// Writes the content of an element of a simple type.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn text<T: Simple>(&mut self, value: &T) -> Result<(), EncodeError> {
        self.end_tag();
        let written = value.format(&mut Text::element(&mut self.out));
        written.map_err(|error| self.value_error(value, &error))?;
        if self.check.is_some() {
            self.check_value(None, value);
        }
        Ok(())
    }

    /// Writes an attribute of the element whose tag was opened last.
    ///
    /// # Errors
    /// When the value can't be written, or content was written before.
    pub fn attribute<T: Simple>(&mut self, name: &str, value: &T) -> Result<(), EncodeError> {
        if !self.in_tag {
            return Err(self.error("an attribute can't follow content"));
        }
        let tag = self.out.len();
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        let written = value.format(&mut Text::attribute(&mut self.out));
        if let Err(error) = written {
            self.out.truncate(tag);
            let element = self.value_error(value, &error);
            return Err(EncodeError::new(
                format!("{}/@{name}", element.path()),
                element.message(),
            ));
        }
        self.out.push('"');
        if self.check.is_some() {
            self.check_value(Some(name), value);
        }
        Ok(())
    }

    /// Writes an attribute if there is a value.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn optional_attribute<T: Simple>(
        &mut self,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), EncodeError> {
        match value {
            Some(value) => self.attribute(name, value),
            None => Ok(()),
        }
    }

    /// Writes an attribute of type `xs:QName`, and declares a prefix for it.
    ///
    /// # Errors
    /// When content was written before, or the name has a character that XML forbids.
    pub fn qname(&mut self, name: &str, value: &QName) -> Result<(), EncodeError> {
        if value.namespace.is_empty() {
            return self.attribute(name, &value.local);
        }
        // Another attribute of the element may have a name of another namespace.
        let prefix = format!("q.{}", name.replace(':', "."));
        self.declare(&prefix, &value.namespace)?;
        self.attribute(name, &format!("{prefix}:{}", value.local))
    }

    /// Marks the element whose tag was opened last as `xsi:nil`.
    ///
    /// # Errors
    /// When content was written before.
    pub fn nil(&mut self) -> Result<(), EncodeError> {
        self.instance_attribute("nil", "true")
    }

    /// Says that the element is of a derived type, by its name with a declared prefix.
    ///
    /// # Errors
    /// When content was written before.
    pub fn instance_type(&mut self, name: &str) -> Result<(), EncodeError> {
        self.instance_attribute("type", name)
    }

    /// Writes the elements of a value of this type, which is said where the message is encoded.
    pub fn of_type(&mut self, type_: &'static str) -> Typed<'_> {
        Typed::new(self, type_)
    }

    /// The element whose tag was opened last is of this type.
    pub(crate) fn expect_type(&mut self, type_: &'static str) {
        self.type_ = Some(type_);
    }

    /// The type of that element, which someone else says.
    pub(crate) fn take_type(&mut self) -> Option<&'static str> {
        self.type_.take()
    }

    /// Values are written by the encoding of this version from here on.
    pub(crate) fn encode(&mut self, version: SoapVersion) {
        self.encoding = Some(version);
    }

    /// Says that the element whose tag was opened last is an array.
    pub(crate) fn array_type(&mut self, item: &str, sizes: &[usize]) -> Result<(), EncodeError> {
        let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
        if self.encoding == Some(SoapVersion::V12) {
            self.declare("soapenc", ENCODING_1_2)?;
            // The type of an item that is an array itself can't be said.
            if !item.ends_with(']') {
                self.out.extend([" soapenc:itemType=\"", item, "\""]);
            }
            let sizes = sizes.join(" ");
            self.out.extend([" soapenc:arraySize=\"", &sizes, "\""]);
            return Ok(());
        }
        self.declare("soapenc", ENCODING_1_1)?;
        if self.encoding.is_some() {
            self.push_instance_type("soapenc:Array");
        }
        let sizes = sizes.join(",");
        self.out
            .extend([" soapenc:arrayType=\"", item, "[", &sizes, "]\""]);
        Ok(())
    }

    fn instance_attribute(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.type_ = None;
        // Declared where it is used: few messages use it at all.
        self.declare("xsi", XSI)?;
        self.out.push_str(" xsi:");
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.out.push_str(value);
        self.out.push('"');
        Ok(())
    }

    /// Declares a prefix on the element whose tag was opened last.
    ///
    /// # Errors
    /// When content was written before.
    pub fn declare(&mut self, prefix: &str, namespace: &str) -> Result<(), EncodeError> {
        if !self.in_tag {
            return Err(self.error("an attribute can't follow content"));
        }
        // Every message has some of these, so nothing is allocated for them.
        self.out.extend([" xmlns:", prefix, "=\""]);
        let written = Text::attribute(&mut self.out).push(namespace);
        written.map_err(|error| self.error(error.describe(namespace)))?;
        self.out.push('"');
        Ok(())
    }

    /// Writes an element whose value comes from the client.
    ///
    /// # Errors
    /// When the client has no value for it.
    pub fn injected(&mut self, name: &str) -> Result<(), EncodeError> {
        self.injected_as(name, name::local(name))
    }

    /// Writes an element for a value that the client has, if it has it.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn injected_if_any(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        match self.injected.get(value, &self.call_id) {
            Some(_) => self.injected_as(name, value),
            None => Ok(()),
        }
    }

    /// Writes an element for a value that the client has under another name.
    ///
    /// # Errors
    /// When the client has no value for it.
    pub fn injected_as(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.open(name);
        self.end_tag();
        if self.check.is_some() {
            self.close();
            return Ok(());
        }
        let written = match self.injected.get(value, &self.call_id) {
            Some(value) => Text::element(&mut self.out).push(value),
            None => Err(ValueError::new("must come from the client, which has none").hidden()),
        };
        written.map_err(|error| self.error(error.describe("")))?;
        self.close();
        Ok(())
    }

    /// Writes a value of a derived type, by the type's name with a declared prefix.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn typed<T: WriteXml>(&mut self, type_: &str, value: &T) -> Result<(), EncodeError> {
        self.instance_type(type_)?;
        self.value(value)
    }

    /// Writes text before the outermost element.
    pub(crate) fn prolog(&mut self, text: &str) {
        self.out.push_str(text);
    }

    #[inline]
    fn end_tag(&mut self) {
        if self.in_tag {
            self.say_type();
            self.in_tag = false;
            self.out.push('>');
        }
    }

    #[inline]
    fn say_type(&mut self) {
        if let Some(type_) = self.type_.take()
            && self.encoding.is_some()
        {
            self.push_instance_type(type_);
        }
    }

    #[cold]
    fn push_instance_type(&mut self, type_: &str) {
        self.out
            .extend([" xmlns:xsi=\"", XSI, "\" xsi:type=\"", type_, "\""]);
    }

    /// An error at the place that is being written.
    #[must_use]
    pub fn error(&self, message: impl Into<String>) -> EncodeError {
        EncodeError::new(self.path(), message)
    }

    /// The path of the element that is open, below the shells.
    fn path(&self) -> String {
        let innermost = self.open.last().map_or(0, |element| element.start);
        let shell = self.shells.checked_sub(1).map(|last| self.open[last].start);
        let start = shell.unwrap_or(0);
        // The last tag may be unfinished.
        let text = format!("{}>", &self.out[start..]);
        path::path(&text, shell.map(|_| 0), innermost.saturating_sub(start))
    }

    #[cold]
    fn value_error<T: Simple>(&self, value: &T, error: &ValueError) -> EncodeError {
        let mut shown = String::new();
        // What can't be written at all is described without its text.
        let _ = value.format(&mut Text::bare(&mut shown));
        self.error(error.describe(&shown))
    }
}

/// Shows how far writing came, but nothing of what was written: there are credentials in it.
impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer")
            .field("bytes", &self.out.len())
            .field("open", &self.open.len())
            .finish_non_exhaustive()
    }
}
