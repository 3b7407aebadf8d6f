//! What shows that a limit holds: a vendor that counts, and processes that call it until
//! they are killed.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod crew;
mod figures;
mod vendor;

pub use crew::{Crew, Temper, assert_full_rate, is_played};
pub use figures::{Figures, busiest};
pub use vendor::Vendor;

use std::env;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a test of chaos lasts: a minute if `KONTORHAUS_LONG_TESTS` is set, else seconds.
#[must_use]
pub fn duration() -> Duration {
    match env::var_os("KONTORHAUS_LONG_TESTS") {
        Some(_) => Duration::from_secs(60),
        None => Duration::from_secs(8),
    }
}

/// Keeps other tests with a [`Crew`] waiting: the machine is busy enough with one. One that fails leaves nothing behind.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}
