//! A transport that remembers what was sent.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::drain;
use crate::body::Handed;
use crate::{BodyStream, BoxFuture, SendOptions, Transport, TransportError, WireBody};

/// Records every request, body included, and passes it on. Clones share the record.
pub struct Capture<T> {
    inner: Arc<T>,
    requests: Arc<Mutex<Vec<Captured>>>,
}

/// A recorded request.
#[derive(Clone)]
#[non_exhaustive]
pub struct Captured {
    /// The service, such as `websale`.
    pub service: &'static str,
    /// The operation, such as `CreateVouchers`.
    pub operation: &'static str,
    /// The id of the call.
    pub call_id: String,
    /// Which attempt of the call it was, from 1.
    pub attempt: u32,
    /// The request as it would go over the wire, secrets included.
    pub request: http::Request<Bytes>,
}

impl<T: Transport> Capture<T> {
    /// Records what is sent through `inner`.
    #[must_use]
    pub fn new(inner: T) -> Self {
        Self {
            inner: Arc::new(inner),
            requests: Arc::default(),
        }
    }

    /// The requests so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Captured> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl<T: Transport> Transport for Capture<T> {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let bytes = drain(body).await?;
            let captured = Captured {
                service: options.service,
                operation: options.operation,
                call_id: options.call_id.clone(),
                attempt: options.attempt,
                request: http::Request::from_parts(head.clone(), bytes.clone()),
            };
            self.requests
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(captured);
            let body = WireBody::new(bytes.into(), Handed::default());
            self.inner
                .send(http::Request::from_parts(head, body), options)
                .await
        })
    }
}

impl<T> Clone for Capture<T> {
    fn clone(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            requests: Arc::clone(&self.requests),
        }
    }
}

impl<T> fmt::Debug for Capture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Capture")
            .field("requests", &self.requests)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Captured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Captured")
            .field("service", &self.service)
            .field("operation", &self.operation)
            .field("call_id", &self.call_id)
            .field("attempt", &self.attempt)
            .field("method", self.request.method())
            .field("body_len", &self.request.body().len())
            .finish_non_exhaustive()
    }
}
