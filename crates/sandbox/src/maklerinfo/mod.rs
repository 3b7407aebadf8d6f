//! Maklerinfo: the VermittlerWebservice for one broker.
//!
//! The broker has
//!
//! - the customer `123456`, Erika Muster, with her main residence, a mail address, the tag `Maklervollmacht` and the
//!   contract `1475`;
//! - the customer `123457`, a company, with nothing more;
//! - the sub-broker `012ABC`;
//! - an access for digests, and a one-time password that may be used again and again.
//!
//! What is documented is done as documented. Where the documentation is silent, the sandbox is strict or simple, and a
//! client should not rely on it: a nonce is taken once; `setKunde` replaces the whole customer; `_suche` compares fields; at
//! most 50 results come at once; a one-time password for archiving may do nothing else; parts of a MultiCall are executed in
//! their order.

mod answer;
mod archiv;
mod auth;
mod fault;
mod kunden;
mod multi_call;
mod route;
mod service;
mod state;
mod vertraege;

pub use fault::Fault;
pub use service::{Exchange, Maklerinfo};
pub use state::Effects;
