//! Where stages put what they find.

use std::collections::BTreeSet;

use super::{Diagnostic, Severity, Span};

/// How many are kept: enough for any reader, and a bound on memory.
const KEPT: usize = 10_000;

/// The problems found so far; the same message in the same place is kept once.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Diagnostic>,
    seen: BTreeSet<(Option<Span>, String)>,
    errors: usize,
}

impl Problems {
    pub(crate) fn add(&mut self, diagnostic: Diagnostic) {
        if diagnostic.severity == Severity::Error {
            self.errors += 1;
        }
        if self.list.len() < KEPT
            && self
                .seen
                .insert((diagnostic.span, diagnostic.message.clone()))
        {
            self.list.push(diagnostic);
        }
    }

    /// Adds what would be said in many places in the first only.
    pub(crate) fn add_once(&mut self, diagnostic: Diagnostic) {
        if self.seen.insert((None, diagnostic.message.clone())) {
            self.add(diagnostic);
        }
    }

    /// Adds what was found on a way that turned out to be the right one.
    pub(crate) fn append(&mut self, other: Self) {
        for problem in other.list {
            self.add(problem);
        }
    }

    /// Adds what does not keep anything from being generated: errors become warnings.
    pub(crate) fn add_lesser(&mut self, other: Self) {
        for mut problem in other.list {
            problem.severity = problem.severity.max(Severity::Warning);
            self.add(problem);
        }
    }

    pub(crate) fn has_error_at(&self, span: Span) -> bool {
        let mut errors = self.list.iter().filter(|it| it.severity == Severity::Error);
        errors.any(|it| it.span == Some(span))
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
