//! `cargo xtask interop`: the tests against stacks that others wrote.

use std::env;
use std::process::{Command, ExitCode};

/// Runs the interop tests and lets none of them be skipped.
///
/// Installs nothing but what pip puts into target/interop. Where a peer's packages are missing, its tests fail and name them.
pub(crate) fn run() -> ExitCode {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let tests = [
        "test",
        "--package",
        "kontorhaus-tests",
        "--test",
        "it",
        "interop",
    ];
    match Command::new(cargo)
        .args(tests)
        .env("KONTORHAUS_INTEROP", "required")
        .status()
    {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo cannot be started: {error}");
            ExitCode::FAILURE
        }
    }
}
