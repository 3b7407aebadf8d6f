//! Unions: of listed texts an enum, open if any text is allowed; of anything else the text.

#[path = "../../features/union/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::Validate;

use self::expected::{Closed, Extensible, Sample};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/union/sample.xml");

#[test]
fn members_share_a_type() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(
        (&sample.closed, &sample.size),
        (&Closed::Large, &Some(Closed::Huge))
    );
    let other = Extensible::Other("x-large".to_owned());
    assert_eq!(sample.open, [Extensible::Small, other]);
    assert_eq!(sample.mixed, ["5", "small", "2026-01-01"]);
    assert_eq!(sample.words, ["1", "large"]);
    assert_eq!(sample.validate(), Ok(()));
    let mut sample = sample;
    sample.closed = Closed::from("x-large");
    assert_eq!(sample.closed, Closed::Other("x-large".to_owned()));
    assert_eq!(
        sample.validate().expect_err("a violation").to_string(),
        "closed is none of the values that the schema lists"
    );
}
