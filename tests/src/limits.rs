//! What shows that a limit holds: a vendor that counts, and processes that call it until
//! they are killed.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod crew;
mod figures;
mod vendor;

pub use crew::{Crew, Place, Temper, call_on_and_on};
pub use figures::{Figures, busiest};
pub use vendor::Vendor;

use std::env;
use std::time::Duration;

use crate::is_ci;

/// How long a test of chaos lasts: a minute if `KONTORHAUS_LONG_TESTS` is set, else seconds.
#[must_use]
pub fn duration() -> Duration {
    match env::var_os("KONTORHAUS_LONG_TESTS") {
        Some(_) => Duration::from_secs(60),
        None => Duration::from_secs(8),
    }
}

/// The share of a rate, in percent, that processes must reach in their best stretch. A machine that does other things
/// wakes them late, so it is 98 in CI only.
#[must_use]
pub fn full_rate() -> f64 {
    if is_ci() { 98.0 } else { 80.0 }
}
