//! All presences of an element: required, optional, nillable, both, and many.

#[path = "../../features/nillable-optional/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::Nillable;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use self::expected::{Point, Sample};
use super::{read, round_trip, written};

const SAMPLE: &str = include_str!("../../features/nillable-optional/sample.xml");

#[test]
fn not_sent_and_sent_as_nil_differ() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!((sample.required, sample.optional), (1, None));
    assert_eq!(sample.nillable, Nillable::Nil);
    assert_eq!(sample.both, Some(Nillable::Nil));
    assert_eq!(sample.point, Some(Nillable::Value(Point::new(3))));
    assert!(matches!(
        sample.many.as_slice(),
        [Nillable::Value(_), Nillable::Nil]
    ));
}

#[test]
fn absent_values_are_left_out() {
    let absent = SAMPLE
        .replace("<both xsi:nil=\"true\"/>", "")
        .replace("<point><x>3</x></point>", "")
        .replace("<many xsi:nil=\"true\"/>", "")
        .replace("<many>2026-01-31</many>", "");
    let sample: Sample = round_trip(&absent);
    assert_eq!((sample.both, sample.point), (None, None));
    assert!(sample.many.is_empty());
}

#[test]
fn what_is_not_nillable_is_not_nil() {
    let nil = SAMPLE.replace("<required>1</required>", "<required xsi:nil=\"true\"/>");
    let error = read::<Sample>(&nil).expect_err("nil");
    assert_eq!(error.to_string(), "required element required is nil");
}

#[test]
fn setters_take_a_value_or_nil() {
    let sample = Sample::new(1, 2)
        .with_both("b")
        .with_point(Nillable::Nil)
        .with_optional(3);
    assert_eq!(sample.nillable, Nillable::Value(2));
    assert_eq!(sample.both, Some(Nillable::Value("b".to_owned())));
    assert_eq!(
        (sample.point, sample.optional),
        (Some(Nillable::Nil), Some(3))
    );
}

fn nillable<T: std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Nillable<T>> {
    option::of(value).prop_map(Nillable::from_option)
}

proptest! {
    #[test]
    fn every_combination_survives(
        (required, optional) in (any::<i32>(), option::of(any::<i32>())),
        (single, both) in (nillable(any::<i32>()), option::of(nillable("[ -~\u{e9}\r\n]{0,6}"))),
        point in option::of(nillable(any::<i32>().prop_map(Point::new))),
        months in vec(nillable(1_u8..=12), 0..4),
    ) {
        let date = |month: u8| format!("2026-{month:02}-01").parse().expect("a date");
        let mut sample = Sample::new(required, single)
            .with_many(months.into_iter().map(|month| month.map(date)));
        (sample.optional, sample.both, sample.point) = (optional, both, point);
        let xml = written(&sample, SAMPLE, &[("ns", "http://example.org/nillable-optional/")]);
        prop_assert_eq!(read::<Sample>(&xml).expect("readable"), sample);
    }
}
