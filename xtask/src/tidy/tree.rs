//! The files that rules look at, and what they find.

use std::fmt;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What is made while working, and belongs to nobody.
const SKIPPED: &[&str] = &[".git", "artifacts", "corpus", "coverage", "target"];

/// The text files of a workspace, sorted by path.
pub(super) struct Tree {
    pub(super) root: PathBuf,
    pub(super) files: Vec<File>,
}

pub(super) struct File {
    /// Seen from the root, with slashes.
    pub(super) path: String,
    pub(super) text: String,
}

impl Tree {
    pub(super) fn read(root: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        collect(root, "", &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let root = root.to_owned();
        Ok(Self { root, files })
    }

    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Files of Rust.
    pub(super) fn sources(&self) -> impl Iterator<Item = &File> {
        let is_source = |file: &&File| file.has_extension("rs");
        self.files.iter().filter(is_source)
    }

    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| File {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        });
        Self {
            root: PathBuf::new(),
            files: files.collect(),
        }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (kind, name) = (entry.file_type()?, entry.file_name());
        let is_file = kind.is_file() || kind.is_symlink() && entry.path().is_file();
        let name = name.to_string_lossy();
        if SKIPPED.contains(&&*name) && !prefix.starts_with("xtask/") {
            continue;
        }
        let path = format!("{prefix}{name}");
        if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if is_file && let Ok(text) = String::from_utf8(fs::read(entry.path())?) {
            files.push(File { path, text });
        }
    }
    Ok(())
}

impl File {
    pub(super) fn has_extension(&self, extension: &str) -> bool {
        let own = Path::new(&self.path).extension();
        own.is_some_and(|own| own == extension)
    }

    /// Whether its first line says that a program made it.
    pub(super) fn is_generated(&self) -> bool {
        self.text.starts_with("// @generated")
    }

    /// The lines, counted from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
    }

    pub(super) fn problem(&self, what: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem {
            place: self.path.clone(),
            what: what.into(),
            help: help.into(),
        }
    }

    pub(super) fn problem_at(
        &self,
        line: usize,
        what: impl Into<String>,
        help: impl Into<String>,
    ) -> Problem {
        let place = format!("{}:{line}", self.path);
        Problem {
            place,
            ..self.problem(what, help)
        }
    }
}

/// What breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The file, perhaps with a line.
    pub(super) place: String,
    pub(super) what: String,
    /// What to do.
    pub(super) help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, what, help } = self;
        write!(f, "{what}\n  --> {place}\n  = help: {help}")
    }
}
