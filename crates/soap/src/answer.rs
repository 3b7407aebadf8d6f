//! An HTTP answer, and the error for each way in which it can be no success.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::response::Parts;
use kontorhaus_core::{Context, ErrorKind, Outcome, ReadError};

use crate::encoding;
use crate::envelope::{self, Entry};
use crate::error::{DecodeError, shortened};
use crate::fault::Fault;
use crate::mask;
use crate::operation::FaultRule;
use crate::read::Reader;

/// How many characters of an answer an error shows.
const EXCERPT: usize = 200;

pub(crate) struct Answer<'a> {
    context: &'a Context<'a>,
    parts: &'a Parts,
    body: &'a Bytes,
}

/// What an answer says.
pub(crate) enum Content {
    /// The expected element; the reader stands on it.
    Expected,
    Fault(Fault),
    /// Success, and no more.
    Nothing,
}

impl<'a> Answer<'a> {
    pub(crate) fn new(context: &'a Context<'a>, parts: &'a Parts, body: &'a Bytes) -> Self {
        Self {
            context,
            parts,
            body,
        }
    }

    /// The body as text.
    pub(crate) fn text(&self) -> Result<Cow<'a, str>, ReadError> {
        let media_type = self.parts.headers.get(CONTENT_TYPE);
        let charset = media_type
            .and_then(|value| value.to_str().ok())
            .and_then(charset);
        encoding::decode(self.body, charset).map_err(|error| {
            let start = self.body.get(..4096).unwrap_or(self.body);
            self.foreign(&String::from_utf8_lossy(start), error)
        })
    }

    pub(crate) fn reader<'x>(&self, text: &'x str) -> Reader<'x> {
        Reader::new(text, self.context.setting().copied().unwrap_or_default())
    }

    /// Goes to what the answer says.
    pub(crate) fn content(
        &self,
        reader: &mut Reader<'_>,
        expected: (&str, &str),
    ) -> Result<Content, ReadError> {
        let success = self.parts.status.is_success();
        if success && self.body.trim_ascii().is_empty() {
            return Ok(Content::Nothing);
        }
        let fault = match envelope::entry(reader, expected) {
            Ok(Entry::Fault(version)) => Fault::read(version, reader),
            Ok(Entry::Expected) if success => return Ok(Content::Expected),
            Ok(Entry::Nothing) if success => return Ok(Content::Nothing),
            Ok(Entry::Expected | Entry::Nothing) => return Err(self.status(reader.document())),
            Err(error) => Err(error),
        };
        let fault = fault.and_then(|fault| reader.finish().map(|()| fault));
        match fault {
            Ok(fault) => Ok(Content::Fault(self.masked(fault))),
            Err(error) => Err(self.foreign(reader.document(), reader.located(error))),
        }
    }

    /// Reads on to the end, after the expected element, and compares whose answer it is.
    pub(crate) fn end(&self, reader: &mut Reader<'_>, echo: Option<&str>) -> Result<(), ReadError> {
        reader
            .finish()
            .map_err(|error| self.damaged(reader, error))?;
        match echo {
            Some(echo) if echo != self.context.call_id() => {
                Err(self.mismatch(reader.document(), echo))
            }
            _ => Ok(()),
        }
    }

    /// A success without any content, where some is expected.
    pub(crate) fn without_content(&self, text: &str) -> ReadError {
        let message = "the answer is empty";
        self.shown(
            text,
            ReadError::new(ErrorKind::Decode, Outcome::Unknown, message),
        )
    }

    /// The expected answer, which can't be read: the server did what was asked.
    pub(crate) fn damaged(&self, reader: &Reader<'_>, error: DecodeError) -> ReadError {
        let error = reader.located(error);
        let read = ReadError::new(ErrorKind::Decode, Outcome::Applied, error.to_string());
        self.shown(reader.document(), read).source(error)
    }

    /// A status that is no success, without a fault to explain it.
    fn status(&self, text: &str) -> ReadError {
        let status = self.parts.status;
        let message = format!("HTTP status {status} without a fault");
        self.shown(
            text,
            ReadError::new(ErrorKind::Status, Outcome::of_status(status), message),
        )
    }

    /// Something that is neither the expected answer nor a fault.
    fn foreign(&self, text: &str, error: DecodeError) -> ReadError {
        if !self.parts.status.is_success() {
            return self.status(text).source(error);
        }
        let read = ReadError::new(ErrorKind::Decode, Outcome::Unknown, error.to_string());
        self.shown(text, read).source(error)
    }

    /// An answer that belongs to another call.
    fn mismatch(&self, text: &str, echo: &str) -> ReadError {
        let message = format!(
            "the answer is for the call {}",
            self.context.mask(&shortened(echo, 64))
        );
        self.shown(
            text,
            ReadError::new(ErrorKind::Mismatch, Outcome::Unknown, message),
        )
    }

    /// The fault without the client's secrets.
    fn masked(&self, mut fault: Fault) -> Fault {
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
        let error = match rule {
            Some(rule) => error.advice(rule.advice),
            None => error,
        };
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
