#![doc = include_str!("../README.md")]

mod client;
pub mod clock_change;
mod credentials;
mod environment;
#[rustfmt::skip]
mod generated;
mod limit;
mod roles;
mod service;
mod update;
mod upload;

pub use client::Client;
pub use credentials::Credentials;
pub use environment::Environment;
pub use generated::*;
pub use limit::LIMIT;
pub use roles::{ReadCustomer, ReadRevenue, UploadCustomers, WriteCustomer};
pub use service::Hypersoft;
pub use upload::{PACKET, Progress, Upload};

// What a caller needs beside the above, so that one dependency is enough.
pub use jiff::civil;
#[cfg(feature = "test-util")]
pub use kontorhaus_core::fake;
pub use kontorhaus_core::limit::{FileBacked, InProcess};
pub use kontorhaus_core::secrecy::SecretString;
pub use kontorhaus_core::{Backoff, Call, Error, ErrorKind, NoRetry, Outcome, Response};
pub use kontorhaus_soap::v1::{Date, DateTime, Decimal, Fault, Nillable, ServerZone, Time, Wire};
