//! What a server does to a call, beside carrying it out.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{fmt, io};

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::Response;
use futures_core::Stream;

/// How the server reacts to one call. `F` is the vendor's fault.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reaction<F> {
    /// The call is carried out and answered.
    Normal,
    /// The call is not carried out; the answer is this fault.
    Fault(F),
    /// The call is carried out; then the connection is closed without an answer.
    LoseAnswer,
    /// The call is carried out; the answer comes after this time.
    Slow(Duration),
    /// The call is carried out; the connection breaks after so many bytes of the answer's body.
    CutOff(usize),
    /// The call is not carried out; a proxy answers with an HTML page and this HTTP status.
    Html(u16),
    /// The call is carried out, but this text is sent, with HTTP status 200 and the usual content type.
    Instead(String),
}

impl<F> Reaction<F> {
    /// Sends the answer of a call that was carried out or refused, or what this reaction makes of it. `instead` puts a
    /// text in the answer's place.
    pub(crate) async fn deliver(
        self,
        answer: Response<Bytes>,
        instead: impl FnOnce(String) -> Response<Bytes>,
    ) -> Response {
        let answer = match self {
            Self::LoseAnswer => return broken(answer, 0),
            Self::CutOff(sent) => return broken(answer, sent),
            Self::Instead(text) => instead(text),
            Self::Slow(time) => {
                tokio::time::sleep(time).await;
                answer
            }
            // The last two have said before what the answer is.
            Self::Normal | Self::Fault(_) | Self::Html(_) => answer,
        };
        answer.map(Body::from)
    }
}

const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>\n";

/// The page of a proxy that did not reach the service.
pub(crate) fn html(status: u16) -> Response {
    let mut response = Response::new(Body::from(PAGE));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let html = header::HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}

/// Announces an answer whole, sends `sent` bytes of its body, then breaks the connection. With none sent, not even the
/// head of the answer leaves the server.
fn broken(answer: Response<Bytes>, sent: usize) -> Response {
    let (mut head, body) = answer.into_parts();
    // Of an empty body too something is missing then.
    let length = header::HeaderValue::from(body.len().max(1));
    head.headers.insert(header::CONTENT_LENGTH, length);
    // With these statuses an answer is complete after its head, whatever length it announces.
    if matches!(
        head.status,
        StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
    ) {
        head.status = StatusCode::OK;
    }
    let first = body.slice(..sent.min(body.len()));
    let rest = Broken {
        first: (!first.is_empty()).then_some(first),
        flushed: sent == 0,
    };
    Response::from_parts(head, Body::from_stream(rest))
}

/// Yields its bytes, lets them be flushed, then fails.
struct Broken {
    first: Option<Bytes>,
    flushed: bool,
}

impl Stream for Broken {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        if !self.flushed {
            // A body that has nothing ready makes hyper flush what it holds; an error would drop it.
            self.flushed = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::ErrorKind::BrokenPipe.into())))
    }
}

impl fmt::Debug for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Broken").finish_non_exhaustive()
    }
}
