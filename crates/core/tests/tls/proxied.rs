//! Requests through a proxy, and past it.

use kontorhaus_core::http::Version;
use kontorhaus_core::http::header::PROXY_AUTHORIZATION;
use kontorhaus_core::{Outcome, Proxy as Through};
use tokio::net::TcpListener;

use super::origin::{Origin, Setup, acceptor};
use super::proxy::{Proxy, Reaction};
use super::*;

/// till-7:s3ntinel
const PAIR: &str = "dGlsbC03OnMzbnRpbmVs";
const VALUE: &str = "Basic dGlsbC03OnMzbnRpbmVs";
const PASSWORD: &str = "s3ntinel";

fn through(proxy: &Proxy) -> Through {
    Through::new(proxy.address()).basic_auth("till-7", PASSWORD.into())
}

fn assert_hidden(printed: &str) {
    assert!(
        !printed.contains(PASSWORD) && !printed.contains(PAIR),
        "{printed}"
    );
}

#[tokio::test]
async fn an_https_address_is_reached_through_a_tunnel() {
    if certificates().is_none() {
        return;
    }
    let origin = Origin::plain().await;
    let tls = acceptor(&Setup {
        client_certificate: false,
        protocols: &["http/1.1"],
    });
    let plain = Proxy::start(Reaction::Ask(VALUE), None).await;
    let encrypted = Proxy::start(Reaction::Ask(VALUE), Some(tls)).await;
    let to_encrypted = Through::new(format!("https://localhost:{}", encrypted.port));
    let to_encrypted = to_encrypted.basic_auth("till-7", PASSWORD.into());
    for (proxy, through) in [(&plain, through(&plain)), (&encrypted, to_encrypted)] {
        let client = builder()
            .endpoint(origin.remote())
            .proxy(through)
            .build()
            .unwrap();
        assert_eq!(client.call(order("one")).await.unwrap(), "one");
        assert_eq!(client.call(look("two")).await.unwrap(), "two");
        let line = format!("CONNECT shop.example:{} HTTP/1.1\r\n", origin.port);
        let heads = proxy.heads();
        assert_eq!(heads.len(), 2);
        for head in heads {
            assert!(head.starts_with(&line) && head.contains(VALUE), "{head}");
        }
    }
    let seen = origin.seen();
    assert_eq!(seen.len(), 4);
    for seen in seen {
        assert_eq!(seen.version, Version::HTTP_2);
        assert!(!seen.headers.contains_key(PROXY_AUTHORIZATION));
    }
}

#[tokio::test]
async fn a_proxy_that_asks_for_credentials_means_not_sent() {
    if certificates().is_none() {
        return;
    }
    let origin = Origin::plain().await;
    let proxy = Proxy::start(Reaction::Ask("Basic other"), None).await;
    for through in [Through::new(proxy.address()), through(&proxy)] {
        let client = builder()
            .endpoint(origin.remote())
            .proxy(through)
            .build()
            .unwrap();
        let error = client.call(order("one")).await.unwrap_err();
        assert_eq!(error.message(), "the proxy asks for credentials");
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Connect, Outcome::NotSent)
        );
        assert!(!error.is_retryable(), "it may lock the account");
        assert!(error.to_string().contains("Builder::proxy"), "{error}");
        assert_hidden(&format!("{error} {error:?} {error:#?}"));
    }
    assert_eq!(proxy.heads().len(), 2);
    assert_eq!(origin.connections(), 0);
}

#[tokio::test]
async fn a_proxy_that_cannot_go_on_means_not_sent() {
    if certificates().is_none() {
        return;
    }
    let origin = Origin::plain().await;
    for reaction in [
        Reaction::Refuse("503 Service Unavailable"),
        Reaction::Refuse("403 Forbidden"),
        Reaction::Close,
    ] {
        let proxy = Proxy::start(reaction, None).await;
        let client = builder().endpoint(origin.remote()).proxy(through(&proxy));
        let error = client
            .build()
            .unwrap()
            .call(order("one"))
            .await
            .unwrap_err();
        assert_eq!(error.message(), "no connection to the host came about");
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Connect, Outcome::NotSent)
        );
        assert_eq!(error.attempts(), 3);
        assert_hidden(&format!("{error} {error:?} {error:#?}"));
        assert_eq!(proxy.heads().len(), 3);
    }
    assert_eq!(origin.connections(), 0);
}

#[tokio::test]
async fn a_proxy_that_is_not_there_means_not_sent() {
    if certificates().is_none() {
        return;
    }
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let client = builder()
        .endpoint("https://shop.example/")
        .proxy(Through::new(address));
    let error = client
        .build()
        .unwrap()
        .call(order("one"))
        .await
        .unwrap_err();
    assert_eq!(error.message(), "no connection to the host came about");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
    assert!(error.is_retryable());
}

#[tokio::test]
async fn plain_http_goes_to_the_proxy_whole() {
    if certificates().is_none() {
        return;
    }
    let proxy = Proxy::start(Reaction::Ask(VALUE), None).await;
    let plain = |through| {
        let builder = builder().endpoint("http://till.example:8080/soap?a=b");
        builder
            .plain_http_to_this_host()
            .proxy(through)
            .build()
            .unwrap()
    };
    let answer = plain(through(&proxy)).call(order("one")).await.unwrap();
    assert_eq!(answer, "via");
    let head = &proxy.heads()[0];
    let line = "POST http://till.example:8080/soap?a=b HTTP/1.1\r\n";
    assert!(head.starts_with(line) && head.contains(VALUE), "{head}");

    // The proxy answers with all that it got.
    let wrong = Through::new(proxy.address()).basic_auth("till-8", PASSWORD.into());
    let error = plain(wrong).call(order("one")).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 407);
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Status, Outcome::Rejected)
    );
    let excerpt = error.excerpt().unwrap();
    assert!(excerpt.contains("Basic ***"), "{excerpt}");
    assert!(
        !format!("{error} {error:?} {error:#?} {excerpt}").contains("dGlsbC04"),
        "{excerpt}"
    );
}

#[tokio::test]
async fn this_machine_and_exceptions_take_no_proxy() {
    if certificates().is_none() {
        return;
    }
    let origin = Origin::plain().await;
    let proxy = Proxy::start(Reaction::Pass, None).await;
    for host in ["localhost", "127.0.0.1"] {
        let endpoint = format!("https://{host}:{}/", origin.port);
        let client = builder()
            .endpoint(endpoint)
            .proxy(through(&proxy))
            .build()
            .unwrap();
        assert_eq!(client.call(order("one")).await.unwrap(), "one");
    }
    // A name that nobody has; the proxy would have gone on.
    let except = through(&proxy).no_proxy(["invalid", "10.0.0.0/8"]);
    let client = builder()
        .endpoint("https://shop.invalid/")
        .proxy(except)
        .build()
        .unwrap();
    let error = client.call(order("one")).no_retry().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.message(), "the host's name could not be resolved");
    assert_eq!(proxy.heads(), [""; 0]);
}
