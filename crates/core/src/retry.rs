//! Whether a failed attempt is followed by another, and when.

mod backoff;
mod budget;

use std::time::Duration;

pub use self::backoff::Backoff;
use crate::Error;

/// Decides whether a failed attempt is followed by another.
///
/// It is asked only where another attempt does no harm: the error
/// [is retryable](Error::is_retryable), the body can be sent again, and the call
/// has attempts left. If the wait outlasts the call, the call ends at once.
pub trait RetryPolicy: Send + Sync + 'static {
    /// How long to wait before the next attempt; `None` to give up.
    fn next(&self, error: &Error) -> Option<Duration>;

    /// A call has succeeded, after that many attempts.
    fn succeeded(&self, attempts: u32) {
        let _ = attempts;
    }

    /// An attempt that [`next`](Self::next) granted is not made: there is no time
    /// for it, or the call was dropped while it waited.
    fn withdrawn(&self) {}
}

/// Never tries again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoRetry;

impl RetryPolicy for NoRetry {
    fn next(&self, _error: &Error) -> Option<Duration> {
        None
    }
}
