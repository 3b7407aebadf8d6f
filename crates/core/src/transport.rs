//! What carries a request to the server.

#[cfg(any(
    feature = "rustls",
    feature = "native-tls",
    feature = "rustls-no-provider"
))]
pub(crate) mod reqwest;

pub(crate) mod network;
pub(crate) mod proxy;

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use secrecy::SecretString;

use self::network::Network;
use self::proxy::Hop;
pub use self::proxy::Proxy;
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
    pub(crate) shown: &'static [&'static str],
    pub(crate) secrets: fn(&[u8]) -> Vec<SecretString>,
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
            shown: &[],
            secrets: |_| Vec::new(),
        }
    }

    /// Registers the secrets that the answer's body brings, for transports that write it
    /// down. The pipeline does so before it shows anything of it.
    pub fn learn(&self, body: &[u8]) {
        for secret in (self.secrets)(body) {
            self.mask.add_passing(&secret);
        }
    }

    /// `text` with every registered secret replaced by `***`, for transports that
    /// write something down.
    #[must_use]
    pub fn mask(&self, text: &str) -> String {
        self.mask.apply(text)
    }

    /// A body, request or answer, with `…` in place of each value that is not in
    /// [`Operation::SHOWN`](crate::Operation::SHOWN), and `***` of each registered secret.
    #[must_use]
    pub fn mask_body(&self, body: &str) -> String {
        self.mask_body_with(body, &mut |_| "…".to_owned())
    }

    /// The same with what `hide` makes of each value.
    pub(crate) fn mask_body_with(
        &self,
        body: &str,
        hide: &mut dyn FnMut(&str) -> String,
    ) -> String {
        self.mask.apply_to_body(body, self.shown, hide)
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
    /// What answered the TLS handshake speaks no TLS.
    NoTls,
    /// The proxy wants other credentials than it got, or any.
    ProxyCredentials,
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
            TransportErrorKind::NoTls => "the server does not speak TLS",
            TransportErrorKind::ProxyCredentials => "the proxy asks for credentials",
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
    timeout: Duration,
    network: &Network,
    proxies: &[Hop],
) -> Result<Box<dyn Transport>, Error> {
    Ok(Box::new(reqwest::Reqwest::new(timeout, network, proxies)?))
}

/// Without a TLS feature there is no default transport.
#[cfg(not(any(
    feature = "rustls",
    feature = "native-tls",
    feature = "rustls-no-provider"
)))]
pub(crate) fn connect(
    _timeout: Duration,
    _network: &Network,
    _proxies: &[Hop],
) -> Result<Box<dyn Transport>, Error> {
    Err(
        Error::configuration("no transport was given and none is compiled in")
            .with_advice("Give one to Builder::transport, or enable the feature `rustls`."),
    )
}
