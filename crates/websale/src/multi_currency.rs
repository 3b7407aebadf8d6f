//! Amounts in several currencies.

use std::fmt;

use kontorhaus_soap::v1::{Simple, Text, ValueError};

/// One value for each currency, in WEBSALE's own format.
///
/// The format is not public. The text is handed through as it is, in both directions, and nothing here looks into it: ask
/// WEBSALE for the format, or copy a value from an existing voucher.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MultiCurrency(String);

impl MultiCurrency {
    /// Takes a text in WEBSALE's format.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text in WEBSALE's format.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MultiCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Simple for MultiCurrency {
    fn parse(text: &str) -> Result<Self, ValueError> {
        Ok(Self::new(text))
    }

    fn parse_owned(text: String) -> Result<Self, ValueError> {
        Ok(Self(text))
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        out.push(&self.0)
    }
}
