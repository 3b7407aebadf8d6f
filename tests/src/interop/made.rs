//! What is built of others' tools and our sources, and built anew only when these change.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::{fs, io, process};

const INPUTS: &str = "inputs";

/// Has `make` fill a folder, unless that was done from the same inputs before.
///
/// # Errors
///
/// If a file cannot be read or written, or what `make` says.
pub fn made(
    folder: &Path,
    inputs: &[u8],
    make: impl FnOnce(&Path) -> Result<(), String>,
) -> Result<(), String> {
    static MAKING: Mutex<()> = Mutex::new(());
    let _turn = MAKING.lock().unwrap_or_else(PoisonError::into_inner);

    if fs::read(folder.join(INPUTS)).is_ok_and(|before| before == inputs) {
        return Ok(());
    }
    // Another process may be making the same: each works in its own folder and moves it into place.
    let work = folder.with_extension(process::id().to_string());
    fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    make(&work)?;
    fs::write(work.join(INPUTS), inputs)
        .and_then(|()| replace(&work, folder))
        .map_err(|error| format!("{}: {error}", folder.display()))
}

fn replace(work: &Path, folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::rename(work, folder)
}
