//! `cargo xtask features`: each feature by itself, and what a program outside pulls in by it.

mod outside;

use std::env;
use std::process::{Command, ExitCode, Stdio};

use serde_json::Value;

use crate::terminal::{count, fail, say};
use crate::workspace;

/// A package and its features, `default` left out.
struct Package {
    name: String,
    features: Vec<String>,
}

/// Checks each crate that is to be published without features, with each single one, and with all; then what a program
/// outside of the workspace gets.
pub(crate) fn run() -> ExitCode {
    let checked = packages().and_then(|packages| {
        let combinations = each(&packages)?;
        let programs = outside::check(&packages)?;
        Ok((combinations, programs))
    });
    match checked {
        Ok((combinations, programs)) => {
            let combinations = count(combinations, "combination");
            let programs = count(programs, "program");
            say(
                "Checked",
                &format!("{combinations} of features, {programs} outside the workspace"),
            );
            ExitCode::SUCCESS
        }
        Err(problem) => {
            fail(&problem);
            ExitCode::FAILURE
        }
    }
}

/// Prints a table with a row for each package, and gives how many combinations it holds.
fn each(packages: &[Package]) -> Result<usize, String> {
    let mut broken = Vec::new();
    let mut combinations = 0;
    for package in packages {
        let mut row = Vec::new();
        for (name, arguments) in choices(&package.features) {
            combinations += 1;
            let check = ["check", "--quiet", "--package", &package.name];
            let is_fine = cargo(&check, &arguments).is_ok();
            row.push(format!("{name} {}", if is_fine { "✓" } else { "✗" }));
            if !is_fine {
                broken.push(format!("{} with {name}", package.name));
            }
        }
        println!("{:24} {}", package.name, row.join("  "));
    }
    if broken.is_empty() {
        return Ok(combinations);
    }
    Err(format!("these do not compile: {}", broken.join(", ")))
}

/// What to call a combination, and the arguments for it.
fn choices(features: &[String]) -> Vec<(&str, Vec<&str>)> {
    let mut choices = vec![("none", vec!["--no-default-features"])];
    for feature in features {
        let arguments = vec!["--no-default-features", "--features", feature];
        choices.push((feature, arguments));
    }
    if features.len() > 1 {
        choices.push(("all", vec!["--all-features"]));
    }
    choices
}

/// The libraries of the workspace that say where their repository is, and so are to be published.
fn packages() -> Result<Vec<Package>, String> {
    let metadata = ["metadata", "--no-deps", "--format-version", "1"];
    let metadata = cargo(&metadata, &[])?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let mut packages = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let (Some(name), Some(features)) =
            (package["name"].as_str(), package["features"].as_object())
        else {
            continue;
        };
        if package["repository"].is_string() {
            let features = features.keys().filter(|name| *name != "default");
            packages.push(Package {
                name: name.to_owned(),
                features: features.cloned().collect(),
            });
        }
    }
    Ok(packages)
}

/// Runs cargo in the workspace; what it has to complain about goes to the terminal.
fn cargo(arguments: &[&str], more: &[&str]) -> Result<String, String> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .args(more)
        .current_dir(workspace())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("cargo {} {}", arguments.join(" "), more.join(" ")))
}
