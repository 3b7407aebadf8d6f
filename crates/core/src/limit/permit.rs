//! The right to make one attempt.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::Clock;
use crate::body::Handed;

/// What an attempt tells the limiter.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct PermitRequest<'a> {
    /// The service, such as `hypersoft`.
    pub service: &'static str,
    /// The operation.
    pub operation: &'static str,
    /// How long the call can wait.
    pub within: Duration,
    /// How long the attempt can take once it has its permit.
    pub attempt: Duration,
    /// The client's clock, for measuring and waiting.
    pub clock: &'a dyn Clock,
}

impl<'a> PermitRequest<'a> {
    /// A request for an attempt that can take any time.
    ///
    /// Clients make their own; this is for requests that go out without one, and for
    /// tests of limiters.
    #[must_use]
    pub fn new(
        service: &'static str,
        operation: &'static str,
        within: Duration,
        clock: &'a dyn Clock,
    ) -> Self {
        Self {
            service,
            operation,
            within,
            attempt: Duration::MAX,
            clock,
        }
    }

    /// For an attempt that can take so long at most. Whoever gets the permit sees to it.
    #[must_use]
    pub fn attempt(mut self, attempt: Duration) -> Self {
        self.attempt = attempt;
        self
    }
}

impl fmt::Debug for PermitRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PermitRequest")
            .field("service", &self.service)
            .field("operation", &self.operation)
            .field("within", &self.within)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// The right to make one attempt; it lives as long as the attempt.
///
/// When it is dropped, at the end or by cancelling the call, the limiter learns
/// whether the request was handed to the transport. If it was, the server may
/// have counted it; if not, the permit can be given to another call.
#[must_use]
pub struct Permit {
    handed: Handed,
    left: Option<Left>,
    end: Option<Box<dyn FnOnce(bool) + Send>>,
}

type Left = Arc<dyn Fn() -> Duration + Send + Sync>;

impl Permit {
    /// A permit that tells `end`, once, whether the request was handed over.
    pub fn new(end: impl FnOnce(bool) + Send + 'static) -> Self {
        Self {
            handed: Handed::default(),
            left: None,
            end: Some(Box::new(end)),
        }
    }

    /// Makes it lapse: `left` tells how long it is still good for.
    ///
    /// This is for limiters whose log is elsewhere, where a process that stands still
    /// cannot be told from one that is gone. When such a process goes on, its slot may
    /// be another's by then. So nothing goes out with a permit that has lapsed, and an
    /// attempt ends when its permit does.
    pub fn lapsing(mut self, left: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        let left: Left = Arc::new(left);
        self.left = Some(Arc::clone(&left));
        self.handed.only_if(move || !left().is_zero());
        self
    }

    /// How long it is still good for; [`Duration::MAX`] unless it lapses.
    #[must_use]
    pub fn left(&self) -> Duration {
        self.left.as_ref().map_or(Duration::MAX, |left| left())
    }

    /// Says that a request goes out with it now; false when it has lapsed, and none may.
    ///
    /// Clients do that themselves. This is for requests that go out without one.
    #[must_use]
    pub fn hand_over(&self) -> bool {
        self.handed.hand_over()
    }

    /// What the attempt that uses it has to watch.
    pub(crate) fn handed(&self) -> Handed {
        self.handed.clone()
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            end(!self.handed.take_back());
        }
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit")
            .field("handed", &self.handed.get())
            .finish_non_exhaustive()
    }
}

/// No permit can be had within the time the call has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limited {
    retry_after: Duration,
    message: String,
}

impl Limited {
    /// A permit is likely after that time. `message` names the limit.
    #[must_use]
    pub fn new(retry_after: Duration, message: impl Into<String>) -> Self {
        Self {
            retry_after,
            message: message.into(),
        }
    }

    /// How long to wait before the next call.
    #[must_use]
    pub fn retry_after(&self) -> Duration {
        self.retry_after
    }
}

impl fmt::Display for Limited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Limited {}
