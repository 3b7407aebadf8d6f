//! A WSDL without a binding: what nearly all services speak is assumed, with a warning.

#[path = "../../features/port-types-only/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Add, Notify, Subscribe};
use super::exchange;

const NS: &str = "urn:example:port-types-only";

#[tokio::test]
async fn elements_are_documents_and_types_are_arguments() {
    let answer = format!("<subscribed xmlns='{NS}'>5</subscribed>");
    let subscribed = exchange(Subscribe::new("news"), &answer).await;
    assert_eq!(
        subscribed.request,
        [format!("{{{NS}}}subscribe = \"news\"")]
    );
    assert_eq!(subscribed.headers["soapaction"], "\"\"");
    assert_eq!(subscribed.output.expect("a number"), 5);
    exchange(Notify::new(5), "").await.output.expect("sent");

    let answer = format!("<s:AddResponse xmlns:s='{NS}'><return>3</return></s:AddResponse>");
    let added = exchange(Add::new(1, 2), &answer).await;
    assert_eq!(
        added.request,
        [&*format!("{{{NS}}}Add"), "  {}a = \"1\"", "  {}b = \"2\""]
    );
    assert_eq!(added.output.expect("a sum"), 3);
}

#[test]
fn that_is_said() {
    let notes = include_str!("../../features/port-types-only/notes.txt");
    assert!(notes.starts_with("warning: this WSDL has no binding: SOAP 1.1 over HTTP is assumed"));
}
