//! A call as its observer sees it, told also when the call is dropped before its end.

use std::time::Duration;

use http::StatusCode;

use super::{Names, Trace, failure};
use crate::client::Shared;
use crate::observer::tell;
use crate::{AttemptRecord, CallRecord, End, Error, Outcome, ReadError};

/// Follows one call from attempt to attempt.
pub(super) struct Watch<'a> {
    shared: &'a Shared,
    names: Names,
    call_id: &'a str,
    started: Duration,
    attempts: u32,
    /// What the attempts so far may have done.
    outcome: Option<Outcome>,
    status: Option<StatusCode>,
    attempt: Option<Attempt>,
    ended: bool,
}

/// The attempt that is under way.
struct Attempt {
    started: Duration,
    trace: Trace,
}

impl<'a> Watch<'a> {
    pub(super) fn new(
        shared: &'a Shared,
        names: Names,
        call_id: &'a str,
        started: Duration,
    ) -> Self {
        Self {
            shared,
            names,
            call_id,
            started,
            attempts: 0,
            outcome: None,
            status: None,
            attempt: None,
            ended: false,
        }
    }

    /// How many attempts have begun.
    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// What the attempts so far may have done.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// Begins an attempt.
    pub(super) fn begin(&mut self) -> &mut Trace {
        self.attempts += 1;
        let attempt = Attempt {
            started: self.shared.clock.now(),
            trace: Trace::new(self.attempts),
        };
        &mut self.attempt.insert(attempt).trace
    }

    /// The attempt is over; gives back what is known of it.
    pub(super) fn end(&mut self, error: Option<&ReadError>) -> Trace {
        let end = error.map_or(End::Succeeded, |error| End::Failed {
            kind: error.kind(),
            outcome: error.outcome(),
        });
        self.end_attempt(|_| end).unwrap_or_default()
    }

    /// The call is over.
    pub(super) fn call_ended(&mut self, error: Option<&Error>) {
        let end = error.map_or(End::Succeeded, |error| End::Failed {
            kind: error.kind(),
            outcome: error.outcome(),
        });
        self.end_call(end, error.and_then(Error::code));
    }

    fn end_attempt(&mut self, end: impl FnOnce(&Trace) -> End) -> Option<Trace> {
        let Attempt { started, trace } = self.attempt.take()?;
        let end = end(&trace);
        self.status = trace.status;
        if let Some(outcome) = end.outcome() {
            self.outcome = Some(outcome.after(self.outcome));
        }
        if let Some(observer) = &self.shared.observer {
            let now = self.shared.clock.now();
            let record = AttemptRecord {
                service: self.names.service,
                operation: self.names.operation,
                call_id: self.call_id,
                attempt: self.attempts,
                end,
                status: trace.status,
                request_bytes: trace.request_bytes,
                answer_bytes: trace.received(),
                waited: trace.permitted.unwrap_or(now).saturating_sub(started),
                elapsed: now.saturating_sub(started),
                ended: self.shared.clock.wall(),
            };
            tell(&**observer, |observer| observer.attempt_ended(&record));
        }
        Some(trace)
    }

    fn end_call(&mut self, end: End, code: Option<&str>) {
        self.ended = true;
        let Some(observer) = &self.shared.observer else {
            return;
        };
        let record = CallRecord {
            service: self.names.service,
            operation: self.names.operation,
            idempotency: self.names.idempotency,
            call_id: self.call_id,
            attempts: self.attempts,
            end,
            status: self.status,
            code,
            elapsed: self.shared.clock.now().saturating_sub(self.started),
            ended: self.shared.clock.wall(),
        };
        tell(&**observer, |observer| observer.call_ended(&record));
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        self.end_attempt(|trace| End::Cancelled {
            outcome: failure::outcome(trace),
        });
        // Between two attempts, what the earlier ones did; before the first, nothing.
        let outcome = self.outcome.unwrap_or(Outcome::NotSent);
        self.end_call(End::Cancelled { outcome }, None);
    }
}
