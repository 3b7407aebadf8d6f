//! Several namespaces: schemas imported from disk, included, and inline.

#[path = "../../features/namespaces/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Get, Sample};
use super::{exchange, round_trip_in};

const SAMPLE: &str = include_str!("../../features/namespaces/sample.xml");

#[test]
fn each_name_is_in_the_namespace_of_its_schema() {
    let sample: Sample = round_trip_in(
        SAMPLE,
        &[
            ("ns", "urn:example:namespaces"),
            ("ns2", "urn:example:namespaces:common"),
        ],
    );
    assert_eq!((sample.rank, sample.id, sample.title), (Some(3), 1, None));
    let titles: Vec<_> = sample.part.iter().map(|part| part.title.as_str()).collect();
    assert_eq!(titles, ["one", "two"]);
    assert_eq!(sample.key.as_deref(), Some("k"));
    assert_eq!(sample.price.value.to_string(), "9.99");
}

#[tokio::test]
async fn a_request_declares_what_it_needs() {
    let got = exchange(Get::new("k"), SAMPLE).await;
    assert_eq!(
        got.request,
        [
            "{urn:example:namespaces}Get",
            "  {urn:example:namespaces:common}key = \"k\""
        ]
    );
    assert_eq!(got.output.expect("a sample").id, 1);
}
