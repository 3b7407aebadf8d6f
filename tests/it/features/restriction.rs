//! Restriction: the content is what the restriction repeats; attributes are inherited, declared anew, or prohibited.

#[path = "../../features/restriction/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::Pair;
use super::{read, round_trip};

const SAMPLE: &str = include_str!("../../features/restriction/sample.xml");

#[test]
fn the_restriction_decides() {
    let pair: Pair = round_trip(SAMPLE);
    assert_eq!((pair.unit.as_str(), pair.scale), ("m", Some(2)));
    assert_eq!(
        (pair.value.as_str(), pair.second.as_str()),
        ("first", "2nd")
    );
    let error = read::<Pair>(&SAMPLE.replace(" unit=\"m\"", "")).expect_err("no unit");
    assert_eq!(error.to_string(), "required attribute unit is missing");
}
