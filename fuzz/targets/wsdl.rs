//! Any WSDL with any file that it imports: a diagnosis or a client, and no file but under its folder.
#![no_main]

use std::path::Path;

use kontorhaus_codegen::render::{Dependency, Package};
use kontorhaus_codegen::{Catalog, model, package_name, read};
use libfuzzer_sys::fuzz_target;

/// Characters that a path of ours may have: no root, no drive, no way up.
fn is_ours(path: &str) -> bool {
    let segment = |segment: &str| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    };
    path.split('/').all(segment)
}

/// The files of an input: one after the other, with a form feed between, which XML forbids. So a WSDL file as it is can be a seed.
fn files(input: &[u8]) -> (&[u8], &[u8]) {
    match input.iter().position(|byte| *byte == b'\x0c') {
        Some(at) => (&input[..at], &input[at + 1..]),
        None => (input, &[]),
    }
}

fuzz_target!(|input: &[u8]| {
    let (main, other) = files(input);
    // Whatever the main file calls it.
    let catalog = ["other.xsd", "http://h/other.xsd", "urn:other"]
        .into_iter()
        .fold(Catalog::new(), |catalog, name| {
            catalog.with_bytes(name, other)
        })
        .with_bytes("main.wsdl", main);
    let input = match read(Path::new("main.wsdl"), &catalog) {
        Ok(input) => input,
        Err(report) => {
            assert!(report.errors() > 0);
            let _ = report.render(true);
            return;
        }
    };
    let _ = input.render_warnings(false);
    let Ok(api) = model(&input, None) else { return };
    let package = Package {
        name: package_name(&api.name),
        runtime: Dependency::Version("0".to_owned()),
        source: "main.wsdl".to_owned(),
        generator: "fuzz".to_owned(),
        inside_workspace: false,
    };
    let files = package.render(&api).expect("what is generated is Rust");
    for path in files.keys() {
        assert!(is_ours(path), "{path}");
    }
});
