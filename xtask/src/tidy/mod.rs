//! `cargo xtask tidy`: house rules that no compiler knows.

mod examples;
mod generated;
mod licences;
mod manifest;
mod packages;
mod paths;
mod sources;
mod tree;

use std::process::ExitCode;

use self::tree::{Problem, Tree};
use crate::terminal::{count, fail, say};

/// Checks what the compiler does not: comments, marks, lists, licences, metadata.
///
/// Each problem names the file, what is wrong with it and what to do.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only these groups of rules; all by default.
    #[arg(value_name = "GROUP")]
    groups: Vec<String>,
}

/// A group of rules.
struct Group {
    name: &'static str,
    /// What is checked, as it stands in the report.
    about: &'static str,
    check: fn(&Tree) -> Vec<Problem>,
}

const GROUPS: &[Group] = &[
    Group {
        name: "sources",
        about: "source files say what they hold, are short, and hold no leftovers",
        check: sources::check,
    },
    Group {
        name: "generated",
        about: "generated files say what made them, and no other file does",
        check: generated::check,
    },
    Group {
        name: "paths",
        about: "no file names a folder of somebody's machine",
        check: paths::check,
    },
    Group {
        name: "manifest",
        about: "wsdl/manifest.toml lists every WSDL file with its checksum",
        check: manifest::check,
    },
    Group {
        name: "examples",
        about: "every example is run by .ci/run and shown to readers",
        check: examples::check,
    },
    Group {
        name: "packages",
        about: "crates to be published have their metadata, and members are pinned",
        check: packages::check,
    },
    Group {
        name: "licences",
        about: "the licences of all dependencies are those of deny.toml",
        check: licences::check,
    },
];

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match tidy(&arguments.groups) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(problems) => {
            fail(&format!("{} to mend", count(problems, "problem")));
            ExitCode::FAILURE
        }
        Err(message) => {
            fail(&message);
            ExitCode::FAILURE
        }
    }
}

/// How many problems there are, after each has been told.
fn tidy(names: &[String]) -> Result<usize, String> {
    let unknown = |name: &&String| GROUPS.iter().all(|group| group.name != **name);
    if let Some(name) = names.iter().find(unknown) {
        let known: Vec<_> = GROUPS.iter().map(|group| group.name).collect();
        return Err(format!(
            "there are no rules `{name}`; there are {}",
            known.join(", ")
        ));
    }
    let tree = Tree::read(&crate::workspace()).map_err(|error| error.to_string())?;
    let mut problems = 0;
    for group in GROUPS {
        if !names.is_empty() && !names.iter().any(|name| name == group.name) {
            continue;
        }
        let found = (group.check)(&tree);
        for problem in &found {
            eprintln!("error[{}]: {problem}\n", group.name);
        }
        if found.is_empty() {
            say("Checked", &format!("{}: {}", group.name, group.about));
        }
        problems += found.len();
    }
    Ok(problems)
}
