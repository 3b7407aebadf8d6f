//! What every client of the workspace stands on: one operation model, one call
//! pipeline, and an account of what a failed call did.
//!
//! A vendor crate describes each operation as an [`Operation`]: how it becomes
//! an HTTP request and how its answer is read. Everything between is done here,
//! once: permits, credentials, timeouts, size limits, retries, spans, and the
//! [`Outcome`] that every [`Error`] carries. This crate knows nothing of XML.
//!
//! ```
//! use kontorhaus_core::{Builder, Operation, Service};
//!
//! async fn ask<Op: Operation>(client: &kontorhaus_core::Client, operation: Op)
//! where
//!     Op::Output: std::fmt::Debug,
//! {
//!     match client.call(operation).await {
//!         Ok(output) => println!("{output:?}"),
//!         Err(error) => println!("{error} (outcome {})", error.outcome()),
//!     }
//! }
//! ```
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
mod limit;
mod observe;
mod operation;
mod outcome;
mod pipeline;
mod retry;
mod secret;
mod service;
mod settings;
#[cfg(test)]
mod testing;
mod transport;

use std::pin::Pin;

pub use bytes;
pub use http;
pub use secrecy;

pub use authorise::Authoriser;
pub use body::{Body, BodySource, OneShot, WireBody};
pub use builder::Builder;
pub use call::{Call, CallWithMetadata, Response};
pub use client::Client;
pub use clock::{Clock, TokioClock};
pub use context::Context;
pub use error::{Error, ErrorKind, ReadError, RequestError};
pub use limit::{Limited, Limiter, Permit, PermitRequest};
pub use operation::{Idempotency, Operation};
pub use outcome::Outcome;
pub use retry::{NoRetry, RetryPolicy};
pub use service::{Credentials, Defaults, NoCredentials, Service};
pub use settings::Settings;
pub use transport::{BodyStream, SendOptions, Transport, TransportError, TransportErrorKind};

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of any type, as it is taken for a cause.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
