//! Shared helpers of the tests.

pub mod certificates;
mod features;
pub mod interop;
pub mod limits;
pub mod log;
mod process;
pub mod redis;
pub mod socket;

/// Whether this is CI (`CI=true`): no peer may be missing there, and nothing else takes the machine's time.
#[must_use]
pub fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true")
}
