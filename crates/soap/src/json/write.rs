//! Values to JSON.

use std::fmt::{self, Write as _};

use super::instant::{self, ServerZone};
use super::{NULL, raw};
use crate::error::{EncodeError, ValueError};
use crate::escape::Text;
use crate::extra::Extra;
use crate::injected::Injected;
use crate::nillable::Nillable;
use crate::value::{JsonForm, Simple};
use crate::xsd::Base64;

/// A type that is written as a JSON value.
pub trait WriteJson {
    /// Writes the value.
    ///
    /// # Errors
    /// When it has no form in JSON.
    fn write_json(&self, writer: &mut JsonWriter) -> Result<(), EncodeError>;
}

/// Writes a document without white space.
pub struct JsonWriter {
    out: String,
    injected: Injected,
    call_id: String,
    zone: ServerZone,
}

impl JsonWriter {
    pub(crate) fn new(injected: Injected, call_id: String, zone: ServerZone) -> Self {
        Self {
            out: String::with_capacity(256),
            injected,
            call_id,
            zone,
        }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// Begins an object.
    pub fn object(&mut self) {
        self.out.push('{');
    }

    /// Ends the object that was begun last.
    ///
    /// # Errors
    /// Never: it is the end of what may fail.
    pub fn end(&mut self) -> Result<(), EncodeError> {
        self.out.push('}');
        Ok(())
    }

    /// Writes a member.
    ///
    /// # Errors
    /// When its value has no form in JSON.
    pub fn member<T: WriteJson>(&mut self, name: &str, value: &T) -> Result<(), EncodeError> {
        self.name(name);
        value.write_json(self).map_err(|error| error.within(name))
    }

    /// Writes a member of a recursive type, or null.
    ///
    /// # Errors
    /// As [`member`](Self::member).
    pub fn boxed<T: WriteJson>(
        &mut self,
        name: &str,
        value: &Option<Box<T>>,
    ) -> Result<(), EncodeError> {
        match value {
            Some(value) => self.member(name, &**value),
            None => self.list::<T>(name, &None),
        }
    }

    /// Writes a member that holds a list, or null.
    ///
    /// # Errors
    /// As [`member`](Self::member).
    pub fn list<T: WriteJson>(
        &mut self,
        name: &str,
        values: &Option<Vec<T>>,
    ) -> Result<(), EncodeError> {
        let Some(values) = values else {
            self.name(name);
            self.null();
            return Ok(());
        };
        self.items(name, values)
    }

    /// Writes a member that holds a list.
    ///
    /// # Errors
    /// As [`member`](Self::member).
    pub fn items<T: WriteJson>(&mut self, name: &str, values: &[T]) -> Result<(), EncodeError> {
        self.name(name);
        self.out.push('[');
        for (index, value) in values.iter().enumerate() {
            self.comma();
            value.write_json(self).map_err(|error| {
                let item = error.within(&format!("[{}]", index + 1));
                item.within(name)
            })?;
        }
        self.out.push(']');
        Ok(())
    }

    /// Writes a member whose value comes from the client.
    ///
    /// # Errors
    /// When the client has no value for it.
    pub fn injected(&mut self, name: &str) -> Result<(), EncodeError> {
        self.injected_as(name, name)
    }

    /// Writes a member for a value that the client has under another name.
    ///
    /// # Errors
    /// When the client has no value for it.
    pub fn injected_as(&mut self, name: &str, value: &str) -> Result<(), EncodeError> {
        self.name(name);
        let Some(value) = self.injected.get(value, &self.call_id) else {
            let message = "the value must come from the client, which has none";
            return Err(EncodeError::new(name.to_owned(), message));
        };
        push_string(&mut self.out, value);
        Ok(())
    }

    /// Writes back the members that a type didn't know.
    ///
    /// # Errors
    /// When they were read from XML: what they are in JSON can't be known.
    pub fn rest(&mut self, extra: &Extra) -> Result<(), EncodeError> {
        for (_, element) in extra.iter() {
            let Some((name, value)) = raw::take(element) else {
                let message = "was read over SOAP and can't be sent over JSON; read the value anew";
                return Err(EncodeError::new(element.local_name().to_owned(), message));
            };
            self.name(&name);
            self.out.push_str(&value);
        }
        Ok(())
    }

    fn null(&mut self) {
        self.out.push_str(NULL);
    }

    fn name(&mut self, name: &str) {
        self.comma();
        push_string(&mut self.out, name);
        self.out.push(':');
    }

    fn comma(&mut self) {
        if !self.out.ends_with(['{', '[']) {
            self.out.push(',');
        }
    }

    fn simple<T: Simple>(&mut self, value: &T) -> Result<(), ValueError> {
        let mut text = String::new();
        value.format(&mut Text::bare(&mut text))?;
        match T::JSON {
            JsonForm::Text => push_string(&mut self.out, &text),
            JsonForm::Literal => {
                if matches!(&*text, "INF" | "-INF" | "NaN") {
                    return Err(ValueError::new("has no form in JSON"));
                }
                self.out.push_str(&text);
            }
            form @ (JsonForm::Instant | JsonForm::Day | JsonForm::Clock) => {
                let local = instant::write(text, form, &self.zone)?;
                push_string(&mut self.out, &local);
            }
            JsonForm::Bytes => {
                let Base64(bytes) = Base64::parse(&text)?;
                self.out.push('[');
                for byte in bytes {
                    self.comma();
                    self.out.push_str(&byte.to_string());
                }
                self.out.push(']');
            }
            JsonForm::Numbered(numbers) => {
                let known = numbers.iter().find(|(name, _)| *name == text);
                match known
                    .map(|(_, number)| *number)
                    .or_else(|| text.parse().ok())
                {
                    Some(number) => self.out.push_str(&number.to_string()),
                    // ASP.NET takes names too.
                    None => push_string(&mut self.out, &text),
                }
            }
        }
        Ok(())
    }
}

/// Shows how far writing came, but nothing of what was written: there are credentials in it.
impl fmt::Debug for JsonWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonWriter")
            .field("bytes", &self.out.len())
            .finish_non_exhaustive()
    }
}

impl<T: Simple> WriteJson for T {
    fn write_json(&self, writer: &mut JsonWriter) -> Result<(), EncodeError> {
        writer.simple(self).map_err(|error| {
            let mut shown = String::new();
            // What can't be written at all is described without its text.
            let _ = self.format(&mut Text::bare(&mut shown));
            EncodeError::new(String::new(), error.describe(&shown))
        })
    }
}

impl<T: WriteJson> WriteJson for Option<T> {
    fn write_json(&self, writer: &mut JsonWriter) -> Result<(), EncodeError> {
        let Some(value) = self else {
            writer.null();
            return Ok(());
        };
        value.write_json(writer)
    }
}

impl<T: WriteJson> WriteJson for Nillable<T> {
    fn write_json(&self, writer: &mut JsonWriter) -> Result<(), EncodeError> {
        let Self::Value(value) = self else {
            writer.null();
            return Ok(());
        };
        value.write_json(writer)
    }
}

/// A JSON string.
pub(super) fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\u{0}'..'\u{20}' => {
                // Writing to a string can't fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
