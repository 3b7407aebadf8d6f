use std::fmt;
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
    /// The client's clock, for measuring and waiting.
    pub clock: &'a dyn Clock,
}

impl<'a> PermitRequest<'a> {
    /// A request outside a call, for tests of limiters.
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
            clock,
        }
    }
}

impl fmt::Debug for PermitRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PermitRequest")
            .field("service", &self.service)
            .field("operation", &self.operation)
            .field("within", &self.within)
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
    end: Option<Box<dyn FnOnce(bool) + Send>>,
}

impl Permit {
    /// A permit that tells `end`, once, whether the request was handed over.
    pub fn new(end: impl FnOnce(bool) + Send + 'static) -> Self {
        Self {
            handed: Handed::default(),
            end: Some(Box::new(end)),
        }
    }

    /// Ties the permit to the attempt that uses it.
    pub(crate) fn watch(&mut self, handed: &Handed) {
        self.handed = handed.clone();
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
