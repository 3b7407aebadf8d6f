//! Signals to processes that a test has started.

use std::process::Command;

/// Sends that signal (`STOP`, `CONT`, …) to that process.
pub(crate) fn signal(process: u32, name: &str) {
    let command = format!("kill -{name} {process}");
    let status = Command::new("sh").args(["-c", &command]).status();
    assert!(status.is_ok_and(|status| status.success()), "{command}");
}
