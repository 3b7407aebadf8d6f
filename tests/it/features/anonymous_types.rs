//! Types without a name: called after their element, and after their owner too where that is taken.

#[path = "../../features/anonymous-types/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Sample, State};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/anonymous-types/sample.xml");

#[test]
fn each_has_its_own_type() {
    let sample: Sample = round_trip(SAMPLE);
    let states: Vec<_> = sample
        .entry
        .iter()
        .map(|entry| entry.state.clone())
        .collect();
    assert_eq!(states, [State::Open, State::Other("lost".to_owned())]);
    assert_eq!(sample.entry[1].owner.name, "Grace");
    assert_eq!(sample.owner.expect("an owner").department, "IT");
}
