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
    let mut changes = Vec::new();
    for name in sources(folder, "", 0)? {
        let path = folder.join(&name);
        if files.contains_key(&name) {
            continue;
        }
        if mode == Mode::Write {
            fs::remove_file(&path).map_err(|error| named(&path, &error))?;
            // A folder that held nothing else goes too; one that isn't empty stays.
            if let Some((parent, _)) = name.rsplit_once('/') {
                let _ = fs::remove_dir(folder.join(parent));
            }
        }
        changes.push(Change {
            path,
            kind: ChangeKind::Superfluous,
        });
    }
    Ok(changes)
}

/// How deep the folders of generated files are in each other.
const MAX_FOLDERS: usize = 2;

/// The `.rs` files in a folder and those below it, by their paths in it.
fn sources(folder: &Path, below: &str, depth: usize) -> io::Result<Vec<String>> {
    let here = folder.join(below);
    let mut found = Vec::new();
    if !here.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(&here).map_err(|error| named(&here, &error))? {
        let entry = entry?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        let name = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        // A link may lead out of the folder.
        let kind = entry.file_type()?;
        if kind.is_dir() && depth < MAX_FOLDERS {
            found.extend(sources(folder, &name, depth + 1)?);
        } else if kind.is_file() && Path::new(&name).extension().is_some_and(|it| it == "rs") {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
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
