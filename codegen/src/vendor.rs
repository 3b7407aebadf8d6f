//! The vendors whose SOAP crates stand in this workspace.

use std::fs;
use std::io;
use std::path::Path;

use crate::compare::{Comparison, compare, exposed};
use crate::diagnostics::{Report, Sources};
use crate::generate;
use crate::ir;
use crate::load::Catalog;
use crate::manifest::Manifest;
use crate::output::{self, Change, Mode};
use crate::overlay::Overlay;
use crate::read::Input;
use crate::render::{Files, Target};

/// A vendor with a SOAP interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vendor {
    /// The short name, as in `crates/NAME`.
    pub name: &'static str,
    /// The WSDL, by its path in the workspace.
    pub wsdl: &'static str,
    /// Our decisions, as the text of the overlay file when this library was built.
    pub overlay: &'static str,
}

/// Every vendor with a SOAP interface.
pub const VENDORS: &[Vendor] = &[
    Vendor {
        name: "backclick",
        wsdl: "wsdl/backclick/backclickService.wsdl",
        overlay: include_str!("../overlays/backclick.toml"),
    },
    Vendor {
        name: "hypersoft",
        wsdl: "wsdl/hypersoft/API300.wsdl",
        overlay: include_str!("../overlays/hypersoft.toml"),
    },
    Vendor {
        name: "websale",
        wsdl: "wsdl/websale/createvouchers.wsdl",
        overlay: include_str!("../overlays/websale.toml"),
    },
];

/// Why a crate could not be regenerated.
#[derive(Debug)]
#[non_exhaustive]
pub enum RegenerateError {
    /// The WSDL or the overlay has problems.
    Input(Report),
    /// A file could not be read or written.
    Io(io::Error),
    /// The generator made something that is no Rust.
    Internal(String),
}

impl std::fmt::Display for RegenerateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Input(report) => report.fmt(f),
            Self::Io(error) => error.fmt(f),
            Self::Internal(message) => write!(
                f,
                "{message}; this is a mistake of the generator, please report it with the WSDL"
            ),
        }
    }
}

impl std::error::Error for RegenerateError {}

impl Vendor {
    /// The vendor of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Self> {
        VENDORS.iter().find(|vendor| vendor.name == name)
    }

    /// The generated files of the vendor's crate, by their names in `crates/NAME/src/generated`.
    ///
    /// # Errors
    ///
    /// When the WSDL or the overlay has problems.
    pub fn files(&self, workspace: &Path) -> Result<Files, RegenerateError> {
        Ok(self.generate(workspace)?.0)
    }

    /// The overlay file, by its path in the workspace.
    #[must_use]
    pub fn overlay_file(&self) -> String {
        format!("codegen/overlays/{}.toml", self.name)
    }

    /// The decisions of the overlay file as it is now, which may be newer than this program.
    fn decisions(
        &self,
        workspace: &Path,
        sources: &mut Sources,
    ) -> Result<Overlay, RegenerateError> {
        let file = self.overlay_file();
        let path = workspace.join(&file);
        let text = fs::read_to_string(&path).map_err(|error| {
            let message = format!("{}: {error}", path.display());
            RegenerateError::Io(io::Error::new(error.kind(), message))
        })?;
        Overlay::read(&file, &text, sources)
            .map_err(|problem| RegenerateError::Input(Report::new(vec![problem], sources.clone())))
    }

    /// What the checked-in WSDL says.
    fn input(&self, workspace: &Path) -> Result<Input, RegenerateError> {
        let manifest = Manifest::of(workspace).map_err(RegenerateError::Io)?;
        let entry = manifest.entry(self.name);
        let catalog = entry.map_or_else(Catalog::new, |entry| entry.catalog(workspace));
        crate::read(&workspace.join(self.wsdl), &catalog).map_err(RegenerateError::Input)
    }

    /// What it would mean if another WSDL took the place of the checked-in one.
    ///
    /// # Errors
    ///
    /// When one of the two, or the overlay, has problems. Where the overlay does not fit is none: that is in the [`Trial`].
    pub fn try_on(
        &self,
        workspace: &Path,
        wsdl: &Path,
        catalog: &Catalog,
    ) -> Result<Trial, RegenerateError> {
        let model = |input: &mut Input| {
            let overlay = self.decisions(workspace, &mut input.sources)?;
            ir::build_leniently(&input.definitions, &input.schemas, Some(&overlay)).map_err(
                |problems| RegenerateError::Input(Report::new(problems, input.sources.clone())),
            )
        };
        let mut input = crate::read(wsdl, catalog).map_err(RegenerateError::Input)?;
        let (new, mut unfit) = model(&mut input)?;
        let (old, _) = model(&mut self.input(workspace)?)?;
        unfit.extend(exposed(&old, &new));
        let mut warnings = input.warnings;
        warnings.extend(new.notes.iter().cloned());
        Ok(Trial {
            comparison: compare(&old, &new),
            unfit: Report::new(unfit, input.sources.clone()),
            warnings: Report::new(warnings, input.sources),
        })
    }

    /// The files, and what else is to be said of the WSDL.
    fn generate(&self, workspace: &Path) -> Result<(Files, Report), RegenerateError> {
        let mut input = self.input(workspace)?;
        let overlay = self.decisions(workspace, &mut input.sources)?;
        let target = Target {
            vendor: "crate".to_owned(),
            service: overlay
                .service
                .clone()
                .unwrap_or_else(|| "vendor::Service".to_owned()),
            generator: "cargo xtask regen".to_owned(),
            source: self.wsdl.to_owned(),
            client: true,
        };
        let api = crate::model(&input, Some(&overlay)).map_err(RegenerateError::Input)?;
        let files = generate::files(&api, Some(&overlay), &target)?;
        let mut said = input.warnings;
        said.extend(api.notes);
        Ok((files, Report::new(said, input.sources)))
    }

    /// Makes the generated files of the vendor's crate what they should be, or tells how they differ.
    ///
    /// # Errors
    ///
    /// When the WSDL or the overlay has problems, or a file can't be read or written.
    pub fn regenerate(&self, workspace: &Path, mode: Mode) -> Result<Regenerated, RegenerateError> {
        let (files, warnings) = self.generate(workspace)?;
        let folder = workspace
            .join("crates")
            .join(self.name)
            .join("src/generated");
        let changes = output::apply(&folder, &files, mode, true).map_err(RegenerateError::Io)?;
        // Paths as a person in the workspace would write them.
        let short = |change: Change| Change {
            path: change
                .path
                .strip_prefix(workspace)
                .unwrap_or(&change.path)
                .to_path_buf(),
            ..change
        };
        Ok(Regenerated {
            changes: changes.into_iter().map(short).collect(),
            warnings,
        })
    }
}

/// What came of [`Vendor::regenerate`].
#[derive(Debug)]
pub struct Regenerated {
    /// The files that differ, or differed.
    pub changes: Vec<Change>,
    /// What is dubious in the WSDL, though code could be made from it.
    pub warnings: Report,
}

/// What came of [`Vendor::try_on`].
#[derive(Debug)]
pub struct Trial {
    /// What changes for callers.
    pub comparison: Comparison,
    /// Where the overlay does not fit the new file: entries that match nothing, each with the nearest names, and secrets that would be shown.
    pub unfit: Report,
    /// What is dubious in the new file, though code could be made from it, and which roles can't be bound.
    pub warnings: Report,
}
