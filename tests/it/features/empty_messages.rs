//! Messages without content: an empty element, and no element at all.

#[path = "../../features/empty-messages/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Reset, Touch};
use super::exchange;

const SAMPLE: &str = include_str!("../../features/empty-messages/sample.xml");

#[tokio::test]
async fn an_empty_element_is_an_answer() {
    let reset = exchange(Reset::new(), SAMPLE).await;
    assert_eq!(reset.request, ["{urn:example:empty-messages}Reset = \"\""]);
    reset.output.expect("an answer");
    let other = exchange(Reset::new(), "<Other/>").await;
    other.output.expect_err("another answer");
}

#[tokio::test]
async fn an_empty_body_is_one_too() {
    let touch = exchange(Touch::new(), "").await;
    assert_eq!(touch.request, ["{urn:example:empty-messages}Touch = \"\""]);
    touch.output.expect("an answer");
}
