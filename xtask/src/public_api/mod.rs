//! `cargo xtask public-api`: no foreign type in the public API of a published crate.

mod names;

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use serde_json::Value;

use crate::terminal::{count, fail, say};
use crate::workspace;

/// Tells this program to stand in for rustdoc.
const AS_RUSTDOC: &str = "KONTORHAUS_AS_RUSTDOC";

/// What the public API may name beside the standard library and the crates of this workspace: crates, and paths in them.
const ALLOWED: &[&str] = &[
    "bytes",
    "futures_core",
    "http",
    "jiff",
    "rust_decimal",
    "secrecy",
    "serde",
    "serde_core",
    "serde_json::value::Value",
    // In methods of sealed traits, which nobody else can name.
    "serde_json::raw::RawValue",
];

/// Checks every crate of the workspace that is to be published, with all its features.
pub(crate) fn run() -> ExitCode {
    match check() {
        Ok(crates) => {
            let crates = count(crates, "crate");
            say(
                "Checked",
                &format!("{crates}: the public API names no foreign type"),
            );
            ExitCode::SUCCESS
        }
        Err(problem) => {
            fail(&problem);
            ExitCode::FAILURE
        }
    }
}

fn check() -> Result<usize, String> {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"])?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let crates = published(&metadata);
    let mut allowed: Vec<&str> = crates.iter().map(|(_, library)| &**library).collect();
    allowed.extend(ALLOWED);
    let target = metadata["target_directory"].as_str().unwrap_or("target");
    let mut foreign = Vec::new();
    for (package, library) in &crates {
        let found = document(package, library, Path::new(target))
            .and_then(|json| names::foreign(&json, &allowed))
            .map_err(|problem| format!("{package}: {problem}"))?;
        foreign.extend(found);
    }
    match (crates.len(), foreign.is_empty()) {
        (0, _) => Err("no crate of the workspace is to be published".into()),
        (crates, true) => Ok(crates),
        _ => Err(format!("the public API names\n{}", foreign.join("\n"))),
    }
}

/// Packages and their libraries. A crate that is to be published says where its repository is.
fn published(metadata: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let published = packages.filter(|package| package["repository"].is_string());
    let libraries = published.filter_map(|package| {
        let mut targets = package["targets"].as_array()?.iter();
        let library = targets.find(|target| target["kind"][0] == "lib")?;
        Some((text(&package["name"]), text(&library["name"])))
    });
    libraries.collect()
}

/// What rustdoc says of a crate, as JSON.
fn document(package: &str, library: &str, target: &Path) -> Result<Value, String> {
    let file = target.join("doc").join(format!("{library}.json"));
    // One of an earlier run must not stand in for one that wasn't made.
    let _ = fs::remove_file(&file);
    let json = ["-Z", "unstable-options", "--output-format", "json"];
    let arguments = [
        "rustdoc",
        "--quiet",
        "--all-features",
        "--package",
        package,
        "--",
    ];
    cargo(
        &[
            &arguments[..],
            &json,
            &["--document-hidden-items", "--cap-lints", "allow"],
        ]
        .concat(),
    )?;
    let text = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", file.display()))
}

/// Runs cargo, with this program as its rustdoc.
fn cargo(arguments: &[&str]) -> Result<String, String> {
    let itself = env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .current_dir(workspace())
        .env("RUSTDOC", itself)
        .env(
            AS_RUSTDOC,
            env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into()),
        )
        .output()
        .map_err(|error| format!("cargo can't be started: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Runs rustdoc with its unstable options, if this program was started in its place.
///
/// For rustdoc alone: with `RUSTC_BOOTSTRAP` set for all, many build scripts run again, and half the dependencies are
/// built anew.
pub(crate) fn as_rustdoc() -> Option<ExitCode> {
    let rustdoc = env::var_os(AS_RUSTDOC)?;
    let status = Command::new(rustdoc)
        .args(env::args_os().skip(1))
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove(AS_RUSTDOC)
        .status();
    match status {
        Ok(status) if status.success() => Some(ExitCode::SUCCESS),
        Ok(_) => Some(ExitCode::FAILURE),
        Err(error) => {
            fail(&format!("rustdoc can't be started: {error}"));
            Some(ExitCode::FAILURE)
        }
    }
}
