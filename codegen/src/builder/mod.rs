//! Code from a WSDL file in somebody's `build.rs`.

mod generated;
mod problem;

use std::path::{Path, PathBuf};

use heck::ToSnakeCase;

pub use self::generated::Generated;
pub use self::problem::BuildError;

use crate::diagnostics::{Diagnostic, Report, Sources};
use crate::ir::Api;
use crate::load::Catalog;
use crate::overlay::Overlay;
use crate::read::Input;
use crate::render::{self, Dependency, Files, Package, Target};
use crate::vendor::{VENDORS, Vendor};
use crate::{generate, read};

/// Makes a module from a WSDL file while a program is built: operations of the caller's own file, without a copy of anything of ours.
///
/// For a vendor whose client stands in this workspace, the module has operations and types, and everything of that client works with
/// them: its decisions about the service, `Client::call`, the helpers.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), kontorhaus_codegen::BuildError> {
///     kontorhaus_codegen::Builder::vendor("websale")
///         .wsdl("createvouchers.wsdl")
///         .build()
/// }
/// ```
///
/// ```ignore
/// // src/main.rs: this declares the module `websale`
/// include!(concat!(env!("OUT_DIR"), "/websale.rs"));
///
/// let order = websale::CreateVouchers::new(2500).with_charge_id("SPRING-TPL");
/// let mut packets = client.create_in_packets(order);
/// ```
///
/// ```toml
/// [dependencies]
/// kontorhaus-soap = "0.1"
/// kontorhaus-websale = "0.1"
///
/// [build-dependencies]
/// kontorhaus-codegen = "0.1"
/// ```
///
/// For any other service, [`Builder::new`] makes a client too; then `kontorhaus-core` is needed instead of the vendor's crate.
///
/// Nothing is fetched. The same input gives the same files, and a file that is right isn't written again.
#[derive(Clone, Debug)]
#[must_use = "call `build`"]
pub struct Builder {
    vendor: Option<String>,
    vendor_crate: Option<String>,
    wsdl: Option<PathBuf>,
    overlay: Option<PathBuf>,
    catalog: Catalog,
    name: Option<String>,
    out_dir: Option<PathBuf>,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// For a service of nobody's whom we know: the module gets a client of its own.
    pub fn new() -> Self {
        Self {
            vendor: None,
            vendor_crate: None,
            wsdl: None,
            overlay: None,
            catalog: Catalog::new(),
            name: None,
            out_dir: None,
        }
    }

    /// For the service of a vendor that has a crate here, by its short name: `websale`, `hypersoft`.
    ///
    /// What we decided about the service holds for this file too, as far as it matches; what matches nothing is a warning. A role that
    /// can't be bound is a warning too, and the helpers that need it don't take the operation.
    pub fn vendor(name: impl Into<String>) -> Self {
        Self {
            vendor: Some(name.into()),
            ..Self::new()
        }
    }

    /// The WSDL file, seen from the package. What it imports is looked for beside it.
    pub fn wsdl(mut self, file: impl Into<PathBuf>) -> Self {
        self.wsdl = Some(file.into());
        self
    }

    /// An overlay file with decisions about this WSDL: other names, types, roles. On those about the vendor, if there are such, and where
    /// both speak of the same, this one holds. An entry that matches nothing is an error; one of ours that matches nothing in this WSDL
    /// can be named under `ignore`, and is no longer spoken of.
    ///
    /// The format is that of our own files in `codegen/overlays`; [`Overlay`] and [`RoleRule`](crate::overlay::RoleRule) describe it.
    pub fn overlay(mut self, file: impl Into<PathBuf>) -> Self {
        self.overlay = Some(file.into());
        self
    }

    /// Takes the file for what is imported by this address, path or namespace; see [`Catalog`].
    pub fn import(mut self, location: impl Into<String>, file: impl Into<PathBuf>) -> Self {
        self.catalog = self.catalog.with_file(location, file);
        self
    }

    /// The name of the module, and of the file that declares it. By default the vendor's, or that of the service.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// How the program names the vendor's crate. By default `kontorhaus_VENDOR`; with the umbrella crate it is `kontorhaus::VENDOR`.
    pub fn vendor_crate(mut self, path: impl Into<String>) -> Self {
        self.vendor_crate = Some(path.into());
        self
    }

    /// Where the files go. By default the folder that Cargo gives a build script, `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Makes the module and writes it, and tells Cargo on standard output what it was made from and what is dubious.
    ///
    /// # Errors
    ///
    /// When the WSDL or the overlay has problems: all of them, each with its place. When a file can't be read or written. Printed by a
    /// build script that returns it, the error is readable.
    pub fn build(&self) -> Result<(), BuildError> {
        let folder = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => std::env::var_os("OUT_DIR")
                .ok_or_else(|| {
                    BuildError::usage("`OUT_DIR` is not set: call this in a build script, or say where with `out_dir`")
                })?
                .into(),
        };
        let generated = self.generate()?;
        generated.write(&folder)?;
        print!("{}", generated.directives());
        Ok(())
    }

    /// Makes the module without writing or printing anything.
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build).
    pub fn generate(&self) -> Result<Generated, BuildError> {
        let wsdl = self.wsdl.as_deref();
        let wsdl = wsdl.ok_or_else(|| BuildError::usage("no WSDL file is named: call `wsdl`"))?;
        let vendor = self.vendor.as_deref().map(known).transpose()?;
        there(wsdl)?;
        let mut input = read(wsdl, &self.catalog).map_err(BuildError::input)?;
        let overlay = self.decisions(vendor, &mut input.sources)?;
        let api = crate::model(&input, overlay.as_ref()).map_err(BuildError::input)?;
        let name = match (&self.name, vendor) {
            (Some(name), _) => name.clone(),
            (None, Some(vendor)) => vendor.name.to_owned(),
            (None, None) => generate::package_name(&api.name).to_snake_case(),
        };
        if syn::parse_str::<syn::Ident>(&name).is_err() {
            return Err(BuildError::usage(format!(
                "`{name}` is no name for a module"
            )));
        }
        let source = file_name(wsdl);
        let files = match vendor {
            Some(vendor) => self.of_vendor(vendor, &api, overlay.as_ref(), source)?,
            None => of_its_own(&name, &api, source)?,
        };
        Ok(Generated {
            name,
            files,
            inputs: inputs(&input),
            notes: notes(input, &api),
        })
    }

    /// What we decided about the vendor, and what the caller did.
    fn decisions(
        &self,
        vendor: Option<&Vendor>,
        sources: &mut Sources,
    ) -> Result<Option<Overlay>, BuildError> {
        let mut parse = |name: &str, text: &str| {
            Overlay::read(name, text, sources)
                .map_err(|problem| BuildError::input(Report::new(vec![problem], sources.clone())))
        };
        let mut ours = None;
        if let Some(vendor) = vendor {
            let mut overlay = parse(&vendor.overlay_file(), vendor.overlay)?;
            overlay.make_base();
            overlay.share_enums();
            ours = Some(overlay);
        }
        let Some(path) = &self.overlay else {
            return Ok(ours);
        };
        there(path)?;
        let text = std::fs::read_to_string(path).map_err(|error| {
            BuildError::usage(format!("cannot read `{}`: {error}", path.display()))
        })?;
        let theirs = parse(&path.display().to_string(), &text)?;
        theirs
            .without_crate()
            .map_err(|why| BuildError::usage(format!("`{}`: {why}", path.display())))?;
        Ok(Some(match ours {
            Some(ours) => ours.under(theirs),
            None => theirs,
        }))
    }

    fn of_vendor(
        &self,
        vendor: &Vendor,
        api: &Api,
        overlay: Option<&Overlay>,
        source: String,
    ) -> Result<Files, BuildError> {
        let krate = self.vendor_crate.clone();
        let target = Target {
            vendor: krate.unwrap_or_else(|| format!("kontorhaus_{}", vendor.name)),
            service: overlay
                .and_then(|overlay| overlay.service.clone())
                .unwrap_or_else(|| "vendor::Service".to_owned()),
            generator: GENERATOR.to_owned(),
            source,
            client: false,
        };
        if syn::parse_str::<syn::Path>(&target.vendor).is_err() {
            let message = format!("`{}` is no path of a crate", target.vendor);
            return Err(BuildError::usage(message));
        }
        // The fault rules are the client's, which has them.
        render::render(api, &target, &[]).map_err(BuildError::internal)
    }
}

const GENERATOR: &str = "kontorhaus-codegen";

fn known(name: &str) -> Result<&'static Vendor, BuildError> {
    Vendor::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = VENDORS.iter().map(|vendor| vendor.name).collect();
        BuildError::usage(format!(
            "there is no vendor `{name}`; there is {}",
            names.join(", ")
        ))
    })
}

/// A relative path that leads nowhere is shown with the folder that it was seen from: Cargo chooses that for a build script.
fn there(path: &Path) -> Result<(), BuildError> {
    let address = path.display().to_string().contains("://");
    if address || path.is_absolute() || path.exists() {
        return Ok(());
    }
    let folder = std::env::current_dir().map_err(BuildError::io)?;
    Err(BuildError::usage(format!(
        "cannot read `{}`: there is no such file in `{}`",
        path.display(),
        folder.display()
    )))
}

/// The files that were read.
fn inputs(input: &Input) -> Vec<PathBuf> {
    let sources = input.sources.iter();
    let sources = sources.map(|source| PathBuf::from(&source.name));
    // What we bring along is a source too, and no file of the caller's.
    sources.filter(|path| path.is_file()).collect()
}

/// A module with a client of its own.
fn of_its_own(name: &str, api: &Api, source: String) -> Result<Files, BuildError> {
    let package = Package {
        name: name.replace('_', "-"),
        // Of the manifest only, which a module has none of.
        runtime: Dependency::Version(env!("CARGO_PKG_VERSION").to_owned()),
        source,
        generator: GENERATOR.to_owned(),
        inside_workspace: false,
    };
    package.module(api).map_err(BuildError::internal)
}

/// What is to be said of the input, and of what a module can't say of its crate.
fn notes(input: Input, api: &Api) -> Report {
    let mut notes = input.warnings;
    notes.extend(api.notes.iter().cloned());
    if let Some(limit) = render::recursion_limit(api) {
        let problem = Diagnostic::warning(
            "types lie deeper in each other than the compiler looks by default",
        );
        notes.push(problem.help(format!(
            "put `#![recursion_limit = \"{limit}\"]` at the top of the crate"
        )));
    }
    Report::new(notes, input.sources)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests;
