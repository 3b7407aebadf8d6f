//! From an answer to a value, or to the error that it is.

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{HeaderMap, StatusCode, header};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Context, ErrorKind, Outcome, ReadError};

use crate::cache::{Cached, Kin, Shared, last_modified};
use crate::error;
use crate::json::{self, Json, JsonError, Value};
use crate::page;

/// What a function gives.
pub(crate) trait Answer: Sized {
    /// Whether any content is an answer, also a page.
    const ANYTHING: bool = false;

    /// The secrets that an answer brings.
    fn secrets(body: &[u8]) -> Vec<SecretString> {
        let _ = body;
        Vec::new()
    }

    fn of(body: &Bytes) -> Result<Self, JsonError>;
}

/// Reads an answer of any status.
pub(crate) fn read<T: Answer>(
    context: &Context<'_>,
    head: &Parts,
    body: &Bytes,
) -> Result<T, ReadError> {
    let kin = head.extensions.get::<Kin>();
    if head.status == StatusCode::NOT_MODIFIED
        && let Some(kept) = kin.and_then(|kin| kin.kept.as_ref())
    {
        return T::of(&kept.body).map_err(|error| unreadable(&error));
    }
    check(context, head, body, T::ANYTHING)?;
    let value = T::of(body).map_err(|error| unreadable(&error))?;
    // Only what can be read is worth keeping.
    if let (Some(kin), Some(Shared(cache))) = (kin, context.setting())
        && let Some(last_modified) = last_modified(&head.headers)
    {
        let body = body.clone();
        cache.put(
            &kin.key,
            Cached {
                last_modified,
                body,
            },
        );
    }
    Ok(value)
}

/// Lets a success pass, with or without a page.
pub(crate) fn check(
    context: &Context<'_>,
    head: &Parts,
    body: &Bytes,
    pages: bool,
) -> Result<(), ReadError> {
    if !head.status.is_success() {
        return Err(error::refused(context, head, body));
    }
    if !pages && is_html(&head.headers) {
        let text = page::text(body);
        let message = format!("an HTML page came in place of the answer: {text}");
        return Err(ReadError::new(ErrorKind::Decode, Outcome::Unknown, message)
            .advice("Check the endpoint; a proxy or a maintenance page may be in between."));
    }
    Ok(())
}

/// The service did what was asked, but its answer is not as expected.
fn unreadable(error: &JsonError) -> ReadError {
    let message = format!("the answer cannot be read: {error}");
    ReadError::new(ErrorKind::Decode, Outcome::Applied, message)
}

fn is_html(headers: &HeaderMap) -> bool {
    media_type(headers).is_some_and(|media_type| media_type.eq_ignore_ascii_case("text/html"))
}

/// Type and subtype, without parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').next().map(str::trim)
}

/// The JSON of an answer.
pub(crate) fn json<T: Value>(body: &Bytes) -> Result<T, JsonError> {
    if body.trim_ascii().is_empty() {
        return Err(JsonError::new("is empty"));
    }
    T::read(json::parse(body)?)
}

impl<T: Value> Answer for Vec<T> {
    fn of(body: &Bytes) -> Result<Self, JsonError> {
        json(body)
    }
}

impl Answer for Json {
    fn of(body: &Bytes) -> Result<Self, JsonError> {
        json(body)
    }
}

/// JSON, if any came.
impl Answer for Option<Json> {
    fn of(body: &Bytes) -> Result<Self, JsonError> {
        if body.trim_ascii().is_empty() {
            return Ok(None);
        }
        json(body).map(Some)
    }
}

/// No content is documented; if some came, it says nothing.
impl Answer for () {
    fn of(_: &Bytes) -> Result<Self, JsonError> {
        Ok(())
    }
}

/// Plain text.
impl Answer for String {
    fn of(body: &Bytes) -> Result<Self, JsonError> {
        match str::from_utf8(body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(JsonError::new(format!(
                "is no UTF-8 at byte {}",
                error.valid_up_to()
            ))),
        }
    }
}

/// A file.
impl Answer for Bytes {
    const ANYTHING: bool = true;

    fn of(body: &Bytes) -> Result<Self, JsonError> {
        Ok(body.clone())
    }
}

/// Lets a JSON object be an answer.
macro_rules! json_answers {
    ($($name:ident)+) => { $(
        impl Answer for crate::$name {
            fn of(body: &Bytes) -> Result<Self, JsonError> {
                json(body)
            }
        }
    )+ };
}

json_answers!(Adresse Archiveintrag Kontaktdatensatz Kunde Vertrag);
