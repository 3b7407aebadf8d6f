//! Generated code as files: fresh, the same every time, and mended whatever state it is in.

mod notes;
mod order;
mod repair;
mod shuffled;
mod snapshots;

use kontorhaus_codegen::output::Mode;
use kontorhaus_codegen::vendor::VENDORS;
use kontorhaus_tests::interop::workspace;

#[test]
fn checked_in_code_is_what_the_generator_makes() {
    for vendor in VENDORS {
        let regenerated = vendor
            .regenerate(&workspace(), Mode::Check)
            .unwrap_or_else(|error| panic!("{error}"));
        let listed: Vec<String> = regenerated
            .changes
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(
            listed.is_empty(),
            "{}\nTo make them so: cargo xtask regen; then read the difference and commit it.",
            listed.join("\n")
        );
    }
}

#[test]
fn twice_is_the_same() {
    for vendor in VENDORS {
        let files = || vendor.files(&workspace()).expect("generated files");
        assert_eq!(files(), files());
    }
}
