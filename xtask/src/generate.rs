//! `cargo xtask generate`: a crate from any WSDL file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use kontorhaus_codegen::diagnostics::Report;
use kontorhaus_codegen::output::{self, Mode};
use kontorhaus_codegen::overlay::Overlay;
use kontorhaus_codegen::render::{Dependency, Files, Package};
use kontorhaus_codegen::{Input, package_name};

use crate::terminal::{colour, count, fail, say};

/// Makes a complete client crate from a WSDL file.
///
/// The crate compiles as it is: Cargo.toml, src/lib.rs with the client, and src/generated/ with types and operations. Made
/// again, it gets new code and keeps its Cargo.toml. Files that the WSDL
/// imports are looked for beside it; a missing one is named.
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
    /// The name of the crate; by default the service's.
    #[arg(long)]
    name: Option<String>,
    /// How the crate depends on the runtime: by the path of this workspace, or by version.
    #[arg(long, value_name = "HOW", default_value = "path", value_parser = ["path", "version"])]
    runtime: String,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let start = Instant::now();
    match generate(arguments) {
        Ok(written) => {
            say(
                "Finished",
                &format!(
                    "{written} in {} in {:.2?}",
                    arguments.out.display(),
                    start.elapsed()
                ),
            );
            ExitCode::SUCCESS
        }
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

fn generate(arguments: &Arguments) -> Result<String, Failure> {
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
        eprintln!("{warnings}");
    }
    let name = match &arguments.name {
        Some(name) if package_name(name) == *name => name.clone(),
        Some(name) => {
            return Err(format!(
                "`{name}` is no name for a crate; `{}` would be",
                package_name(name)
            )
            .into());
        }
        None => package_name(&api.name),
    };
    let runtime = match arguments.runtime.as_str() {
        "version" => Dependency::Version(env!("CARGO_PKG_VERSION").to_owned()),
        _ => Dependency::Path(crate::workspace().join("crates").display().to_string()),
    };
    let source = arguments
        .wsdl
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let package = Package {
        name,
        runtime,
        source,
        generator: "cargo xtask generate".to_owned(),
        inside_workspace: is_inside_workspace(&arguments.out),
    };
    let mut files = package.render(&api)?;
    if is_made_by_hand(&arguments.out) {
        return Err(format!(
            "`{}` holds a crate that this program did not make; name another folder with --out",
            arguments.out.display()
        )
        .into());
    }
    // Dependencies and metadata are its owner's as soon as it is there.
    if arguments.out.join("Cargo.toml").exists() {
        files.remove("Cargo.toml");
    }
    write(&arguments.out, &files).map_err(|error| format!("cannot write {error}"))?;
    let lines = files.values().map(|text| text.lines().count()).sum();
    Ok(format!(
        "{}, {}, {}",
        count(api.operations.len(), "operation"),
        count(api.types.len(), "type"),
        count(lines, "line")
    ))
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

/// Writes the files. What lies in the folder of generated ones from an earlier run, and has no place any more, is removed.
fn write(folder: &Path, files: &Files) -> std::io::Result<()> {
    const GENERATED: &str = "src/generated/";
    let (mut generated, mut others) = (Files::new(), Files::new());
    for (name, text) in files {
        match name.strip_prefix(GENERATED) {
            Some(name) => generated.insert(name.to_owned(), text.clone()),
            None => others.insert(name.clone(), text.clone()),
        };
    }
    output::apply(&folder.join(GENERATED), &generated, Mode::Write, true)?;
    output::apply(folder, &others, Mode::Write, false)?;
    Ok(())
}

/// Whether the folder holds a crate that isn't one of ours, which nobody wants to lose.
fn is_made_by_hand(folder: &Path) -> bool {
    let is_ours = std::fs::read_to_string(folder.join("src/lib.rs"))
        .is_ok_and(|text| text.starts_with("// @generated by cargo xtask generate"));
    let has = |name: &str| folder.join(name).exists();
    !is_ours && (has("Cargo.toml") || has("src"))
}

/// Whether Cargo would take the folder for a part of a workspace around it.
fn is_inside_workspace(folder: &Path) -> bool {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    absolute
        .ancestors()
        .skip(1)
        .any(|parent| parent.join("Cargo.toml").is_file())
}
