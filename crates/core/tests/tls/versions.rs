//! HTTP/2 and HTTP/1.1, and trust.

use kontorhaus_core::http::Version;
use kontorhaus_core::{Builder, Outcome};

use super::origin::{BOTH, Origin, Setup};
use super::*;

#[tokio::test]
async fn the_server_chooses_the_version_of_http() {
    if certificates().is_none() {
        return;
    }
    for (protocols, version) in [
        (BOTH, Version::HTTP_2),
        (&["http/1.1"], Version::HTTP_11),
        (&[], Version::HTTP_11),
    ] {
        let origin = Origin::start(Setup {
            client_certificate: false,
            protocols,
        })
        .await;
        let client = builder().endpoint(origin.local()).build().unwrap();
        for body in ["one", ""] {
            assert_eq!(client.call(order(body)).await.unwrap(), body);
            assert_eq!(client.call(look(body)).await.unwrap(), body);
        }
        let seen = origin.seen();
        let bodies: Vec<_> = seen.iter().map(|seen| seen.body.as_str()).collect();
        assert_eq!(bodies, ["one", "one", "", ""]);
        for seen in seen {
            assert_eq!((seen.version, seen.target.path()), (version, "/soap"));
        }
        assert_eq!(
            origin.connections(),
            3,
            "one for each write, one for all else"
        );
    }
}

#[tokio::test]
async fn a_connection_of_http_2_serves_calls_at_the_same_time() {
    if certificates().is_none() {
        return;
    }
    let origin = Origin::plain().await;
    let client = builder().endpoint(origin.local()).build().unwrap();
    client.call(look("first")).await.unwrap();
    let calls: Vec<_> = (0..8)
        .map(|_| tokio::spawn(client.call(look("more")).into_future()))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), "more");
    }
    assert_eq!(origin.connections(), 1);
}

#[tokio::test]
async fn an_unknown_ca_means_not_sent() {
    if certificates().is_none() {
        return;
    }
    let origin = Origin::plain().await;
    let client = Builder::<Shop>::new()
        .endpoint(origin.local())
        .build()
        .unwrap();
    let error = client.call(order("one")).await.unwrap_err();
    assert_eq!(error.message(), "the TLS handshake failed");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
    assert!(!error.is_retryable());
    assert!(
        error.to_string().contains("root_certificate_pem"),
        "{error}"
    );
    assert_eq!(origin.seen().len(), 0);
}

#[tokio::test]
async fn a_certificate_for_another_host_means_not_sent() {
    if certificates().is_none() {
        return;
    }
    let origin = Origin::plain().await;
    let endpoint = format!("https://127.0.0.2:{}/", origin.port);
    let client = builder().endpoint(endpoint).build().unwrap();
    let error = client.call(order("one")).await.unwrap_err();
    // Debian's loopback answers on every address of 127.0.0.0/8; where it does not, nobody listens.
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
    assert_eq!(origin.seen().len(), 0);
}
