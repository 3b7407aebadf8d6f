//! Peers that others wrote: stacks from packages, built and started by the tests.
//!
//! Where a peer's packages are missing, its tests say so and pass. In CI (`CI=true`) that is a failure, and with
//! `KONTORHAUS_INTEROP=required`, which `cargo xtask interop` sets.

pub mod asmx;
pub mod backclick;
pub mod gsoap;
mod listener;
mod made;
mod notes;
pub mod oauth;
mod python;

pub use made::made;

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::is_ci;

/// What a peer needs on this machine.
#[derive(Debug, Clone, Copy)]
pub struct Needs {
    /// What it is called in messages.
    pub peer: &'static str,
    /// Programs on the path, and files with their whole path.
    pub programs: &'static [&'static str],
    /// Libraries that `pkg-config` knows.
    pub libraries: &'static [&'static str],
    /// The packages that bring all of them.
    pub packages: &'static str,
}

impl Needs {
    /// Whether everything is there. If not, says what is missing and where it comes from.
    ///
    /// # Panics
    ///
    /// If something is missing and must not be.
    #[must_use]
    pub fn met(&self) -> bool {
        let missing = self.missing();
        if missing.is_empty() {
            return true;
        }
        let message = format!(
            "{} needs {}: apt-get install --no-install-recommends {}",
            self.peer,
            missing.join(", "),
            self.packages
        );
        skip(&message);
        false
    }

    fn missing(&self) -> Vec<&'static str> {
        let path = env::var_os("PATH").unwrap_or_default();
        let on_path =
            |program: &&str| env::split_paths(&path).any(|folder| folder.join(program).is_file());
        let known = |library: &&str| {
            let found = Command::new("pkg-config")
                .arg("--exists")
                .arg(library)
                .stderr(Stdio::null())
                .status();
            found.is_ok_and(|status| status.success())
        };
        let programs = self.programs.iter().filter(|program| !on_path(program));
        programs
            .chain(self.libraries.iter().filter(|library| !known(library)))
            .copied()
            .collect()
    }
}

/// Says why a test is skipped.
///
/// # Panics
///
/// If it must not be: in CI, and if `KONTORHAUS_INTEROP` is `required`.
fn skip(why: &str) {
    let required = env::var_os("KONTORHAUS_INTEROP").is_some_and(|value| value == "required");
    assert!(!(required || is_ci()), "{why}");
    eprintln!("skipped: {why}");
}

/// The root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// Where a peer is built and run: `target/interop/PEER`, wherever cargo's target folder is.
#[must_use]
pub fn folder(peer: &str) -> PathBuf {
    // A test or benchmark runs as `target/PROFILE/deps/NAME`.
    let program = env::current_exe().ok();
    let target = program
        .as_deref()
        .and_then(|program| program.ancestors().nth(3));
    target
        .map_or_else(|| workspace().join("target"), Path::to_owned)
        .join("interop")
        .join(peer)
}

/// Runs a program to its end and returns what it printed.
///
/// # Errors
///
/// If it does not start or does not succeed: its command line and all that it printed.
pub fn run(command: &mut Command) -> Result<String, String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    if output.status.success() {
        return Ok(printed.into_owned());
    }
    Err(format!(
        "{command:?}: {}\n{printed}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    ))
}
