//! `xs:list`: several values in one text; not sent and sent empty differ.

#[path = "../../features/list/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::Nillable;

use self::expected::{Day, Sample};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/list/sample.xml");

#[test]
fn lists_in_elements_and_attributes() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(sample.ids, [1, 2]);
    assert_eq!(sample.names, None);
    assert_eq!(sample.required, [3, 4]);
    assert_eq!(sample.optional, Some(Vec::new()));
    assert_eq!(sample.nillable, Nillable::Nil);
    assert_eq!(sample.row, [vec![1, 2, 3], Vec::new()]);
    assert_eq!(sample.days, [Day::Mon, Day::Other("wed".to_owned())]);
}

#[test]
fn arguments_are_anything_that_gives_items() {
    let made = Sample::new([1, 2], 3..5, vec![6], [Day::Tue])
        .with_names(["a"])
        .with_optional([])
        .with_row([vec![1]]);
    assert_eq!((made.ids, made.required), (vec![1, 2], vec![3, 4]));
    assert_eq!(made.nillable, Nillable::Value(vec![6]));
    assert_eq!(
        (made.names, made.optional),
        (Some(vec!["a".to_owned()]), Some(Vec::new()))
    );
}
