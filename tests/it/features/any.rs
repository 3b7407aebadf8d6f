//! `xs:any`: what nobody declared is kept with its place and its namespaces; `xs:anyType` is kept as it is.

#[path = "../../features/any/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::Envelope;
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/any/sample.xml");

#[test]
fn unknown_elements_return_to_their_places() {
    let envelope: Envelope = round_trip(SAMPLE);
    assert_eq!(envelope.sender, "us");
    let extra: Vec<_> = envelope
        .extra
        .iter()
        .map(|(place, element)| (place, element.namespace(), element.local_name().to_owned()))
        .collect();
    let urn = str::to_owned;
    assert_eq!(
        extra,
        [
            (0, urn("urn:other"), urn("first")),
            (2, urn("urn:other"), urn("second")),
            (4, urn("urn:third"), urn("third")),
        ]
    );
    let payload = envelope.payload.expect("a payload");
    assert_eq!(
        payload.children().expect("well-formed XML")[0].local_name(),
        "anything"
    );
}
