//! Comarch ERP XT: the public API of one account, with its token endpoint.
//!
//! The account starts with
//!
//! - the products 40211 (`VK-M`, goods) and 40212 (`BER-H`, hours);
//! - the customers 880 (a business) and 881 (a private person);
//! - the payment type 310, the bank account 90, and the templates 52 (invoices) and 53 (orders);
//! - the confirmed invoice 6100 and the order 9050.
//!
//! What the vendor documents is done as documented. These are guesses: the texts of refusals, the percentages behind codes
//! of tax rates, that an update replaces the whole object with all its lines, that members nobody knows are kept, and that
//! a deletion fails while something else refers to the entity.

mod entity;
mod fields;
mod filter;
mod filter_parser;
mod oauth;
mod path;
mod price;
mod print;
mod query;
mod read;
mod refusal;
mod render;
mod routes;
mod seed;
mod service;
mod state;
mod write;

pub use print::PrintForm;
pub use refusal::Refusal;
pub use service::{ErpXt, Exchange};
pub use state::Style;
