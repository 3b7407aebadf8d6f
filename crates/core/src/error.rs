//! The error of a call.

mod cause;
mod problem;

use std::any::Any;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

pub(crate) use problem::Problem;
pub use problem::{ReadError, RequestError};

use crate::{Context, Idempotency, Operation, Outcome, Service, Settings};

/// Why a call failed, and what is known of its effect.
///
/// `Display` is one line that says what failed, what that means for the data on
/// the server, and what to do. It never holds a registered secret. The causes
/// follow through [`source`](std::error::Error::source).
pub struct Error(Box<Failure>);

struct Failure {
    problem: Problem,
    service: &'static str,
    operation: &'static str,
    idempotency: Idempotency,
    facts: Facts,
}

/// What the pipeline knows of a call that failed.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) call_id: String,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    pub(crate) status: Option<StatusCode>,
    pub(crate) raw_body: Option<Bytes>,
}

/// The sort of failure; the effect is told by [`Outcome`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built as it was set up.
    Configuration,
    /// The request breaks a rule that is checked before sending.
    Request,
    /// A rate limit leaves no room within the time the call has.
    Limited,
    /// No connection came about: name, network, TLS.
    Connect,
    /// The time for connecting, for the attempt or for the call ran out.
    Timeout,
    /// The connection broke, or what came was no HTTP.
    Transport,
    /// The answer is larger than allowed.
    TooLarge,
    /// An HTTP status that says all there is to know.
    Status,
    /// The server answered with an error of its own.
    Fault,
    /// The answer could not be read.
    Decode,
    /// The answer belongs to another call.
    Mismatch,
}

impl Error {
    /// A client cannot be built or used as it was set up.
    pub fn configuration(message: impl Into<String>) -> Self {
        let problem = Problem::new(ErrorKind::Configuration, Outcome::NotSent, message.into());
        Self::assemble(problem, "", "", Idempotency::Read, Facts::default())
    }

    /// Says what to do, in a sentence.
    #[must_use]
    pub fn with_advice(mut self, advice: impl Into<String>) -> Self {
        self.0.problem.advice = Some(advice.into());
        self
    }

    /// A request of `Op` was found wrong before a call began.
    #[must_use]
    pub fn request<Op: Operation>(error: RequestError) -> Self {
        Self::read::<Op>(error.into())
    }

    /// A call of `Op` failed outside the pipeline, say in a helper of several calls.
    #[must_use]
    pub fn read<Op: Operation>(error: ReadError) -> Self {
        Self::assemble(
            error.into(),
            Op::Service::NAME,
            Op::NAME,
            Op::IDEMPOTENCY,
            Facts::default(),
        )
    }

    /// A call of `Op` failed that was made as a part of another call. `answer` is what
    /// came for it, if anything did.
    #[must_use]
    pub fn part<Op: Operation>(
        error: ReadError,
        context: &Context<'_>,
        answer: Option<(StatusCode, Bytes)>,
    ) -> Self {
        let mut problem = Problem::from(error);
        problem.mask(context.secrets());
        let (status, raw_body) = answer.unzip();
        let facts = Facts {
            call_id: context.call_id().to_owned(),
            attempts: 1,
            status,
            raw_body,
            ..Facts::default()
        };
        Self::assemble(problem, Op::Service::NAME, Op::NAME, Op::IDEMPOTENCY, facts)
    }

    pub(crate) fn assemble(
        problem: Problem,
        service: &'static str,
        operation: &'static str,
        idempotency: Idempotency,
        facts: Facts,
    ) -> Self {
        Self(Box::new(Failure {
            problem,
            service,
            operation,
            idempotency,
            facts,
        }))
    }

    /// Names the service and masks its secrets, for errors of set-up.
    pub(crate) fn for_service(mut self, service: &'static str, settings: &Settings) -> Self {
        self.0.service = service;
        self.0.problem.mask(&settings.mask);
        self
    }

    /// The sort of failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.problem.kind
    }

    /// What is known of the effect.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.0.problem.outcome
    }

    /// Whether the same call may be made again and may then succeed.
    ///
    /// True when the cause is transient and a repetition does no harm: nothing
    /// happened, or the operation is idempotent.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let harmless = matches!(self.outcome(), Outcome::NotSent | Outcome::Rejected)
            || self.0.idempotency.is_repeatable();
        self.0.problem.transient && harmless
    }

    /// How long the server, or our own limit, asks to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.problem.retry_after
    }

    /// The service, such as `websale`; empty when none is involved yet.
    #[must_use]
    pub fn service(&self) -> &'static str {
        self.0.service
    }

    /// The operation, such as `CreateVouchers`; empty for an error of set-up.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The id of the call, as it stands in its span; empty when no call began.
    #[must_use]
    pub fn call_id(&self) -> &str {
        &self.0.facts.call_id
    }

    /// How many attempts were made.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.facts.attempts
    }

    /// How long the call took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.facts.elapsed
    }

    /// The status of the last answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.facts.status
    }

    /// The vendor's own code, such as `ES018`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.problem.code.as_deref()
    }

    /// What went wrong, without the frame that `Display` puts around it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.problem.message
    }

    /// What to do about it, where that is known.
    #[must_use]
    pub fn advice(&self) -> Option<&str> {
        self.0.problem.advice.as_deref()
    }

    /// The first characters of the answer, masked.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        self.0.problem.excerpt.as_deref()
    }

    /// The fault that the server sent, if this error carries one of `Op`.
    #[must_use]
    pub fn fault_as<Op: Operation>(&self) -> Option<&Op::Fault> {
        self.detail()
    }

    /// A value of that type which the reader of the answer attached.
    #[must_use]
    pub fn detail<T: Any + Send + Sync>(&self) -> Option<&T> {
        self.0
            .problem
            .details
            .iter()
            .find_map(|detail| detail.downcast_ref())
    }

    /// All that was received of the answer's body, unmasked.
    ///
    /// It may hold secrets and personal data, and it may hold the only copy of
    /// what a write made. `None` when no answer came.
    #[must_use]
    pub fn expose_raw_body(&self) -> Option<&Bytes> {
        self.0.facts.raw_body.as_ref()
    }

    fn effect(&self) -> &'static str {
        match (self.outcome(), self.0.idempotency) {
            (Outcome::NotSent, _) => "Nothing was sent.",
            (Outcome::Rejected, _) => "The server refused it; nothing happened.",
            (Outcome::Applied, _) if self.expose_raw_body().is_some() => {
                "The server carried it out; its answer is in expose_raw_body()."
            }
            (Outcome::Applied, _) => "The server carried it out.",
            (Outcome::Unknown, Idempotency::Read) => "It changes nothing and may be repeated.",
            (Outcome::Unknown, Idempotency::Idempotent) => {
                "Whether it took effect is unknown; it may be repeated."
            }
            (Outcome::Unknown, Idempotency::Write) => {
                "Whether it took effect is unknown: find out before it is repeated."
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure {
            problem,
            service,
            operation,
            facts,
            ..
        } = &*self.0;
        match (*service, *operation) {
            ("", _) => f.write_str("set-up of a client")?,
            (service, "") => write!(f, "set-up of the {service} client")?,
            (service, operation) => write!(f, "{service}.{operation}")?,
        }
        f.write_str(" failed: ")?;
        if let Some(code) = &problem.code
            && !problem.message.starts_with(&**code)
        {
            write!(f, "{code} ")?;
        }
        f.write_str(problem.message.trim_end_matches('.'))?;
        match (problem.kind, facts.status) {
            (ErrorKind::Status, Some(status)) => write!(f, " (HTTP {}", status.as_u16())?,
            (kind, Some(status)) => write!(f, " ({kind}, HTTP {}", status.as_u16())?,
            (kind, None) => write!(f, " ({kind}")?,
        }
        if facts.attempts > 1 {
            write!(f, ", {} attempts", facts.attempts)?;
        }
        f.write_str(").")?;
        if problem.kind != ErrorKind::Configuration {
            write!(f, " {}", self.effect())?;
        }
        if let Some(advice) = &problem.advice {
            write!(f, " {advice}")?;
        }
        Ok(())
    }
}

/// As [`Display`](fmt::Display), with the cause and the call's id: it is what `main` prints of an error that it returns, and what
/// `unwrap` prints. `{:#?}` shows the parts.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            fmt::Display::fmt(self, f)?;
            if let Some(cause) = &self.0.problem.cause {
                write!(f, " Cause: {cause:?}.")?;
            }
            return match self.call_id() {
                "" => Ok(()),
                id => write!(f, " Call {id}."),
            };
        }
        let Failure {
            problem,
            service,
            operation,
            idempotency,
            facts,
        } = &*self.0;
        f.debug_struct("Error")
            .field("service", service)
            .field("operation", operation)
            .field("idempotency", idempotency)
            .field("call_id", &facts.call_id)
            .field("attempts", &facts.attempts)
            .field("elapsed", &facts.elapsed)
            .field("status", &facts.status)
            .field("raw_body_len", &facts.raw_body.as_ref().map(Bytes::len))
            .field("problem", problem)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.problem.source()
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Configuration => "configuration",
            Self::Request => "request",
            Self::Limited => "rate limit",
            Self::Connect => "connection",
            Self::Timeout => "timeout",
            Self::Transport => "transport",
            Self::TooLarge => "answer too large",
            Self::Status => "status",
            Self::Fault => "fault",
            Self::Decode => "unreadable answer",
            Self::Mismatch => "answer to another call",
        })
    }
}

#[cfg(test)]
mod tests;
