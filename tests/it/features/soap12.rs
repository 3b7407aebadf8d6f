//! A service with a port for each version of SOAP: one operation, and the client chooses.

#[path = "../../features/soap12/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::Builder;
use kontorhaus_soap::v1::SoapVersion;

use self::expected::Ping;
use super::{exchange, exchange_with};

const SAMPLE: &str = include_str!("../../features/soap12/sample.xml");

#[tokio::test]
async fn the_action_goes_where_the_version_wants_it() {
    let one = exchange(Ping::new("ping"), SAMPLE).await;
    assert_eq!(
        one.headers["soapaction"],
        "\"http://example.org/soap12/Ping\""
    );
    assert_eq!(one.headers["content-type"], "text/xml; charset=utf-8");
    assert_eq!(one.output.expect("an answer"), "pong");

    let builder = Builder::new().setting(SoapVersion::V12);
    let two = exchange_with(builder, Ping::new("ping"), SAMPLE, |call| call).await;
    assert_eq!(two.headers.get("soapaction"), None);
    assert_eq!(
        two.headers["content-type"],
        "application/soap+xml; charset=utf-8; action=\"http://example.org/soap12/Ping\""
    );
    assert_eq!(two.request, one.request);
    assert_eq!(two.output.expect("an answer"), "pong");
}
