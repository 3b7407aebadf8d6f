//! `cargo xtask tour`: what the clients do, for a newcomer.

use std::process::{Command, ExitCode};

use crate::regen;
use crate::terminal::{fail, say};

/// Shows what this workspace does: checks the generated code, then walks through the clients of all vendors, against servers on loopback.
///
/// Needs no key, no network and no set-up. The first run builds the program that it starts.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_arguments: &Arguments) -> ExitCode {
    if regen::run(&regen::Arguments::check_all()) != ExitCode::SUCCESS {
        return ExitCode::FAILURE;
    }
    say(
        "Starting",
        "the vendors on loopback and their clients (the first time builds them)",
    );
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Generated code is in there: this program must not depend on it, so it starts it.
    let status = Command::new(cargo)
        .args([
            "run",
            "--package",
            "kontorhaus-sandbox",
            "--example",
            "tour",
        ])
        .current_dir(crate::workspace())
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            fail(&format!("cargo could not be started: {error}"));
            ExitCode::FAILURE
        }
    }
}
