//! What observers are told.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, SystemTime};

use http::StatusCode;

use crate::{ErrorKind, Idempotency, Outcome};

/// Learns of every attempt and every call, for metrics and for an audit trail.
///
/// It is called in the midst of the call, so it must not block: count, or hand the
/// record to a channel. It must not panic either; if it does, the panic is caught,
/// for an answer may be the only copy of what a write made.
///
/// Nothing it is told holds a secret.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use kontorhaus_core::{CallRecord, Observer, Outcome};
///
/// #[derive(Default)]
/// struct Doubtful(AtomicU64);
///
/// impl Observer for Doubtful {
///     fn call_ended(&self, call: &CallRecord<'_>) {
///         if call.end.outcome() == Some(Outcome::Unknown) {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// An attempt has ended. Does nothing unless it is written.
    fn attempt_ended(&self, attempt: &AttemptRecord<'_>) {
        let _ = attempt;
    }

    /// A call has ended, after its last attempt. Does nothing unless it is written.
    fn call_ended(&self, call: &CallRecord<'_>) {
        let _ = call;
    }
}

/// How an attempt or a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum End {
    /// With its output.
    Succeeded,
    /// With an error.
    #[non_exhaustive]
    Failed {
        /// The sort of failure.
        kind: ErrorKind,
        /// What is known of the effect.
        outcome: Outcome,
    },
    /// The caller dropped it.
    #[non_exhaustive]
    Cancelled {
        /// What is known of the effect.
        outcome: Outcome,
    },
}

impl End {
    /// What is known of the effect; `None` after a success.
    #[must_use]
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Succeeded => None,
            Self::Failed { outcome, .. } | Self::Cancelled { outcome } => Some(outcome),
        }
    }

    /// The sort of failure, where there is one.
    #[must_use]
    pub fn kind(self) -> Option<ErrorKind> {
        match self {
            Self::Failed { kind, .. } => Some(kind),
            Self::Succeeded | Self::Cancelled { .. } => None,
        }
    }
}

/// One attempt of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AttemptRecord<'a> {
    /// The service, such as `websale`.
    pub service: &'static str,
    /// The operation, such as `CreateVouchers`.
    pub operation: &'static str,
    /// The id of the call.
    pub call_id: &'a str,
    /// Which attempt of the call it was, from 1.
    pub attempt: u32,
    /// How it ended; the outcome is that of this attempt alone.
    pub end: End,
    /// The status of the answer, if one came.
    pub status: Option<StatusCode>,
    /// The length of the request's body; `None` when it is not known or no request
    /// came about.
    pub request_bytes: Option<u64>,
    /// How much of the answer's body was received, counted after decompression.
    pub answer_bytes: usize,
    /// How long it waited for its permit.
    pub waited: Duration,
    /// How long it took, the wait included.
    pub elapsed: Duration,
    /// When it ended.
    pub ended: SystemTime,
}

/// One call with all its attempts.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CallRecord<'a> {
    /// The service, such as `websale`.
    pub service: &'static str,
    /// The operation, such as `CreateVouchers`.
    pub operation: &'static str,
    /// What a repetition would do.
    pub idempotency: Idempotency,
    /// The id of the call.
    pub call_id: &'a str,
    /// How many attempts began.
    pub attempts: u32,
    /// How it ended; the outcome is that of all attempts together.
    pub end: End,
    /// The status of the last answer, if one came.
    pub status: Option<StatusCode>,
    /// The vendor's own code, where the call failed with one.
    pub code: Option<&'a str>,
    /// How long it took, with all attempts and waits.
    pub elapsed: Duration,
    /// When it ended.
    pub ended: SystemTime,
}

/// Tells an observer, and lets no panic of it into the call.
pub(crate) fn tell(observer: &dyn Observer, what: impl FnOnce(&dyn Observer)) {
    // The hook has reported the panic; there is nobody else to tell.
    let _ = catch_unwind(AssertUnwindSafe(|| what(observer)));
}
