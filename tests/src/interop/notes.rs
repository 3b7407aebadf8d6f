//! What a peer notes in files, for the test that runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use super::folder;

/// A folder for one run of a peer, gone when this value is dropped.
#[derive(Debug)]
pub(super) struct Notes(PathBuf);

impl Notes {
    /// Makes a folder that no other run has.
    pub(super) fn make(peer: &str) -> Result<Self, String> {
        static MADE: AtomicU32 = AtomicU32::new(0);

        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let made = folder(peer).join(format!("run-{}-{number}", process::id()));
        fs::create_dir_all(&made).map_err(|error| format!("{}: {error}", made.display()))?;
        Ok(Self(made))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    /// The file that the peer appends a line to for all that it was given.
    pub(super) fn file(&self) -> PathBuf {
        self.0.join("received")
    }

    /// What it was given since this was last asked.
    pub(super) fn received(&self) -> String {
        let file = self.file();
        let lines = fs::read_to_string(&file).unwrap_or_default();
        // Absent until something was given. The peer appends, so it goes on with an empty file.
        let _ = fs::remove_file(&file);
        lines
    }
}

impl Drop for Notes {
    fn drop(&mut self) {
        // What is left over lies in cargo's target folder.
        let _ = fs::remove_dir_all(&self.0);
    }
}
