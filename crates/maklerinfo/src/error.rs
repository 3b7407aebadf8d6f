//! What the service says when it does not do what was asked.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{HeaderMap, StatusCode, header};
use kontorhaus_core::{Context, Error, ErrorKind, Outcome, ReadError};

use crate::answer::media_type;
use crate::cache;
use crate::credentials::Identity;
use crate::json::{self, Value};
use crate::page;

/// Why the service refused a call, as far as its status and body tell.
///
/// | status | variant | meaning |
/// |---|---|---|
/// | 4xx with `Meldungen` | [`Meldungen`](Self::Meldungen) | the user is at fault, and is told so in these words |
/// | 400 that speaks of the digest | [`Digest`](Self::Digest) | authentication: a header or the digest is implausible |
/// | 400 | [`BadRequest`](Self::BadRequest) | the request cannot be understood |
/// | 403 | [`Blocked`](Self::Blocked) | authentication: the broker is blocked |
/// | 404 | [`NotFound`](Self::NotFound) | authentication: no such Api-ID; or no such object, or no such path |
/// | 500 | [`Technical`](Self::Technical) | a technical error of the service |
///
/// That there is no 401 is *documented*, as are the meanings; that a body names the digest was *observed in a client*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// What the user did wrong stands in [`Meldungen::of`].
    Meldungen,
    /// Authentication failed: wrong key, wrong clock, or a header that cannot be. [`ClockSkew::of`] tells of the clock.
    Digest,
    /// The service does not understand the request, or the broker's number is not one of this access. If the clock is wrong
    /// [`ClockSkew::of`] tells.
    BadRequest,
    /// The broker is blocked.
    Blocked,
    /// The Api-ID, the object or the path does not exist: the service does not say which.
    NotFound,
    /// A technical error of the service. Nothing is known of its effect.
    Technical,
    /// A status that the documentation lacks.
    Other(StatusCode),
}

impl ErrorCode {
    /// Why the service refused, if it did.
    #[must_use]
    pub fn of(error: &Error) -> Option<Self> {
        error.detail().copied()
    }

    /// What to do about it; the same words stand in the error.
    #[must_use]
    pub fn advice(self) -> Option<&'static str> {
        match self {
            Self::Digest => Some("Check the Api-ID, the Api-Key and this machine's clock."),
            Self::BadRequest => Some("Check the broker's number and what was sent."),
            Self::Blocked => Some("Ask the vendor why the broker is blocked."),
            Self::NotFound => Some("Check the ids, then the Api-ID and the endpoint."),
            Self::Technical => Some("Try again later, or ask the vendor."),
            Self::Meldungen | Self::Other(_) => None,
        }
    }
}

/// What the service tells the user, in its own words; but `***` stands for what it repeats of the request, since errors
/// are printed. The raw body has all of it.
///
/// ```no_run
/// # async fn example(client: kontorhaus_maklerinfo::Client) {
/// use kontorhaus_maklerinfo::{Kunde, Meldungen};
///
/// if let Err(error) = client.add_kunde(Kunde::new().with_benutzername("emuster")).await {
///     match Meldungen::of(&error) {
///         Some(meldungen) => println!("{meldungen}"), // Dieser Benutzername ist bereits vergeben.
///         None => println!("{error}"),
///     }
/// }
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meldungen(Vec<String>);

impl Meldungen {
    /// What the service told, if it did.
    #[must_use]
    pub fn of(error: &Error) -> Option<&Self> {
        error.detail()
    }

    /// Each message by itself.
    #[must_use]
    pub fn messages(&self) -> &[String] {
        &self.0
    }

    fn read(body: &Bytes) -> Option<Self> {
        let members = json::members(json::parse(body).ok()?).ok()?;
        let (_, messages) = members.into_iter().find(|(key, _)| key == "Meldungen")?;
        Value::read(messages).ok().map(Self)
    }
}

/// The messages, one on a line.
impl fmt::Display for Meldungen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

/// How far this machine's clock is from the server's, measured when the service refused a call with a digest.
///
/// The digest's timestamp may be at most 30 seconds old. *Documented.* Measured is the server's `Date`, which has whole
/// seconds, against this machine's time before the call; so the time that the answer took is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockSkew(SignedDuration);

impl ClockSkew {
    /// The difference, if the error is a refusal that told the time.
    #[must_use]
    pub fn of(error: &Error) -> Option<Self> {
        error.detail().copied()
    }

    /// By how much this machine's clock is behind the server's; negative if it is ahead.
    #[must_use]
    pub fn behind(self) -> SignedDuration {
        self.0
    }

    /// Whether that may be the cause of a refusal.
    fn matters(self) -> bool {
        // The measurement is off by a second or two.
        self.0.unsigned_abs().as_secs() >= 28
    }

    fn measure(context: &Context<'_>, headers: &HeaderMap) -> Option<Self> {
        let Identity::Digest { .. } = context.setting()? else {
            return None;
        };
        let date = cache::text(headers, &header::DATE)?;
        let server = Timestamp::try_from(httpdate::parse_http_date(&date).ok()?).ok()?;
        let here = Timestamp::try_from(context.wall()).ok()?;
        Some(Self(server.duration_since(here)))
    }
}

impl fmt::Display for ClockSkew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let side = if seconds < 0 { "ahead of" } else { "behind" };
        write!(
            f,
            "this machine's clock is about {} s {side} the server's",
            seconds.unsigned_abs()
        )
    }
}

/// The error that an answer without success is.
pub(crate) fn refused(context: &Context<'_>, head: &Parts, body: &Bytes) -> ReadError {
    let status = head.status;
    if status.is_client_error()
        && let Some(meldungen) = Meldungen::read(body)
    {
        let masked = meldungen.0.iter().map(|text| context.mask(text));
        let meldungen = Meldungen(masked.collect());
        let message = meldungen.0.join(" ");
        let message = if message.is_empty() {
            "the service gives no reason"
        } else {
            &message
        };
        return ReadError::new(ErrorKind::Fault, Outcome::of_status(status), message)
            .detail(ErrorCode::Meldungen)
            .detail(meldungen);
    }
    let code = match status {
        StatusCode::BAD_REQUEST if names_digest(body) => ErrorCode::Digest,
        StatusCode::BAD_REQUEST => ErrorCode::BadRequest,
        StatusCode::FORBIDDEN => ErrorCode::Blocked,
        StatusCode::NOT_FOUND => ErrorCode::NotFound,
        StatusCode::INTERNAL_SERVER_ERROR => ErrorCode::Technical,
        other => ErrorCode::Other(other),
    };
    let skew = ClockSkew::measure(context, &head.headers);
    let mut error = ReadError::status(status, message(code, head, body)).detail(code);
    if let Some(advice) = code.advice() {
        error = error.advice(advice);
    }
    if let Some(skew) = skew {
        error = error.detail(skew);
        let by_clock = matches!(code, ErrorCode::Digest | ErrorCode::BadRequest);
        if by_clock && skew.matters() {
            let advice = format!(
                "Set the clock: {skew}, and the service takes timestamps of the last 30 s."
            );
            error = error.advice(advice);
        }
    }
    error
}

fn message(code: ErrorCode, head: &Parts, body: &Bytes) -> String {
    let meaning = match code {
        ErrorCode::Digest => "the service does not accept the credentials",
        ErrorCode::BadRequest => "the service does not understand the request",
        ErrorCode::Blocked => "the broker is blocked",
        ErrorCode::NotFound => "the Api-ID, the object or the path does not exist",
        ErrorCode::Technical => "the service has a technical error",
        ErrorCode::Meldungen | ErrorCode::Other(_) => head
            .status
            .canonical_reason()
            .unwrap_or("the service refuses the call"),
    };
    match media_type(&head.headers) {
        Some("text/html") => format!("{meaning}; its page says: {}", page::text(body)),
        _ => meaning.to_owned(),
    }
}

/// Whether an error speaks of the digest.
fn names_digest(body: &[u8]) -> bool {
    const WORD: &[u8] = b"digest";
    body.windows(WORD.len())
        .any(|window| window.eq_ignore_ascii_case(WORD))
}
