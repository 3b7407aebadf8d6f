//! Client for the voucher interface of WEBSALE V8 shops.
//!
//! The interface makes vouchers, activates ready-made ones from a pool, and lists them by batch (WEBSALE says charge).
//! A voucher is money, so every error of this client says what is known of its effect.
//!
//! ```no_run
//! # async fn example(password: String) -> Result<(), kontorhaus_websale::Error> {
//! use kontorhaus_websale::{Client, CreateVouchers, Credentials, SecretString};
//!
//! let client = Client::builder()
//!     .endpoint("https://shop.example/soap")
//!     .credentials(Credentials::new("gartenmarkt", SecretString::from(password)))
//!     .build()?;
//!
//! let vouchers = client
//!     .create_vouchers(CreateVouchers::new(2).with_charge_id("SPRING-TPL"))
//!     .await?;
//! for number in &vouchers.voucher_numbers {
//!     println!("{number}: {} {}", vouchers.amount, vouchers.currency);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What came of a call
//!
//! ```no_run
//! # async fn example(client: kontorhaus_websale::Client) {
//! use kontorhaus_websale::{CreateVouchers, ErrorCode, Outcome};
//!
//! let order = CreateVouchers::new(2).with_charge_id("SPRING-TPL");
//! if let Err(error) = client.create_vouchers(order).await {
//!     match (error.outcome(), ErrorCode::of(&error)) {
//!         (_, Some(ErrorCode::NoTemplate)) => println!("SPRING-TPL has no template"),
//!         (Outcome::NotSent | Outcome::Rejected, _) => println!("no voucher was made: {error}"),
//!         // The vouchers exist, and their numbers may be in here and nowhere else.
//!         (Outcome::Applied, _) => println!("{:?}", kontorhaus_websale::salvaged_numbers(&error)),
//!         _ => println!("find out before you try again: {error}"),
//!     }
//! }
//! # }
//! ```
//!
//! Calls that only read are repeated by the client when a fault may pass, an order only if it certainly was not carried
//! out; [`Call::no_retry`] turns that off.
//!
//! The service has nothing that makes a repeated [`CreateVouchers`] safe; its `MsgID`, which is the call's id, is only
//! sent back. [`Client::create_batch_once`] is the safe way: it uses that no batch is created twice.
//!
//! # Beyond single calls
//!
//! - [`Client::voucher_codes`] reads a batch of any size, page by page.
//! - [`Client::create_in_packets`] makes more than 1,000 vouchers, each packet confirmed.
//! - [`rules`] are checked before anything is sent.
//! - [`Client::call`] takes any operation, also one that you generate from your own WSDL file, and so do the helpers and the
//!   rules: `kontorhaus_codegen::Builder` makes them in your `build.rs`.
//!
//! # Your tests
//!
//! With the feature `test-util`, the module `fake` has transports that answer from memory, and your code's tests need no
//! server. An answer may leave out `MsgID`; one that has it must repeat the call's id.
//!
//! ```
//! # #[cfg(feature = "test-util")]
//! # async fn example() -> Result<(), kontorhaus_websale::Error> {
//! use kontorhaus_websale::fake::{Capture, Reply};
//! use kontorhaus_websale::{Client, CreateVouchers, Credentials};
//!
//! let answer = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
//!   <ns:CreateVouchersResponse xmlns:ns="http://www.websale.de/"><response>
//!     <Amount>15.00</Amount><AmountType>0</AmountType><Currency>EUR</Currency>
//!     <Type>0</Type><Type2>1</Type2><VATIndex>-1</VATIndex>
//!     <VoucherNumbers><VoucherNumber>7KQ2-M4XA</VoucherNumber></VoucherNumbers>
//!   </response></ns:CreateVouchersResponse>
//! </s:Body></s:Envelope>"#;
//! let transport = Capture::new(Reply::ok(answer));
//! let client = Client::builder()
//!     .endpoint("https://shop.example/soap")
//!     .credentials(Credentials::new("gartenmarkt", "secret".into()))
//!     .transport(transport.clone())
//!     .build()?;
//!
//! let vouchers = client.create_vouchers(CreateVouchers::new(1).with_charge_id("SPRING-TPL")).await?;
//! assert_eq!(vouchers.voucher_numbers, ["7KQ2-M4XA"]);
//! let sent = transport.requests();
//! assert!(String::from_utf8_lossy(sent[0].request.body()).contains("<ChargeId>SPRING-TPL</ChargeId>"));
//! # Ok(())
//! # }
//! # #[cfg(feature = "test-util")]
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
//! ```
//!
//! # What is certain
//!
//! The WSDL behind this crate is a reconstruction from public documentation. The documentation of each item ends with its
//! grade: documented, inferred, or placeholder. The vendor has not been asked, and this crate is not affiliated with it.
//!
//! # Features
//!
//! - `rustls` (default), `native-tls`, `rustls-no-provider`: the TLS library of the default transport.
//! - `serde`: `Serialize` and `Deserialize` on requests and answers.
//! - `test-util`: the module `fake`, transports for your tests.

mod batch;
mod client;
mod credentials;
mod error;
mod filter;
#[rustfmt::skip]
mod generated;
mod multi_currency;
mod packets;
mod pages;
mod roles;
pub mod rules;
mod salvage;
mod service;

pub use batch::{BatchOf, CreatedBatch};
pub use client::Client;
pub use credentials::Credentials;
pub use error::ErrorCode;
pub use filter::{CatProdFilter, CustomerFilter, Products};
pub use generated::*;
pub use multi_currency::MultiCurrency;
pub use packets::Packets;
pub use pages::VoucherPages;
pub use roles::{
    AskForBatch, CheckedBatch, CheckedOrder, CheckedPage, CreateBatch, FindVouchers, ListedVoucher,
    OrderVouchers, OrderedVouchers, ReadVouchers, VoucherPage,
};
pub use salvage::salvaged_numbers;
pub use service::Websale;

// What a caller needs beside the above, so that one dependency is enough.
#[cfg(feature = "test-util")]
pub use kontorhaus_core::fake;
pub use kontorhaus_core::secrecy::SecretString;
pub use kontorhaus_core::{Backoff, Call, Error, ErrorKind, NoRetry, Outcome, Proxy, Response};
pub use kontorhaus_soap::v1::{Date, Decimal};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
