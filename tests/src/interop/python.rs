//! Virtual environments of Python, filled by pip.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::{Mutex, PoisonError};

use super::{folder, run};

/// The Python of a peer's environment with what the file `requirements.txt` among its sources lists, made again when that
/// has changed.
pub(crate) fn environment(peer: &str, sources: &Path) -> Result<PathBuf, String> {
    static MAKING: Mutex<()> = Mutex::new(());
    let _turn = MAKING.lock().unwrap_or_else(PoisonError::into_inner);

    let requirements = sources.join("requirements.txt");
    let wanted =
        fs::read(&requirements).map_err(|error| format!("{}: {error}", requirements.display()))?;
    let made = folder(peer);
    let (installed, python) = (made.join("requirements.txt"), made.join("bin/python"));
    if python.is_file() && fs::read(&installed).is_ok_and(|before| before == wanted) {
        return Ok(python);
    }
    // An environment knows its own place, so it cannot be made elsewhere and moved here. Another process that makes the
    // same one does no harm: pip replaces files whole.
    run(Command::new("python3").args(["-m", "venv"]).arg(&made))?;
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(&requirements))?;
    let partial = installed.with_extension(process::id().to_string());
    fs::write(&partial, wanted)
        .and_then(|()| fs::rename(&partial, &installed))
        .map_err(|error| format!("{}: {error}", installed.display()))?;
    Ok(python)
}
