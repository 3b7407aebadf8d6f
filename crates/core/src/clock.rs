//! Time: the trait, and Tokio's clock.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::BoxFuture;

/// Where a client takes its time from. All timeouts and waits go through it.
pub trait Clock: Send + Sync + 'static {
    /// The time since a moment that stays the same; it never steps back.
    fn now(&self) -> Duration;
    /// The date and time of day, which may be corrected at any moment.
    fn wall(&self) -> SystemTime;
    /// Ends after `duration`.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The clock of the Tokio runtime; it follows `tokio::time::pause` in tests.
#[derive(Clone, Copy, Debug)]
pub struct TokioClock {
    start: Instant,
}

impl TokioClock {
    /// A clock that starts now.
    #[must_use]
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
        }
    }
}

impl Default for TokioClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TokioClock {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// Runs `future` for at most `limit`; `None` when the time ran out first.
pub(crate) async fn within<F: Future>(
    clock: &dyn Clock,
    limit: Duration,
    future: F,
) -> Option<F::Output> {
    unless(clock, limit, || true, future).await
}

/// Runs `future` to its end, unless `limit` passes and `give_up` then holds.
pub(crate) async fn unless<F: Future>(
    clock: &dyn Clock,
    limit: Duration,
    give_up: impl Fn() -> bool,
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut sleep = Some(clock.sleep(limit));
    poll_fn(|cx| {
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Some(output));
        }
        if let Some(running) = &mut sleep
            && running.as_mut().poll(cx).is_ready()
        {
            if give_up() {
                return Poll::Ready(None);
            }
            sleep = None;
        }
        Poll::Pending
    })
    .await
}
