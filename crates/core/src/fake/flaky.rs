//! A transport whose answers break off.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::{
    BodyStream, BoxFuture, SendOptions, Transport, TransportError, TransportErrorKind, WireBody,
};

/// Breaks every answer off after a number of bytes of its body.
#[derive(Clone, Debug)]
pub struct Flaky<T> {
    inner: T,
    bytes: usize,
}

impl<T: Transport> Flaky<T> {
    /// Lets `bytes` bytes of each answer of `inner` through; an answer that is
    /// longer breaks off there.
    #[must_use]
    pub fn new(inner: T, bytes: usize) -> Self {
        Self { inner, bytes }
    }
}

impl<T: Transport> Transport for Flaky<T> {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let response = self.inner.send(request, options).await?;
            Ok(response.map(|inner| {
                Box::pin(Cut {
                    inner,
                    left: self.bytes,
                    broken: false,
                }) as BodyStream
            }))
        })
    }
}

struct Cut {
    inner: BodyStream,
    left: usize,
    broken: bool,
}

impl Stream for Cut {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.broken {
            let error = TransportError::new(TransportErrorKind::Closed);
            return Poll::Ready(Some(Err(error)));
        }
        let piece = match ready!(self.inner.as_mut().poll_next(cx)) {
            Some(Ok(mut piece)) => {
                self.broken = piece.len() > self.left;
                piece.truncate(self.left);
                self.left -= piece.len();
                Some(Ok(piece))
            }
            other => other,
        };
        Poll::Ready(piece)
    }
}
