//! Documents in, values out, and back.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod attributes;
mod encoded;
mod encodings;
mod extra;
mod faults;
mod hostile;
#[cfg(feature = "json")]
mod json;
mod messages;
mod outcomes;
mod reading;
mod requests;
mod round_trip;
mod security;
#[cfg(feature = "serde")]
mod serialise;
mod shop;
mod variants;
mod writing;
