//! `wsdl/manifest.toml` lists every WSDL file with its checksum.

use std::collections::BTreeSet;

use kontorhaus_codegen::manifest::{Entry, Manifest};

use super::tree::{Problem, Tree};
use crate::digest::sha256;

const FILE: &str = "wsdl/manifest.toml";

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    found(tree).unwrap_or_else(|what| {
        let (place, help) = (
            FILE.to_owned(),
            "see `codegen/src/manifest.rs` for what it holds".to_owned(),
        );
        vec![Problem { place, what, help }]
    })
}

fn found(tree: &Tree) -> Result<Vec<Problem>, String> {
    let manifest = Manifest::of(&tree.root).map_err(|error| error.to_string())?;
    let mut problems = Vec::new();
    let problem = |what, help: &str| Problem {
        place: FILE.to_owned(),
        what,
        help: help.to_owned(),
    };
    for entry in &manifest.file {
        for (key, value) in [("source", &entry.source), ("date", &entry.date)] {
            if value.is_empty() {
                let what = format!("`{}` has no {key}", entry.file);
                problems.push(problem(
                    what,
                    "say where the file comes from and how sure it is",
                ));
            }
        }
    }
    let own = |entry: &Entry| {
        let imports = entry.imports.iter();
        let imports = imports.map(|import| (import.file.clone(), import.sha256.clone()));
        let own = (entry.file.clone(), entry.sha256.clone());
        imports.chain([own]).collect::<Vec<_>>()
    };
    let listed: Vec<(String, String)> = manifest.file.iter().flat_map(own).collect();
    for (file, digest) in &listed {
        let what = match std::fs::read(tree.root.join("wsdl").join(file)) {
            Err(error) => format!("`{file}` stands in the manifest and cannot be read: {error}"),
            Ok(bytes) if sha256(&bytes) != *digest => {
                format!("the checksum of `{file}` is {}", sha256(&bytes))
            }
            Ok(_) => continue,
        };
        let help = "write down what is there now; `cargo xtask adopt` does it for a vendor's file";
        problems.push(problem(what, help));
    }
    let listed: BTreeSet<String> = listed
        .into_iter()
        .map(|(file, _)| format!("wsdl/{file}"))
        .collect();
    let described = |path: &str| path == FILE || listed.contains(path);
    let others = tree
        .files
        .iter()
        .filter(|file| file.path.starts_with("wsdl/"));
    problems.extend(others.filter(|file| !described(&file.path)).map(|file| {
        let help = format!("say in {FILE} where it comes from, or remove it");
        file.problem("the file does not stand in the manifest", help)
    }));
    Ok(problems)
}
