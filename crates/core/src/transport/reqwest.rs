//! The default transport, over reqwest. No type of it leaves this module.

mod body;
#[cfg(test)]
#[cfg(feature = "rustls")]
mod tests;

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use secrecy::ExposeSecret;

use self::body::{Outgoing, Pieces};
use super::network::{Identity, Network};
use super::proxy::{Hop, Targets};
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
    pub(crate) fn new(
        timeout: Duration,
        network: &Network,
        proxies: &[Hop],
    ) -> Result<Self, Error> {
        #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
        check_provider()?;
        let client = |idle| {
            configured(network, proxies)?
                .connect_timeout(timeout)
                .pool_max_idle_per_host(idle)
                .build()
                .map_err(|error| wrong(format!("TLS cannot be set up: {}", innermost(&error))))
        };
        Ok(Self {
            reusing: client(usize::MAX)?,
            fresh: client(0)?,
        })
    }
}

fn configured(network: &Network, proxies: &[Hop]) -> Result<reqwest::ClientBuilder, Error> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .gzip(true)
        .pool_idle_timeout(POOL_IDLE)
        .no_proxy();
    for hop in proxies {
        builder = builder.proxy(proxy(hop)?);
    }
    for pem in &network.roots {
        let certificates = reqwest::Certificate::from_pem_bundle(pem)
            .ok()
            .filter(|certificates| !certificates.is_empty())
            .ok_or_else(|| {
                wrong("root_certificate_pem was given no certificate")
                    .with_advice("It takes PEM, with -----BEGIN CERTIFICATE----- in it.")
            })?;
        builder = builder.tls_certs_merge(certificates);
    }
    if let Some(identity) = &network.identity {
        builder = builder.identity(client_certificate(identity)?);
    }
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    let builder = builder.tls_backend_rustls();
    Ok(builder)
}

fn proxy(hop: &Hop) -> Result<reqwest::Proxy, Error> {
    let make = match hop.targets {
        Targets::All => reqwest::Proxy::all,
        Targets::Http => reqwest::Proxy::http,
        Targets::Https => reqwest::Proxy::https,
    };
    let proxy = make(&hop.address).map_err(|_| wrong("the proxy's address cannot be used"))?;
    let proxy = proxy.no_proxy(reqwest::NoProxy::from_string(&hop.direct));
    Ok(match &hop.authorization {
        Some(value) => proxy.custom_http_auth(value.clone()),
        None => proxy,
    })
}

fn client_certificate(identity: &Identity) -> Result<reqwest::Identity, Error> {
    let key = identity.key.expose_secret().trim();
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    let made = {
        let chain = String::from_utf8_lossy(&identity.chain);
        let both = secrecy::SecretString::from(format!("{key}\n{chain}"));
        reqwest::Identity::from_pem(both.expose_secret().as_bytes())
    };
    #[cfg(not(any(feature = "rustls", feature = "rustls-no-provider")))]
    let made = reqwest::Identity::from_pkcs8_pem(&identity.chain, key.as_bytes());
    // The cause is left out: it stands so close to the key.
    made.map_err(|_| {
        wrong("client_certificate_pem was given no certificate with a key").with_advice(
            "It takes PEM: -----BEGIN CERTIFICATE-----, and a key of -----BEGIN PRIVATE KEY-----.",
        )
    })
}

fn wrong(message: impl Into<String>) -> Error {
    Error::configuration(message)
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
            let request = request.map(|body| reqwest::Body::wrap(Outgoing(body)));
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
        connecting(error)
    } else if chain(error).any(|cause| is_refusal(&cause.to_string())) {
        Kind::Tls
    } else {
        chain(error).find_map(of_cause).unwrap_or(Kind::Other)
    }
}

/// Why no connection came about. The types of the connector are private; its words are
/// all there is.
fn connecting(error: &reqwest::Error) -> Kind {
    let says = |words| chain(error).any(|cause| cause.to_string().starts_with(words));
    if says("tunnel error: proxy authorization required") {
        Kind::ProxyCredentials
    } else if chain(error).any(|cause| is_of_trust(&cause.to_string())) {
        Kind::Tls
    } else if chain(error).any(|cause| is_no_tls(&cause.to_string())) {
        Kind::NoTls
    } else {
        Kind::Connect
    }
}

/// Whether what came in the handshake doesn't even begin like TLS; mostly it is an answer in plain HTTP.
fn is_no_tls(cause: &str) -> bool {
    // As rustls says it, and OpenSSL.
    cause.contains("InvalidContentType") || cause.contains("wrong version number")
}

/// Whether the server ended the handshake, mostly for want of a certificate that it takes.
/// With TLS 1.3 it says so only after the client has begun to send.
fn is_refusal(cause: &str) -> bool {
    /// Alerts that are sent about a handshake and at no other time (RFC 8446, section 6.2).
    const ALERTS: [&str; 5] = [
        "certificate",
        "unknownca",
        "accessdenied",
        "decrypterror",
        "handshakefailure",
    ];
    // rustls says `UnknownCA` and OpenSSL `unknown ca`.
    let said = cause.to_ascii_lowercase().replace(' ', "");
    said.contains("alert") && ALERTS.iter().any(|alert| said.contains(alert))
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
