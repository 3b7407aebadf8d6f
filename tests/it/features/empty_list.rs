//! Lists in an element of their own: not sent, sent empty, and required.

#[path = "../../features/empty-list/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::Nillable;

use self::expected::{ArrayOfInt, Sample};
use super::{read, round_trip, written};

const SAMPLE: &str = include_str!("../../features/empty-list/sample.xml");

#[test]
fn absent_and_empty_differ() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(sample.required, Vec::<String>::new());
    assert_eq!(sample.absent, None);
    assert_eq!(sample.empty, Some(Vec::new()));
    assert_eq!(sample.full, Some(vec!["a".to_owned(), String::new()]));
    assert_eq!(
        sample.numbers,
        Some(vec![Nillable::Value(1), Nillable::Nil])
    );
    assert_eq!(sample.nillable, Nillable::Nil);
    assert_eq!(sample.bare, Vec::<String>::new());
}

#[test]
fn a_required_list_must_come() {
    let without = SAMPLE.replace("<required/>", "");
    let error = read::<Sample>(&without).expect_err("no list");
    assert_eq!(error.to_string(), "required element required is missing");
}

#[test]
fn setters_take_whatever_becomes_the_items() {
    let sample = Sample::new(ArrayOfInt::new().with_int([1, 2]))
        .with_required(["r"])
        .with_full(["a", "b"])
        .with_numbers([Nillable::Value(1), Nillable::Nil])
        .with_bare(vec!["x".to_owned()]);
    let xml = written(&sample, SAMPLE, &[("ns", "http://example.org/empty-list/")]);
    assert_eq!(read::<Sample>(&xml).expect("readable"), sample);
}
