#![doc = include_str!("../README.md")]

mod batches;
mod client;
mod credentials;
mod error;
#[rustfmt::skip]
mod generated;
mod host;
mod import_table;
mod roles;
mod service;
mod turn;

pub use batches::{ADDRESSES, Batches, OPTINS, Progress};
pub use client::Client;
pub use credentials::Credentials;
pub use error::ErrorCode;
pub use generated::*;
pub use host::Host;
pub use import_table::{Cell, ImportTable, TableError};
pub use roles::{ReadSubscribers, SetDoubleOptins, TakesTurns};
pub use service::Backclick;
pub use turn::{InTurn, Waiting};

// What a caller needs beside the above, so that one dependency is enough.
#[cfg(feature = "test-util")]
pub use kontorhaus_core::fake;
pub use kontorhaus_core::secrecy::SecretString;
pub use kontorhaus_core::{Backoff, Call, Error, ErrorKind, NoRetry, Outcome, Proxy, Response};
pub use kontorhaus_soap::v1::{DateTime, Extra, Fault};
