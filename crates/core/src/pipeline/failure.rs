//! What each failure of the pipeline itself means, and what to do about it.

use std::time::Duration;

use http::header::LOCATION;
use http::response::Parts;
use http::uri::Scheme;
use http::{StatusCode, Uri};

use super::attempt::Trace;
use crate::{
    ErrorKind, Limited, Outcome, ReadError, RequestError, TransportError, TransportErrorKind,
};

pub(super) fn limited(limited: &Limited) -> ReadError {
    ReadError::new(ErrorKind::Limited, Outcome::NotSent, limited.to_string())
        .transient(true)
        .retry_after(limited.retry_after())
}

pub(super) fn forbidden_target() -> ReadError {
    RequestError::new("the request's address is neither https nor the host of the endpoint").into()
}

pub(super) fn connect_timeout(limit: Duration) -> ReadError {
    let message = format!("no connection within {:?}", shown(limit));
    ReadError::new(ErrorKind::Timeout, Outcome::NotSent, message)
        .transient(true)
        .advice("Check the address and the network, or raise the connect timeout.")
}

pub(super) fn timeout(limit: Duration, trace: &Trace) -> ReadError {
    let outcome = outcome(trace);
    let limit = shown(limit);
    let message = match trace.status {
        Some(_) => format!("the answer was not complete within {limit:?}"),
        None if outcome == Outcome::NotSent => {
            format!("the request could not be sent within {limit:?}")
        }
        None => format!("no answer within {limit:?}"),
    };
    ReadError::new(ErrorKind::Timeout, outcome, message).transient(true)
}

/// A limit up to the next whole millisecond: what is left of a call's time is seldom a round number.
fn shown(limit: Duration) -> Duration {
    let millis = limit.as_micros().div_ceil(1000);
    Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX))
}

/// The process stood still, and its permit may be another's by now.
pub(super) fn lapsed() -> ReadError {
    let message = "the permit had lapsed when the request was about to be sent";
    ReadError::new(ErrorKind::Timeout, Outcome::NotSent, message).transient(true)
}

pub(super) fn transport(error: TransportError, trace: &Trace) -> ReadError {
    // Nobody else takes a request back while the transport has it.
    if trace.handed.is_taken_back() {
        return lapsed();
    }
    let place = error.kind();
    let (kind, transient) = match place {
        TransportErrorKind::Dns | TransportErrorKind::Connect | TransportErrorKind::NoTls => {
            (ErrorKind::Connect, true)
        }
        TransportErrorKind::Tls | TransportErrorKind::ProxyCredentials => {
            (ErrorKind::Connect, false)
        }
        TransportErrorKind::Timeout => (ErrorKind::Timeout, true),
        TransportErrorKind::Closed | TransportErrorKind::Protocol => (ErrorKind::Transport, true),
        TransportErrorKind::RequestBody | TransportErrorKind::Other => {
            (ErrorKind::Transport, false)
        }
    };
    let outcome = match (place, outcome(trace)) {
        // A server that refuses the handshake takes nothing of what came after it.
        (TransportErrorKind::Tls, Outcome::Unknown) => Outcome::Rejected,
        (_, outcome) => outcome,
    };
    let server = server(&trace.target);
    let message = match place {
        TransportErrorKind::NoTls => format!("the server at {server} does not speak TLS"),
        _ => error.to_string(),
    };
    let mut read = ReadError::new(kind, outcome, message).transient(transient);
    if let Some(source) = error.into_source() {
        read = read.source(source);
    }
    match place {
        TransportErrorKind::Dns | TransportErrorKind::Connect => {
            read.advice("Check the address and the network.")
        }
        TransportErrorKind::Tls => read.advice(
            "Check the certificates: the server's may need root_certificate_pem, \
             and one of your own goes to client_certificate_pem.",
        ),
        TransportErrorKind::NoTls => {
            read.advice("Check the port of the address, and the proxy if there is one.")
        }
        TransportErrorKind::ProxyCredentials => {
            read.advice("Give Builder::proxy the user name and password for the proxy.")
        }
        // What TLS says to plain HTTP is no HTTP.
        TransportErrorKind::Protocol if trace.status.is_none() && is_http(&trace.target) => {
            read.advice(format!("If the server at {server} speaks TLS, use https."))
        }
        _ => read,
    }
}

/// Host and port of an address.
fn server(target: &Uri) -> String {
    let host = target.host().unwrap_or_default();
    let usual = if is_http(target) { 80 } else { 443 };
    format!("{host}:{}", target.port_u16().unwrap_or(usual))
}

fn is_http(target: &Uri) -> bool {
    target.scheme() == Some(&Scheme::HTTP)
}

pub(super) fn too_large(max: usize, trace: &Trace) -> ReadError {
    let message = format!("the answer is larger than {max} bytes");
    ReadError::new(ErrorKind::TooLarge, outcome(trace), message)
        .advice("Ask for less at once, or raise max_answer.")
}

/// A redirect is never followed: it would repeat the request, and hand its
/// secrets to an address nobody chose.
pub(super) fn redirect(head: &Parts, target: &Uri, endpoint: &Uri) -> Option<ReadError> {
    let outcome = match head.status {
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => Outcome::Rejected,
        // "Done; look there for the result." Many servers say so with a 302, and
        // ASP.NET shows its error page that way.
        StatusCode::SEE_OTHER | StatusCode::FOUND => Outcome::Unknown,
        _ => return None,
    };
    let place = head
        .headers
        .get(LOCATION)
        .and_then(|value| value.to_str().ok());
    let place = place.and_then(|place| place.parse::<Uri>().ok());
    let message = match place {
        Some(place) => {
            let origin = origin(&place, endpoint);
            // The path of a request may hold personal data; the endpoint's does not.
            let path = if target.path() == endpoint.path() {
                place.path()
            } else {
                ""
            };
            format!("the server redirects to {origin}{path}, and redirects are not followed")
        }
        None => "the server redirects without saying where".to_owned(),
    };
    let problem = ReadError::new(ErrorKind::Status, outcome, message)
        .advice("Give the builder the address the service really has.");
    Some(problem)
}

/// Scheme and host of `place`, without a user name; those of the endpoint when
/// it is relative.
fn origin(place: &Uri, endpoint: &Uri) -> String {
    let absolute = if place.host().is_some() {
        place
    } else {
        endpoint
    };
    let scheme = absolute.scheme_str().unwrap_or("https");
    let authority = absolute
        .authority()
        .map_or("", |authority| authority.as_str());
    let host = authority.rsplit('@').next().unwrap_or(authority);
    format!("{scheme}://{host}")
}

/// What is known when the answer cannot be read to its end. A request that is not
/// under way yet is taken back, so that it stays so.
pub(super) fn outcome(trace: &Trace) -> Outcome {
    match trace.status {
        Some(status) => Outcome::of_status(status),
        None if trace.handed.take_back() => Outcome::NotSent,
        None => Outcome::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_shown_without_noise() {
        for (limit, expected) in [
            (Duration::from_nanos(1_999_997_840), "2s"),
            (Duration::from_nanos(199_992_280), "200ms"),
            (Duration::from_secs(30), "30s"),
        ] {
            assert_eq!(format!("{:?}", shown(limit)), expected);
        }
    }

    #[test]
    fn a_server_is_a_host_and_a_port() {
        for (address, expected) in [
            ("https://shop.example/soap?token=1", "shop.example:443"),
            ("http://shop.example/", "shop.example:80"),
            ("https://[::1]:8443/", "[::1]:8443"),
        ] {
            let address: Uri = address.parse().unwrap();
            assert_eq!(server(&address), expected);
        }
    }
}
