//! WEBSALE: the voucher service of a V8 shop, as a gSOAP server would run it.
//!
//! The shop starts with
//!
//! - `SPRING-TPL`, a batch with a template: 15.00 EUR from an order of 60.00 EUR, valid for 90 days;
//! - `POOL-A`, a batch with a template and a pool of 25 numbers, 10 of them for the subshop `north`;
//! - `ARCHIVE`, a batch with three vouchers and no template;
//! - a voucher for the registration with a newsletter in the subshop `south`.
//!
//! A batch made by a call has no template: the vendor says that templates are set up in its online service area.

mod answer;
mod batch;
mod create;
mod fault;
mod fields;
mod number;
mod paging;
mod read;
mod service;
mod state;

pub use batch::{Batch, PoolNumber, Values};
pub use fault::Fault;
pub use service::Websale;
pub use state::Effects;
