//! What was printed, recorded and logged.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt::Debug;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use kontorhaus_core::{AttemptRecord, CallRecord, Error, Observer};

/// All that somebody may come to see, by what shows it.
#[derive(Clone, Debug, Default)]
pub(super) struct Printed(Arc<Mutex<BTreeMap<String, String>>>);

impl Printed {
    pub(super) fn add(&self, what: &str, text: &str) {
        let mut printed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        printed.entry(what.to_owned()).or_default().push_str(text);
    }

    /// As `Debug` shows it, in both ways.
    pub(super) fn debug(&self, what: &str, value: &impl Debug) {
        self.add(what, &format!("{value:?}\n{value:#?}\n"));
    }

    /// All that an error shows.
    pub(super) fn error(&self, error: &Error) {
        let told = [
            error.code(),
            error.advice(),
            error.excerpt(),
            Some(error.message()),
        ];
        self.add("an error", &format!("{error}\n{error:#}\n{told:?}\n"));
        self.debug("the Debug of an error", error);
        let mut cause = error.source();
        while let Some(error) = cause {
            self.add(
                "the cause of an error",
                &format!("{error}\n{error:?}\n{error:#?}\n"),
            );
            cause = error.source();
        }
    }

    /// Every file of a folder.
    pub(super) fn files(&self, what: &str, folder: &Path) -> usize {
        let files: Vec<_> = std::fs::read_dir(folder).expect("a folder").collect();
        for file in &files {
            let path = file.as_ref().expect("a file").path();
            let bytes = std::fs::read(path).expect("a file");
            self.add(what, &String::from_utf8_lossy(&bytes));
        }
        files.len()
    }

    pub(super) fn all(&self) -> BTreeMap<String, String> {
        let printed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        printed.clone()
    }
}

impl Observer for Printed {
    fn attempt_ended(&self, attempt: &AttemptRecord<'_>) {
        self.debug("the record of an attempt", attempt);
    }

    fn call_ended(&self, call: &CallRecord<'_>) {
        self.debug("the record of a call", call);
    }
}

impl std::io::Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.add("an event", &String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
