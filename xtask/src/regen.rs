//! `cargo xtask regen`: generated code from the checked-in WSDL files.

use std::process::ExitCode;
use std::time::Instant;

use kontorhaus_codegen::output::{ChangeKind, Mode};
use kontorhaus_codegen::vendor::{RegenerateError, Regenerated, VENDORS, Vendor};

use crate::terminal::{colour, count, fail, say};

/// Regenerates the SOAP crates from wsdl/ and codegen/overlays/.
///
/// Says which files changed. Works also when generated code doesn't compile, since this program depends on none of it. Run it after a WSDL,
/// an overlay or the generator has changed, read the difference, and commit both.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only these vendors; all by default.
    #[arg(value_name = "VENDOR")]
    vendors: Vec<String>,
    /// Change nothing; fail if something would change.
    #[arg(long)]
    check: bool,
}

impl Arguments {
    /// The check of every vendor.
    pub(crate) fn check_all() -> Self {
        Self {
            vendors: Vec::new(),
            check: true,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mode = if arguments.check {
        Mode::Check
    } else {
        Mode::Write
    };
    let Some(vendors) = chosen(&arguments.vendors) else {
        return ExitCode::FAILURE;
    };
    let start = Instant::now();
    let mut differ = 0;
    let mut failed = false;
    for vendor in &vendors {
        match vendor.regenerate(&crate::workspace(), mode) {
            Ok(Regenerated { changes, warnings }) => {
                if !warnings.diagnostics.is_empty() {
                    eprintln!("{}\n", warnings.render(colour()));
                }
                for change in &changes {
                    let word = match (mode, change.kind) {
                        (Mode::Check, _) => "Differs",
                        (Mode::Write, ChangeKind::Missing) => "Made",
                        (Mode::Write, ChangeKind::Differs { .. }) => "Changed",
                        (Mode::Write, ChangeKind::Superfluous) => "Removed",
                    };
                    say(word, &change.to_string());
                }
                if changes.is_empty() {
                    say("Unchanged", &format!("{} ({})", vendor.name, vendor.wsdl));
                }
                differ += changes.len();
            }
            Err(RegenerateError::Input(report)) => {
                eprintln!("{}\n", report.render(colour()));
                fail(&format!(
                    "{0}: nothing was changed; what is said above concerns {1} and codegen/overlays/{0}.toml",
                    vendor.name, vendor.wsdl
                ));
                failed = true;
            }
            Err(error) => {
                fail(&format!("{}: {error}", vendor.name));
                failed = true;
            }
        }
    }
    if !failed {
        say(
            "Finished",
            &format!(
                "{} of {} in {:.2?}",
                count(differ, "change"),
                count(vendors.len(), "vendor"),
                start.elapsed()
            ),
        );
    }
    if arguments.check && differ > 0 {
        fail(
            "generated code isn't what the generator makes; run `cargo xtask regen`, read the difference and commit it",
        );
        failed = true;
    }
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn chosen(names: &[String]) -> Option<Vec<&'static Vendor>> {
    if names.is_empty() {
        return Some(VENDORS.iter().collect());
    }
    let vendors: Result<Vec<_>, String> = names
        .iter()
        .map(|name| crate::vendors::named(name))
        .collect();
    vendors.map_err(|message| fail(&message)).ok()
}
