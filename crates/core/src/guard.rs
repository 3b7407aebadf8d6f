//! Keeps what is only guessed of a vendor's interface away from the vendor.

use std::fmt;

use crate::{Context, Idempotency, ReadError, RequestError, endpoint};

/// How sure it is that a server understands what an operation sends.
///
/// Where no WSDL of the vendor could be had, the one that an operation was generated from is a
/// reconstruction, and grades each item. The lowest grade that a message needs is the message's. Of a hand-written
/// operation its author says it, for one host or for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Ours: something was needed, and nothing is known.
    Placeholder,
    /// Drawn from samples, or from what the vendor's toolkit does.
    Inferred,
    /// Public programs that use the vendor's service do it so.
    Observed,
    /// The vendor says so.
    Documented,
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Placeholder => "placeholder",
            Self::Inferred => "inferred",
            Self::Observed => "observed",
            Self::Documented => "documented",
        })
    }
}

/// A client's setting: guesses may be sent wherever it calls.
pub(crate) struct GuessesAllowed;

/// Whether the operation may be sent to the client's endpoint.
///
/// This machine itself is where tests and sandboxes are. Elsewhere a server may take a guess for something that nobody
/// meant, or for nothing at all; with a write that is worse than an error.
pub(crate) fn check(
    context: &Context<'_>,
    grade: Grade,
    idempotency: Idempotency,
) -> Result<(), ReadError> {
    let reason = match grade {
        Grade::Placeholder => "names of the message are placeholders of ours, not the vendor's",
        Grade::Inferred if idempotency != Idempotency::Read => {
            "it changes data, and the form of the message is only inferred"
        }
        Grade::Inferred | Grade::Observed | Grade::Documented => return Ok(()),
    };
    if endpoint::is_loopback(context.endpoint()) || context.setting::<GuessesAllowed>().is_some() {
        return Ok(());
    }
    let refusal = RequestError::new(reason).advice(
        "Compare it with what the vendor says (a SOAP server's own WSDL is taken over by `cargo xtask adopt`); or, to \
         send it as it is, call Builder::guessed_messages_to_this_host.",
    );
    Err(refusal.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Outcome, Settings};

    fn checked(
        endpoint: &str,
        settings: &Settings,
        grade: Grade,
        of: Idempotency,
    ) -> Option<String> {
        let endpoint = endpoint.parse().unwrap();
        let error = check(&Context::new(&endpoint, "", settings), grade, of).err()?;
        assert_eq!(error.outcome(), Outcome::NotSent);
        Some(error.to_string())
    }

    #[test]
    fn a_placeholder_goes_nowhere_and_a_guess_changes_nothing() {
        let at = |grade, of| checked("https://till.example/", &Settings::new(), grade, of);
        for of in [
            Idempotency::Read,
            Idempotency::Idempotent,
            Idempotency::Write,
        ] {
            let refusal = at(Grade::Placeholder, of).unwrap();
            assert!(refusal.contains("placeholders"), "{refusal}");
            assert_eq!(at(Grade::Observed, of), None);
            assert_eq!(at(Grade::Documented, of), None);
        }
        assert_eq!(at(Grade::Inferred, Idempotency::Read), None);
        for of in [Idempotency::Idempotent, Idempotency::Write] {
            let refusal = at(Grade::Inferred, of).unwrap();
            assert!(refusal.contains("only inferred"), "{refusal}");
        }
    }

    #[test]
    fn this_machine_and_a_lifted_guard_take_everything() {
        let plain = Settings::new();
        let mut lifted = Settings::new();
        lifted.insert(GuessesAllowed);
        for grade in [Grade::Placeholder, Grade::Inferred, Grade::Documented] {
            let write = Idempotency::Write;
            assert_eq!(checked("http://127.0.0.1:1/", &plain, grade, write), None);
            assert_eq!(checked("https://localhost/", &plain, grade, write), None);
            assert_eq!(
                checked("https://till.example/", &lifted, grade, write),
                None
            );
        }
    }
}
