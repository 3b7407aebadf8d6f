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
    files(&api, overlay, target)
}

/// The same from the model.
pub(crate) fn files(
    api: &Api,
    overlay: Option<&Overlay>,
    target: &Target,
) -> Result<Files, RegenerateError> {
    let faults = overlay.map_or(&[][..], |overlay| &overlay.fault);
    render::render(api, target, faults).map_err(RegenerateError::Internal)
}

/// A name for a crate: `createvouchers` for a service of that name, `my-service` for `MyService`, `groesse` for `Größe`.
#[must_use]
pub fn package_name(service: &str) -> String {
    let mut name = String::new();
    for c in service.chars() {
        match c {
            'ä' | 'Ä' => name.push_str("ae"),
            'ö' | 'Ö' => name.push_str("oe"),
            'ü' | 'Ü' => name.push_str("ue"),
            'ß' | 'ẞ' => name.push_str("ss"),
            c if c.is_ascii_alphanumeric() => name.push(c),
            _ => name.push(' '),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_named_as_cargo_allows() {
        for (service, expected) in [
            ("MyService", "my-service"),
            ("Größe ändern", "groesse-aendern"),
            ("300API", "service-300api"),
            ("test", "test-client"),
            ("日本", "service"),
        ] {
            assert_eq!(package_name(service), expected);
        }
    }
}
