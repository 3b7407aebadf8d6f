//! Choices in choices and in groups of choices: an enum where one element is chosen, fields where a group is.

#[path = "../../features/choice-nested/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::RepeatedItem::{M, N, O};
use self::expected::{Deep, DeepChoice, Flat, FlatChoice, Optional, OptionalChoice, Sample};
use super::{read, round_trip};

const SAMPLE: &str = include_str!("../../features/choice-nested/sample.xml");
const NAMESPACE: &str = "urn:example:choice-nested";

#[test]
fn every_nesting_is_read_and_written() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(sample.flat, Flat::new(FlatChoice::C(1)));
    let deep = Deep::new(4).with_x(2).with_choice(DeepChoice::Z(3));
    assert_eq!(sample.deep, deep);
    assert_eq!(sample.optional, Optional::new());
    assert_eq!(sample.repeated.items, [N(5), O(6), O(7), M(8), N(9), O(10)]);
    assert_eq!((sample.listed.s, sample.listed.t), (vec![11, 12], None));
    assert_eq!(sample.open.known, None);
    let (_, other) = sample.open.extra.iter().next().expect("an element");
    assert_eq!(other.read::<i32>().expect("a number"), 13);
}

#[test]
fn two_arms_of_a_choice_exclude_each_other() {
    let flat = format!("<f xmlns='{NAMESPACE}'><a>1</a><b>2</b></f>");
    let error = read::<Flat>(&flat).expect_err("two arms");
    assert_eq!(error.to_string(), "b: excludes an element before it");
    let error = read::<Flat>("<f/>").expect_err("no arm");
    assert_eq!(error.to_string(), "one of a, b, c is required");
    let chosen: Optional = read(&format!("<f xmlns='{NAMESPACE}'><q>1</q></f>")).expect("q");
    assert_eq!(chosen.choice, Some(OptionalChoice::Q(1)));
}
