//! Generated files on disk: one function both writes and checks them, so that the two can't disagree.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::render::Files;

/// What to do about files that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Write them.
    Write,
    /// Only tell.
    Check,
}

/// A file that differs, or differed, from what the generator makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: PathBuf,
    /// How it differs.
    pub kind: ChangeKind,
}

/// How a file differs from what the generator makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It isn't there.
    Missing,
    /// It has other text; the first line that differs, counted from 1.
    Differs {
        /// The line.
        line: usize,
    },
    /// The generator doesn't make it.
    Superfluous,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.kind {
            ChangeKind::Missing => write!(f, "{path} (was not there)"),
            ChangeKind::Differs { line } => write!(f, "{path}:{line} (first difference)"),
            ChangeKind::Superfluous => write!(f, "{path} (nothing makes this file any more)"),
        }
    }
}

/// Compares a folder with the files that belong into it, and in [`Mode::Write`] makes them so.
///
/// With `sole_owner`, `.rs` files that don't belong there are superfluous. A file that is right isn't touched, so that nothing is built
/// again for it.
///
/// # Errors
///
/// When a file can't be read or written; the message names it.
pub fn apply(
    folder: &Path,
    files: &Files,
    mode: Mode,
    sole_owner: bool,
) -> io::Result<Vec<Change>> {
    let mut changes = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        let found = match fs::read(&path) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(named(&path, &error)),
        };
        let kind = match found {
            Some(found) if found == *text => continue,
            Some(found) => ChangeKind::Differs {
                line: first_difference(&found, text),
            },
            None => ChangeKind::Missing,
        };
        if mode == Mode::Write {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(|error| named(parent, &error))?;
            }
            fs::write(&path, text).map_err(|error| named(&path, &error))?;
        }
        changes.push(Change { path, kind });
    }
    if sole_owner {
        changes.extend(superfluous(folder, files, mode)?);
    }
    Ok(changes)
}

fn superfluous(folder: &Path, files: &Files, mode: Mode) -> io::Result<Vec<Change>> {
    let mut names = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder).map_err(|error| named(folder, &error))? {
            names.push(entry?.file_name());
        }
    }
    names.sort();
    let mut changes = Vec::new();
    for name in names {
        let path = folder.join(&name);
        let ours = name.to_str().is_some_and(|name| files.contains_key(name));
        if ours || path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        if mode == Mode::Write {
            fs::remove_file(&path).map_err(|error| named(&path, &error))?;
        }
        changes.push(Change {
            path,
            kind: ChangeKind::Superfluous,
        });
    }
    Ok(changes)
}

fn first_difference(found: &str, wanted: &str) -> usize {
    let same = found
        .lines()
        .zip(wanted.lines())
        .take_while(|(found, wanted)| found == wanted)
        .count();
    same + 1
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
