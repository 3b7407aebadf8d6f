//! Ports that speak the other protocol: https to one without TLS, and http to one with it.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use kontorhaus_core::Outcome;
use kontorhaus_core::http::Response;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;

use super::origin::Origin;
use super::*;

/// A server that speaks plain HTTP: its port, and the number of requests that it took.
async fn without_tls() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&taken);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let counted = Arc::clone(&counted);
            let service = service_fn(move |_: Request<Incoming>| {
                counted.fetch_add(1, Ordering::SeqCst);
                async { Ok::<_, Infallible>(Response::new(String::new())) }
            });
            tokio::spawn(async move {
                let server = auto::Builder::new(TokioExecutor::new());
                let connection = server.serve_connection(TokioIo::new(stream), service);
                // What the client says is no HTTP.
                let _ = connection.await;
            });
        }
    });
    (port, taken)
}

/// A server of another protocol, which begins by saying what it is.
async fn greeting() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            stream
                .write_all(b"220 shop.example ESMTP\r\n")
                .await
                .unwrap();
            // Closed with something unread, the connection would be reset.
            let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
        }
    });
    port
}

#[tokio::test]
async fn https_to_a_port_without_tls_names_the_port() {
    if certificates().is_none() {
        return;
    }
    let (http, taken) = without_tls().await;
    for port in [http, greeting().await] {
        let endpoint = format!("https://127.0.0.1:{port}/soap?token=k7Fq3vkQ3");
        let client = builder().endpoint(endpoint).build().unwrap();
        let error = client.call(order("one")).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "shop.Order failed: the server at 127.0.0.1:{port} does not speak TLS (connection, 3 attempts). \
                 Nothing was sent. Check the port of the address, and the proxy if there is one."
            ),
            "{error:?}"
        );
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Connect, Outcome::NotSent)
        );
    }
    assert_eq!(taken.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn http_to_a_port_with_tls_speaks_of_https() {
    if certificates().is_none() {
        return;
    }
    let origin = Origin::plain().await;
    let port = origin.port;
    let endpoint = format!("http://127.0.0.1:{port}/soap");
    let client = builder().endpoint(endpoint).build().unwrap();
    let error = client.call(order("one")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "shop.Order failed: the answer is no valid HTTP (transport). Whether it took effect is unknown: \
             find out before it is repeated. If the server at 127.0.0.1:{port} speaks TLS, use https."
        ),
        "{error:?}"
    );
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Transport, Outcome::Unknown)
    );
    assert_eq!(origin.seen().len(), 0);
}
