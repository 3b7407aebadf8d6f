#[cfg(any(
    feature = "rustls",
    feature = "native-tls",
    feature = "rustls-no-provider"
))]
pub(crate) mod reqwest;

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use crate::secret::Mask;
use crate::{BoxError, BoxFuture, Error, Idempotency, WireBody};

/// An answer's body as it arrives, decompressed.
pub type BodyStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// Sends one request and gives the answer, whatever its status.
///
/// A transport follows no redirect and repeats nothing by itself; timeouts and
/// size limits are the pipeline's. It must not poll the request's body before a
/// connection stands: that moment decides between
/// [`Outcome::NotSent`](crate::Outcome::NotSent) and
/// [`Outcome::Unknown`](crate::Outcome::Unknown). Dropping the future cancels
/// the request.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request, and gives the head of the answer and the stream of its body.
    ///
    /// # Errors
    ///
    /// When no complete head of an answer came.
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>>;
}

impl Transport for Box<dyn Transport> {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        (**self).send(request, options)
    }
}

/// What a transport may know of the call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SendOptions {
    /// The service, such as `websale`.
    pub service: &'static str,
    /// The operation, such as `CreateVouchers`.
    pub operation: &'static str,
    /// The id of the call.
    pub call_id: String,
    /// Which attempt of the call this is, from 1.
    pub attempt: u32,
    /// What a repetition of the operation would do. A request that must not be
    /// repeated deserves a connection that the server is not about to close.
    pub idempotency: Idempotency,
    pub(crate) mask: Mask,
}

impl SendOptions {
    /// Options of a write outside a call, for tests of transports.
    #[must_use]
    pub fn new(service: &'static str, operation: &'static str) -> Self {
        Self {
            service,
            operation,
            call_id: String::new(),
            attempt: 1,
            idempotency: Idempotency::Write,
            mask: Mask::default(),
        }
    }

    /// `text` with every registered secret replaced by `***`, for transports that
    /// write something down.
    #[must_use]
    pub fn mask(&self, text: &str) -> String {
        self.mask.apply(text)
    }
}

/// A transport's failure. It says what went wrong, not what it means for the
/// call's effect.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<BoxError>,
}

/// Where a transport failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host's name has no address.
    Dns,
    /// No connection to the host came about.
    Connect,
    /// One side refused the other in the TLS handshake, mostly over a certificate.
    Tls,
    /// A time of the transport's own ran out.
    Timeout,
    /// The connection broke.
    Closed,
    /// What came was no HTTP, or could not be decompressed.
    Protocol,
    /// Giving the request's body failed on this side.
    RequestBody,
    /// Anything else.
    Other,
}

impl TransportError {
    /// A failure of that kind.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// Attaches the cause.
    #[must_use]
    pub fn source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub(crate) fn into_source(self) -> Option<BoxError> {
        self.source
    }

    /// Where it failed.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Dns => "the host's name could not be resolved",
            TransportErrorKind::Connect => "no connection to the host came about",
            TransportErrorKind::Tls => "the TLS handshake failed",
            TransportErrorKind::Timeout => "the transport's time ran out",
            TransportErrorKind::Closed => "the connection broke",
            TransportErrorKind::Protocol => "the answer is no valid HTTP",
            TransportErrorKind::RequestBody => "the request's body could not be given",
            TransportErrorKind::Other => "the transport failed",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The default transport, where one is compiled in.
#[cfg(any(
    feature = "rustls",
    feature = "native-tls",
    feature = "rustls-no-provider"
))]
pub(crate) fn connect(
    loopback: bool,
    timeout: Duration,
    roots: &[Vec<u8>],
) -> Result<Box<dyn Transport>, Error> {
    Ok(Box::new(reqwest::Reqwest::new(loopback, timeout, roots)?))
}

/// Without a TLS feature there is no default transport.
#[cfg(not(any(
    feature = "rustls",
    feature = "native-tls",
    feature = "rustls-no-provider"
)))]
pub(crate) fn connect(
    _loopback: bool,
    _timeout: Duration,
    _roots: &[Vec<u8>],
) -> Result<Box<dyn Transport>, Error> {
    Err(
        Error::configuration("no transport was given and none is compiled in")
            .with_advice("Give one to Builder::transport, or enable the feature `rustls`."),
    )
}
