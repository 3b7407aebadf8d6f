//! The default transport, over reqwest. No type of it leaves this file.

#[cfg(test)]
#[cfg(feature = "rustls")]
mod tests;

use std::error::Error as StdError;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;

use super::{BodyStream, SendOptions, Transport, TransportError, TransportErrorKind as Kind};
use crate::{BoxFuture, Error, Idempotency, WireBody};

/// Shorter than the shortest keep-alive in common use (5 s), so that few requests
/// meet a connection that the server is just closing.
const POOL_IDLE: Duration = Duration::from_secs(4);

/// Two clients, since reqwest decides on reuse per client. A server may close an
/// idle connection at any moment, and a request that crosses with that has an
/// unknown outcome. What may be repeated is; a write pays for a new connection.
pub(crate) struct Reqwest {
    reusing: reqwest::Client,
    fresh: reqwest::Client,
}

impl Reqwest {
    /// `loopback`: the service runs on this machine, where no proxy has a part.
    /// `roots`: further certificate authorities, in PEM.
    pub(crate) fn new(loopback: bool, timeout: Duration, roots: &[Vec<u8>]) -> Result<Self, Error> {
        #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
        check_provider()?;
        Ok(Self {
            reusing: client(loopback, timeout, roots, usize::MAX)?,
            fresh: client(loopback, timeout, roots, 0)?,
        })
    }
}

/// A client that keeps at most `idle` connections for later requests.
fn client(
    loopback: bool,
    timeout: Duration,
    roots: &[Vec<u8>],
    idle: usize,
) -> Result<reqwest::Client, Error> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .gzip(true)
        .connect_timeout(timeout)
        .pool_idle_timeout(POOL_IDLE)
        .pool_max_idle_per_host(idle);
    if loopback {
        builder = builder.no_proxy();
    }
    for pem in roots {
        let certificates = reqwest::Certificate::from_pem_bundle(pem)
            .ok()
            .filter(|certificates| !certificates.is_empty())
            .ok_or_else(|| {
                Error::configuration("root_certificate_pem was given no certificate")
                    .with_advice("It takes PEM, with -----BEGIN CERTIFICATE----- in it.")
            })?;
        builder = builder.tls_certs_merge(certificates);
    }
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    let builder = builder.tls_backend_rustls();
    builder.build().map_err(|error| {
        Error::configuration(format!("TLS cannot be set up: {}", innermost(&error)))
    })
}

/// Without a provider reqwest would panic.
#[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
fn check_provider() -> Result<(), Error> {
    match rustls::crypto::CryptoProvider::get_default() {
        Some(_) => Ok(()),
        None => Err(
            Error::configuration("no rustls crypto provider is installed").with_advice(
                "Call CryptoProvider::install_default first, or enable the feature `rustls`.",
            ),
        ),
    }
}

impl Transport for Reqwest {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let request = request.map(reqwest::Body::wrap);
            let request = request.try_into().map_err(translate)?;
            let client = match options.idempotency {
                Idempotency::Read | Idempotency::Idempotent => &self.reusing,
                Idempotency::Write => &self.fresh,
            };
            let response = client.execute(request).await.map_err(translate)?;
            let response = http::Response::<reqwest::Body>::from(response);
            Ok(response.map(|body| Box::pin(Pieces(body)) as BodyStream))
        })
    }
}

/// The data of an answer's body; trailers are dropped.
struct Pieces(reqwest::Body);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.0).poll_frame(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(translate(error)))),
                Some(Ok(frame)) => {
                    if let Ok(piece) = frame.into_data() {
                        return Poll::Ready(Some(Ok(piece)));
                    }
                }
            }
        }
    }
}

fn translate(error: reqwest::Error) -> TransportError {
    // The address may hold tokens.
    let error = error.without_url();
    TransportError::new(kind(&error)).source(error)
}

fn kind(error: &reqwest::Error) -> Kind {
    if error.is_dns() {
        Kind::Dns
    } else if error.is_timeout() {
        Kind::Timeout
    } else if error.is_connect() {
        // The types of the connector are private; its words are all there is.
        if chain(error).any(|cause| is_of_trust(&cause.to_string())) {
            Kind::Tls
        } else {
            Kind::Connect
        }
    } else {
        chain(error).find_map(of_cause).unwrap_or(Kind::Other)
    }
}

/// Whether one side refused the other in the handshake. All else, a connection that
/// breaks or is garbled, may go well next time.
fn is_of_trust(cause: &str) -> bool {
    // As rustls says it, and OpenSSL.
    cause.contains("certificate") || cause.contains("alert")
}

/// The kind that a cause tells, if it is one of the telling sort.
fn of_cause(cause: &(dyn StdError + 'static)) -> Option<Kind> {
    if let Some(error) = cause.downcast_ref::<hyper::Error>() {
        if error.is_user() {
            return Some(Kind::RequestBody);
        }
        if error.is_parse() {
            return Some(Kind::Protocol);
        }
        return Some(Kind::Closed);
    }
    // Beside the connection's own, these are the decompressor's errors.
    match cause.downcast_ref::<io::Error>()?.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Some(Kind::Protocol),
        io::ErrorKind::BrokenPipe
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::NotConnected
        | io::ErrorKind::UnexpectedEof => Some(Kind::Closed),
        _ => None,
    }
}

fn chain<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(StdError::source(error), |&cause| {
        // An `io::Error` passes over the error it wraps.
        match cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(wrapped) => Some(wrapped as _),
            None => cause.source(),
        }
    })
}

fn innermost(error: &reqwest::Error) -> String {
    chain(error)
        .last()
        .map_or_else(|| error.to_string(), ToString::to_string)
}
