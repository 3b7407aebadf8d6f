//! Cargo, started by a test on another workspace.

use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs `cargo test` in another workspace: offline, with the releases and into the target folder of this one, so that
/// hardly anything is built twice. Gives what it says.
pub(crate) fn cargo_test(other: &Path, arguments: &[&str]) -> String {
    std::fs::copy(workspace().join("Cargo.lock"), other.join("Cargo.lock")).expect("a lock file");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
    let out = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--target-dir"])
        .arg(target)
        .args(arguments)
        .current_dir(other)
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&out.stdout) + String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{said}");
    said.into_owned()
}
