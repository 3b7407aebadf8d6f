//! BACKCLICK: the second SOAP interface, as a server on Spring-WS that checks the schema would run it.
//!
//! The names are those of our WSDL, of which some are placeholders. The order of elements counts: what does not follow the
//! schema is answered with `Validation error` and what the validator says of it.
//!
//! The system starts with
//!
//! - mandator 3 with the lists 12 and 14, the filter 5012, the template 88, the double opt-in templates 7 and 41, the
//!   newsletter 501, the transaction channel 77, and two subscribers;
//! - mandator 0 with the list 1 and nobody on it;
//! - 127.0.0.1 as the only caller that needs no API key.
//!
//! Profiles have the fields `ANREDE`, `VORNAME` and `NACHNAME`; newsletters and mails may be sent from `example.org`.
//!
//! What is a guess: what happens with lists, newsletters and addresses that are unknown (they are left out); whom a
//! newsletter goes to that has list and filter (both); how a wrong API key and a transaction channel that is unknown look;
//! that a request which no operation takes is answered with HTTP 404. `filterAntiSpam` and the templates for changes of a
//! profile have no effect here.

mod answer;
mod fault;
mod fields;
mod import;
mod newsletter;
mod opt_in;
mod request;
mod schema;
mod service;
mod state;
mod statistics;
mod subscriber;
mod transaction;
mod validation;

pub use fault::Fault;
pub use newsletter::Newsletter;
pub use service::Backclick;
pub use state::Effects;
pub use subscriber::Subscriber;
pub use transaction::Mail;
