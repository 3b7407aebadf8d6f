//! Attributes with and without a namespace: by the schema's default, by their own word, by reference.

#[path = "../../features/attribute-forms/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Far, Get, Sample};
use super::{exchange, round_trip_in};

const SAMPLE: &str = include_str!("../../features/attribute-forms/sample.xml");

#[tokio::test]
async fn each_is_in_its_namespace() {
    let namespaces = [
        ("ns", "urn:example:attribute-forms"),
        ("ns2", "urn:example:far"),
    ];
    let sample: Sample = round_trip_in(SAMPLE, &namespaces);
    let expected = Sample::new(1, Far::new().with_default(5).with_full(6))
        .with_plain(2)
        .with_global(3)
        .with_global2(4);
    assert_eq!(sample, expected);
    let sent = exchange(Get::new().with_page(1), SAMPLE).await;
    assert_eq!(
        sent.request,
        ["{urn:example:attribute-forms}Get {urn:example:attribute-forms}page=1 = \"\""]
    );
    assert_eq!(sent.output.expect("an answer"), expected);
}
