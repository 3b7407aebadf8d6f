//! The `form` of single elements and attributes goes before the schema's default.

#[path = "../../features/form-per-element/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::Sample;
use super::{read, round_trip};

const SAMPLE: &str = include_str!("../../features/form-per-element/sample.xml");

#[test]
fn each_name_has_its_own_namespace() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(
        (sample.plain.as_deref(), sample.named.as_deref()),
        (Some("p"), Some("n"))
    );
    assert_eq!(
        (sample.inside.as_str(), sample.outside.as_str()),
        ("in", "out")
    );
    assert_eq!(sample.inside2.as_deref(), Some("in again"));
}

#[test]
fn a_name_in_the_wrong_namespace_is_another_name() {
    let error = read::<Sample>(&SAMPLE.replace("f:inside>", "inside>")).expect_err("no f:inside");
    assert_eq!(
        error.to_string(),
        "required element inside is missing: one came without a namespace"
    );
}
