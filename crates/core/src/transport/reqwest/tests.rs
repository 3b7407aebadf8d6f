//! The default transport against real sockets on loopback.

mod connections;
mod server;

use std::error::Error as _;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use http::StatusCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use self::server::{answer, read_request, serve, serve_bytes};
use crate::testing::{Look, SENTINEL, builder, order, put};
use crate::{Backoff, Error, ErrorKind, Outcome};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Repeats without a wait.
fn at_once() -> Backoff {
    Backoff::new()
        .first_delay(Duration::ZERO)
        .max_delay(Duration::ZERO)
}

fn assert_no_http(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.message(), "the answer is no valid HTTP");
    assert_eq!(error.outcome(), Outcome::Unknown);
}

async fn keep_answering(mut stream: TcpStream, mut request: String) {
    while !request.is_empty() {
        answer(&mut stream, "", b"ok").await;
        request = read_request(&mut stream).await;
    }
}

#[tokio::test]
async fn a_request_arrives_as_it_was_built() {
    let server = serve(|mut stream, request| async move {
        answer(&mut stream, "", request.as_bytes()).await;
    })
    .await;
    let client = server.builder().build().unwrap();
    let seen = client.call(order()).await.unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert!(seen.starts_with("POST /soap HTTP/1.1\r\n"), "{seen}");
    assert!(
        seen.contains(&format!("user-agent: kontorhaus/{version}\r\n")),
        "{seen}"
    );
    assert!(seen.contains("accept-encoding: gzip\r\n"), "{seen}");
    assert!(seen.ends_with(&format!("\r\n\r\n{SENTINEL}|one")), "{seen}");
}

#[tokio::test]
async fn a_get_has_no_body_and_says_nothing_of_one() {
    let server = serve(|mut stream, request| async move {
        answer(&mut stream, "", request.as_bytes()).await;
    })
    .await;
    let client = server.builder().user_agent("till/1").build().unwrap();
    let seen = client.call(Look).await.unwrap();
    assert!(seen.starts_with("GET /soap HTTP/1.1\r\n"), "{seen}");
    assert!(seen.contains("user-agent: till/1\r\n"), "{seen}");
    assert!(!seen.contains("transfer-encoding"), "{seen}");
}

#[tokio::test]
async fn a_refused_connection_means_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = builder()
        .endpoint(format!("http://{address}/"))
        .build()
        .unwrap();
    for error in [
        client.call(order()).no_retry().await.unwrap_err(),
        client.call(Look).no_retry().await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(error.is_retryable());
        assert_eq!(error.status(), None);
        assert_eq!(error.expose_raw_body(), None);
        let line = error.to_string();
        assert!(
            line.ends_with("Nothing was sent. Check the address and the network."),
            "{line}"
        );
    }
}

#[tokio::test]
async fn a_handshake_that_is_garbled_is_transient() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream
            // A record of the handshake that says nothing.
            .write_all(b"\x16\x03\x03\x00\x05\xff\x00\x00\x01\x00")
            .await
            .unwrap();
        read_request(&mut stream).await
    });
    let client = builder().endpoint(address).build().unwrap();
    let error = client.call(order()).no_retry().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(error.message(), "no connection to the host came about");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.is_retryable());
    let mut causes = std::iter::successors(error.source(), |&cause| cause.source());
    let found = causes.any(|cause| cause.to_string().contains("unexpected handshake message"));
    assert!(found, "{error:?}");
}

#[tokio::test]
async fn a_connection_that_closes_without_an_answer_leaves_the_effect_unknown() {
    let server = serve(|stream, _| async move { drop(stream) }).await;
    let client = server.builder().build().unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(!error.is_retryable(), "a write of unknown effect");
    assert_eq!(error.expose_raw_body(), None);

    let error = client.call(put()).no_retry().await.unwrap_err();
    assert!(error.is_retryable());
    // A GET has no body to be polled; its head is the whole request.
    let error = client.call(Look).no_retry().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(
        server.connections(),
        3,
        "the library repeats nothing by itself"
    );
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_unknown_and_its_beginning_kept() {
    let server = serve_bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nV-1 V-2").await;
    let client = server.builder().build().unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.expose_raw_body().unwrap(), "V-1 V-2");
}

#[tokio::test]
async fn a_stalled_answer_times_out() {
    let server = serve(|mut stream, _| async move {
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nV-1")
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
    })
    .await;
    let client = server.builder().build().unwrap();
    let call = client.call(order()).timeout(Duration::from_millis(200));
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.expose_raw_body().unwrap(), "V-1");
    assert!(error.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn an_endless_answer_is_cut_and_its_sender_stopped() {
    let sent = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&sent);
    let server = serve(move |mut stream, _| {
        let sent = Arc::clone(&counted);
        async move {
            let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            stream.write_all(head).await.unwrap();
            let chunk = [&b"1000\r\n"[..], &[b'a'; 0x1000], b"\r\n"].concat();
            while stream.write_all(&chunk).await.is_ok() {
                sent.fetch_add(0x1000, Ordering::SeqCst);
            }
        }
    })
    .await;
    let client = server.builder().max_answer(100_000).build().unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.outcome(), Outcome::Unknown);
    let kept = error.expose_raw_body().unwrap();
    assert!(kept.len() <= 100_000 && kept.iter().all(|&byte| byte == b'a'));
    tokio::time::sleep(Duration::from_millis(100)).await;
    let stopped = sent.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(
        sent.load(Ordering::SeqCst),
        stopped,
        "the connection was closed"
    );
    assert!(
        stopped < 20_000_000,
        "only socket buffers were filled: {stopped}"
    );
}

#[tokio::test]
async fn an_endless_head_is_no_answer() {
    for (status, header) in [
        ("200 OK", [b'a'; 0x1000].as_slice()),
        ("200 OK", b"X: y\r\n"),
        ("100 Continue\r\n\r\nHTTP/1.1 200 OK", b"X: y\r\n"),
    ] {
        let server = serve(move |mut stream, _| async move {
            let line = format!("HTTP/1.1 {status}\r\n");
            stream.write_all(line.as_bytes()).await.unwrap();
            while stream.write_all(header).await.is_ok() {}
        })
        .await;
        let client = server.builder().build().unwrap();
        let error = client.call(order()).await.unwrap_err();
        assert_no_http(&error);
        assert!(error.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn an_answer_announced_too_large_is_not_read() {
    let server = serve(|mut stream, _| async move {
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n";
        stream.write_all(head).await.unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
    })
    .await;
    let client = server.builder().build().unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.message(), "the answer is larger than 10485760 bytes");
    assert!(error.expose_raw_body().unwrap().is_empty());
}

#[tokio::test]
async fn gzip_is_decoded() {
    let server = serve(|mut stream, _| async move {
        let body = gzip(b"vouchers");
        answer(&mut stream, "Content-Encoding: gzip\r\n", &body).await;
    })
    .await;
    let client = server.builder().build().unwrap();
    assert_eq!(client.call(order()).await.unwrap(), "vouchers");
}

#[tokio::test]
async fn the_limit_holds_after_decompression() {
    let server = serve(|mut stream, _| async move {
        let bomb = gzip(&vec![b'a'; 50_000_000]);
        assert!(bomb.len() < 1_000_000);
        answer(&mut stream, "Content-Encoding: gzip\r\n", &bomb).await;
    })
    .await;
    let client = server.builder().max_answer(1_000_000).build().unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(error.expose_raw_body().unwrap().len() <= 1_000_000);
}

#[tokio::test]
async fn broken_gzip_is_no_answer() {
    let server = serve(|mut stream, _| async move {
        answer(
            &mut stream,
            "Content-Encoding: gzip\r\n",
            b"not gzip at all",
        )
        .await;
    })
    .await;
    let client = server.builder().build().unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_no_http(&error);
}

#[tokio::test]
async fn what_is_no_http_is_no_answer() {
    let server = serve_bytes("220 mail.example ESMTP\r\n\r\n").await;
    let client = server.builder().build().unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_no_http(&error);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for (status, outcome) in [
        (301, Outcome::Rejected),
        (302, Outcome::Unknown),
        (303, Outcome::Unknown),
        (307, Outcome::Rejected),
        (308, Outcome::Rejected),
    ] {
        let head = format!(
            "HTTP/1.1 {status} Moved\r\nLocation: https://user:pw@new.example/soap/?token=1\r\n\
             Content-Length: 0\r\n\r\n"
        );
        let server = serve_bytes(head).await;
        let client = server.builder().build().unwrap();
        for error in [
            client.call(order()).await.unwrap_err(),
            client.call(Look).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Status);
            assert_eq!(error.outcome(), outcome);
            assert_eq!(error.status().unwrap().as_u16(), status);
            assert_eq!(
                error.message(),
                "the server redirects to https://new.example/soap/, and redirects are not followed"
            );
        }
        assert_eq!(server.connections(), 2);
    }
}

#[tokio::test]
async fn a_handshake_that_is_cut_is_transient() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}/", listener.local_addr().unwrap());
    let connections = tokio::spawn(async move {
        for _ in 0..3 {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut hello = [0; 16];
            stream.read_exact(&mut hello).await.unwrap();
        }
    });
    let client = builder()
        .endpoint(address)
        .retry(at_once())
        .build()
        .unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 3));
    assert!(error.is_retryable());
    connections.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_can_be_spawned() {
    let server = serve(keep_answering).await;
    let client = server.builder().build().unwrap();
    let calls: Vec<_> = (0..8)
        .map(|_| tokio::spawn(client.call(order()).into_future()))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), "ok");
    }
}
