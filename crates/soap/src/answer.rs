//! An HTTP answer, and the error for each way in which it can be no success.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::response::Parts;
use kontorhaus_core::{Context, ErrorKind, Outcome, ReadError};

use crate::encoding;
use crate::error::DecodeError;
use crate::fault::Fault;
use crate::mask;
use crate::operation::FaultRule;

/// How many characters of an answer an error shows.
const EXCERPT: usize = 200;

pub(crate) struct Answer<'a> {
    context: &'a Context<'a>,
    parts: &'a Parts,
    body: &'a Bytes,
}

impl<'a> Answer<'a> {
    pub(crate) fn new(context: &'a Context<'a>, parts: &'a Parts, body: &'a Bytes) -> Self {
        Self {
            context,
            parts,
            body,
        }
    }

    pub(crate) fn is_success(&self) -> bool {
        self.parts.status.is_success()
    }

    /// Whether a success came without a body, as for a one-way operation.
    pub(crate) fn is_bare(&self) -> bool {
        self.is_success() && self.body.trim_ascii().is_empty()
    }

    /// The body as text.
    pub(crate) fn text(&self) -> Result<Cow<'a, str>, ReadError> {
        let media_type = self
            .parts
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let charset = media_type.and_then(charset);
        encoding::decode(self.body, charset).map_err(|error| {
            let lossy = String::from_utf8_lossy(self.body.get(..4096).unwrap_or(self.body));
            self.foreign(&lossy, error)
        })
    }

    /// A success without any content, where some is expected.
    pub(crate) fn empty(&self) -> ReadError {
        ReadError::new(ErrorKind::Decode, Outcome::Unknown, "the answer is empty")
    }

    /// The same within an envelope.
    pub(crate) fn without_content(&self, text: &str) -> ReadError {
        let message = "the body of the answer is empty";
        self.shown(
            text,
            ReadError::new(ErrorKind::Decode, Outcome::Unknown, message),
        )
    }

    /// A status that is no success, without a fault to explain it.
    pub(crate) fn status(&self, text: &str) -> ReadError {
        let status = self.parts.status;
        let message = format!("HTTP status {status} without a fault");
        self.shown(
            text,
            ReadError::new(ErrorKind::Status, Outcome::of_status(status), message),
        )
    }

    /// Something that is neither the expected answer nor a fault.
    pub(crate) fn foreign(&self, text: &str, error: DecodeError) -> ReadError {
        if !self.is_success() {
            return self.status(text).source(error);
        }
        let read = ReadError::new(ErrorKind::Decode, Outcome::Unknown, error.to_string());
        self.shown(text, read).source(error)
    }

    /// The expected answer, which can't be read: the server did what was asked.
    pub(crate) fn damaged(&self, text: &str, error: DecodeError) -> ReadError {
        let read = ReadError::new(ErrorKind::Decode, Outcome::Applied, error.to_string());
        self.shown(text, read).source(error)
    }

    /// An answer that belongs to another call.
    pub(crate) fn mismatch(&self, text: &str, echo: &str) -> ReadError {
        let echo = self
            .context
            .mask(&echo.chars().take(64).collect::<String>());
        let message = format!("the answer is for the call {echo}");
        self.shown(
            text,
            ReadError::new(ErrorKind::Mismatch, Outcome::Unknown, message),
        )
    }

    /// The fault without the client's secrets.
    pub(crate) fn masked(&self, mut fault: Fault) -> Fault {
        fault.reason = self.context.mask(&fault.reason);
        for (_, reason) in &mut fault.reasons {
            *reason = self.context.mask(reason);
        }
        fault
    }

    /// A fault, judged by the vendor's rules, else by whom it blames.
    pub(crate) fn fault(
        &self,
        text: &str,
        fault: &Fault,
        code: Option<String>,
        rules: &[FaultRule],
    ) -> ReadError {
        let rule = rules.iter().find(|rule| Some(rule.code) == code.as_deref());
        let outcome = match rule {
            Some(rule) => rule.outcome,
            None if fault.blames_sender() => Outcome::Rejected,
            None => Outcome::Unknown,
        };
        let error = ReadError::new(ErrorKind::Fault, outcome, fault.to_string())
            .transient(rule.is_some_and(|rule| rule.transient))
            .code(code.unwrap_or_else(|| fault.code.local.clone()))
            .source(fault.clone());
        self.shown(text, error)
    }

    fn shown(&self, text: &str, error: ReadError) -> ReadError {
        let masked = self.context.mask(&mask::excerpt(text, EXCERPT));
        error.excerpt(masked)
    }
}

/// The `charset` of a media type.
fn charset(media_type: &str) -> Option<&str> {
    let parameters = media_type.split(';').skip(1);
    let mut charsets = parameters.filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches(['"', '\'']))
    });
    charsets.next().filter(|charset| !charset.is_empty())
}
