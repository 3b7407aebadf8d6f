//! `cargo xtask adopt`: the vendor's own WSDL in place of our reconstruction.

mod fetch;
mod show;
mod store;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kontorhaus_codegen::output::Mode;
use kontorhaus_codegen::vendor::{RegenerateError, Trial, Vendor};
use kontorhaus_codegen::{Catalog, Imported, imports};

use crate::terminal::{colour, count, fail, say};

/// Puts the vendor's own WSDL in the place of our reconstruction.
///
/// Stores it with all that it imports under wsdl/, notes in wsdl/manifest.toml where it comes from, regenerates the crate, and lists
/// what changes for callers, operation by operation. Overlay entries that match nothing in it are named with the nearest names, as are
/// decisions that get lost with the name of a field; edit them, then run `cargo xtask regen`.
///
/// An address is fetched with curl, as is what the WSDL imports from there. Behind a login, save the files and name them.
///
/// Example: cargo xtask adopt websale --dry-run createvouchers.wsdl
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Whose WSDL it is.
    vendor: String,
    /// The WSDL file, or its address.
    #[arg(value_name = "FILE|URL")]
    wsdl: String,
    /// Only list what would change, and fail where adopting would.
    #[arg(long)]
    dry_run: bool,
    /// Takes the file for what the WSDL imports by this address; may be repeated.
    #[arg(long, value_names = ["URL", "FILE"], num_args = 2, action = clap::ArgAction::Append)]
    import: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match adopt(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            fail(&message);
            ExitCode::FAILURE
        }
    }
}

/// A WSDL that is at hand, with all that it imports.
struct Candidate {
    main: PathBuf,
    catalog: Catalog,
    /// For the manifest: where it comes from.
    source: String,
}

impl Candidate {
    fn imports(&self) -> Vec<Imported> {
        imports(&self.main, &self.catalog)
    }
}

fn adopt(arguments: &Arguments) -> Result<(), String> {
    let workspace = crate::workspace();
    let vendor = crate::vendors::named(&arguments.vendor)?;
    let catalog = crate::imports::catalog(&arguments.import)?;
    let candidate = if fetch::is_address(&arguments.wsdl) {
        fetch::candidate(&workspace, vendor, &arguments.wsdl, catalog)?
    } else {
        Candidate {
            main: PathBuf::from(&arguments.wsdl),
            catalog,
            source: file_name(Path::new(&arguments.wsdl)),
        }
    };
    let trial = vendor
        .try_on(&workspace, &candidate.main, &candidate.catalog)
        .map_err(|error| described(&error))?;
    if !trial.warnings.diagnostics.is_empty() {
        eprintln!("{}\n", trial.warnings.render(colour()));
    }
    show::comparison(&trial.comparison, vendor);
    // A dry run also finds what can't be stored.
    let files = store::Stored::new(&workspace, vendor, &candidate)?;
    let fits = trial.unfit.diagnostics.is_empty();
    if !arguments.dry_run {
        files.write(&workspace, vendor)?;
        say("Stored", &files.to_string());
        if fits {
            regenerate(vendor, &workspace)?;
        }
    }
    finish(vendor, &trial, arguments.dry_run)
}

fn regenerate(vendor: &Vendor, workspace: &Path) -> Result<(), String> {
    let regenerated = vendor
        .regenerate(workspace, Mode::Write)
        .map_err(|error| described(&error))?;
    for change in &regenerated.changes {
        say("Changed", &change.to_string());
    }
    Ok(())
}

/// Says what is left to do. An overlay that does not fit is a failure of a dry run too.
fn finish(vendor: &Vendor, trial: &Trial, dry_run: bool) -> Result<(), String> {
    let name = vendor.name;
    let problems = trial.unfit.diagnostics.len();
    if problems > 0 {
        eprintln!("{}\n", trial.unfit.render(colour()));
        let then = if dry_run {
            "try again; nothing was written".to_owned()
        } else {
            format!(
                "run `cargo xtask regen {name}`; the file is stored, but nothing was regenerated"
            )
        };
        return Err(format!(
            "the overlay does not fit the new file ({}); in {} correct the names, or take out what the service has no more, then {then}",
            count(problems, "problem"),
            vendor.overlay_file()
        ));
    }
    let next = if dry_run {
        "nothing was written".to_owned()
    } else {
        format!("now run `cargo test -p kontorhaus-{name}`, read the difference and commit it")
    };
    say("Finished", &next);
    Ok(())
}

fn described(error: &RegenerateError) -> String {
    match error {
        RegenerateError::Input(report) => {
            eprintln!("{}\n", report.render(colour()));
            "nothing was changed; see above".to_owned()
        }
        error => error.to_string(),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
