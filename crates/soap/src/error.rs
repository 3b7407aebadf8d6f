//! What can go wrong between bytes and values.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// How much of a value an error shows.
pub(crate) const SHOWN: usize = 64;

/// How long a message or path may be.
const LINE: usize = 1000;

/// Why a text is no value of a simple type.
///
/// The message continues the value: `"12,50"` + `is not a decimal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    message: Cow<'static, str>,
    hidden: bool,
}

impl ValueError {
    /// An error whose message reads on after the quoted value.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            message: message.into(),
            hidden: false,
        }
    }

    /// The same, for a type whose values must not be shown.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// The message together with the value, where that may be shown.
    pub(crate) fn describe(&self, value: &str) -> String {
        if self.hidden {
            return format!("the value {}", self.message);
        }
        format!("\"{}\" {}", shortened(value, SHOWN), self.message)
    }
}

/// The text in one line of bearable length: values and names in it come from the sender.
fn one_line(text: &str) -> String {
    shortened(text, LINE).replace(char::is_control, " ")
}

/// The first so many characters of a text.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for ValueError {}

/// Why a document could not be read, and where.
///
/// Shown as `VoucherList/VoucherData[17]/Amount: "12,50" is not a decimal`.
pub struct DecodeError(Box<Decode>);

struct Decode {
    message: String,
    attribute: Option<String>,
    path: String,
    offset: usize,
    lacks_result: bool,
}

impl DecodeError {
    pub(crate) fn new(offset: usize, message: impl Into<String>) -> Self {
        Self(Box::new(Decode {
            message: one_line(&message.into()),
            attribute: None,
            path: String::new(),
            offset,
            lacks_result: false,
        }))
    }

    /// What is missing is the answer's whole content.
    pub(crate) fn lacking_result(mut self) -> Self {
        self.0.lacks_result = true;
        self
    }

    pub(crate) fn lacks_result(&self) -> bool {
        self.0.lacks_result
    }

    /// The error is in what `step` leads to: a name, or a number in brackets.
    #[cfg(feature = "json")]
    pub(crate) fn within(mut self, step: &str) -> Self {
        self.0.path = within(&self.0.path, step);
        self
    }

    /// The error is in an attribute of the element at its offset.
    pub(crate) fn in_attribute(mut self, name: &str) -> Self {
        self.0.attribute = Some(name.to_owned());
        self
    }

    /// Sets the path of the element; an attribute is added to it.
    pub(crate) fn at_path(mut self, path: &str) -> Self {
        self.0.path = one_line(path);
        if let Some(attribute) = self.0.attribute.take() {
            if !self.0.path.is_empty() {
                self.0.path.push('/');
            }
            self.0.path.push('@');
            self.0.path.push_str(&attribute);
        }
        self
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The elements from the answer's payload down to the place, as `a/b[2]/c`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The byte at which the problem was seen, counted in the document as UTF-8.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        place_and_message(f, &self.0.path, &self.0.message)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.0.path)
            .field("offset", &self.0.offset)
            .field("message", &self.0.message)
            .finish()
    }
}

impl Error for DecodeError {}

/// Why a value could not be written, and which one.
pub struct EncodeError(Box<Encode>);

struct Encode {
    message: String,
    path: String,
}

impl EncodeError {
    pub(crate) fn new(path: String, message: impl Into<String>) -> Self {
        Self(Box::new(Encode {
            message: message.into(),
            path,
        }))
    }

    /// The error is in what `step` leads to: a name, or a number in brackets.
    #[cfg(feature = "json")]
    pub(crate) fn within(mut self, step: &str) -> Self {
        self.0.path = within(&self.0.path, step);
        self
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The elements from the request's payload down to the value.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        place_and_message(f, &self.0.path, &self.0.message)
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodeError")
            .field("path", &self.0.path)
            .field("message", &self.0.message)
            .finish()
    }
}

impl Error for EncodeError {}

#[cfg(feature = "json")]
fn within(path: &str, step: &str) -> String {
    match path.as_bytes().first() {
        None => step.to_owned(),
        Some(b'[') => format!("{step}{path}"),
        Some(_) => format!("{step}/{path}"),
    }
}

fn place_and_message(f: &mut fmt::Formatter<'_>, path: &str, message: &str) -> fmt::Result {
    if path.is_empty() {
        f.write_str(message)
    } else {
        write!(f, "{path}: {message}")
    }
}
