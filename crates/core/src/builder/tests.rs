//! What a builder refuses, and what it passes on.

use std::time::Duration;

use super::*;
use crate::fake::Reply;
use crate::limit::{InProcess, Key, Limit, Sequential};
use crate::testing::{SENTINEL, Shop, builder, key};
use crate::{ErrorKind, NoCredentials, Outcome};

fn message(builder: Builder<Shop>) -> String {
    let error = builder.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.service(), "shop");
    assert!(!format!("{error} {error:?} {error:#?}").contains(SENTINEL));
    error.to_string()
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(
        message(Builder::new().credentials(key())),
        "set-up of the shop client failed: no endpoint was given (configuration). \
         Give Builder::endpoint the address of the service."
    );
    assert_eq!(
        message(Builder::new().endpoint("https://shop.example/")),
        "set-up of the shop client failed: the shop needs a key (configuration)."
    );
}

#[test]
fn plain_http_to_another_host_is_refused_unless_asked_for() {
    let plain = || {
        builder()
            .endpoint("http://till.example/soap")
            .transport(Reply::ok(""))
    };
    let line = message(plain());
    assert!(
        line.contains("Use https, or Builder::plain_http_to_this_host"),
        "{line}"
    );
    let client = plain().plain_http_to_this_host().build().unwrap();
    assert_eq!(client.endpoint(), "http://till.example/soap");
}

#[test]
fn options_of_the_default_transport_are_refused_with_another_one() {
    type Set = fn(Builder<Shop>) -> Builder<Shop>;
    let options: [(&str, Set); 4] = [
        ("root_certificate_pem", |builder| {
            builder.root_certificate_pem(b"-----BEGIN CERTIFICATE-----")
        }),
        ("client_certificate_pem", |builder| {
            builder.client_certificate_pem(b"-----BEGIN CERTIFICATE-----", SENTINEL.into())
        }),
        ("proxy", |builder| {
            builder.proxy(Proxy::new("http://proxy.example"))
        }),
        ("no_proxy", Builder::no_proxy),
    ];
    for (option, set) in options {
        let line = message(set(builder().transport(Reply::ok(""))));
        let expected = format!(": {option} has no effect on a transport of your own");
        assert!(line.contains(&expected), "{line}");
    }
}

#[cfg(feature = "rustls")]
#[test]
fn what_is_no_certificate_is_refused() {
    for pem in [&b""[..], b"no certificate", &[0x30, 0x82, 0x01]] {
        let line = message(builder().root_certificate_pem(pem));
        assert!(line.contains("-----BEGIN CERTIFICATE-----"), "{line}");
    }
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[test]
fn what_is_no_client_certificate_is_refused() {
    let certificate = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let key = format!("-----BEGIN PRIVATE KEY-----\n{SENTINEL}\n-----END PRIVATE KEY-----");
    for (chain, key) in [
        (&b""[..], ""),
        (b"", &*key),
        (certificate, ""),
        (certificate, SENTINEL),
        (certificate, &*key),
    ] {
        let line = message(builder().client_certificate_pem(chain, key.into()));
        assert!(
            line.contains("client_certificate_pem was given no"),
            "{line}"
        );
    }
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[test]
fn what_is_no_proxy_is_refused() {
    let proxy = Proxy::new(format!("http://proxy.example/{SENTINEL}"));
    let line = message(builder().proxy(proxy));
    assert!(
        line.contains("the proxy's address is no http or https"),
        "{line}"
    );
}

#[cfg(not(any(
    feature = "rustls",
    feature = "native-tls",
    feature = "rustls-no-provider"
)))]
#[test]
fn without_a_tls_feature_a_transport_must_be_given() {
    let line = message(builder());
    assert!(line.contains("Give one to Builder::transport"), "{line}");
}

#[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
#[test]
fn a_crypto_provider_must_be_installed() {
    let line = message(builder());
    assert!(
        line.contains("Call CryptoProvider::install_default first"),
        "{line}"
    );
}

#[test]
fn a_user_agent_must_fit_a_header() {
    let line = message(builder().transport(Reply::ok("")).user_agent("a\nb"));
    assert!(line.contains("the user agent holds a character"), "{line}");
}

#[test]
fn a_setting_belongs_to_the_client_it_was_given_to() {
    let client = builder()
        .transport(Reply::ok(""))
        .setting(7u32)
        .build()
        .unwrap();
    let other = client.with_setting(8u32);
    assert_eq!(
        (client.setting::<u32>(), other.setting::<u32>()),
        (Some(&7), Some(&8))
    );
    assert_eq!(client.setting::<u64>(), None);
    assert_eq!(other.endpoint(), client.endpoint());
}

/// A service whose vendor asks for patience.
#[derive(Debug)]
struct Slow;

impl Service for Slow {
    const NAME: &'static str = "slow";
    const DEFAULTS: Defaults = Defaults::new()
        .attempt_timeout(Duration::from_secs(600))
        .timeout(Duration::from_secs(900))
        .max_answer(64 * 1024 * 1024);
    type Client = Client;
    type Credentials = NoCredentials;
}

#[test]
fn a_service_states_its_own_times() {
    let setup = || {
        Builder::<Slow>::new()
            .endpoint("https://slow.example/")
            .transport(Reply::ok(""))
    };
    let client = setup().build().unwrap();
    assert_eq!(client.shared.times, Slow::DEFAULTS);
    let client = setup()
        .timeout(Duration::from_secs(5))
        .connect_timeout(Duration::from_secs(1));
    let times = client.build().unwrap().shared.times;
    let expected = Slow::DEFAULTS.timeout(Duration::from_secs(5));
    assert_eq!(times, expected.connect_timeout(Duration::from_secs(1)));
}

/// A vendor who punishes: without a limiter of its own there is no client.
enum Strict {}

impl Service for Strict {
    const NAME: &'static str = "strict";
    type Client = Client;
    type Credentials = NoCredentials;

    fn limiter(endpoint: &Uri, settings: &Settings) -> Result<Option<Box<dyn Limiter>>, Error> {
        assert_eq!(endpoint.host(), Some("strict.example"));
        match settings.get::<Limit>() {
            Some(limit) => {
                let limiter = InProcess::with_history(&Key::new("strict"), *limit, [])?;
                Ok(Some(Box::new(limiter)))
            }
            None => Err(Error::configuration("nothing counts the calls")),
        }
    }
}

#[test]
fn a_service_may_have_a_limiter_of_its_own() {
    let builder = || {
        Builder::<Strict>::new()
            .endpoint("https://strict.example/")
            .transport(Reply::ok(""))
    };
    let error = builder().build().unwrap_err();
    let line = "set-up of the strict client failed: nothing counts the calls (configuration).";
    assert_eq!(error.to_string(), line);

    let limit = Limit::new(1, Duration::from_secs(60));
    let client = builder().setting(limit).build().unwrap();
    assert!(client.shared.limiter.is_some());

    // One that was given goes before, and the service's is not asked for.
    let other = Sequential::new(&Key::new("strict"));
    assert!(builder().limiter(other).build().is_ok());
}
