//! What the service says when it refuses.

use std::fmt;

use kontorhaus_core::http::StatusCode;
use kontorhaus_core::http::header::CONTENT_TYPE;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::{Context, Error, ErrorKind, ReadError};

use crate::Extra;
use crate::json::{self, Members};

/// The body of a refusal: `{"Message": …, "Data": …, "Code": …}`. *Observed.*
///
/// An error that carries one gives it with [`ApiError::of`].
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ApiError {
    /// What is wrong, for people.
    pub message: String,
    /// The name of a class of the server, such as `EntityNotFoundException`.
    pub code: Option<String>,
    /// What it is about, if the server says: the members of `Data`.
    pub data: Extra,
    /// Further members beside these three.
    pub extra: Extra,
}

impl ApiError {
    /// The body of the refusal behind an error.
    #[must_use]
    pub fn of(error: &Error) -> Option<&Self> {
        error.detail()
    }

    /// The entity it is about: its name and its key, as `("Invoice", "77")`.
    #[must_use]
    pub fn entity(&self) -> Option<(String, String)> {
        let member = |name| serde_json::from_str::<String>(self.data.text(name)?).ok();
        Some((member("EntityName")?, member("EntityId")?))
    }

    /// Reads a body; `None` when it is something else.
    ///
    /// A token endpoint may answer in the form of RFC 6749, `{"error": …, "error_description": …}`, so that is read too.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let mut members = Members::read(json::document(body).ok()?).ok()?;
        let mut take = |name| members.take::<Option<String>>(&[name]).ok().flatten();
        let (message, code) = (take("Message"), take("Code"));
        let (description, error) = (take("error_description"), take("error"));
        let code = code.or(error);
        let message = message.or(description);
        if message.is_none() && code.is_none() {
            return None;
        }
        // `Data` of another kind says nothing that could be used.
        let data = members.take::<Extra>(&["Data"]).unwrap_or_default();
        Some(Self {
            message: message.unwrap_or_default(),
            code,
            data,
            extra: members.rest().ok()?,
        })
    }
}

impl fmt::Debug for ApiError {
    /// Without what `Data` and further members hold, which may be anybody's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("message", &self.message)
            .field("code", &self.code)
            .field("data", &self.data)
            .field("extra", &self.extra)
            .finish()
    }
}

/// The code of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// `EntityNotFoundException`: there is no entity of that key. It comes with status 404 or 400. *Observed.*
    EntityNotFound,
    /// Any other; the vendor publishes no list.
    Other(String),
}

impl ErrorCode {
    /// The code that the service sent, if the error carries one.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_erpxt::Client) -> Result<(), kontorhaus_erpxt::Error> {
    /// use kontorhaus_erpxt::ErrorCode;
    ///
    /// match client.invoices().get(6100).await {
    ///     Ok(invoice) => println!("{:?}", invoice.number),
    ///     Err(error) if ErrorCode::of(&error) == Some(ErrorCode::EntityNotFound) => println!("there is none"),
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn of(error: &Error) -> Option<Self> {
        let code = ApiError::of(error)?.code.as_deref()?;
        Some(match code {
            NOT_FOUND => Self::EntityNotFound,
            other => Self::Other(other.to_owned()),
        })
    }
}

const NOT_FOUND: &str = "EntityNotFoundException";

/// Whether the error says that what was asked for does not exist: by its code, whatever the status, or by the status 404.
///
/// A bare 404 may also mean that the host lacks the whole path; [`ErrorCode::of`] tells the two apart.
#[must_use]
pub fn is_not_found(error: &Error) -> bool {
    ErrorCode::of(error) == Some(ErrorCode::EntityNotFound)
        || error.status() == Some(StatusCode::NOT_FOUND)
}

/// The longest message that an error shows, in characters.
const SHOWN: usize = 500;

/// The error for an answer that is no success.
pub(crate) fn refusal(context: &Context<'_>, head: &Parts, body: &[u8]) -> ReadError {
    let status = head.status;
    let bare = ReadError::status(status, bare_message(status));
    let Some(mut api) = ApiError::read(body) else {
        return excerpt(bare, head, body).advice_for(status, None);
    };
    for text in [&mut api.message].into_iter().chain(&mut api.code) {
        *text = context.mask(text).chars().take(SHOWN).collect();
    }
    let message = match one_line(&api.message) {
        message if message.is_empty() => bare_message(status),
        message => message,
    };
    let error = ReadError::new(ErrorKind::Fault, bare.outcome(), message)
        .transient(bare.is_transient())
        .advice_for(status, api.code.as_deref());
    match &api.code {
        Some(code) => error.code(one_line(code)).detail(api),
        None => error.detail(api),
    }
}

/// An error is one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bare_message(status: StatusCode) -> String {
    let reason = status.canonical_reason().unwrap_or("an error");
    format!("the server answered {reason} and does not say why")
}

/// Shows the front of a page, which is what a proxy sends. Anything else may be anybody's data.
fn excerpt(error: ReadError, head: &Parts, body: &[u8]) -> ReadError {
    if !is_page(head) {
        return error;
    }
    let front = body.get(..4096).unwrap_or(body);
    error.excerpt(String::from_utf8_lossy(front))
}

/// Whether the answer is a web page.
pub(crate) fn is_page(head: &Parts) -> bool {
    let media_type = head
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    media_type.is_some_and(|text| {
        text.trim_start()
            .to_ascii_lowercase()
            .starts_with("text/html")
    })
}

trait AdviceFor {
    fn advice_for(self, status: StatusCode, code: Option<&str>) -> Self;
}

impl AdviceFor for ReadError {
    /// What to do about each status that the vendor documents.
    fn advice_for(self, status: StatusCode, code: Option<&str>) -> Self {
        let advice = match status {
            _ if code == Some(NOT_FOUND) => "Check the key; it may have been deleted.",
            StatusCode::BAD_REQUEST => "Compare the request with the documentation of its fields.",
            StatusCode::UNAUTHORIZED => {
                "Check that the key pair is active under Mein Konto → Konto verwalten → Öffentliche API."
            }
            StatusCode::FORBIDDEN => {
                "Access is blocked: an administrator requests it under Mein Konto → Konto verwalten → Öffentliche API."
            }
            StatusCode::NOT_FOUND => {
                "Check the key, and that the client's address ends in /api2/public as Environment has it."
            }
            StatusCode::METHOD_NOT_ALLOWED => "This host does not offer that for this resource.",
            StatusCode::INTERNAL_SERVER_ERROR => {
                "The server failed; if it happens again, ask the vendor with time and path."
            }
            _ => return self,
        };
        self.advice(advice)
    }
}

#[cfg(test)]
mod tests {
    use kontorhaus_core::Outcome;

    use super::*;

    fn of(status: u16, body: &str) -> Error {
        let endpoint = "https://app.erpxt.de/api2/public".parse().unwrap();
        let settings = kontorhaus_core::Settings::new();
        let response = kontorhaus_core::http::Response::builder()
            .status(status)
            .body(())
            .unwrap();
        let (head, ()) = response.into_parts();
        let context = Context::new(&endpoint, "id-7", &settings);
        Error::read::<crate::Get<crate::Invoice>>(refusal(&context, &head, body.as_bytes()))
    }

    const MISSING: &str = r#"{"Message": "No row with the given identifier exists[Invoice#77]",
         "Data": {"EntityId": "77", "EntityName": "Invoice"}, "Code": "EntityNotFoundException"}"#;

    #[test]
    fn what_the_service_says_is_typed() {
        for status in [400, 404] {
            let error = of(status, MISSING);
            assert_eq!(ErrorCode::of(&error), Some(ErrorCode::EntityNotFound));
            assert!(is_not_found(&error));
            assert_eq!(error.outcome(), Outcome::Rejected);
            assert_eq!(error.code(), Some("EntityNotFoundException"));
            assert_eq!(
                error.advice(),
                Some("Check the key; it may have been deleted.")
            );
            let api = ApiError::of(&error).unwrap();
            assert_eq!(
                api.message,
                "No row with the given identifier exists[Invoice#77]"
            );
            assert_eq!(api.entity(), Some(("Invoice".into(), "77".into())));
            assert!(!format!("{api:?}").contains("\"77\""));
        }
    }

    #[test]
    fn data_may_be_absent_and_other_members_are_kept() {
        let error = of(
            400,
            r#"{"Code":"X","Message":"no list","ModelState":{"Rate":["missing"]}}"#,
        );
        let api = ApiError::of(&error).unwrap();
        assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Other("X".into())));
        assert!(api.data.is_empty() && api.entity().is_none());
        assert_eq!(
            api.extra.text("ModelState"),
            Some(r#"{"Rate":["missing"]}"#)
        );
        for data in ["null", "7", "\"text\"", "{\"EntityId\":77}"] {
            let error = of(400, &format!(r#"{{"Message":"m","Data":{data}}}"#));
            assert_eq!(ApiError::of(&error).unwrap().entity(), None);
        }
    }

    #[test]
    fn the_form_of_rfc_6749_is_read_too() {
        let error = of(
            401,
            r#"{"error":"invalid_client","error_description":"unknown"}"#,
        );
        assert_eq!(
            (error.code(), error.message()),
            (Some("invalid_client"), "unknown")
        );
    }

    #[test]
    fn every_documented_status_has_advice_without_a_body_too() {
        for (status, outcome) in [
            (400, Outcome::Rejected),
            (401, Outcome::Rejected),
            (403, Outcome::Rejected),
            (404, Outcome::Rejected),
            (405, Outcome::Rejected),
            (500, Outcome::Unknown),
        ] {
            for body in ["", "no JSON", "[]", "{}", "null", "{\"Message\":7}"] {
                let error = of(status, body);
                assert_eq!(
                    (error.kind(), error.outcome()),
                    (ErrorKind::Status, outcome)
                );
                assert!(error.advice().is_some(), "{status}");
                assert_eq!((ApiError::of(&error), error.excerpt()), (None, None));
            }
            let error = of(status, "{\"Message\":\"m\"}");
            assert_eq!((error.kind(), error.outcome()), (ErrorKind::Fault, outcome));
            assert!(error.advice().is_some(), "{status}");
        }
    }

    #[test]
    fn a_message_of_several_lines_becomes_one() {
        let error = of(400, r#"{"Message":"first\r\n  second\n","Code":"a\nb"}"#);
        assert_eq!(
            (error.message(), error.code()),
            ("first second", Some("a b"))
        );
        assert_eq!(ApiError::of(&error).unwrap().message, "first\r\n  second\n");
        assert!(
            of(400, r#"{"Message":"\n"}"#)
                .message()
                .contains("does not say why")
        );
    }

    #[test]
    fn a_long_message_is_cut() {
        let error = of(400, &format!("{{\"Message\":\"{}\"}}", "ü".repeat(100_000)));
        assert_eq!(error.message().chars().count(), SHOWN);
    }
}
