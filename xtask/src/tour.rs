//! `cargo xtask tour`: the main job on real input, for a newcomer.

use std::process::{Command, ExitCode};

use crate::regen;
use crate::terminal::{fail, say};

/// Shows what this workspace does: checks the generated code, then makes a typed call of every operation against a shop on loopback.
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
        "the shop on loopback and the client (the first time builds them)",
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
