//! A program of the generated code that writes requests and reads answers and faults.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use kontorhaus_codegen::ir::{Api, Operation, Struct, TypeDef};
use kontorhaus_codegen::output::{self, Mode};
use kontorhaus_codegen::render::{Dependency, Package};
use serde_json::{Value as Json, json};
use toml_edit::{DocumentMut, value};

/// The part of the program that is the same for every service.
const PROGRAM: &str = include_str!("driver_program.rs");

/// The same of the forms in JSON.
const JSON: &str = include_str!("driver_json.rs");

/// What stands before the service's code.
const UNUSED: &str = "#![expect(unused, reason = \"the program calls but a part of a client\")]\n";

/// What makes a program of the service's code.
const MAIN: &str = "mod driver;\n\nfn main() -> std::io::Result<()> {\n    driver::main()\n}\n";

const PROGRAM_NAME: &str = "wire-driver";

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
        // The program has the service's code in it: what it doesn't use need not be compiled to its end.
        let library = files.remove("src/lib.rs").unwrap_or_default();
        files.insert(
            "src/main.rs".to_owned(),
            format!("{UNUSED}{library}\n{MAIN}"),
        );
        files.insert("src/driver.rs".to_owned(), program(api, operations));
        files.insert("src/driver/json.rs".to_owned(), forms(api));
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
            .env("CARGO_PROFILE_DEV_PANIC", "abort")
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

/// The program that calls these operations.
fn program(api: &Api, operations: &[usize]) -> String {
    let call = |function: &str, operation: &Operation| {
        let name = &operation.request.name;
        format!("        {name:?} => {function}::<crate::{name}>(job).await,\n")
    };
    let operations = operations.iter().map(|place| &api.operations[*place]);
    let failing = operations.clone().filter(|it| it.fault.is_some());
    let failing: String = failing.map(|it| call("failure", it)).collect();
    let operations: String = operations.map(|it| call("exchange", it)).collect();
    let headers = match &api.headers {
        Some(record) => format!(
            "Ok(builder.setting(from::<crate::{}>(headers)?))",
            record.name
        ),
        None => "Err(\"there are no headers\".to_owned())".to_owned(),
    };
    PROGRAM
        .replace("        // Operations.\n", &operations)
        .replace("        // Failing operations.\n", &failing)
        .replace("// Headers.", &headers)
}

/// The forms that the service's types have in JSON.
fn forms(api: &Api) -> String {
    let mut out = JSON.to_owned();
    let mut form = |what: &str, name: &str, parts: Vec<&str>| {
        let _ = writeln!(out, "{what}!({name}: {});", parts.join(" "));
    };
    let fields = |record: &'_ Struct| -> Vec<String> {
        let fields = record.fields.iter();
        fields.map(|field| field.name.clone()).collect()
    };
    let answers = api.operations.iter().filter_map(|it| it.answer.as_ref());
    let requests = api.operations.iter().map(|it| &it.request);
    for record in requests.chain(answers).chain(&api.headers) {
        let fields = fields(record);
        form(
            "record",
            &record.name,
            fields.iter().map(String::as_str).collect(),
        );
    }
    for type_ in &api.types {
        let name = type_.name();
        match type_ {
            TypeDef::Struct(it) => {
                let fields = fields(it);
                form("record", name, fields.iter().map(String::as_str).collect());
            }
            TypeDef::Choice(it) => {
                form(
                    "choice",
                    name,
                    it.arms.iter().map(|arm| arm.name.as_str()).collect(),
                );
            }
            TypeDef::Hierarchy(it) => {
                form(
                    "choice",
                    name,
                    it.members.iter().map(|it| it.name.as_str()).collect(),
                );
            }
            TypeDef::Enum(it) => {
                form(
                    "text",
                    name,
                    it.variants.iter().map(|it| it.name.as_str()).collect(),
                );
            }
        }
    }
    for type_ in &api.faults {
        form(
            "fault",
            &type_.name,
            type_.arms.iter().map(|arm| arm.name.as_str()).collect(),
        );
    }
    out
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
    // Without the feature `serde` of its own: what that derives takes longer to compile than all the rest.
    let features = ["dep:serde", "kontorhaus-soap/serde", "test-util"];
    manifest["features"]["program"] = value(features.into_iter().collect::<toml_edit::Array>());
    let mut program = toml_edit::Table::new();
    program["name"] = value(PROGRAM_NAME);
    program["path"] = value("src/main.rs");
    program["required-features"] = value(["program"].into_iter().collect::<toml_edit::Array>());
    let mut programs = toml_edit::ArrayOfTables::new();
    programs.push(program);
    manifest["bin"] = toml_edit::Item::ArrayOfTables(programs);
    Ok(manifest.to_string())
}
