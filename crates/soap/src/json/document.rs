//! JSON as it came: a value is looked into only when a type asks for it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde_json::value::RawValue;

use super::NULL;
use super::instant::ServerZone;
use super::object::Object;
use super::read::ReadJson;
use crate::error::DecodeError;

/// A value in a JSON document: its text, which is known to be well-formed.
#[derive(Clone, Copy)]
pub struct Json<'x> {
    text: &'x str,
    document: &'x str,
    /// How many more values may be within each other.
    depth: usize,
    zone: &'x ServerZone,
}

impl<'x> Json<'x> {
    /// The only value of a document.
    pub(crate) fn new(
        document: &'x str,
        depth: usize,
        zone: &'x ServerZone,
    ) -> Result<Self, DecodeError> {
        let value: &RawValue = serde_json::from_str(document)
            .map_err(|error| DecodeError::new(offset_of(document, &error), describe(&error)))?;
        Ok(Self {
            text: value.get(),
            document,
            depth,
            zone,
        })
    }

    /// What stands for a member that isn't there.
    pub(super) fn nothing(self) -> Self {
        Self { text: NULL, ..self }
    }

    /// The text as it came.
    pub(super) fn text(self) -> &'x str {
        self.text
    }

    pub(crate) fn zone(self) -> &'x ServerZone {
        self.zone
    }

    /// Whether it is `null`, or the value of a member that isn't there.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.text == NULL
    }

    /// The value's text, unless it is an object or a list.
    pub(crate) fn scalar(self) -> Option<&'x str> {
        let is_scalar = !self.text.starts_with(['{', '[', '"']) && !self.is_null();
        is_scalar.then_some(self.text)
    }

    /// The string, if it is one.
    pub(crate) fn string(self) -> Result<Option<Cow<'x, str>>, DecodeError> {
        if !self.text.starts_with('"') {
            return Ok(None);
        }
        let name: Name<'x> = self.parsed()?;
        Ok(Some(name.0))
    }

    /// The members of an object.
    ///
    /// # Errors
    /// When it is none.
    pub fn object(self) -> Result<Object<'x>, DecodeError> {
        if !self.text.starts_with('{') {
            return Err(self.error(format!("{} where an object is expected", self.kind())));
        }
        Object::of(self)
    }

    /// The items of a list; `None` for null.
    pub(crate) fn list<T: ReadJson>(self) -> Result<Option<Vec<T>>, DecodeError> {
        if self.is_null() {
            return Ok(None);
        }
        if !self.text.starts_with('[') {
            return Err(self.error(format!("{} where a list is expected", self.kind())));
        }
        let values: Vec<&'x RawValue> = self.parsed()?;
        let mut items = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            let item = T::read_json(self.inside(value));
            items.push(item.map_err(|error| error.within(&format!("[{}]", index + 1)))?);
        }
        Ok(Some(items))
    }

    /// The value of a call, which is required.
    ///
    /// # Errors
    /// When it is null, or no such value.
    pub fn result<T: ReadJson>(self, name: &str) -> Result<T, DecodeError> {
        if self.is_null() {
            return Err(self.no_result(name));
        }
        T::read_json(self)
    }

    /// The value of a call that may have none.
    ///
    /// # Errors
    /// When it is no such value.
    pub fn optional<T: ReadJson>(self) -> Result<Option<T>, DecodeError> {
        Option::read_json(self)
    }

    /// The same for a list.
    ///
    /// # Errors
    /// As [`result`](Self::result).
    pub fn result_list<T: ReadJson>(self, name: &str) -> Result<Vec<T>, DecodeError> {
        self.list()?.ok_or_else(|| self.no_result(name))
    }

    /// A list that may be null.
    ///
    /// # Errors
    /// When it is no list, or an item is no such value.
    pub fn optional_list<T: ReadJson>(self) -> Result<Option<Vec<T>>, DecodeError> {
        self.list()
    }

    fn no_result(self, name: &str) -> DecodeError {
        self.error(format!("{name} is null")).lacking_result()
    }

    /// A value in this one.
    pub(super) fn inside(self, value: &'x RawValue) -> Self {
        Self {
            text: value.get(),
            depth: self.depth.saturating_sub(1),
            ..self
        }
    }

    pub(crate) fn parsed<T: Deserialize<'x>>(self) -> Result<T, DecodeError> {
        if self.depth == 0 {
            return Err(self.error("values are nested too deep"));
        }
        serde_json::from_str(self.text).map_err(|error| self.error(describe(&error)))
    }

    fn kind(self) -> &'static str {
        match self.text.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            Some(b'n') | None => "null",
            Some(b't' | b'f') => "a boolean",
            Some(_) => "a number",
        }
    }

    /// The value is of another kind than a simple type has.
    pub(crate) fn no_simple_value(self) -> DecodeError {
        let found = if self.is_null() {
            "nothing"
        } else {
            self.kind()
        };
        self.error(format!("{found} where a value is required"))
    }

    pub(crate) fn error(self, message: impl Into<String>) -> DecodeError {
        // A value that isn't there stands nowhere; it is looked for at the document's beginning.
        let offset = (self.text.as_ptr().addr()).wrapping_sub(self.document.as_ptr().addr());
        let inside = offset <= self.document.len();
        DecodeError::new(if inside { offset } else { 0 }, message)
    }
}

/// Shows what it is, but nothing of what it holds.
impl fmt::Debug for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({}, {} bytes)", self.kind(), self.text.len())
    }
}

/// A string, borrowed where it has no escapes.
pub(super) struct Name<'x>(pub(super) Cow<'x, str>);

impl<'x> Deserialize<'x> for Name<'x> {
    fn deserialize<D: Deserializer<'x>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'x> Visitor<'x> for Text {
            type Value = Cow<'x, str>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'x str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
        }

        deserializer.deserialize_str(Text).map(Self)
    }
}

/// What is wrong with the notation. Values are parsed into raw text only, so nothing of them is in it.
fn describe(error: &serde_json::Error) -> String {
    if error.is_eof() {
        "the document is cut off".to_owned()
    } else {
        "this is not well-formed JSON".to_owned()
    }
}

/// Where the error was seen: `serde_json` counts lines and bytes in them.
fn offset_of(document: &str, error: &serde_json::Error) -> usize {
    let before: usize = document
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    (before + error.column().saturating_sub(1)).min(document.len())
}
