//! An HTTP answer, and the error for each way in which it can be no success.

use std::borrow::Cow;

use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::response::Parts;
use kontorhaus_core::{Context, ErrorKind, Outcome, ReadError};

use crate::attachment::{self, Multipart};
use crate::encoded;
use crate::encoding;
use crate::envelope::{self, Entry, Expected};
use crate::error::{DecodeError, SHOWN, shortened};
use crate::fault::{self, Fault};
use crate::mask;
use crate::operation::FaultRule;
use crate::read::Reader;

pub(crate) struct Answer<'a> {
    context: &'a Context<'a>,
    parts: &'a Parts,
    body: &'a Bytes,
    expected: Expected,
}

/// What an answer says.
pub(crate) enum Content {
    /// The expected element; the reader stands on it.
    Expected,
    Fault(Box<Fault>),
    /// Success, and no more.
    Nothing,
}

impl<'a> Answer<'a> {
    pub(crate) fn new(
        context: &'a Context<'a>,
        parts: &'a Parts,
        body: &'a Bytes,
        expected: Expected,
    ) -> Self {
        Self {
            context,
            parts,
            body,
            expected,
        }
    }

    /// The envelope, and what came beside it.
    pub(crate) fn message(&self) -> Result<Multipart, ReadError> {
        let media_type = self.parts.headers.get(CONTENT_TYPE);
        let media_type = media_type
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if attachment::is_multipart(media_type) {
            return attachment::split(media_type, self.body).map_err(|problem| {
                let message = format!("the answer is no message of several parts: {problem}");
                self.foreign(&self.start(), DecodeError::new(0, message))
            });
        }
        Ok(Multipart {
            envelope: self.body.clone(),
            media_type: media_type.to_owned(),
            attachments: Vec::new(),
        })
    }

    /// The envelope as text.
    pub(crate) fn text<'m>(&self, message: &'m Multipart) -> Result<Cow<'m, str>, ReadError> {
        let charset = attachment::parameter(&message.media_type, "charset");
        encoding::decode(&message.envelope, charset.as_deref())
            .map_err(|error| self.foreign(&self.start(), error))
    }

    /// The first bytes of the answer, for its excerpt.
    fn start(&self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.body.get(..4096).unwrap_or(self.body))
    }

    pub(crate) fn reader<'x>(&self, text: &'x str, message: &'x Multipart) -> Reader<'x> {
        let limits = self.context.setting().copied().unwrap_or_default();
        Reader::new(text, limits).beside(&message.attachments)
    }

    /// Goes to what the answer says.
    pub(crate) fn content(&self, reader: &mut Reader<'_>) -> Result<Content, ReadError> {
        let success = self.parts.status.is_success();
        if success && self.body.trim_ascii().is_empty() {
            return Ok(Content::Nothing);
        }
        let ignored = success && self.expected == Expected::Nothing;
        let fault = match envelope::entry(reader, self.expected) {
            Ok(Entry::Fault(version)) => Fault::read(version, reader),
            Ok(Entry::Expected) if success => return Ok(Content::Expected),
            Ok(Entry::Nothing) if success => return Ok(Content::Nothing),
            Ok(Entry::Expected | Entry::Nothing) => return Err(self.status(reader.document())),
            Err(_) if ignored => return Ok(Content::Nothing),
            Err(error) => Err(error),
        };
        let fault = fault.and_then(|fault| reader.finish().map(|()| fault));
        match fault {
            Ok(fault) => Ok(Content::Fault(Box::new(self.masked(fault)))),
            Err(error) => Err(self.foreign(reader.document(), reader.located(error))),
        }
    }

    /// Reads on to the end, after the expected element, and compares whose answer it is.
    pub(crate) fn end(&self, reader: &mut Reader<'_>, echo: Option<&str>) -> Result<(), ReadError> {
        reader.finish().map_err(|error| damaged(reader, error))?;
        match echo {
            Some(echo) if echo != self.context.call_id() => {
                let message = format!("the answer is for the call {}", shortened(echo, SHOWN));
                let error = ReadError::new(ErrorKind::Mismatch, Outcome::Unknown, message);
                Err(shown(reader.document(), error))
            }
            _ => Ok(()),
        }
    }

    /// A status that is no success, without a fault to explain it.
    pub(crate) fn status(&self, text: &str) -> ReadError {
        let status = self.parts.status;
        let reason = status.canonical_reason().unwrap_or("an error");
        let message = format!("the server answered {reason}, without a fault");
        let error = ReadError::status(status, message);
        let error = match status {
            StatusCode::NOT_FOUND => error.advice("Check the path of the endpoint."),
            _ => error,
        };
        shown(text, error)
    }

    /// Something that is neither the expected answer nor a fault.
    fn foreign(&self, text: &str, error: DecodeError) -> ReadError {
        if !self.parts.status.is_success() {
            return self.status(text).source(error);
        }
        unreadable(text, Outcome::Unknown, error)
    }

    /// The fault without the client's secrets: callers print it.
    fn masked(&self, mut fault: Fault) -> Fault {
        fault.reason = self.context.mask(&fault.reason);
        for (_, reason) in &mut fault.reasons {
            *reason = self.context.mask(reason);
        }
        fault
    }
}

/// The expected envelope with everything in its place that stands elsewhere: attachments, and values that are referred to. `None` if
/// there is no such thing.
pub(crate) fn whole(
    reader: &Reader<'_>,
    message: &Multipart,
    encoded: bool,
) -> Result<Option<String>, ReadError> {
    let text = reader.document();
    let inlined = || {
        let inlined = attachment::inline(text, &message.attachments, encoded)?;
        if !encoded {
            return Ok(inlined);
        }
        let resolved = encoded::resolve(inlined.as_deref().unwrap_or(text))?;
        Ok(resolved.or(inlined))
    };
    inlined().map_err(|error| damaged(reader, error))
}

/// A success without any content, where some is expected.
pub(crate) fn empty(text: &str) -> ReadError {
    let message = "the answer is empty";
    shown(
        text,
        ReadError::new(ErrorKind::Decode, Outcome::Unknown, message),
    )
}

/// The expected answer, which can't be read.
pub(crate) fn damaged(reader: &Reader<'_>, error: DecodeError) -> ReadError {
    unusable(reader.document(), reader.located(error))
}

/// The expected answer, which can't be used: the server did what was asked, unless there is no result at all.
pub(crate) fn unusable(text: &str, error: DecodeError) -> ReadError {
    if error.lacks_result() {
        return unreadable(text, Outcome::Unknown, error).advice(NO_RESULT);
    }
    unreadable(text, Outcome::Applied, error)
}

/// Servers that route by the action say so in words of their own.
const UNKNOWN_ACTION: &str = "The server has no operation of that name in that namespace: compare both with its own \
    WSDL, and take that over with `cargo xtask adopt`.";

/// ASP.NET calls the method with nulls where it does not know the elements, and answers as if all were well.
const NO_RESULT: &str = "A server that does not know the names it is sent, mostly because their namespace is another \
    one, may act as if nothing had come: compare names and namespace with its own WSDL, and take that over with `cargo \
    xtask adopt`.";

pub(crate) fn unreadable(text: &str, outcome: Outcome, error: DecodeError) -> ReadError {
    let read = ReadError::new(ErrorKind::Decode, outcome, error.to_string());
    shown(text, read).source(error)
}

/// A fault, judged by the vendor's rules, else by whom it blames.
pub(crate) fn refused(
    text: &str,
    fault: &Fault,
    said: Option<&str>,
    code: Option<String>,
    rules: &[FaultRule],
) -> ReadError {
    let rule = rules.iter().find(|rule| Some(rule.code) == code.as_deref());
    let outcome = match (rule, &code) {
        (Some(rule), _) => rule.outcome,
        // Without a code of the vendor the SOAP layer speaks for itself. With one that is in no list, whom it blames
        // says nothing of what had happened by then.
        (None, None) if fault.blames_sender() => Outcome::Rejected,
        (None, _) => Outcome::Unknown,
    };
    let reason = fault.first_line();
    // Vendors begin the reason with their code, which is shown before the message anyway. `Server` may be its first word.
    let message = match code.as_deref().and_then(|code| reason.strip_prefix(code)) {
        Some(rest) => rest.trim_start_matches([' ', ':']),
        None => &reason,
    };
    let code = code.unwrap_or_else(|| fault.code.local.clone());
    let message = if message.is_empty() {
        "a fault without a reason"
    } else {
        message
    };
    let message = match said {
        Some(said) => format!("{message}: {}", fault::in_a_line(said)),
        None => message.to_owned(),
    };
    let mut error = shown(text, ReadError::new(ErrorKind::Fault, outcome, message));
    if !code.is_empty() {
        error = error.code(shortened(&code, SHOWN));
    }
    match rule {
        Some(rule) => error.transient(rule.transient).advice(rule.advice),
        None if fault.reason.contains("SOAPAction") => error.advice(UNKNOWN_ACTION),
        None => error,
    }
}

fn shown(text: &str, error: ReadError) -> ReadError {
    error.excerpt(mask::excerpt(text))
}
