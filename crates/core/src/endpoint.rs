//! Which addresses a client may talk to.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;

use secrecy::SecretString;

use crate::Error;
use crate::secret::{decoded, percent_escape};

/// Parses a client's address and checks it.
pub(crate) fn parse(text: &str, plain_http: bool) -> Result<Uri, Error> {
    // Messages never repeat the address: it may hold a password.
    let uri: Uri = text
        .parse()
        .map_err(|_| wrong("the endpoint is no valid address"))?;
    let Some(authority) = uri.authority() else {
        return Err(wrong("the endpoint names no host"));
    };
    if authority.as_str().contains('@') {
        let message = "the endpoint holds a user name or a password";
        return Err(
            Error::configuration(message).with_advice("Give them to Builder::credentials instead.")
        );
    }
    if host(&uri).is_none() {
        return Err(wrong("the endpoint is no valid address"));
    }
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if plain_http || is_loopback(&uri) => Ok(uri),
        Some("http") => {
            let message = "the endpoint is http, which anyone on the way can read and change";
            Err(Error::configuration(message).with_advice(
                "Use https, or Builder::plain_http_to_this_host for a server on your own premises.",
            ))
        }
        _ => Err(wrong("the endpoint's scheme is not https")),
    }
}

fn wrong(message: &str) -> Error {
    Error::configuration(message)
        .with_advice("Give Builder::endpoint an address such as https://shop.example/soap.")
}

/// What may be tokens in an address: the values of its query, if they are long enough to be.
pub(crate) fn tokens(endpoint: &Uri) -> Vec<SecretString> {
    const SHORTEST: usize = 8;
    let pairs = endpoint.query().unwrap_or_default().split('&');
    let values = pairs.filter_map(|pair| Some(decoded(pair.split_once('=')?.1, percent_escape)));
    let long = values.filter(|value| value.chars().count() >= SHORTEST);
    long.map(SecretString::from).collect()
}

/// Whether a request to `target` may leave a client of `endpoint`.
pub(crate) fn is_allowed(target: &Uri, endpoint: &Uri) -> bool {
    match target.scheme_str() {
        Some("https") => host(target).is_some(),
        Some("http") => {
            let same_host =
                endpoint.scheme_str() == Some("http") && target.authority() == endpoint.authority();
            same_host || is_loopback(target)
        }
        _ => false,
    }
}

/// Whether the host is this machine itself, by address or as `localhost`.
pub(crate) fn is_loopback(uri: &Uri) -> bool {
    let Some(host) = host(uri) else {
        return false;
    };
    let v6 = host.strip_prefix('[').and_then(|v6| v6.strip_suffix(']'));
    match v6 {
        Some(v6) => v6.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback()),
        None if host.eq_ignore_ascii_case("localhost") => true,
        None => host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback()),
    }
}

/// The host, if nothing stands beside it but a port. `http` also takes `[::1]elsewhere.example`.
pub(crate) fn host(uri: &Uri) -> Option<&str> {
    let authority = uri.authority()?;
    let host = authority.host();
    let rest = authority.as_str().strip_prefix(host)?;
    let is_port = |rest: &str| {
        rest.strip_prefix(':')
            .is_some_and(|port| port.parse::<u16>().is_ok())
    };
    (!host.is_empty() && (rest.is_empty() || is_port(rest))).then_some(host)
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn uri(text: &str) -> Uri {
        text.parse().unwrap()
    }

    #[test]
    fn long_values_of_a_query_may_be_tokens() {
        let tokens = |text| -> Vec<String> {
            let tokens = tokens(&uri(text)).into_iter();
            tokens
                .map(|token| token.expose_secret().to_owned())
                .collect()
        };
        let address = "https://shop.example/soap?token=k%2Fq3vkQ3&version=2&wsdl";
        assert_eq!(tokens(address), ["k/q3vkQ3"]);
        assert!(tokens("https://shop.example/soap").is_empty());
    }

    #[test]
    fn https_and_loopback_are_accepted() {
        for text in [
            "https://shop.example/soap",
            "http://localhost:8080/soap",
            "http://LOCALHOST/",
            "http://127.0.0.1:1/",
            "http://127.9.9.9/",
            "http://[::1]:80/x",
            "HTTPS://shop.example:443",
        ] {
            assert_eq!(parse(text, false).unwrap(), uri(text));
        }
    }

    #[test]
    fn plain_http_to_others_needs_consent() {
        for text in [
            "http://shop.example/",
            "http://128.0.0.1/",
            "http://127.0.0.1.example/",
            "http://localhost.example/",
            "http://[::2]/",
            "http://localhost./",
            "http://127.1/",
            "http://[127.0.0.1]/",
            "http://[::ffff:127.0.0.1]/",
        ] {
            let error = parse(text, false).unwrap_err();
            assert!(
                error.to_string().contains("plain_http_to_this_host"),
                "{error}"
            );
            assert_eq!(parse(text, true).unwrap(), uri(text));
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_being_repeated() {
        for text in [
            "",
            "shop.example/sentinel",
            "/sentinel",
            "ftp://shop.example/sentinel",
            "https://user:sentinel@shop.example/",
            "http://127.0.0.1@sentinel.example/",
            "http://[::1]sentinel.example/",
            "http://[::1].sentinel.example:80/",
            "https://:443/sentinel",
            "https://shop.example:/sentinel",
            "https://shop.example:99999/sentinel",
            "https://shop.example/ sentinel",
        ] {
            let error = parse(text, true).unwrap_err();
            assert!(error.to_string().contains("Builder::"), "{error}");
            assert!(
                !format!("{error} {error:?} {error:#?}").contains("sentinel"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_request_may_leave_over_https_or_to_the_allowed_host() {
        let plain = uri("http://till.example:8080/soap");
        assert!(is_allowed(&uri("http://till.example:8080/other"), &plain));
        assert!(!is_allowed(&uri("http://till.example/other"), &plain));
        assert!(is_allowed(&uri("https://other.example/"), &plain));
        assert!(!is_allowed(&uri("/relative"), &plain));
        assert!(!is_allowed(&uri("https://user:pw@other.example/"), &plain));
        assert!(!is_allowed(&uri("http://[::1]other.example/"), &plain));
        let secure = uri("https://till.example/soap");
        assert!(!is_allowed(&uri("http://till.example/soap"), &secure));
        assert!(is_allowed(&uri("http://127.0.0.1/"), &secure));
    }
}
