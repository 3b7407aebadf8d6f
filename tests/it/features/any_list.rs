//! Overlay `list = "any"`: a list is read however it comes, and written as the schema says.

#[path = "../../features/any-list/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::Sample;
use super::{read, round_trip};

const SAMPLE: &str = include_str!("../../features/any-list/sample.xml");

fn sample(content: &str) -> Result<Sample, String> {
    let strict = "<strict>7</strict>";
    let xml = format!("<sample xmlns='urn:example:any-list'>{content}{strict}</sample>");
    read(&xml).map_err(|error| error.to_string())
}

#[test]
fn what_the_schema_says_is_read_and_written() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(sample.required, [3, 4]);
    assert_eq!(sample.optional, Some(Vec::new()));
    assert_eq!(sample.repeated, [5, 6]);
}

#[test]
fn other_forms_are_read_too() {
    let repeated =
        "<required>3</required><required>4 5</required><optional>6</optional><optional/>";
    let repeated = sample(repeated).expect("a sample");
    assert_eq!(repeated.required, [3, 4, 5]);
    assert_eq!(repeated.optional, Some(vec![6]));
    let divided = sample("<required>3,4; 5</required><repeated>6 7</repeated><repeated/>");
    let divided = divided.expect("a sample");
    assert_eq!(divided.required, [3, 4, 5]);
    assert_eq!(divided.repeated, [6, 7]);
}

#[test]
fn no_list_is_no_empty_list() {
    assert_eq!(sample("<required/>").expect("a sample").optional, None);
    let error = sample("").expect_err("a list is missing");
    assert!(error.contains("required"), "{error}");
    let error = sample("<required>3 x</required>").expect_err("x is no number");
    assert!(error.contains("is not an integer"), "{error}");
}

#[test]
fn elsewhere_the_schema_decides() {
    let twice = "<required>3</required><strict>7</strict>";
    assert!(
        sample(twice)
            .expect_err("strict comes twice")
            .contains("strict")
    );
}
