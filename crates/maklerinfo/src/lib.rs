//! Client for the `VermittlerWebservice` of maklerinfo.biz (Dionera, blau direkt): customers, contracts and archive of an
//! insurance broker.
//!
//! Types, fields and functions have the names of the service. Where a type's fields are known in part, the rest is kept as
//! JSON and written back, so that nothing is lost when an object is read, changed and sent.
//!
//! ```no_run
//! # async fn example(api_id: String, api_key: String) -> Result<(), kontorhaus_maklerinfo::Error> {
//! use kontorhaus_maklerinfo::{Client, Credentials, Mandant, SecretString};
//!
//! let client = Client::builder()
//!     .endpoint(Mandant::BlauDirekt)
//!     .credentials(Credentials::digest("012XYZ", api_id, SecretString::from(api_key)))
//!     .build()?;
//!
//! let mut kunde = client.get_kunde("123456").await?;
//! kunde.anrede = Some("1".into());
//! client.set_kunde("123456", kunde).await?;
//! for vertrag in client.get_vertraege("123456").await? {
//!     println!("{:?} {:?}", vertrag.sparte, vertrag.beitrag.and_then(|beitrag| beitrag.brutto));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Several calls in one
//!
//! A [`MultiCall`] carries calls in one request, and gives each of them its own typed answer.
//!
//! # What came of a call
//!
//! ```no_run
//! # async fn example(client: kontorhaus_maklerinfo::Client) {
//! use kontorhaus_maklerinfo::{ErrorCode, Kunde, Meldungen, Outcome};
//!
//! if let Err(error) = client.add_kunde(Kunde::new().with_benutzername("emuster")).await {
//!     match (error.outcome(), ErrorCode::of(&error)) {
//!         (_, Some(ErrorCode::Meldungen)) => println!("{}", Meldungen::of(&error).unwrap()),
//!         (Outcome::NotSent | Outcome::Rejected, _) => println!("no customer was added: {error}"),
//!         _ => println!("look for the customer before you try again: {error}"),
//!     }
//! }
//! # }
//! ```
//!
//! Calls that only read, or that change nothing more when they are repeated, are repeated by the client when a failure may
//! pass; all others only if they certainly were not carried out. [`Call::no_retry`] turns that off. The documentation of
//! each method says which it is, and how to find out what happened.
//!
//! # Authentication
//!
//! By digest or one-time password: see [`Credentials`]. The headers are made anew for each attempt, with the time and its
//! offset. A digest may be 30 seconds old at most; if the service refuses one and its clock differs from this machine's, the
//! error says by how much ([`ClockSkew`]).
//!
//! # What is not shown
//!
//! Paths of this service hold ids, tags and search texts. None of them, nor keys, passwords and digests, stands in an error,
//! a span or a recording, even if the server repeats it. `Debug` of the types hides what may be personal.
//! What the service tells the user ([`Meldungen`]) is shown as it is, but for those values.
//!
//! # What is certain
//!
//! The public documentation could be read in part. Each item says how sure it is:
//!
//! - *documented*: stands on a public page of this service;
//! - *documented for the sister service*: stands on a page of the `MitarbeiterWebservice`, which shares the data types;
//! - *observed in a client*: a public client of this service does it;
//! - *observed at the sister service*: a public client of that one does it;
//! - *inferred*: our conclusion.
//!
//! What is unknown is left out: adding sub-brokers, the pages `Vermittler-Informationen` and `Detaildaten`, most lists.
//! [`Client::request`] calls what is missing. The vendor has not been asked, and this crate is not affiliated with it.
//!
//! # Your tests
//!
//! With the feature `test-util`, the module `fake` has transports that answer from memory, and your code's tests need no
//! server.
//!
//! ```
//! # #[cfg(feature = "test-util")]
//! # async fn example() -> Result<(), kontorhaus_maklerinfo::Error> {
//! use kontorhaus_maklerinfo::fake::Reply;
//! use kontorhaus_maklerinfo::{Client, Credentials, Mandant};
//!
//! let client = Client::builder()
//!     .endpoint(Mandant::BlauDirekt)
//!     .credentials(Credentials::otp("012XYZ", "1007".into()))
//!     .transport(Reply::ok(r#"[{"Id":"1475","Sparte":"050"}]"#))
//!     .build()?;
//! let vertraege = client.get_vertraege("123456").await?;
//! assert_eq!(vertraege[0].sparte.as_deref(), Some("050"));
//! # Ok(())
//! # }
//! # #[cfg(feature = "test-util")]
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
//! ```
//!
//! # Features
//!
//! - `rustls` (default), `native-tls`, `rustls-no-provider`: the TLS library of the default transport.
//! - `test-util`: the module `fake`, transports for your tests.
//!
//! `Serialize` and `Deserialize` are there without a feature, since JSON is what the service speaks.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

#[macro_use]
mod json;
mod answer;
mod cache;
mod client;
mod credentials;
mod error;
mod functions;
mod if_modified;
mod mandant;
mod multi_call;
pub mod multipart;
mod page;
mod pages;
mod raw;
mod request;
mod service;
mod token;
mod types;
mod upload;

pub use cache::{Cache, Cached, MemoryCache};
pub use client::Client;
pub use credentials::{Credentials, digest};
pub use error::{ClockSkew, ErrorCode, Meldungen};
pub use functions::*;
pub use if_modified::{IfModified, Versioned};
pub use json::{Extra, Json, JsonError};
pub use mandant::Mandant;
pub use multi_call::{Answers, Handle, MultiCall};
pub use pages::KundenPages;
pub use raw::{RawAnswer, RawRequest};
pub use service::Maklerinfo;
pub use token::{ArchivToken, Contracts, DokumentId};
pub use types::*;
pub use upload::{NeuerArchiveintrag, Upload};

// What a caller needs beside the above, so that one dependency is enough.
#[cfg(feature = "test-util")]
pub use kontorhaus_core::fake;
pub use kontorhaus_core::http::Method;
pub use kontorhaus_core::secrecy::SecretString;
pub use kontorhaus_core::{
    Backoff, Builder, Call, Error, ErrorKind, Idempotency, NoRetry, Outcome, Response,
};
pub use rust_decimal::Decimal;
