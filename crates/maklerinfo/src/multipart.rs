//! `multipart/related` messages, as a [`MultiCall`](crate::MultiCall) is one.
//!
//! Written is what MIME (RFC 2046) asks for, in the form of the service's first example: CRLF everywhere, and after the
//! headers of a part without a body one empty line. Read is also what the service's other example shows: LF alone, no empty
//! line, boundaries with and without quotes, anything before the first and after the last delimiter.

use std::borrow::Cow;
use std::fmt;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{HeaderMap, HeaderName, HeaderValue};

/// How many headers a part may have, and of how many bytes in all.
const HEADERS: usize = 64;
const HEADER_BYTES: usize = 16 * 1024;

/// One part of a message.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The headers.
    pub headers: HeaderMap,
    /// The body; a part without one and a part with an empty one are the same.
    pub body: Bytes,
}

/// Shows names and sizes only.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// What is wrong with a part. It repeats nothing of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultipartError {
    part: usize,
    message: &'static str,
}

impl fmt::Display for MultipartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "part {}: {}", self.part, self.message)
    }
}

impl std::error::Error for MultipartError {}

/// The `boundary` of a `Content-Type`.
///
/// ```
/// use kontorhaus_maklerinfo::multipart::boundary;
///
/// assert_eq!(boundary(r#"multipart/related; boundary="a;b"; start="<1>""#).as_deref(), Some("a;b"));
/// assert_eq!(boundary("Multipart/Related; Boundary=MIME_boundary").as_deref(), Some("MIME_boundary"));
/// assert_eq!(boundary("application/json"), None);
/// ```
#[must_use]
pub fn boundary(content_type: &str) -> Option<String> {
    let media_type = content_type.split(';').next()?.trim();
    let is_multipart = media_type
        .get(..10)
        .is_some_and(|start| start.eq_ignore_ascii_case("multipart/"));
    let mut rest = content_type
        .get(media_type.len()..)
        .filter(|_| is_multipart)?;
    while let Some(at) = rest.find(';') {
        let (name, after) = rest[at + 1..].split_once('=')?;
        let (value, after) = parameter(after.trim_start());
        // The documentation prints the media type twice in one place, so a name may begin with another.
        let name = name.rsplit(';').next().unwrap_or(name);
        if name.trim().eq_ignore_ascii_case("boundary") {
            return (!value.is_empty()).then(|| value.into_owned());
        }
        rest = after;
    }
    None
}

/// The value of a parameter, quoted or not, and what follows it.
fn parameter(text: &str) -> (Cow<'_, str>, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        return (text[..end].trim().into(), &text[end..]);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value.into(), &quoted[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (value.into(), "")
}

/// Writes a message. No body may hold a line that is the delimiter: see [`is_free`].
#[must_use]
pub fn write(parts: &[Part], boundary: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        out.extend(format!("--{boundary}\r\n").into_bytes());
        for (name, value) in &part.headers {
            out.extend(spelled(name).into_bytes());
            out.extend_from_slice(b": ");
            out.extend_from_slice(value.as_bytes());
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"\r\n");
        if !part.body.is_empty() {
            out.extend_from_slice(&part.body);
            out.extend_from_slice(b"\r\n");
        }
    }
    out.extend(format!("--{boundary}--\r\n").into_bytes());
    out
}

/// Whether these bodies can be told apart by the boundary.
#[must_use]
pub fn is_free(boundary: &str, parts: &[Part]) -> bool {
    let delimiter = format!("--{boundary}");
    let holds = |part: &Part| {
        lines(&part.body, 0).any(|line| part.body[line.start..].starts_with(delimiter.as_bytes()))
    };
    !parts.iter().any(holds)
}

/// A header's name as the service spells it: `X-Dio-Path`, `Content-ID`.
fn spelled(name: &HeaderName) -> String {
    let word = |word: &str| match word {
        "id" => "ID".to_owned(),
        _ => {
            word.get(..1).unwrap_or_default().to_ascii_uppercase()
                + word.get(1..).unwrap_or_default()
        }
    };
    name.as_str()
        .split('-')
        .map(word)
        .collect::<Vec<_>>()
        .join("-")
}

/// Reads the parts of a message one by one, without copying their bodies.
///
/// A part that is damaged is an error, and those after it are read all the same. The last item is an error if the message
/// ends without its last delimiter.
pub fn read(message: &Bytes, boundary: &str) -> Parts {
    Parts {
        message: message.clone(),
        delimiter: format!("--{boundary}").into_bytes(),
        crlf: false,
        at: None,
        count: 0,
    }
}

/// The parts of a message; made by [`read`].
#[derive(Clone)]
#[must_use = "parts are read when they are asked for"]
pub struct Parts {
    message: Bytes,
    delimiter: Vec<u8>,
    /// Whether the message's lines end with CRLF, by its first delimiter.
    crlf: bool,
    /// Where the next part begins; `None` before the first.
    at: Option<usize>,
    count: usize,
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts")
            .field("read", &self.count)
            .finish_non_exhaustive()
    }
}

impl Iterator for Parts {
    type Item = Result<Part, MultipartError>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = match self.at {
            Some(at) => at,
            None => self.first()?,
        };
        if start > self.message.len() {
            return None;
        }
        self.count += 1;
        let Some((line, last)) = self.delimiter(start) else {
            self.finish();
            return Some(Err(self.error("the message ends within it")));
        };
        if last {
            self.finish();
        } else {
            self.at = Some(line.next);
        }
        Some(self.part(start, line.start))
    }
}

impl Parts {
    /// Goes to the first part, if there is one.
    fn first(&mut self) -> Option<usize> {
        let found = self.delimiter(0);
        self.finish();
        let (line, last) = found?;
        if last {
            return None;
        }
        self.crlf = self.message[line.start..line.next].ends_with(b"\r\n");
        self.at = Some(line.next);
        self.at
    }

    /// Gives nothing more.
    fn finish(&mut self) {
        self.at = Some(self.message.len() + 1);
    }

    /// The next line that is a delimiter, and whether it is the last one.
    fn delimiter(&self, from: usize) -> Option<(Line, bool)> {
        lines(&self.message, from).find_map(|line| {
            let text = &self.message[line.start..line.end];
            let rest = text
                .strip_prefix(self.delimiter.as_slice())?
                .trim_ascii_end();
            match rest {
                b"" => Some((line, false)),
                b"--" => Some((line, true)),
                _ => None,
            }
        })
    }

    /// The part between two delimiters.
    fn part(&self, start: usize, end: usize) -> Result<Part, MultipartError> {
        let mut headers = Vec::new();
        // Without an empty line there is no body.
        let mut body = end;
        for line in lines(&self.message[..end], start) {
            if line.end - start > HEADER_BYTES || headers.len() > HEADERS {
                return Err(self.error("its headers are too many or too long"));
            }
            let text = &self.message[line.start..line.end];
            if text.is_empty() {
                body = line.next;
                break;
            }
            headers.push(text);
        }
        let headers = self.headers(&headers)?;
        // What ends the last line of a body belongs to the delimiter.
        let mut end = end;
        if body < end && self.message[end - 1] == b'\n' {
            end -= 1;
            if self.crlf && body < end && self.message[end - 1] == b'\r' {
                end -= 1;
            }
        }
        let body = self.message.slice(body..end);
        Ok(Part { headers, body })
    }

    fn headers(&self, lines: &[&[u8]]) -> Result<HeaderMap, MultipartError> {
        let mut unfolded: Vec<Cow<'_, [u8]>> = Vec::new();
        for line in lines {
            match unfolded.last_mut() {
                Some(before) if line.starts_with(b" ") || line.starts_with(b"\t") => {
                    before.to_mut().extend_from_slice(line);
                }
                _ => unfolded.push(Cow::Borrowed(line)),
            }
        }
        let mut headers = HeaderMap::new();
        for line in unfolded {
            let colon = line.iter().position(|&byte| byte == b':');
            let (name, value) =
                line.split_at(colon.ok_or_else(|| self.error("a header has no colon"))?);
            let name = HeaderName::from_bytes(name.trim_ascii());
            let value = HeaderValue::from_bytes(value[1..].trim_ascii());
            match (name, value) {
                (Ok(name), Ok(value)) => headers.append(name, value),
                _ => return Err(self.error("a header holds what no header may")),
            };
        }
        Ok(headers)
    }

    fn error(&self, message: &'static str) -> MultipartError {
        MultipartError {
            part: self.count,
            message,
        }
    }
}

/// A line: where it begins, where its text ends, and where the next one begins.
struct Line {
    start: usize,
    end: usize,
    next: usize,
}

/// The lines from a place on, ended by LF or CRLF; a message that ends with one has no empty line after it.
fn lines(message: &[u8], from: usize) -> impl Iterator<Item = Line> {
    let mut start = from;
    std::iter::from_fn(move || {
        let rest = message.get(start..).filter(|rest| !rest.is_empty())?;
        let (end, next) = match rest.iter().position(|&byte| byte == b'\n') {
            Some(at) => (start + at, start + at + 1),
            None => (message.len(), message.len()),
        };
        let text = &message[start..end];
        let end = end - usize::from(end < next && text.ends_with(b"\r"));
        let line = Line { start, end, next };
        start = next;
        Some(line)
    })
}

#[cfg(test)]
mod tests;
