//! A failure as it is found, before the facts of the call are added.

use std::any::Any;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

use super::cause::Cause;
use crate::secret::Mask;
use crate::{BoxError, ErrorKind, Outcome};

/// The longest excerpt of an answer that an error prints, in characters.
const EXCERPT: usize = 200;

/// What is known of a failure where it is found, before the call's facts are added.
pub(crate) struct Problem {
    pub(crate) kind: ErrorKind,
    pub(crate) outcome: Outcome,
    pub(crate) transient: bool,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) code: Option<String>,
    pub(crate) message: String,
    pub(crate) advice: Option<String>,
    pub(crate) excerpt: Option<String>,
    pub(crate) details: Vec<Box<dyn Any + Send + Sync>>,
    pub(crate) cause: Option<Cause>,
}

impl Problem {
    pub(crate) fn new(kind: ErrorKind, outcome: Outcome, message: String) -> Self {
        Self {
            kind,
            outcome,
            transient: false,
            retry_after: None,
            code: None,
            message,
            advice: None,
            excerpt: None,
            details: Vec::new(),
            cause: None,
        }
    }

    /// Masks everything that is printed.
    pub(crate) fn mask(&mut self, mask: &Mask) {
        self.message = mask.apply_to_said(&self.message);
        if let Some(advice) = &mut self.advice {
            *advice = mask.apply(advice);
        }
        if let Some(code) = &mut self.code {
            // One word is what programs compare; several may be what the request said.
            *code = if code.contains(char::is_whitespace) {
                mask.apply_to_said(code)
            } else {
                mask.apply(code)
            };
        }
        if let Some(excerpt) = &mut self.excerpt {
            *excerpt = mask.apply_to_said(excerpt);
            // After masking: a cut through a secret would leave a part unmasked.
            if let Some((end, _)) = excerpt.char_indices().nth(EXCERPT) {
                excerpt.truncate(end);
            }
        }
        if let Some(cause) = &mut self.cause {
            cause.mask(mask);
        }
    }

    pub(crate) fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem")
            .field("kind", &self.kind)
            .field("outcome", &self.outcome)
            .field("transient", &self.transient)
            .field("retry_after", &self.retry_after)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("advice", &self.advice)
            .field("excerpt", &self.excerpt)
            .field("details", &self.details.len())
            .field("cause", &self.cause)
            .finish()
    }
}

/// Why a request could not be built. Nothing was sent.
///
/// ```
/// use kontorhaus_core::RequestError;
///
/// let error = RequestError::new("must be between 1 and 1000").at("VoucherCount");
/// assert_eq!(error.to_string(), "VoucherCount: must be between 1 and 1000");
/// ```
#[derive(Debug)]
#[must_use]
pub struct RequestError {
    field: Option<Cow<'static, str>>,
    problem: Box<Problem>,
}

impl RequestError {
    /// `message` says what is wrong and what would be right.
    pub fn new(message: impl Into<String>) -> Self {
        let problem = Problem::new(ErrorKind::Request, Outcome::NotSent, message.into());
        Self {
            field: None,
            problem: Box::new(problem),
        }
    }

    /// Names the field that is wrong.
    pub fn at(mut self, field: impl Into<Cow<'static, str>>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Says what to do, in a sentence.
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.problem.advice = Some(advice.into());
        self
    }

    /// Whether the same request may be possible later, say when a token can be had.
    pub fn transient(mut self, transient: bool) -> Self {
        self.problem.transient = transient;
        self
    }

    /// How long to wait before the same request may be possible.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.problem.retry_after = Some(wait);
        self
    }

    /// Attaches a value for [`Error::detail`](crate::Error::detail), such as why no
    /// token was given. One per type is found.
    pub fn detail<T: Any + Send + Sync>(mut self, detail: T) -> Self {
        self.problem.details.push(Box::new(detail));
        self
    }

    /// Attaches the cause.
    pub fn source(mut self, source: impl Into<BoxError>) -> Self {
        self.problem.cause = Some(Cause::new(&*source.into()));
        self
    }

    /// The field that is wrong, if one is named.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// What is wrong, without the field.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.problem.message
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        f.write_str(&self.problem.message)
    }
}

impl Error for RequestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.problem.source()
    }
}

impl From<RequestError> for ReadError {
    fn from(error: RequestError) -> Self {
        let message = error.to_string();
        let mut problem = error.problem;
        problem.message = message;
        Self(problem)
    }
}

/// Why an answer is no success, told by the one who can read it.
///
/// ```
/// use kontorhaus_core::{ErrorKind, Outcome, ReadError};
///
/// let error = ReadError::new(ErrorKind::Fault, Outcome::Rejected, "ChargeId already exists")
///     .code("ES018")
///     .advice("Choose another ChargeId.");
/// assert_eq!(error.to_string(), "ES018 ChargeId already exists");
/// ```
#[must_use]
pub struct ReadError(Box<Problem>);

impl ReadError {
    /// `message` says what is wrong, without the code, the operation or the
    /// effect: those are added around it.
    pub fn new(kind: ErrorKind, outcome: Outcome, message: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(kind, outcome, message.into())))
    }

    /// A status that says all there is to know: its [`Outcome::of_status`], and
    /// transient if it is 408, 429, 502, 503 or 504.
    ///
    /// ```
    /// use kontorhaus_core::{Outcome, ReadError, http::StatusCode};
    ///
    /// let error = ReadError::status(StatusCode::TOO_MANY_REQUESTS, "too many orders");
    /// assert_eq!(error.outcome(), Outcome::Rejected);
    /// assert!(error.is_transient());
    /// ```
    pub fn status(status: StatusCode, message: impl Into<String>) -> Self {
        // Not 500: it mostly comes again.
        let transient = matches!(
            status,
            StatusCode::REQUEST_TIMEOUT
                | StatusCode::TOO_MANY_REQUESTS
                | StatusCode::BAD_GATEWAY
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::GATEWAY_TIMEOUT
        );
        Self::new(ErrorKind::Status, Outcome::of_status(status), message).transient(transient)
    }

    /// The vendor's own code.
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    /// Whether the same call may succeed later without a change.
    pub fn transient(mut self, transient: bool) -> Self {
        self.0.transient = transient;
        self
    }

    pub(crate) fn or_transient(mut self, transient: bool) -> Self {
        self.0.transient |= transient;
        self
    }

    /// How long the server asks to wait.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self
    }

    /// Says what to do, in a sentence.
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.0.advice = Some(advice.into());
        self
    }

    /// Attaches a value for [`Error::detail`](crate::Error::detail), such as the
    /// typed fault. One per type is found.
    pub fn detail<T: Any + Send + Sync>(mut self, detail: T) -> Self {
        self.0.details.push(Box::new(detail));
        self
    }

    /// The beginning of the answer, as far as it may be printed. Registered
    /// secrets are masked and 200 characters kept.
    pub fn excerpt(mut self, excerpt: impl Into<String>) -> Self {
        self.0.excerpt = Some(excerpt.into());
        self
    }

    /// Attaches the cause.
    pub fn source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.cause = Some(Cause::new(&*source.into()));
        self
    }

    /// The sort of failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What is known of the effect.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// Whether the same call may succeed later without a change.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.0.transient
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        *error.0
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = &self.0.code {
            write!(f, "{code} ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReadError").field(&self.0).finish()
    }
}

impl Error for ReadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
