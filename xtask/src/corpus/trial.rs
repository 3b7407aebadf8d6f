//! A WSDL file through generator and compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use kontorhaus_codegen::output::{self, Mode};
use kontorhaus_codegen::render::{Dependency, Files, Package};
use kontorhaus_codegen::{Catalog, model, package_name, read};

use super::Source;
use super::count::{Counted, count};

/// The generated crates, in a Cargo workspace of their own.
pub(super) struct Workspace {
    folder: PathBuf,
}

/// What came of a file.
pub(super) struct Trial {
    pub(super) counted: Counted,
    pub(super) result: Result<Generated, String>,
}

/// A crate that was made.
pub(super) struct Generated {
    pub(super) operations: usize,
    /// Neither blank nor comment.
    pub(super) lines: usize,
    /// Of Rust, all of it.
    pub(super) bytes: usize,
    /// What the generator warned of.
    pub(super) warnings: usize,
    pub(super) generating: Duration,
    /// Whether a second run made the same.
    pub(super) is_stable: bool,
    /// What the compiler said; `None` if it wasn't asked.
    pub(super) check: Option<Check>,
}

pub(super) struct Check {
    pub(super) time: Duration,
    /// The first warning or error.
    pub(super) complaint: Option<String>,
}

/// What the generator made.
struct Rendered {
    name: String,
    files: Files,
    operations: usize,
    warnings: usize,
}

fn render(source: &Source) -> Result<Rendered, String> {
    let input = read(&source.path, &Catalog::new()).map_err(|report| report.to_string())?;
    let api = model(&input, None).map_err(|report| report.to_string())?;
    let package = Package {
        name: package_name(&source.name.replace(['/', '.', '_'], " ")),
        runtime: Dependency::Path(crate::workspace().join("crates").display().to_string()),
        source: source.name.clone(),
        generator: "cargo xtask corpus".to_owned(),
        inside_workspace: true,
    };
    Ok(Rendered {
        files: package.render(&api)?,
        name: package.name,
        operations: api.operations.len(),
        warnings: input.warnings.len(),
    })
}

impl Workspace {
    pub(super) fn new(corpus: &Path) -> Result<Self, String> {
        let folder = corpus.join("crates");
        let named = |error: std::io::Error| format!("{}: {error}", folder.display());
        fs::create_dir_all(&folder).map_err(named)?;
        Ok(Self { folder })
    }

    pub(super) fn run(&self, source: &Source, check: bool) -> Trial {
        let result = self.generate(source).map(|(mut generated, krate)| {
            generated.check = check.then(|| self.check(&krate));
            generated
        });
        Trial {
            counted: count(&source.path),
            result,
        }
    }

    fn generate(&self, source: &Source) -> Result<(Generated, PathBuf), String> {
        let start = Instant::now();
        let Rendered {
            name,
            files,
            operations,
            warnings,
        } = render(source)?;
        let generating = start.elapsed();
        let is_stable = render(source)?.files == files;
        let krate = self.folder.join(name);
        let _ = fs::remove_dir_all(&krate);
        output::apply(&krate, &files, Mode::Write, false).map_err(|error| error.to_string())?;
        let is_code = |name: &str| Path::new(name).extension().is_some_and(|it| it == "rs");
        let texts: Vec<&String> = files
            .iter()
            .filter_map(|(name, text)| is_code(name).then_some(text))
            .collect();
        let bytes = texts.iter().map(|text| text.len()).sum();
        let lines = texts
            .iter()
            .flat_map(|text| text.lines())
            .map(str::trim_start)
            .filter(|line| !line.is_empty() && !line.starts_with("//"))
            .count();
        let generated = Generated {
            operations,
            lines,
            bytes,
            warnings,
            generating,
            is_stable,
            check: None,
        };
        Ok((generated, krate))
    }

    fn check(&self, krate: &Path) -> Check {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let start = Instant::now();
        let output = Command::new(cargo)
            .args([
                "check",
                "--quiet",
                "--all-features",
                "--message-format=short",
            ])
            .current_dir(krate)
            .env("CARGO_TARGET_DIR", self.folder.with_file_name("target"))
            // Nothing is compiled twice, and what a second time would need takes gigabytes.
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("CARGO_MANIFEST_DIR")
            .output();
        let complaint = match output {
            Err(error) => Some(format!("cargo cannot be started: {error}")),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                let first = said.lines().find(|line| !line.trim().is_empty());
                let silent = (!output.status.success()).then_some("cargo check failed");
                first.or(silent).map(str::to_owned)
            }
        };
        Check {
            time: start.elapsed(),
            complaint,
        }
    }
}
