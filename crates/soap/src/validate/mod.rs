//! Values against the limits of their schema.

mod check;
mod compare;
mod pattern;

use std::error::Error;
use std::fmt;

pub(crate) use self::check::Check;
use crate::value::WriteXml;
use crate::write::Writer;

/// Checks a value against the limits of its schema: lengths, bounds, digits, patterns, enumerations.
///
/// Nothing checks by itself: servers set limits that they don't keep to, and a schema says less than a server wants.
/// Every generated type can be checked, a request too, with all that is in it. What is kept as raw XML is not looked
/// into, and a pattern that is no regular expression of XML Schema not compared.
///
/// Needs the feature `validate`.
pub trait Validate {
    /// Checks the value.
    ///
    /// # Errors
    /// When it breaks limits: all of them.
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: WriteXml> Validate for T {
    fn validate(&self) -> Result<(), Violations> {
        let mut writer = Writer::checking(T::FACETS);
        let written = self.write(&mut writer);
        let mut found = writer.into_violations();
        if let Err(error) = written {
            found.push(Violation {
                path: error.path().to_owned(),
                message: error.message().to_owned(),
            });
        }
        if found.is_empty() {
            Ok(())
        } else {
            Err(Violations(found))
        }
    }
}

/// A limit that a value breaks. It never shows the value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The elements down to the value, as `a/b[2]/c` or `a/@b`; empty for the value itself.
    pub path: String,
    /// What is wrong, such as `is longer than 5 characters`.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "the value {}", self.message),
            path => write!(f, "{path} {}", self.message),
        }
    }
}

/// The limits that a value breaks, in the order in which it is written; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.0.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, violation) in self.0.iter().enumerate() {
            let separator = if number == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl Error for Violations {}
