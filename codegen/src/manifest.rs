//! `wsdl/manifest.toml`: where each WSDL file comes from.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::load::Catalog;

/// What the manifest says of all WSDL files.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The files.
    #[serde(default)]
    pub file: Vec<Entry>,
}

/// What the manifest says of one WSDL file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The vendor's short name.
    pub vendor: String,
    /// The file, seen from the manifest.
    pub file: String,
    /// Whose text it is.
    pub status: Status,
    /// Where it comes from.
    pub source: String,
    /// When it was taken from there: `YYYY-MM-DD`.
    pub date: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// What else there is to know.
    #[serde(default)]
    pub notes: String,
    /// What it imports, directly or not.
    #[serde(default)]
    pub imports: Vec<Import>,
}

/// A document that a WSDL file imports.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// The location as the importing document writes it.
    pub location: String,
    /// The file, seen from the manifest.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
}

/// Whose text a WSDL file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Ours, from public documentation.
    Reconstructed,
    /// The vendor's, byte for byte.
    Original,
}

impl Manifest {
    /// Reads the manifest of a workspace.
    ///
    /// # Errors
    ///
    /// When it can't be read, or isn't what it should be; the message names it.
    pub fn of(workspace: &Path) -> io::Result<Self> {
        let path = workspace.join("wsdl/manifest.toml");
        let named = |kind, why: &dyn std::fmt::Display| {
            io::Error::new(kind, format!("{}: {why}", path.display()))
        };
        let text = fs::read_to_string(&path).map_err(|error| named(error.kind(), &error))?;
        toml::from_str(&text).map_err(|error| named(io::ErrorKind::InvalidData, &error))
    }

    /// What it says of a vendor's file.
    #[must_use]
    pub fn entry(&self, vendor: &str) -> Option<&Entry> {
        self.file.iter().find(|entry| entry.vendor == vendor)
    }
}

impl Entry {
    /// The files in which imported documents lie.
    #[must_use]
    pub fn catalog(&self, workspace: &Path) -> Catalog {
        let folder = workspace.join("wsdl");
        self.imports.iter().fold(Catalog::new(), |catalog, import| {
            catalog.with_file(&import.location, folder.join(&import.file))
        })
    }
}
