//! A server that asks for a certificate of the client.

use kontorhaus_core::Outcome;

use super::origin::{BOTH, Origin, Setup};
use super::*;

async fn strict() -> Origin {
    Origin::start(Setup {
        client_certificate: true,
        protocols: BOTH,
    })
    .await
}

#[tokio::test]
async fn a_client_shows_its_certificate() {
    if certificates().is_none() {
        return;
    }
    let origin = strict().await;
    let client = builder()
        .endpoint(origin.local())
        .client_certificate_pem(read("client.pem"), key("client.key"))
        .build()
        .unwrap();
    assert_eq!(client.call(order("one")).await.unwrap(), "one");
    assert_eq!(client.call(look("two")).await.unwrap(), "two");
    assert_eq!(origin.seen().len(), 2);
}

#[tokio::test]
async fn without_a_certificate_that_the_server_takes_nothing_happens() {
    if certificates().is_none() {
        return;
    }
    let origin = strict().await;
    let none = builder();
    // Of a CA with the same name and another key.
    let foreign = make("foreign");
    let foreign_key = str::from_utf8(foreign.get("client.key")).unwrap();
    let other = builder().client_certificate_pem(foreign.get("client.pem"), foreign_key.into());
    for builder in [none, other] {
        let client = builder.endpoint(origin.local()).build().unwrap();
        for _ in 0..20 {
            let error = client.call(order("one")).await.unwrap_err();
            assert_eq!(error.message(), "the TLS handshake failed", "{error:?}");
            assert_eq!(error.kind(), ErrorKind::Connect);
            // With TLS 1.3 the refusal comes when the request may be under way.
            assert!(
                matches!(error.outcome(), Outcome::NotSent | Outcome::Rejected),
                "{error}"
            );
            assert!(!error.is_retryable());
            assert!(
                error.to_string().contains("client_certificate_pem"),
                "{error}"
            );
        }
    }
    assert_eq!(origin.seen().len(), 0);
}

#[tokio::test]
async fn a_key_of_another_certificate_is_refused() {
    if certificates().is_none() {
        return;
    }
    let built = builder()
        .endpoint("https://shop.example/")
        .client_certificate_pem(read("client.pem"), key("server.key"))
        .build();
    let error = built.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Configuration, Outcome::NotSent)
    );
}
