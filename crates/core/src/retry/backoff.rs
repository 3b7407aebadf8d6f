//! Exponential delays with full jitter.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};

use super::RetryPolicy;
use super::budget::Budget;
use crate::Error;

/// After so many doublings every delay is at its cap.
const DOUBLINGS: u32 = 64;

/// The default policy: exponential delays with full jitter, within a budget.
///
/// The wait before the n-th repeat is a random time between zero and
/// `first_delay` · 2ⁿ⁻¹, at most `max_delay`. Callers that failed together thus
/// come back spread over the whole time. When the server asks for a wait
/// (`Retry-After`), the random time comes on top, so that nobody is early.
///
/// The budget keeps an outage from being answered with a multiple of the usual
/// load. It works as the AWS SDKs' retry quota: a repeat takes one of 100 places;
/// a call that succeeds after repeats puts its last one back; a call that succeeds
/// at once puts back a fifth. So transient faults cost nothing, and while nothing
/// succeeds, repeats end after 100. All clones of a client share one budget; a
/// clone of the policy carries it to another client.
///
/// How many attempts a call may take is set by
/// [`Builder::attempts`](crate::Builder::attempts) and
/// [`Call::attempts`](crate::Call::attempts).
///
/// ```
/// use std::time::Duration;
/// use kontorhaus_core::Backoff;
///
/// let patient = Backoff::new()
///     .first_delay(Duration::from_secs(2))
///     .max_delay(Duration::from_secs(60));
/// ```
#[derive(Clone)]
#[must_use]
pub struct Backoff {
    first_delay: Duration,
    max_delay: Duration,
    budget: Arc<Budget>,
    random: fn() -> f64,
}

impl Backoff {
    /// First delay up to 500 ms, delays up to 20 s, a budget of 100 repeats.
    pub fn new() -> Self {
        Self {
            first_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            budget: Arc::new(Budget::of(100)),
            random: fastrand::f64,
        }
    }

    /// The longest wait before the first repeat; it doubles with each.
    pub fn first_delay(mut self, limit: Duration) -> Self {
        self.first_delay = limit;
        self
    }

    /// The longest wait before any repeat, unless the server asks for more.
    pub fn max_delay(mut self, limit: Duration) -> Self {
        self.max_delay = limit;
        self
    }

    /// Gives this policy a full budget of its own, of that many repeats.
    pub fn budget(mut self, repeats: u32) -> Self {
        self.budget = Arc::new(Budget::of(repeats));
        self
    }

    /// Replaces the randomness: numbers from 0 up to, not including, 1.
    #[cfg(test)]
    pub(crate) fn random(mut self, random: fn() -> f64) -> Self {
        self.random = random;
        self
    }

    /// The longest wait after that many attempts.
    fn ceiling(&self, attempts: u32) -> Duration {
        let repeats = attempts.clamp(1, DOUBLINGS);
        ExponentialBuilder::new()
            .with_min_delay(self.first_delay)
            .with_max_delay(self.max_delay)
            .without_max_times()
            .build()
            .nth(repeats as usize - 1)
            .map_or(self.max_delay, |delay| delay.min(self.max_delay))
    }

    fn wait(&self, error: &Error) -> Duration {
        // backon's own jitter is added to the delay, which leaves half of it empty.
        let ceiling = self.ceiling(error.attempts());
        let jitter = ceiling.as_secs_f64() * (self.random)();
        // The longest duration, rounded up, is none any more.
        let jitter = Duration::try_from_secs_f64(jitter).unwrap_or(ceiling);
        error
            .retry_after()
            .unwrap_or_default()
            .saturating_add(jitter)
    }
}

impl RetryPolicy for Backoff {
    fn next(&self, error: &Error) -> Option<Duration> {
        self.budget.take().then(|| self.wait(error))
    }

    fn succeeded(&self, attempts: u32) {
        if attempts > 1 {
            self.budget.give_back();
        } else {
            self.budget.reward();
        }
    }

    fn withdrawn(&self) {
        self.budget.give_back();
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backoff")
            .field("first_delay", &self.first_delay)
            .field("max_delay", &self.max_delay)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ceilings(backoff: &Backoff) -> Vec<u128> {
        (1..=8)
            .map(|attempts| backoff.ceiling(attempts).as_millis())
            .collect()
    }

    #[test]
    fn delays_double_up_to_their_cap() {
        let millis = [500, 1000, 2000, 4000, 8000, 16000, 20000, 20000];
        assert_eq!(ceilings(&Backoff::new()), millis);
        for attempts in [100, u32::MAX] {
            assert_eq!(Backoff::new().ceiling(attempts).as_secs(), 20);
        }
        let capped = Backoff::new().max_delay(Duration::from_millis(300));
        assert_eq!(ceilings(&capped), [300; 8], "the first is capped as well");
        assert_eq!(
            ceilings(&Backoff::new().first_delay(Duration::ZERO)),
            [0; 8]
        );
        let endless = Backoff::new()
            .first_delay(Duration::MAX)
            .max_delay(Duration::MAX);
        assert_eq!(endless.ceiling(9), Duration::MAX);
    }
}
