//! Enumerations: known values, and whatever else comes.

#[path = "../../features/enumeration/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Colour, Sample};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/enumeration/sample.xml");

#[test]
fn an_unknown_value_is_kept() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(
        sample.colour,
        [
            Colour::Red,
            Colour::DarkGreen,
            Colour::Empty,
            Colour::Other2,
            Colour::V4,
            Colour::Other("ultraviolet".to_owned()),
        ]
    );
    assert_eq!(Colour::from("-"), Colour::Minus);
    assert_eq!(Colour::DarkGreen.as_str(), "dark-green");
    assert_eq!(Colour::from(" red"), Colour::Other(" red".to_owned()));
    // An enumeration of numbers has no better names than the numbers; a union is a text.
    assert_eq!((sample.code, sample.flexible.as_str()), (3, "17"));
}
