//! Programs outside of the workspace that depend on `kontorhaus` by its path, each with one vendor.

use std::fs;
use std::path::Path;

use super::{Package, cargo};
use crate::terminal::count;
use crate::workspace;

/// The crate that programs depend on.
const UMBRELLA: &str = "kontorhaus";

/// What only some vendors need, or nobody who did not ask: the crate, and the vendors that need it.
const HEAVY: [(&str, &[&str]); 2] = [
    ("quick-xml", &["backclick", "hypersoft", "websale"]),
    ("redis", &[]),
];

/// Checks a program for each vendor and one for all of them. Gives how many there were.
pub(super) fn check(packages: &[Package]) -> Result<usize, String> {
    let umbrella = packages.iter().find(|package| package.name == UMBRELLA);
    let umbrella = umbrella.ok_or("there is no crate kontorhaus")?;
    let is_vendor = |feature: &&String| {
        let crate_ = format!("{UMBRELLA}-{feature}");
        packages.iter().any(|package| package.name == crate_)
    };
    let vendors: Vec<&str> = umbrella
        .features
        .iter()
        .filter(is_vendor)
        .map(String::as_str)
        .collect();
    for vendor in &vendors {
        program(vendor, &[vendor])?;
    }
    program("full", &vendors)?;
    Ok(vendors.len() + 1)
}

/// A program with that feature; its source uses the client of each of these vendors.
fn program(feature: &str, vendors: &[&str]) -> Result<(), String> {
    let folder = workspace().join("target/outside").join(feature);
    write(&folder, feature, vendors).map_err(|error| format!("{}: {error}", folder.display()))?;
    let manifest = folder.join("Cargo.toml");
    let manifest = manifest.to_str().ok_or("the workspace's path is no text")?;
    let target = workspace().join("target");
    let target = target.to_str().ok_or("the workspace's path is no text")?;
    let place = ["--manifest-path", manifest];
    cargo(
        &["check", "--quiet"],
        &[&place[..], &["--target-dir", target]].concat(),
    )?;
    let tree = cargo(
        &["tree", "--prefix", "none", "--edges", "normal"],
        &[&place[..], &["--format", "{p}"]].concat(),
    )?;
    let mut names: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    names.sort_unstable();
    names.dedup();
    for (name, needed_by) in HEAVY {
        let is_there = names.contains(&name);
        let is_needed = vendors.iter().any(|vendor| needed_by.contains(vendor));
        if is_there != is_needed {
            let does = if is_there { "pulls in" } else { "lacks" };
            return Err(format!("a program with {feature} alone {does} {name}"));
        }
    }
    let crates = count(names.len(), "crate");
    println!("{feature:24} a program of its own: {crates}");
    Ok(())
}

fn write(folder: &Path, feature: &str, vendors: &[&str]) -> std::io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let umbrella = workspace().join("crates").join(UMBRELLA);
    let umbrella = umbrella.display().to_string();
    let manifest = format!(
        "[package]\nname = \"outside-{feature}\"\nedition = \"2024\"\n\n[dependencies]\n\
         kontorhaus = {{ path = {umbrella:?}, features = [{feature:?}] }}\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    // The same releases as here.
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let clients = vendors
        .iter()
        .map(|vendor| format!("println!(\"{{:?}}\", kontorhaus::{vendor}::Client::builder());"));
    let body: Vec<String> = clients.collect();
    let source = format!("fn main() {{\n{}\n}}\n", body.join("\n"));
    fs::write(folder.join("src/main.rs"), source)
}
