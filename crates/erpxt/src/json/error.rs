//! Why a text cannot be read, or a value not be written.

use std::fmt;

use super::Problem;

/// Why a text is no JSON or not of the wanted type, or why a value cannot be written as
/// JSON. It says where, and never repeats the text.
pub struct JsonError(Problem);

impl JsonError {
    pub(crate) fn of(error: &serde_json::Error) -> Self {
        Self(Problem::syntax(error))
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonError({})", self.0)
    }
}

impl std::error::Error for JsonError {}
