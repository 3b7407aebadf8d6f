//! Client for the public API of Comarch ERP XT.

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
pub use environment::{Environment, Grade, Graded, InferredWrites};
pub use error::{ApiError, ErrorCode, is_not_found};
pub use filter::{Filter, Literal};
pub use json::Extra;
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
    Backoff, Call, Error, ErrorKind, NoRetry, Outcome, Progress, RequestError, Response,
};
pub use rust_decimal::Decimal;
