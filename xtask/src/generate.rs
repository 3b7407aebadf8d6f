//! `cargo xtask generate`: a crate from any WSDL file.

mod folder;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use kontorhaus_codegen::diagnostics::Report;
use kontorhaus_codegen::ir::Api;
use kontorhaus_codegen::overlay::Overlay;
use kontorhaus_codegen::render::{Dependency, Package};
use kontorhaus_codegen::{Input, crate_name, package_name};

use self::folder::Folder;
use crate::terminal::{colour, count, fail, say};

/// Makes a complete client crate from a WSDL file.
///
/// The crate compiles as it is: Cargo.toml, src/lib.rs, src/client.rs with the client, and src/generated/ with its operations and
/// their types. Made again, it gets new code and keeps its Cargo.toml, and so its name. Files that the WSDL imports are looked for
/// beside it; a missing one is named.
///
/// Example: cargo xtask generate shop.wsdl --out ../shop-client
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The WSDL file.
    wsdl: PathBuf,
    /// The folder of the crate; made if it isn't there. One that holds a crate of another origin is left alone.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Takes the file for what the WSDL imports by this address; may be repeated.
    #[arg(long, value_names = ["URL", "FILE"], num_args = 2, action = clap::ArgAction::Append)]
    import: Vec<String>,
    /// Decisions about the service that a WSDL can't say: names, types, which operations may be repeated. An entry that matches nothing is
    /// an error. The files in codegen/overlays are examples; the module `overlay` of `kontorhaus_codegen` describes all there is.
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// The name of the crate; by default that of its folder, or the service's where the folder's is no name for a crate.
    #[arg(long)]
    name: Option<String>,
    /// How the crate depends on the runtime: by the path of this workspace, or by version.
    #[arg(long, value_name = "HOW", default_value = "path", value_parser = ["path", "version"])]
    runtime: String,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match generate(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            match message {
                Failure::Said => {}
                Failure::Message(message) => fail(&message),
            }
            ExitCode::FAILURE
        }
    }
}

enum Failure {
    /// The report was printed.
    Said,
    Message(String),
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Message(message)
    }
}

fn generate(arguments: &Arguments) -> Result<(), Failure> {
    let start = Instant::now();
    let said = |report: Report| {
        eprintln!("{}", report.render(colour()));
        Failure::Said
    };
    let catalog = crate::imports::catalog(&arguments.import)?;
    let mut input = kontorhaus_codegen::read(&arguments.wsdl, &catalog).map_err(said)?;
    let overlay = match &arguments.overlay {
        Some(path) => Some(overlay(path, &mut input)?),
        None => None,
    };
    let api = kontorhaus_codegen::model(&input, overlay.as_ref()).map_err(said)?;
    input.warnings.extend(api.notes.iter().cloned());
    let warnings = input.render_warnings(colour());
    if !warnings.is_empty() {
        eprintln!("{warnings}\n");
    }
    let folder = Folder::new(&arguments.out);
    if folder.is_made_by_hand() {
        return Err(format!(
            "`{}` holds a crate that this program did not make; name another folder with --out",
            arguments.out.display()
        )
        .into());
    }
    let name = name(arguments, &folder, &api)?;
    let runtime = match arguments.runtime.as_str() {
        "version" => Dependency::Version(env!("CARGO_PKG_VERSION").to_owned()),
        _ => Dependency::Path(crate::workspace().join("crates").display().to_string()),
    };
    let source = arguments
        .wsdl
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let package = Package {
        name: name.clone(),
        runtime,
        source,
        generator: "cargo xtask generate".to_owned(),
        inside_workspace: folder.is_inside_workspace(),
    };
    let mut files = package.render(&api)?;
    // Dependencies and metadata are its owner's as soon as it is there.
    let is_new = !folder.has_manifest();
    if !is_new {
        files.remove("Cargo.toml");
    }
    folder
        .write(&files)
        .map_err(|error| format!("cannot write {error}"))?;
    let lines = files.values().map(|text| text.lines().count()).sum();
    say(
        "Finished",
        &format!(
            "{}, {}, {} in {} in {:.2?}",
            count(api.operations.len(), "operation"),
            count(api.types.len(), "type"),
            count(lines, "line"),
            arguments.out.display(),
            start.elapsed()
        ),
    );
    if is_new {
        next(&name, &folder, api.operations.len());
    } else {
        say("Kept", &format!("the Cargo.toml of `{name}` as it was"));
    }
    Ok(())
}

/// The name of the crate: the one it has, or else the one that is asked for, that of its folder, or that of the service.
fn name(arguments: &Arguments, folder: &Folder, api: &Api) -> Result<String, String> {
    let Some(asked) = &arguments.name else {
        let name = folder.name_there().or_else(|| folder.crate_name());
        return Ok(name.unwrap_or_else(|| package_name(&api.name)));
    };
    if crate_name(asked).as_ref() != Some(asked) {
        let other = package_name(asked);
        return Err(format!(
            "`{asked}` is no name for a crate; `{other}` would be"
        ));
    }
    match folder.name_there() {
        Some(there) if there != *asked => Err(format!(
            "the crate in `{}` is called `{there}`; change that in its Cargo.toml, or leave out --name",
            arguments.out.display()
        )),
        _ => Ok(asked.clone()),
    }
}

/// What to do with a new crate.
fn next(name: &str, folder: &Folder, operations: usize) {
    let path = format!("../{}", folder.called().unwrap_or(name));
    say(
        "Next",
        &format!(
            "add it to a program beside it, in its Cargo.toml under [dependencies]:\n\n{name} = {{ path = {path:?} }}\n"
        ),
    );
    if operations > 0 {
        say(
            "Then",
            &format!(
                "call its {}: methods of `Client` (src/client.rs), which `cargo doc --open` shows there",
                count(operations, "operation")
            ),
        );
    }
}

/// The caller's decisions about the service.
fn overlay(path: &Path, input: &mut Input) -> Result<Overlay, Failure> {
    let shown = path.display().to_string();
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("cannot read `{shown}`: {error}"))?;
    let overlay = Overlay::read(&shown, &text, &mut input.sources).map_err(|problem| {
        let report = Report::new(vec![problem], input.sources.clone());
        eprintln!("{}", report.render(colour()));
        Failure::Said
    })?;
    overlay
        .without_crate()
        .map_err(|why| format!("`{shown}`: {why}"))?;
    Ok(overlay)
}
