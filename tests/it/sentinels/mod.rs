//! No text of a request, an answer or a secret is shown that isn't known to be harmless.
//!
//! Every text of every request and answer is a mark of its own. Whatever may come to somebody's eyes is searched for these:
//! `Debug`, errors, records of observers, spans and events at every level, recordings. The places whose marks `Debug`
//! shows are a snapshot, which somebody has to read; nothing else shows others. Secrets occur nowhere.
//!
//! Vendors with generated code are checked by the generator's model, the others by the schemas of their JSON.

mod marks;
mod printed;
mod replies;
mod rest;
mod soap;
mod watch;
