//! Several services, ports and port types: an operation for each port type, whatever versions of SOAP offer it; plain HTTP is noted.

#[path = "../../features/several-ports/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::Builder;
use kontorhaus_soap::v1::SoapVersion;

use self::expected::{Count, StaffCount};
use super::{Feature, exchange, exchange_with};

const ANSWER: &str = "<Counted xmlns='urn:example:several-ports'>3</Counted>";

fn speaking(version: SoapVersion) -> Builder<Feature> {
    Builder::new().setting(version)
}

#[tokio::test]
async fn each_version_has_its_own_action() {
    let first = exchange(Count::new("x"), ANSWER).await;
    assert_eq!(first.headers["soapaction"], "\"urn:count-1.1\"");
    assert_eq!(first.output.expect("a number"), 3);
    let second = exchange_with(
        speaking(SoapVersion::V12),
        Count::new("x"),
        ANSWER,
        |call| call,
    )
    .await;
    assert_eq!(
        second.headers["content-type"],
        "application/soap+xml; charset=utf-8; action=\"urn:count-1.2\""
    );
    assert_eq!(
        (second.output.expect("a number"), second.request),
        (3, first.request)
    );
}

#[tokio::test]
async fn what_is_offered_in_one_version_speaks_it() {
    let only = exchange(StaffCount::new("x"), ANSWER).await;
    assert_eq!(
        only.headers["content-type"],
        "application/soap+xml; charset=utf-8; action=\"urn:staff-count\""
    );
    assert!(
        String::from_utf8_lossy(&only.sent).contains("http://www.w3.org/2003/05/soap-envelope")
    );
    assert_eq!(only.output.expect("a number"), 3);
    let other = exchange_with(
        speaking(SoapVersion::V11),
        StaffCount::new("x"),
        ANSWER,
        |call| call,
    )
    .await;
    assert_eq!(other.headers["soapaction"], "\"urn:staff-count\"");
}

#[test]
fn what_is_left_out_is_said() {
    let notes = include_str!("../../features/several-ports/notes.txt");
    assert!(notes.starts_with("note: the binding `StockGet` is for plain HTTP: it is left out"));
}
