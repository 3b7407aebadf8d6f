//! What is known of the effect of a failed call.

use std::fmt;

use http::StatusCode;

/// What is known of the effect of a call that failed.
///
/// The outcome is about the effect only. Whether repeating the call is safe also
/// depends on the operation: see [`Error::is_retryable`](crate::Error::is_retryable).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// No byte of the request's body left this program, so nothing happened.
    ///
    /// Typical causes: a request that breaks a local rule, a server that cannot
    /// be reached, a rate limit of our own. Mend the cause and call again.
    NotSent,
    /// The server got the request and refused it, so nothing happened.
    ///
    /// Typical causes: wrong credentials, a rule of the vendor, a missing object.
    /// The same request will be refused again unless the error says that the
    /// cause is transient.
    Rejected,
    /// The server carried the request out, but its answer could not be used.
    ///
    /// Do not repeat a write. The answer is there:
    /// [`Error::expose_raw_body`](crate::Error::expose_raw_body) may hold the
    /// only copy of what was made.
    Applied,
    /// The request was sent, and nothing certain is known.
    ///
    /// Typical causes: a timeout, a connection that broke, a bare HTTP 500. Ask
    /// the server what happened before a write is repeated.
    Unknown,
}

impl Outcome {
    /// What a status alone says when the answer's body explains nothing: a 4xx is
    /// a refusal, anything else leaves the effect open. So does 408, with which
    /// some servers end a request that they have worked on for too long.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        if status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT {
            Self::Rejected
        } else {
            Self::Unknown
        }
    }

    /// What is known of a call after this attempt, given its earlier attempts: that
    /// which may have had the greatest effect decides.
    pub(crate) fn after(self, earlier: Option<Self>) -> Self {
        let effect = |outcome| match outcome {
            Self::NotSent => 0,
            Self::Rejected => 1,
            Self::Unknown => 2,
            Self::Applied => 3,
        };
        match earlier {
            Some(earlier) if effect(earlier) > effect(self) => earlier,
            _ => self,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSent => "not sent",
            Self::Rejected => "rejected",
            Self::Applied => "applied",
            Self::Unknown => "unknown",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome::{Applied, NotSent, Rejected, Unknown};
    use super::*;

    #[test]
    fn an_unknown_attempt_stays_unknown_whatever_fails_after_it() {
        assert_eq!(NotSent.after(Some(Unknown)), Unknown);
        assert_eq!(Rejected.after(Some(Unknown)), Unknown);
        assert_eq!(Applied.after(Some(Unknown)), Applied);
        assert_eq!(NotSent.after(Some(Rejected)), Rejected);
        assert_eq!(NotSent.after(Some(NotSent)), NotSent);
        assert_eq!(Rejected.after(Some(NotSent)), Rejected);
        assert_eq!(Unknown.after(None), Unknown);
    }

    #[test]
    fn what_was_applied_stays_applied() {
        for later in [NotSent, Rejected, Applied, Unknown] {
            assert_eq!(later.after(Some(Applied)), Applied);
        }
    }

    #[test]
    fn only_a_4xx_is_a_refusal() {
        assert_eq!(Outcome::of_status(StatusCode::NOT_FOUND), Rejected);
        assert_eq!(Outcome::of_status(StatusCode::CONFLICT), Rejected);
        assert_eq!(Outcome::of_status(StatusCode::REQUEST_TIMEOUT), Unknown);
        assert_eq!(Outcome::of_status(StatusCode::BAD_GATEWAY), Unknown);
        assert_eq!(Outcome::of_status(StatusCode::OK), Unknown);
    }
}
