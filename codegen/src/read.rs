//! The front half: from a file to what it says.

use std::path::Path;

use crate::diagnostics::{Diagnostic, Problems, Report, Sources};
use crate::load::{self, Catalog};
use crate::schema::{self, Schemas};
use crate::wsdl::{self, Definitions};

/// What a WSDL says, its imports and schemas included. Every name in it is resolved.
#[derive(Clone, Debug)]
pub struct Input {
    /// Services, operations and messages.
    pub definitions: Definitions,
    /// The types.
    pub schemas: Schemas,
    /// What was read with an assumption, and what was left out.
    pub warnings: Vec<Diagnostic>,
    /// The texts, for showing places in them.
    pub sources: Sources,
}

/// Reads a WSDL file with all that it imports. Files come from disk and from the catalog; nothing is fetched.
///
/// # Errors
///
/// A report of every problem if the input can't be read or contradicts itself.
pub fn read(main: &Path, catalog: &Catalog) -> Result<Input, Report> {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let mut loaded = load::load(main, catalog, &mut sources, &mut problems);
    load::add_bundled(&mut loaded, schema::bundled, &mut sources, &mut problems);
    let index = schema::Index::new(&loaded, &mut problems);
    let mut schemas = schema::read(&index, &mut problems);
    let definitions = wsdl::read(&loaded, &index, &mut schemas, &mut problems);
    index.note_absent(&mut problems);
    if problems.has_errors() {
        return Err(Report::new(problems.into_list(), sources));
    }
    Ok(Input {
        definitions,
        schemas,
        warnings: problems.into_list(),
        sources,
    })
}

impl Input {
    /// The warnings as rustc would show them; with `colour` for a terminal that knows ANSI sequences.
    #[must_use]
    pub fn render_warnings(&self, colour: bool) -> String {
        crate::diagnostics::render(&self.warnings, &self.sources, colour)
    }
}
