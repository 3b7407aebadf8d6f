//! Overlay `keep_unknown`: children that the schema doesn't know are written back where they stood.

#[path = "../../features/keep-unknown/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Inner, Sample};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/keep-unknown/sample.xml");

#[test]
fn what_a_newer_server_sends_is_not_lost() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(
        (sample.first.as_str(), sample.second.as_deref()),
        ("1", Some("2"))
    );
    assert_eq!(sample.inner, Some(Inner::new(3)));
    let kept: Vec<_> = sample
        .extra
        .iter()
        .map(|(place, xml)| (place, xml.local_name()))
        .collect();
    assert_eq!(kept, [(0, "added"), (2, "added"), (5, "last")]);
}

#[test]
fn a_changed_value_keeps_the_unknown_children() {
    let mut sample: Sample = super::read(SAMPLE).expect("readable");
    sample.second = Some("two".to_owned());
    let xml = super::written(&sample, SAMPLE, &[("ns", "urn:example:keep-unknown")]);
    assert_eq!(
        crate::infoset::infoset(&xml),
        crate::infoset::infoset(&SAMPLE.replace("<second>2<", "<second>two<"))
    );
}
