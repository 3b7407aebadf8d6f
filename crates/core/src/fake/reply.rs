//! Transports that answer from memory.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::drain;
use crate::{BodyStream, BoxFuture, SendOptions, Transport, TransportError, WireBody};

/// One answer; as a transport it gives this answer to every request.
#[derive(Clone, Debug)]
#[must_use]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Reply {
    /// An answer with that status and body.
    pub fn new(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
        }
    }

    /// An answer with status 200.
    pub fn ok(body: impl Into<Bytes>) -> Self {
        Self::new(StatusCode::OK, body)
    }

    /// Adds a header.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    pub(super) fn map_body(mut self, edit: impl FnOnce(&[u8]) -> Vec<u8>) -> Self {
        self.body = edit(&self.body).into();
        self
    }

    pub(super) fn response(&self) -> http::Response<BodyStream> {
        let pieces = Pieces(VecDeque::from([Ok(self.body.clone())]));
        let mut response = http::Response::new(Box::pin(pieces) as BodyStream);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
        response
    }
}

impl Transport for Reply {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        _options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            drain(request.into_body()).await?;
            Ok(self.response())
        })
    }
}

/// Answers by a function of the request, say a different answer for each
/// operation or each attempt.
pub struct Respond<F>(F);

impl<F> Respond<F>
where
    F: Fn(&http::Request<Bytes>, &SendOptions) -> Result<Reply, TransportError>
        + Send
        + Sync
        + 'static,
{
    /// Answers with what `answer` gives.
    #[must_use]
    pub fn with(answer: F) -> Self {
        Self(answer)
    }
}

impl<F> Transport for Respond<F>
where
    F: Fn(&http::Request<Bytes>, &SendOptions) -> Result<Reply, TransportError>
        + Send
        + Sync
        + 'static,
{
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let request = http::Request::from_parts(head, drain(body).await?);
            Ok((self.0)(&request, options)?.response())
        })
    }
}

impl<F> fmt::Debug for Respond<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Respond").finish_non_exhaustive()
    }
}

/// A body that is there already.
pub(super) struct Pieces(pub(super) VecDeque<Result<Bytes, TransportError>>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}
