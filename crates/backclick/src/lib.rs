#![doc = include_str!("../README.md")]

mod client;
mod credentials;
#[rustfmt::skip]
mod generated;
mod service;

pub use client::Client;
pub use credentials::Credentials;
pub use generated::*;
pub use service::Backclick;

// What a caller needs beside the above, so that one dependency is enough.
#[cfg(feature = "test-util")]
pub use kontorhaus_core::fake;
pub use kontorhaus_core::secrecy::SecretString;
pub use kontorhaus_core::{Backoff, Call, Error, ErrorKind, NoRetry, Outcome, Response};
pub use kontorhaus_soap::v1::{DateTime, Fault};
