//! All problems of a run in one error.

use std::fmt;

use super::{Diagnostic, Severity, Sources};

/// What there is to say of the files that were read, and the texts it is about. As an error, it says why nothing could be generated.
#[derive(Clone, Debug)]
pub struct Report {
    /// The problems, in the order in which they were found; in an error, at least one of them is one.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts.
    pub sources: Sources,
}

impl Report {
    /// A report.
    #[must_use]
    pub fn new(diagnostics: Vec<Diagnostic>, sources: Sources) -> Self {
        Self {
            diagnostics,
            sources,
        }
    }

    /// How many of the problems are errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .count()
    }

    /// The report as rustc would show it; with `colour` for a terminal that knows ANSI sequences.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        super::render(&self.diagnostics, &self.sources, colour)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Report {}
