//! Schemas that are not valid, as people write them: read with warnings, and as they are meant.

#[path = "../../features/sloppy-schema/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Inline, Loop, Place, Sample};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/sloppy-schema/sample.xml");

#[test]
fn what_is_meant_is_read() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(sample.object.as_deref(), Some("o"));
    assert_eq!(
        (sample.bare.as_str(), sample.many, sample.array),
        ("b", vec![1, 2], vec![3])
    );
    assert_eq!(sample.inline, Inline::new(4));
    assert_eq!(sample.place, Place::new(5, "s", "c"));
    assert_eq!(sample.own, Loop::new().with_turn(6));
}
