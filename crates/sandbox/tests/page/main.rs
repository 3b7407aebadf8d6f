//! The program and its page, as a person uses them: the page in Chromium, the calls by our clients.
//!
//! `apt-get install --no-install-recommends chromium chromium-driver` brings the browser. Where it is missing, these tests
//! say so and pass; in CI they fail.

mod browser;
mod clients;
mod faults;
mod program;
mod reading;
mod secrets;
