//! A schema without a namespace takes that of whoever includes it, and may do so several times.

#[path = "../../features/chameleon-include/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Kind, Kind2, Place, Place2, Sample};
use super::round_trip_in;

const SAMPLE: &str = include_str!("../../features/chameleon-include/sample.xml");

#[test]
fn each_inclusion_is_of_the_namespace_around_it() {
    let namespaces = [
        ("ns", "urn:example:chameleon-include"),
        ("ns2", "urn:example:second"),
    ];
    let sample: Sample = round_trip_in(SAMPLE, &namespaces);
    assert_eq!(sample.place, Place::new(1, Kind::House));
    assert_eq!(sample.home, Place::new(2, Kind::Flat));
    assert_eq!(sample.away, Place2::new(3, Kind2::House));
}
