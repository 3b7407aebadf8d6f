//! The stages after reading, one after the other.

use heck::ToKebabCase;

use crate::diagnostics::Report;
use crate::ir::{self, Api};
use crate::overlay::Overlay;
use crate::read::Input;
use crate::render::{self, Files, Target};
use crate::vendor::RegenerateError;

/// Makes the model of a service from what was read.
///
/// # Errors
///
/// All problems: overlay entries that match nothing, operations that can't be expressed.
pub fn model(input: &Input, overlay: Option<&Overlay>) -> Result<Api, Report> {
    ir::build(&input.definitions, &input.schemas, overlay)
        .map_err(|problems| Report::new(problems, input.sources.clone()))
}

/// Makes the files of a generated module from what was read.
///
/// # Errors
///
/// As [`model`].
pub fn generate(
    input: &Input,
    overlay: Option<&Overlay>,
    target: &Target,
) -> Result<Files, RegenerateError> {
    let api = model(input, overlay).map_err(RegenerateError::Input)?;
    let faults = overlay.map_or(&[][..], |overlay| &overlay.fault);
    render::render(&api, target, faults).map_err(RegenerateError::Internal)
}

/// A name for a crate: `createvouchers` for a service of that name, `my-service` for `MyService`.
#[must_use]
pub fn package_name(service: &str) -> String {
    let name: String = service
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let name = name.to_kebab_case();
    match name.chars().next() {
        None => "service".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("service-{name}"),
        Some(_) if is_reserved(&name) => format!("{name}-client"),
        Some(_) => name,
    }
}

/// Names that Cargo refuses.
fn is_reserved(name: &str) -> bool {
    matches!(
        name,
        "test"
            | "core"
            | "std"
            | "alloc"
            | "proc-macro"
            | "build"
            | "deps"
            | "examples"
            | "incremental"
    ) || syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_err()
}
