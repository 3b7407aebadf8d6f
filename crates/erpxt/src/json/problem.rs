//! What is wrong with a value, and where.

use std::fmt;

/// What is wrong with a value, and where it stands: `[17].Items[0].Quantity: …`.
///
/// It never repeats a text from the answer: that may be anybody's data.
#[derive(Debug, PartialEq)]
pub struct Problem {
    path: String,
    what: String,
}

impl Problem {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            what: what.into(),
        }
    }

    /// What `serde_json` says of text that is no JSON; it names line and column only.
    pub(crate) fn syntax(error: &serde_json::Error) -> Self {
        Self::new(format!("is not valid JSON: {error}"))
    }

    /// The value is a member of an object.
    pub(crate) fn in_member(mut self, name: &str) -> Self {
        self.path = format!("{name}{}{}", self.dot(), self.path);
        self
    }

    /// The value is an item of a list.
    pub(crate) fn in_item(mut self, index: usize) -> Self {
        self.path = format!("[{index}]{}{}", self.dot(), self.path);
        self
    }

    /// What stands between a part of the path and those after it.
    fn dot(&self) -> &'static str {
        if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        }
    }

    /// Where the value stands; empty for the whole document.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong with it.
    pub(crate) fn what(&self) -> &str {
        &self.what
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.path.is_empty() {
            "the document"
        } else {
            &self.path
        };
        write!(f, "{place} {}", self.what)
    }
}
