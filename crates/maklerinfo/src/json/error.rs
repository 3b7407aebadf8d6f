//! Why a text cannot be read.

use std::borrow::Cow;
use std::fmt;

/// Why a JSON text could not be read. It names the place and never repeats a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    path: String,
    message: Cow<'static, str>,
}

impl JsonError {
    pub(crate) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            path: String::new(),
            message: message.into(),
        }
    }

    /// The same, found within `place`.
    pub(crate) fn within(mut self, place: &str) -> Self {
        if self.path.is_empty() || self.path.starts_with('[') {
            self.path.insert_str(0, place);
        } else {
            self.path = format!("{place}/{}", self.path);
        }
        self
    }

    /// Where, as `[17]/Beitrag/Brutto`; empty for the value as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for JsonError {}
