//! The generated crate with a program in it that writes requests and reads answers.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use kontorhaus_codegen::ir::Api;
use kontorhaus_codegen::output::{self, Mode};
use kontorhaus_codegen::render::{Dependency, Package};
use serde_json::{Value as Json, json};
use toml_edit::{DocumentMut, value};

/// The part of the program that is the same for every service.
const PROGRAM: &str = include_str!("driver_program.rs");

const PROGRAM_NAME: &str = "wire-driver";

/// So many lines of what a program complains of are shown.
const SHOWN: usize = 40;

/// What the program in the crate is to do: to write a request, or to read an answer if there is one.
pub(super) struct Job {
    /// The request's type.
    pub(super) operation: String,
    pub(super) headers: Json,
    pub(super) body: Json,
    pub(super) answer: Option<String>,
}

impl Job {
    fn line(&self) -> Json {
        let Self {
            operation,
            headers,
            body,
            answer,
        } = self;
        json!({ "operation": operation, "headers": headers, "body": body, "answer": answer })
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
        let arms = operations.iter().map(|place| {
            let name = &api.operations[*place].request.name;
            format!("        {name:?} => exchange::<wire::{name}>(job).await,\n")
        });
        let headers = match &api.headers {
            Some(record) => format!(
                "Ok(builder.setting(from::<wire::{}>(headers)?))",
                record.name
            ),
            None => "Err(\"there are no headers\".to_owned())".to_owned(),
        };
        let program = PROGRAM
            .replace("        // Operations.\n", &arms.collect::<String>())
            .replace("// Headers.", &headers);
        files.insert("src/main.rs".to_owned(), program);
        if let Some(manifest) = files.get_mut("Cargo.toml") {
            *manifest = with_program(manifest)?;
        }
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
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("CARGO_MANIFEST_DIR");
        piped(command, String::new()).map(|_| ())
    }

    /// Lets the crate do these; gives what it made of each.
    pub(super) fn run(&self, jobs: &[Job]) -> Result<Vec<Result<String, String>>, String> {
        let lines: Vec<String> = jobs.iter().map(|job| job.line().to_string()).collect();
        let program = self.target.join("debug").join(PROGRAM_NAME);
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

/// The crate's manifest, with what the program needs.
fn with_program(manifest: &str) -> Result<String, String> {
    let mut manifest: DocumentMut = manifest.parse().map_err(|error| format!("{error}"))?;
    let dependencies = &mut manifest["dependencies"];
    dependencies["serde_json"] = value("1");
    dependencies["tokio"]["version"] = value("1");
    dependencies["tokio"]["default-features"] = value(false);
    dependencies["tokio"]["features"] =
        value(["rt", "time"].into_iter().collect::<toml_edit::Array>());
    manifest["features"]["program"] = value(
        ["serde", "test-util"]
            .into_iter()
            .collect::<toml_edit::Array>(),
    );
    let mut program = toml_edit::Table::new();
    program["name"] = value(PROGRAM_NAME);
    program["path"] = value("src/main.rs");
    program["required-features"] = value(["program"].into_iter().collect::<toml_edit::Array>());
    let mut programs = toml_edit::ArrayOfTables::new();
    programs.push(program);
    manifest["bin"] = toml_edit::Item::ArrayOfTables(programs);
    Ok(manifest.to_string())
}
