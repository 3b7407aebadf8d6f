#![doc = include_str!("../README.md")]
//!
//! # What came of a call
//!
//! ```no_run
//! # async fn example(client: kontorhaus_erpxt::Client) {
//! use kontorhaus_erpxt::{Filter, NewProduct, Outcome, Query};
//!
//! // A code of one's own is what tells afterwards.
//! let new = NewProduct::new("Kiste", "Stk.", 9).with_product_code("K-77");
//! if let Err(error) = client.products().create(new).await {
//!     match error.outcome() {
//!         Outcome::NotSent | Outcome::Rejected => println!("there is no new product: {error}"),
//!         _ => {
//!             let this = Query::new().filter(Filter::eq("ProductCode", "K-77"));
//!             println!("{error}: {:?}", client.products().find(this).await);
//!         }
//!     }
//! }
//! # }
//! ```
//!
//! [`ErrorCode`] and [`ApiError`] are what the service says, [`is_not_found`] recognises what does not exist.
//!
//! # Beyond single calls
//!
//! - [`Collection::pages`] reads a list of any length, [`Query`] and [`Filter`] choose from it.
//! - `into_update` of each type makes the update that changes nothing, and says what it drops.
//! - [`Client::request`] sends what is not typed.
//!
//! # Your tests
//!
//! With the feature `test-util`, the module `fake` has transports that answer from memory. The token is a call like any
//! other, `FetchToken`.
//!
//! ```
//! # #[cfg(feature = "test-util")]
//! # async fn example() -> Result<(), kontorhaus_erpxt::Error> {
//! use kontorhaus_erpxt::fake::{ByOperation, Reply};
//! use kontorhaus_erpxt::{Client, Credentials, Environment};
//!
//! let transport = ByOperation::new()
//!     .on("FetchToken", Reply::ok(r#"{"access_token": "t", "token_type": "bearer", "expires": 600}"#))
//!     .on("ListCustomers", Reply::ok(r#"[{"Id": 880, "Name": "Reederei Nord"}]"#));
//! let client = Client::builder()
//!     .endpoint(Environment::Germany)
//!     .credentials(Credentials::new("id", "secret".into()))
//!     .transport(transport)
//!     .build()?;
//! assert_eq!(client.customers().list().await?[0].name, "Reederei Nord");
//! # Ok(())
//! # }
//! # #[cfg(feature = "test-util")]
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
//! ```

mod client;
mod codes;
mod collection;
mod credentials;
mod date;
mod environment;
mod error;
mod filter;
mod json;
mod lookups;
mod operations;
mod pages;
mod pdf;
mod print;
mod query;
mod raw;
mod resource;
mod service;
mod token;
mod types;
mod wire;

pub use client::Client;
pub use codes::{
    CustomerKind, CustomerType, DocumentStatus, PaymentMethod, PaymentStatus, PrintKind,
    ProductType, Rate, ReportingPeriod,
};
pub use collection::Collection;
pub use credentials::Credentials;
pub use date::{DateTime, InvalidDate};
pub use environment::{Environment, Graded};
pub use error::{ApiError, ErrorCode, is_not_found};
pub use filter::{Filter, Literal};
pub use json::{Extra, JsonError};
pub use lookups::{FindByNumber, FindByTaxNumber};
pub use operations::{Create, Delete, Get, List, Update};
pub use pages::Pages;
pub use pdf::Pdf;
pub use print::{Print, PrintPath};
pub use query::Query;
pub use raw::{RawAnswer, RawOperation, RawRequest};
pub use resource::{Document, Draft, Editable, Resource, Route};
pub use service::ErpXt;
pub use types::*;

// What a caller needs beside the above, so that one dependency is enough.
pub use jiff::civil::Date;
#[cfg(feature = "test-util")]
pub use kontorhaus_core::fake;
pub use kontorhaus_core::http::Method;
pub use kontorhaus_core::secrecy::SecretString;
pub use kontorhaus_core::{
    Backoff, Builder, Call, Error, ErrorKind, Grade, NoRetry, Outcome, Progress, RequestError,
    Response,
};
pub use rust_decimal::Decimal;
