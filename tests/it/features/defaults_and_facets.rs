//! Defaults, fixed values and limits: shown in the documentation, applied by the server.

#[path = "../../features/defaults-and-facets/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::Sample;
use super::{read, round_trip};

const SAMPLE: &str = include_str!("../../features/defaults-and-facets/sample.xml");

#[test]
fn an_empty_element_means_its_default() {
    let sample: Sample = read(SAMPLE).expect("a readable sample");
    assert_eq!(
        round_trip::<Sample>(&SAMPLE.replace("<country/>", "<country>DE</country>")),
        sample
    );
    assert_eq!(
        (
            sample.zip.as_str(),
            sample.country.as_str(),
            sample.schema.as_str()
        ),
        ("24103", "DE", "v1")
    );
    assert_eq!((sample.checked, sample.format), (Some(true), None));
    assert_eq!(sample.share.expect("a share").to_string(), "12.50");
}

#[test]
fn the_documentation_says_them() {
    let types = include_str!("../../features/defaults-and-facets/expected/types.rs");
    for line in [
        "/// An address with limits, as \\[RFC\\] \\<says\\>.",
        "/// - an item that goes on",
        "/// Limits: length 5. Pattern: `[0-9]{5}`.",
        "/// An empty element means `DE`.",
        "/// Always `v1`.",
        "/// How much of it.",
        "/// Limits: at least 0, at most 100, digits at most 5, fraction digits at most 2.",
        "/// The element `line`. Limits: length at least 1, length at most 40.",
        "/// The element `floor`. Limits: above -3, below 200.",
        "/// `false` when absent.",
    ] {
        assert!(types.contains(line), "{line}\n{types}");
    }
}
