//! Compiles and runs the program that writes requests and reads answers and faults with the generated code.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use kontorhaus_codegen::ir::Api;
use kontorhaus_codegen::output::{self, Mode};
use kontorhaus_codegen::render::{Dependency, Package};
use serde_json::{Value as Json, json};

use super::program;

/// So many lines of what a program complains of are shown.
const SHOWN: usize = 40;

/// What the program in the crate is to do: to write a request, or to read an answer or a fault if there is one.
pub(super) struct Job {
    /// The request's type.
    pub(super) operation: String,
    pub(super) headers: Json,
    pub(super) body: Json,
    pub(super) answer: Option<String>,
    /// Whether the answer is a declared fault.
    pub(super) fault: bool,
}

impl Job {
    fn line(&self) -> Json {
        let Self {
            operation,
            headers,
            body,
            answer,
            fault,
        } = self;
        json!({ "operation": operation, "headers": headers, "body": body, "answer": answer, "fault": fault })
    }
}

/// A folder for one crate at a time: the next one takes its place, so that what is built of them doesn't pile up.
pub(super) struct Driver {
    krate: PathBuf,
    target: PathBuf,
}

impl Driver {
    pub(super) fn new(corpus: &Path) -> Self {
        Self {
            krate: corpus.join("wire"),
            target: corpus.join("target"),
        }
    }

    /// Makes the crate of a service and compiles it.
    pub(super) fn build(&self, api: &Api, operations: &[usize]) -> Result<(), String> {
        let package = Package {
            name: "wire".to_owned(),
            runtime: Dependency::Path(crate::workspace().join("crates").display().to_string()),
            source: api.name.clone(),
            generator: "cargo xtask corpus --wire".to_owned(),
            inside_workspace: true,
        };
        let mut files = package.render(api)?;
        program::add(&mut files, api, operations)?;
        let _ = fs::remove_dir_all(self.krate.join("src"));
        output::apply(&self.krate, &files, Mode::Write, false)
            .map_err(|error| error.to_string())?;
        // The versions of this workspace, as far as they serve.
        let lock = crate::workspace().join("Cargo.lock");
        fs::copy(lock, self.krate.join("Cargo.lock")).map_err(|error| error.to_string())?;
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(["build", "--quiet", "--no-default-features"])
            .args(["--features", "program"])
            .current_dir(&self.krate)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_DEV_PANIC", "abort")
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("CARGO_MANIFEST_DIR");
        piped(command, String::new()).map(|_| ())
    }

    /// Lets the crate do these; gives what it made of each.
    pub(super) fn run(&self, jobs: &[Job]) -> Result<Vec<Result<String, String>>, String> {
        let lines: Vec<String> = jobs.iter().map(|job| job.line().to_string()).collect();
        let program = self.target.join("debug").join(program::NAME);
        let said = piped(Command::new(program), lines.join("\n"))?;
        let answers = said.lines().map(|line| {
            let answer: Json = serde_json::from_str(line).map_err(|error| error.to_string())?;
            match (&answer["made"], &answer["error"]) {
                (Json::String(made), _) => Ok(made.clone()),
                (_, error) => Err(error.as_str().unwrap_or("nothing was made").to_owned()),
            }
        });
        Ok(answers.collect())
    }
}

/// Runs a program with this input to its end, and gives what it said.
pub(super) fn piped(mut command: Command, input: String) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{name}: {error}"))?;
    let stdin = child.stdin.take();
    // It writes while it still reads.
    let writing = thread::spawn(move || match stdin {
        Some(mut stdin) => stdin.write_all(input.as_bytes()),
        None => Ok(()),
    });
    let output = child
        .wait_with_output()
        .map_err(|error| error.to_string())?;
    // What it didn't want to read is its own affair.
    let _ = writing.join();
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first: Vec<&str> = said.lines().take(SHOWN).collect();
    Err(format!("{name} failed: {}", first.join("\n")))
}
