//! Document/literal, bare: the part is the payload. Two operations may share an element.

#[path = "../../features/document-bare/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Check, Order, Place, Receipt};
use super::{exchange, round_trip};

const SAMPLE: &str = include_str!("../../features/document-bare/sample.xml");

#[tokio::test]
async fn each_operation_has_a_request_of_its_own() {
    let placed = exchange(Place::new("A 7", 3), SAMPLE).await;
    assert_eq!(
        placed.request,
        [
            "{urn:example:document-bare}order",
            "  {urn:example:document-bare}article = \"A 7\"",
            "  {urn:example:document-bare}quantity = \"3\"",
        ]
    );
    assert_eq!(placed.headers["soapaction"], "\"urn:place\"");
    assert_eq!(
        placed.output.expect("a receipt").order,
        Order::new("A 7", 3)
    );

    let confirmed = "<confirmed xmlns='urn:example:document-bare'>1</confirmed>";
    let checked = exchange(Check::new("A 7", 3), confirmed).await;
    assert_eq!(checked.request, placed.request);
    assert_eq!(checked.headers["soapaction"], "\"urn:check\"");
    assert!(checked.output.expect("an answer"));
}

#[test]
fn the_sample_is_written_back() {
    assert_eq!(
        round_trip::<Receipt>(SAMPLE),
        Receipt::new("R-1", Order::new("A 7", 3))
    );
}
