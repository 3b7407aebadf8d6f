//! The default transport over TLS and through proxies, against servers that others wrote.
//!
//! A test binary of its own: without a provider of its own, rustls keeps the one that a program installs for good.
#![cfg(any(
    feature = "rustls",
    feature = "native-tls",
    feature = "rustls-no-provider"
))]
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod certificate;
mod environment;
mod logs;
mod mistaken;
mod origin;
mod proxied;
mod proxy;
mod versions;

use std::fs;
use std::sync::LazyLock;
use std::time::Duration;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{Request, response::Parts};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{
    Backoff, Body, Builder, Client, Context, ErrorKind, Idempotency, NoCredentials, Operation,
    ReadError, RequestError, Service,
};
use kontorhaus_tests::certificates::{Certificates, NEEDS};
use kontorhaus_tests::interop::folder;

enum Shop {}

impl Service for Shop {
    const NAME: &'static str = "shop";
    type Client = Client;
    type Credentials = NoCredentials;
}

/// Sends a body, or none, and gives the answer's text.
struct Post<const WRITE: bool>(&'static str);

fn order(body: &'static str) -> Post<true> {
    Post(body)
}

fn look(body: &'static str) -> Post<false> {
    Post(body)
}

impl<const WRITE: bool> Operation for Post<WRITE> {
    type Service = Shop;
    type Output = String;
    type Fault = ();
    const NAME: &'static str = if WRITE { "Order" } else { "Look" };
    const IDEMPOTENCY: Idempotency = if WRITE {
        Idempotency::Write
    } else {
        Idempotency::Read
    };

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        Request::post(context.endpoint())
            .body(self.0.into())
            .map_err(|error| RequestError::new("no request").source(error))
    }

    fn read(_: &Context<'_>, head: &Parts, body: &Bytes) -> Result<String, ReadError> {
        if head.status.is_success() {
            return Ok(String::from_utf8_lossy(body).into_owned());
        }
        Err(ReadError::status(head.status, "no success").excerpt(String::from_utf8_lossy(body)))
    }
}

/// Certificates for all tests of this run; `None` where `openssl` is missing.
fn certificates() -> Option<&'static Certificates> {
    static MADE: LazyLock<Option<Certificates>> = LazyLock::new(|| {
        provider();
        NEEDS.met().then(|| make("tests"))
    });
    MADE.as_ref()
}

/// Makes a CA of its own for `name`.
fn make(name: &str) -> Certificates {
    let folder = folder("tls").join(format!("{name}-{}", std::process::id()));
    let made = Certificates::make(&folder).unwrap();
    fs::remove_dir_all(folder).unwrap();
    made
}

/// What a program does that has chosen `rustls-no-provider`.
fn provider() {
    #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
    rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .unwrap();
}

fn read(name: &str) -> &'static [u8] {
    certificates().unwrap().get(name)
}

fn key(name: &str) -> SecretString {
    SecretString::from(str::from_utf8(read(name)).unwrap())
}

/// A builder that trusts the CA and repeats without a wait.
fn builder() -> Builder<Shop> {
    Builder::new()
        .root_certificate_pem(read("ca.pem"))
        .retry(Backoff::new().first_delay(Duration::ZERO))
}
