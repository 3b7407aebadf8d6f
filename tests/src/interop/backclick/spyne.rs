//! The server on spyne.

use std::process::Command;

use crate::interop::python::environment;
use crate::interop::{Needs, skip, workspace};

/// What it needs beside the packages that pip installs.
const NEEDS: Needs = Needs {
    peer: "spyne",
    programs: &["python3"],
    libraries: &[],
    packages: "python3 python3-venv",
};

/// The command that starts it; `None` where it cannot be installed.
pub(super) fn command() -> Option<Command> {
    if !NEEDS.met() {
        return None;
    }
    let sources = workspace().join("tests/interop/backclick-spyne");
    match environment("backclick-spyne", &sources) {
        Ok(python) => {
            let mut command = Command::new(python);
            // Sources stay free of compiled files.
            command.arg("-B").arg(sources.join("server.py"));
            Some(command)
        }
        Err(problem) => {
            skip(&format!("spyne cannot be installed by pip: {problem}"));
            None
        }
    }
}
