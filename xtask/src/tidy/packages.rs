//! Crates to be published have their metadata, and members of the workspace are pinned.
//!
//! A crate that is to be published says where its repository is. Until a person has cleared it, `publish = false` stands in
//! the root manifest.

use toml_edit::{DocumentMut, Item, Table};

use super::tree::{File, Problem, Tree};

/// What crates.io and docs.rs show.
const KEYS: &[&str] = &[
    "name",
    "description",
    "readme",
    "keywords",
    "categories",
    "version",
    "edition",
    "rust-version",
    "license",
    "repository",
    "publish",
];

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree
        .files
        .iter()
        .filter(|file| file.path.ends_with("Cargo.toml"))
    {
        let manifest = match file.text.parse::<DocumentMut>() {
            Ok(manifest) => manifest,
            Err(error) => {
                problems.push(file.problem(error.to_string(), "mend it as TOML"));
                continue;
            }
        };
        if file.path == "Cargo.toml" {
            problems.extend(pinned(file, &manifest));
        } else if let Some(package) = manifest.get("package").and_then(Item::as_table)
            && package.contains_key("repository")
        {
            problems.extend(metadata(tree, file, package));
        }
    }
    problems
}

/// Members are released together, so each wants the others as they were then.
fn pinned(file: &File, manifest: &DocumentMut) -> Vec<Problem> {
    let table = |item: &'_ Item| item.as_table().cloned().unwrap_or_default();
    let workspace = manifest.get("workspace").map(table).unwrap_or_default();
    let dependencies = workspace.get("dependencies").map(table).unwrap_or_default();
    let text = |item: &Item, key: &str| {
        let value = item.get(key).and_then(Item::as_str);
        value.map(str::to_owned)
    };
    let members = dependencies
        .iter()
        .filter(|(_, item)| text(item, "path").is_some());
    let loose = members.filter(|(_, item)| {
        let version = text(item, "version");
        version.is_some_and(|version| !version.starts_with('='))
    });
    let problems = loose.map(|(name, _)| {
        let what = format!("`{name}` may come in another version than it was tested with");
        file.problem(what, "begin its version with `=`")
    });
    problems.collect()
}

fn metadata(tree: &Tree, file: &File, package: &Table) -> Vec<Problem> {
    let mut problems = Vec::new();
    for key in KEYS {
        if !package.contains_key(key) {
            let what = format!("`{key}` is missing in the metadata of a crate to be published");
            problems.push(file.problem(what, "add it to [package]"));
        }
    }
    let docs = package
        .get("metadata")
        .and_then(|metadata| metadata.get("docs"));
    if docs.and_then(|docs| docs.get("rs")).is_none() {
        problems.push(file.problem(
            "docs.rs would show the default features only",
            "add [package.metadata.docs.rs] with all-features = true",
        ));
    }
    let folder = file.path.trim_end_matches("Cargo.toml");
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let place = format!("{folder}{licence}");
        if tree.file(&place).is_none() {
            problems.push(Problem {
                place,
                what: "a crate to be published has to bring its licences".to_owned(),
                help: "link to the file of that name at the root of the workspace".to_owned(),
            });
        }
    }
    let readme = format!("{folder}README.md");
    // Prose is wrapped anywhere.
    let words = tree
        .file(&readme)
        .map(|readme| readme.text.split_whitespace().collect::<Vec<_>>().join(" "));
    if !words.is_some_and(|words| words.to_lowercase().contains("not affiliated with")) {
        problems.push(Problem {
            place: readme,
            what:
                "the README of a crate to be published is missing, or does not say whose it is not"
                    .to_owned(),
            help: "write one, with the sentence `Not affiliated with VENDOR.`".to_owned(),
        });
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_repository_is_nobodys_business() {
        let tree = Tree::of(&[("tests/Cargo.toml", "[package]\nname = \"tests\"\n")]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn what_is_missing_is_named() {
        let manifest = "[package]\nname = \"shop\"\ndescription = \"\"\nreadme = \"\"\nkeywords = []\ncategories = []\n\
                        version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n\
                        license.workspace = true\nrepository.workspace = true\n";
        let whole = format!(
            "{manifest}publish.workspace = true\n[package.metadata.docs.rs]\nall-features = true\n"
        );
        let others = [
            ("crates/shop/LICENSE-APACHE", ""),
            ("crates/shop/LICENSE-MIT", ""),
            ("crates/shop/README.md", "Not affiliated\nwith the shop."),
        ];
        let files = [&[("crates/shop/Cargo.toml", &*whole)], &others[..]].concat();
        assert_eq!(check(&Tree::of(&files)), []);

        let files = [("crates/shop/Cargo.toml", manifest), others[1]];
        let problems = check(&Tree::of(&files));
        let said: Vec<_> = problems
            .iter()
            .map(|problem| (&*problem.place, &*problem.what))
            .collect();
        assert_eq!(
            said,
            [
                (
                    "crates/shop/Cargo.toml",
                    "`publish` is missing in the metadata of a crate to be published"
                ),
                (
                    "crates/shop/Cargo.toml",
                    "docs.rs would show the default features only"
                ),
                (
                    "crates/shop/LICENSE-APACHE",
                    "a crate to be published has to bring its licences"
                ),
                (
                    "crates/shop/README.md",
                    "the README of a crate to be published is missing, or does not say whose it is not"
                ),
            ]
        );
    }

    #[test]
    fn members_are_pinned() {
        let manifest = "[workspace.dependencies]\na = { path = \"a\", version = \"=1.0.0\" }\nb = { path = \"b\", version = \"1\" }\n\
                        c = { path = \"c\" }\nd = \"1\"\n";
        let problems = check(&Tree::of(&[("Cargo.toml", manifest)]));
        assert_eq!(problems.len(), 1);
        assert!(problems[0].what.starts_with("`b`"), "{}", problems[0]);
    }
}
