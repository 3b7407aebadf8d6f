//! Servers that send too much, or the wrong thing.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use futures_core::Stream;
use http::{HeaderValue, Request, Response, header};
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::fake::Reply;
use kontorhaus_core::{
    BodyStream, BoxFuture, ErrorKind, Outcome, SendOptions, Transport, TransportError, WireBody,
};
use kontorhaus_maklerinfo::{Error, GetKunde, GetLaender, MultiCall};

use super::captured;

fn multipart(boundary: &'static str, body: impl Into<Bytes>) -> Reply {
    Reply::ok(body).header(header::CONTENT_TYPE, HeaderValue::from_static(boundary))
}

/// Two calls, sent: what the whole came to.
async fn sent(transport: impl Transport) -> Result<Vec<Result<(), Error>>, Error> {
    let (_, client) = captured(transport);
    let mut calls: MultiCall = client.multi_call();
    let one = calls.add(GetLaender::new());
    let two = calls.add(GetKunde::new("123456"));
    let mut answers = calls.send().await?;
    Ok(vec![
        answers.take(one).map(drop),
        answers.take(two).map(drop),
    ])
}

#[tokio::test]
async fn a_hundred_thousand_parts() {
    let part = "--x\r\nX-Dio-Request-ID: <p1>\r\nX-Dio-Status: 200 OK\r\n\r\n[]\r\n";
    let body = format!("{}--x--", part.repeat(100_000));
    let error = sent(multipart("multipart/related; boundary=x", body))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Decode, Outcome::Applied)
    );
    assert_eq!(
        error.message(),
        "the answer has more parts than the 2 that were asked for"
    );
    // Empty ones, and such as have no end.
    let error = sent(multipart(
        "multipart/related; boundary=x",
        "--x\n".repeat(1_000_000),
    ))
    .await
    .unwrap_err();
    assert_eq!(
        error.message(),
        "the answer has more parts than the 2 that were asked for"
    );
}

/// Sends a part of so many bytes, as fast as they are taken.
struct Endless {
    left: u64,
    taken: Arc<AtomicU64>,
}

impl Stream for Endless {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        static PIECE: [u8; 1 << 16] = [b'a'; 1 << 16];
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left = self.left.saturating_sub(PIECE.len() as u64);
        self.taken.fetch_add(PIECE.len() as u64, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Bytes::from_static(&PIECE))))
    }
}

struct Flood {
    announced: bool,
    taken: Arc<AtomicU64>,
}

const GIGABYTE: u64 = 1 << 30;

impl Transport for Flood {
    fn send<'a>(
        &'a self,
        _: Request<WireBody>,
        _: &'a SendOptions,
    ) -> BoxFuture<'a, Result<Response<BodyStream>, TransportError>> {
        let body = Endless {
            left: GIGABYTE,
            taken: Arc::clone(&self.taken),
        };
        let mut response = Response::new(Box::pin(body) as BodyStream);
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("multipart/related; boundary=x"),
        );
        if self.announced {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(GIGABYTE));
        }
        Box::pin(std::future::ready(Ok(response)))
    }
}

#[tokio::test]
async fn a_gigabyte() {
    for (announced, most) in [(true, 0), (false, 11 << 20)] {
        let taken = Arc::new(AtomicU64::new(0));
        let error = sent(Flood {
            announced,
            taken: Arc::clone(&taken),
        })
        .await
        .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert_eq!(error.message(), "the answer is larger than 10485760 bytes");
        let taken = taken.load(Ordering::Relaxed);
        assert!(taken <= most, "{taken}");
    }
}

#[tokio::test]
async fn boundaries_that_are_not_there() {
    let body = "--x\r\nX-Dio-Request-ID: <p1>\r\nX-Dio-Status: 200 OK\r\n\r\n[]\r\n--x--";
    for content_type in [
        "multipart/related; boundary=y",
        "multipart/related; boundary=\"x \"",
        "multipart/related; boundary=xx",
    ] {
        for result in sent(multipart(content_type, body)).await.unwrap() {
            let error = result.unwrap_err();
            assert_eq!(error.outcome(), Outcome::Unknown);
            assert_eq!(error.message(), "the answer has no part for this call");
        }
    }
    for content_type in [
        "multipart/related",
        "multipart/related; boundary=\"\"",
        "application/json",
        "multipart/related; boundary",
    ] {
        let error = sent(multipart(content_type, body)).await.unwrap_err();
        assert_eq!(
            error.message(),
            "the answer is no multipart message with a boundary"
        );
    }
}

#[tokio::test]
async fn bytes_that_are_no_text() {
    let body = [
        b"--x\r\nX-Dio-Request-ID: <p1>\r\nX-Dio-Status: 200 OK\r\n\r\n[\"\xFF\"]\r\n".as_slice(),
        b"--x\r\nX-Dio-Request-ID: \xFF\xFE\r\nX-Dio-Status: 200 OK\r\n\r\n{}\r\n--x--",
    ];
    let results = sent(multipart("multipart/related; boundary=x", body.concat()))
        .await
        .unwrap();
    let messages: Vec<String> = results
        .into_iter()
        .map(|result| result.unwrap_err().message().to_owned())
        .collect();
    assert_eq!(
        messages,
        [
            "the answer cannot be read: is no UTF-8 at byte 2",
            "the answer has no part for this call"
        ]
    );

    let (_, client) = captured(Reply::ok(&b"\xFF\xFEaaa"[..]));
    let error = client.get_kunde("123456").await.unwrap_err();
    assert_eq!(
        error.message(),
        "the answer cannot be read: is no UTF-8 at byte 0"
    );
    assert_eq!(error.outcome(), Outcome::Applied);
    assert_eq!(
        client.get_archiv_text("a").await.unwrap_err().message(),
        "the answer cannot be read: is no UTF-8 at byte 0"
    );
}

#[tokio::test]
async fn lists_and_objects_that_would_grow_when_they_are_read() {
    let list = format!("[{}{{}}]", "{},".repeat(1_000_000));
    let (_, client) = captured(Reply::ok(list));
    let error = client.get_vertraege("123456").await.unwrap_err();
    assert_eq!(
        error.message(),
        "the answer cannot be read: has more than 100000 parts at line 1 column 300004"
    );
    let object = format!("{{{}\"b\":0}}", "\"a\":0,".repeat(1_000_000));
    let (_, client) = captured(Reply::ok(object));
    let error = client.get_kunde("123456").await.unwrap_err();
    assert!(
        error
            .message()
            .starts_with("the answer cannot be read: has more than 100000 parts"),
        "{error}"
    );
    // Depth costs nothing where it is kept unread.
    let deep = format!(
        "{{\"x\":{}{}}}",
        "[".repeat(1_000_000),
        "]".repeat(1_000_000)
    );
    let (_, client) = captured(Reply::ok(deep));
    let kunde = client.get_kunde("123456").await.unwrap();
    assert!(
        kunde
            .extra
            .get("x")
            .unwrap()
            .read::<serde_json::Value>()
            .is_err()
    );
}
