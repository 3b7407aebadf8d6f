//! Names that Rust doesn't take, that differ in case only, or that generated code uses itself.

#[path = "../../features/names/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{BoxType, ClientType, Keyword, PickChoice, Sample, TextType, TextType2};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/names/sample.xml");

#[test]
fn every_name_finds_its_element() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!((sample.type_, sample.a), (Some(1), Some(2)));
    assert_eq!(
        (sample.type2, sample.self_, sample.r, sample.a2),
        (3, 4, 5, Some(6))
    );
    assert_eq!((sample.w, sample.name, sample.value), (Some(7), 8, Some(9)));
    assert_eq!(sample.values, [10, 11]);
    assert_eq!(
        (sample.new, sample.write, sample.extra),
        (Some(12), Some(13), Some(14))
    );
    assert_eq!(
        (sample.customer_id, sample.customer_id2, sample.customer_id3),
        (15, 16, Some(17))
    );
    assert_eq!((sample.n2nd_line, sample.straße), (18, 19));
    assert_eq!(sample.box_, Some(BoxType::new().with_box(BoxType::new())));
    assert_eq!(
        (sample.text, sample.text2),
        (Some(TextType::new(22)), Some(TextType2::new(23)))
    );
    assert_eq!(sample.keyword, Some(Keyword::A2));
    assert_eq!(sample.pick.expect("a pick").choice, PickChoice::Self2(24));
    assert_eq!(sample.ns.expect("a type called NS").ok, 25);
    assert_eq!(ClientType::new(1).with_match(2).match_, Some(2));
}
