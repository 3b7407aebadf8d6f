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
    let name = words(service);
    match name.chars().next() {
        None => "service".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("service-{name}"),
        Some(_) if is_reserved(&name) => format!("{name}-client"),
        Some(_) => name,
    }
}

/// The name of a crate in a folder: that of the folder where Cargo takes it, as `my_client`, or else nearly that,
/// `my-client` for `MyClient`. `None` where that is no name, as of `300`, `日本` or `test`.
#[must_use]
pub fn crate_name(folder: &str) -> Option<String> {
    let name = words(folder);
    if package_name(folder) != name {
        return None;
    }
    let is_name = folder.replace('_', "-") == name;
    Some(if is_name { folder.to_owned() } else { name })
}

/// The words of a text, in small letters of ASCII: `my-service`.
fn words(text: &str) -> String {
    let mut words = String::new();
    for c in text.chars() {
        match c {
            'ä' | 'Ä' => words.push_str("ae"),
            'ö' | 'Ö' => words.push_str("oe"),
            'ü' | 'Ü' => words.push_str("ue"),
            'ß' | 'ẞ' => words.push_str("ss"),
            c if c.is_ascii_alphanumeric() => words.push(c),
            _ => words.push(' '),
        }
    }
    words.to_kebab_case()
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

    #[test]
    fn a_crate_is_named_after_its_folder_where_that_is_a_name() {
        for (folder, expected) in [
            ("shop-client", Some("shop-client")),
            ("my_client", Some("my_client")),
            ("MyClient", Some("my-client")),
            ("Größe", Some("groesse")),
            ("shop.v2", Some("shop-v2")),
            ("a__b", Some("a-b")),
            ("300", None),
            ("日本", None),
            ("test", None),
            ("match", None),
            ("", None),
        ] {
            assert_eq!(crate_name(folder).as_deref(), expected, "{folder}");
        }
    }
}
