//! What every client of the workspace stands on: one operation model, one call
//! pipeline, and an account of what a failed call did.
//!
//! A vendor crate describes each operation as an [`Operation`]: how it becomes
//! an HTTP request and how its answer is read. Everything between is done here,
//! once: permits, credentials, timeouts, size limits, retries, spans, and the
//! [`Outcome`] that every [`Error`] carries. This crate knows nothing of XML.
//!
//! # A service
//!
//! This is all it takes: a type for the interface, and one for each operation.
//!
//! ```
//! use kontorhaus_core::bytes::Bytes;
//! use kontorhaus_core::http::{Request, response::Parts};
//! use kontorhaus_core::{
//!     Body, Builder, Client, Context, ErrorKind, Idempotency, NoCredentials, Operation, Outcome,
//!     ReadError, RequestError, Service,
//! };
//!
//! enum Weather {}
//!
//! impl Service for Weather {
//!     const NAME: &'static str = "weather";
//!     type Client = Client;
//!     type Credentials = NoCredentials;
//! }
//!
//! struct Report {
//!     town: String,
//! }
//!
//! impl Operation for Report {
//!     type Service = Weather;
//!     type Output = String;
//!     type Fault = ();
//!     const NAME: &'static str = "Report";
//!     const IDEMPOTENCY: Idempotency = Idempotency::Read;
//!
//!     fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
//!         if self.town.is_empty() {
//!             return Err(RequestError::new("must not be empty").at("town"));
//!         }
//!         Request::post(context.endpoint())
//!             .body(self.town.clone().into())
//!             .map_err(|error| RequestError::new("no request").source(error))
//!     }
//!
//!     fn read(_: &Context<'_>, head: &Parts, body: &Bytes) -> Result<String, ReadError> {
//!         if head.status.is_success() {
//!             return Ok(String::from_utf8_lossy(body).into_owned());
//!         }
//!         let outcome = Outcome::of_status(head.status);
//!         Err(ReadError::new(ErrorKind::Status, outcome, "no report came"))
//!     }
//! }
//!
//! # async fn example() -> Result<(), kontorhaus_core::Error> {
//! let client = Builder::<Weather>::new().endpoint("https://weather.example/").build()?;
//! let report = client.call(Report { town: "Bremen".into() }).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Calls run on a Tokio runtime whose timers are enabled.
//!
//! # What came of a call
//!
//! An error that says "timeout" does not say whether the vouchers were made. So
//! every [`Error`] also tells its [`Outcome`], and the pipeline repeats a write
//! only when it certainly did not happen.
//!
//! ```
//! # use kontorhaus_core::{Error, Outcome};
//! fn explain(error: &Error) {
//!     match error.outcome() {
//!         Outcome::NotSent | Outcome::Rejected if error.is_retryable() => {
//!             println!("try again later: {error}");
//!         }
//!         Outcome::NotSent | Outcome::Rejected => println!("nothing happened: {error}"),
//!         Outcome::Applied => {
//!             let kept = error.expose_raw_body().map_or(0, |answer| answer.len());
//!             println!("it was done, and {kept} bytes of answer are there: {error}");
//!         }
//!         _ => println!("ask the server before you repeat it: {error}"),
//!     }
//! }
//! ```
//!
//! How this is known: the request's body notes whether the [`Transport`] asked for
//! it. Before that nothing can have happened; the pipeline then takes the request
//! back, and it stays unsent. After that only an answer can tell.
//!
//! # Repeats
//!
//! A call makes up to three attempts. The next one is made only where it does no
//! harm and may help, that is if [`Error::is_retryable`] holds:
//!
//! | the failure | a [`Write`](Idempotency::Write) | all else |
//! |---|---|---|
//! | no connection; 429; a fault that the vendor calls temporary | is repeated | is repeated |
//! | a timeout, a connection that broke or brought no HTTP, 408, 502, 503, 504 | is not: it may have happened | is repeated |
//! | another status, another fault, a certificate, an answer that cannot be read | is not | is not |
//!
//! For a write all attempts count: after one that may have had an effect there is
//! no other. [`Backoff`] says how long to wait and keeps a budget; an attempt for
//! which the call has no time left is not begun, and its error is given at once.
//! [`Call::attempts`] and [`Call::no_retry`] go before [`Builder::attempts`], and
//! that goes before the service's [`Defaults`]. [`NoRetry`] ends it for a client.
//!
//! A connection that is kept for later may be closed by the server just when the
//! next request goes out, which nobody can tell from a request that was carried
//! out. So the transport over reqwest gives each write a new connection.
//!
//! # Limits
//!
//! Where a vendor allows only so many calls in a time, [`Builder::limiter`] keeps all
//! clients of an account within it: see [`limit`].
//!
//! # Guesses
//!
//! Where the vendor's own description of its interface could not be had, messages are graded:
//! [`Grade`]. What is ours, and what changes data and is only inferred, goes to this machine and
//! no further, unless [`Builder::guessed_messages_to_this_host`] says so.
//!
//! # Credentials and observation
//!
//! A vendor's credentials are its own type, which the builder takes. For any other
//! service there are [`Basic`] and [`Bearer`], given to [`Builder::authoriser`]; an
//! [`Authoriser`] of one's own does the rest, anew for each attempt. What it makes it
//! registers with [`Context::add_secret`], and nothing that is printed of the call
//! shows it. Where it can replace what the server refuses, a call is made
//! [again](Authoriser::refused); one that has to ask for its credentials, say for a
//! token, does so by a client of its own, and [`Client::with_authoriser`] joins the two.
//!
//! A body appears in events at the level TRACE and in recordings, with a mask for every
//! value that the operation does not name in [`Operation::SHOWN`]; and so is masked what
//! an error repeats of a request.
//!
//! Calls and attempts are `tracing` spans. An [`Observer`] is told of both when they
//! end, also by being dropped: outcome, sizes, times.
//!
//! # The way to the service
//!
//! Connections are kept and used again, over HTTP/2 where the server offers it; answers
//! may be compressed. Nothing is redirected. Certificate authorities of one's own go to
//! [`Builder::root_certificate_pem`], a client certificate to
//! [`Builder::client_certificate_pem`].
//!
//! A proxy that the environment names is used: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`
//! and `NO_PROXY`, in capitals or small letters. [`Builder::proxy`] names another one,
//! [`Builder::no_proxy`] goes without. What goes to this machine itself takes no proxy.
//!
//! # Features
//!
//! - `rustls` (default), `native-tls`, `rustls-no-provider`: the transport over
//!   reqwest with that TLS library. Without any of them [`Builder::transport`]
//!   is mandatory. With several, rustls is used.
//! - `test-util`: the `fake` module, transports for the tests of programs that
//!   use a client.

mod authorise;
mod body;
mod builder;
mod call;
mod client;
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks for the time"
)]
mod clock;
mod context;
mod endpoint;
mod error;
#[cfg(any(test, feature = "test-util"))]
pub mod fake;
mod guard;
mod hidden;
pub mod limit;
mod observe;
mod observer;
mod operation;
mod outcome;
mod pipeline;
mod retry;
mod secret;
mod service;
mod settings;
mod steps;
#[cfg(test)]
mod testing;
mod transport;

use std::pin::Pin;

pub use bytes;
pub use http;
pub use secrecy;

pub use authorise::{Authoriser, Basic, Bearer};
pub use body::{Body, BodySource, OneShot, WireBody};
pub use builder::Builder;
pub use call::{Call, CallWithMetadata, Progress, Response};
pub use client::Client;
pub use clock::{Clock, TokioClock};
pub use context::Context;
pub use error::{Error, ErrorKind, ReadError, RequestError};
pub use guard::Grade;
pub use limit::{Limited, Limiter, Permit, PermitRequest};
pub use observer::{AttemptRecord, CallRecord, End, Observer};
pub use operation::{Idempotency, Operation, UrlTemplate};
pub use outcome::Outcome;
pub use retry::{Backoff, NoRetry, RetryPolicy};
pub use service::{Credentials, Defaults, NoCredentials, Service};
pub use settings::Settings;
pub use steps::Steps;
pub use transport::{
    BodyStream, Proxy, SendOptions, Transport, TransportError, TransportErrorKind,
};

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of any type, as it is taken for a cause.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
