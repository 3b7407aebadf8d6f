use std::time::Duration;

use crate::Error;

/// Decides whether a failed attempt is followed by another.
///
/// It is asked only where another attempt does no harm: the error
/// [is retryable](Error::is_retryable) and the body can be sent again.
pub trait RetryPolicy: Send + Sync + 'static {
    /// How long to wait before the next attempt; `None` to give up.
    fn next(&self, error: &Error) -> Option<Duration>;
}

/// Never tries again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoRetry;

impl RetryPolicy for NoRetry {
    fn next(&self, _error: &Error) -> Option<Duration> {
        None
    }
}
