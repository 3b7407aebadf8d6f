//! The text of an import.

use std::error::Error;
use std::fmt;

/// The table that `importSubscribers` takes: people, one in a line, under the names of fields.
///
/// As the manual has it, the text is UTF-8, the first line names fields of the installation in capitals, a tab divides
/// columns, and CR LF ends each line. Of quotes or escapes it says nothing, so a cell can't hold a tab or the end of a line,
/// and a quotation mark is sent as it is. A table whose lines would not say what is meant is not built.
///
/// ```
/// use kontorhaus_backclick::{Cell, ImportTable};
///
/// let mut table = ImportTable::new(["EMAIL", "VORNAME", "HOBBYS"])?;
/// let hobbies = Cell::values(["Schach", "Tanzen"]);
/// table.add([Cell::from("mara.beispiel@example.org"), Cell::from("Mara"), hobbies])?;
/// assert_eq!(
///     table.text(),
///     "EMAIL\tVORNAME\tHOBBYS\r\nmara.beispiel@example.org\tMara\tSchach;Tanzen\r\n",
/// );
/// # Ok::<(), kontorhaus_backclick::TableError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ImportTable {
    fields: Vec<String>,
    people: usize,
    text: String,
}

const TAB: char = '\t';
const END: &str = "\r\n";
/// What divides several values in a cell. The manual also names `-`, and forbids a dot or a comma.
const DIVIDER: char = ';';

impl ImportTable {
    /// A table of these fields. Only fields that the installation has may be named.
    ///
    /// The column `NEWSLETTER`, which the manual demands of files, is not needed here, since the call names the mailing
    /// lists; that is inferred from the manual's sample.
    ///
    /// # Errors
    ///
    /// When there is no field, one comes twice, or a name is empty, has small letters or a character that can't stand in it.
    pub fn new<Name: Into<String>>(
        fields: impl IntoIterator<Item = Name>,
    ) -> Result<Self, TableError> {
        let fields: Vec<String> = fields.into_iter().map(Into::into).collect();
        let first = TableError::at(1);
        if fields.is_empty() {
            return Err(first.because("a table needs a column"));
        }
        for (column, name) in fields.iter().enumerate() {
            let here = first.column(column, name);
            if name.trim().is_empty() || name.trim() != name {
                return Err(here.because("the name is empty, or has spaces around it"));
            }
            if let Some(problem) = unwritable(name) {
                return Err(here.because(problem));
            }
            if name.contains(char::is_lowercase) {
                return Err(here.because("names of fields are written in capitals"));
            }
            if fields.iter().take(column).any(|other| other == name) {
                return Err(here.because("the field comes twice"));
            }
        }
        let mut table = Self {
            text: String::new(),
            people: 0,
            fields,
        };
        let names: Vec<&str> = table.fields.iter().map(String::as_str).collect();
        table.text = line(&names);
        Ok(table)
    }

    /// Adds a person: a cell for each field, in the order of the fields. An empty cell says nothing.
    ///
    /// # Errors
    ///
    /// When there are more or fewer cells than fields, all are empty, or one holds a tab, the end of a line or another
    /// control character, or one of several values the `;` that divides them. Then the table is as it was.
    pub fn add<C: Into<Cell>>(
        &mut self,
        cells: impl IntoIterator<Item = C>,
    ) -> Result<(), TableError> {
        let here = TableError::at(self.people + 2);
        let cells: Vec<Cell> = cells.into_iter().map(Into::into).collect();
        if cells.len() != self.fields.len() {
            let (cells, fields) = (cells.len(), self.fields.len());
            return Err(here.because(format!("{cells} cells for {fields} fields")));
        }
        let mut texts = Vec::with_capacity(cells.len());
        for (column, (cell, name)) in cells.into_iter().zip(&self.fields).enumerate() {
            let text = cell.text();
            texts.push(text.map_err(|problem| here.column(column, name).because(problem))?);
        }
        if texts.iter().all(String::is_empty) {
            return Err(here.because("all cells are empty"));
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        self.text.push_str(&line(&texts));
        self.people += 1;
        Ok(())
    }

    /// How many people it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.people
    }

    /// Whether it holds nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people == 0
    }

    /// The names of the fields.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// The text, as it is sent.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl From<ImportTable> for String {
    fn from(table: ImportTable) -> Self {
        table.text
    }
}

impl fmt::Debug for ImportTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The rest is people's data.
        f.debug_struct("ImportTable")
            .field("fields", &self.fields)
            .field("people", &self.people)
            .finish_non_exhaustive()
    }
}

fn line(cells: &[&str]) -> String {
    cells.join(&TAB.to_string()) + END
}

/// What a text holds that no cell can.
fn unwritable(text: &str) -> Option<&'static str> {
    if text.contains(TAB) {
        Some("a tab would begin the next column")
    } else if text.contains(['\r', '\n']) {
        Some("the end of a line would begin the next person")
    } else if text
        .contains(|c: char| c.is_control() || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'))
    {
        Some("it holds a control character")
    } else {
        None
    }
}

/// What stands in a line under a field.
#[derive(Clone, PartialEq, Eq)]
pub struct Cell(Vec<String>);

impl Cell {
    /// Several values of one field, divided by `;`. None of them may hold that, or be empty.
    pub fn values<V: Into<String>>(values: impl IntoIterator<Item = V>) -> Self {
        Self(values.into_iter().map(Into::into).collect())
    }

    fn text(self) -> Result<String, &'static str> {
        if let Some(problem) = self.0.iter().find_map(|value| unwritable(value)) {
            return Err(problem);
        }
        let is_wrong = |value: &String| value.is_empty() || value.contains(DIVIDER);
        if self.0.len() > 1 && self.0.iter().any(is_wrong) {
            return Err("one of several values is empty, or holds the `;` that divides them");
        }
        Ok(self.0.join(&DIVIDER.to_string()))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self(vec![text.to_owned()])
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self(vec![text])
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cell(***)")
    }
}

/// Why a table can't be built. It names the place, and no value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableError {
    /// The line, from 1; the first holds the names of the fields.
    pub line: usize,
    /// The field, if it is about one.
    pub field: Option<String>,
    /// What is wrong.
    pub problem: String,
}

impl TableError {
    fn at(line: usize) -> Self {
        Self {
            line,
            field: None,
            problem: String::new(),
        }
    }

    /// In a column, which is counted where its name is what is wrong.
    fn column(&self, column: usize, name: &str) -> Self {
        let is_name = self.line == 1;
        let field = if is_name {
            format!("column {}", column + 1)
        } else {
            name.to_owned()
        };
        Self {
            field: Some(field),
            ..self.clone()
        }
    }

    fn because(mut self, problem: impl Into<String>) -> Self {
        self.problem = problem.into();
        self
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(field) = &self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl Error for TableError {}
