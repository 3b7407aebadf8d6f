//! `elementFormDefault="qualified"`: all names are in the schema's namespace, here attributes too.

#[path = "../../features/qualified/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Part, Sample};
use super::{read, round_trip};

const SAMPLE: &str = include_str!("../../features/qualified/sample.xml");

#[test]
fn all_names_are_in_the_namespace() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(sample.id, 7);
    assert_eq!(sample.part, [Part::new(1), Part::new(2)]);
    assert_eq!(sample.remark.as_deref(), Some("even this"));
}

#[test]
fn names_without_one_are_others() {
    let error = read::<Sample>(&SAMPLE.replace(" q:id", " id")).expect_err("no id");
    assert_eq!(error.to_string(), "required attribute id is missing");
    let error = read::<Sample>(&SAMPLE.replace("q:size", "size")).expect_err("no size");
    assert_eq!(
        error.to_string(),
        "part[1]: required element size is missing: one came without a namespace"
    );
}
