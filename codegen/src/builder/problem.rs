//! Why a build script has nothing to show.

use std::fmt;
use std::io;

use crate::diagnostics::Report;

/// Why no module could be made. [`Display`](fmt::Display) has all of it.
#[non_exhaustive]
pub enum BuildError {
    /// The builder was asked for something that there isn't.
    Usage(String),
    /// The WSDL or an overlay has problems.
    Input(Report),
    /// A file could not be read or written.
    Io(io::Error),
    /// The generator made something that is no Rust.
    Internal(String),
}

impl BuildError {
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    pub(super) fn input(report: Report) -> Self {
        Self::Input(report)
    }

    pub(super) fn io(error: io::Error) -> Self {
        Self::Io(error)
    }

    pub(super) fn internal(message: String) -> Self {
        Self::Internal(message)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) => f.write_str(message),
            Self::Input(report) => report.fmt(f),
            Self::Io(error) => error.fmt(f),
            Self::Internal(message) => write!(
                f,
                "{message}; this is a mistake of the generator, please report it with the WSDL"
            ),
        }
    }
}

/// The same as [`Display`](fmt::Display), since a build script that returns an error shows it this way.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {}
