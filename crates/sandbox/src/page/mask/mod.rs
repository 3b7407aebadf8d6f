//! What of a message may be shown, in lines that are easy to read.
//!
//! Values are shown by name and masked otherwise; numbers and truth values in JSON are always shown. Where the server
//! speaks it may repeat the request, so what was masked there is masked here too. At last all secrets that the vendor's
//! service knows are replaced, wherever they stand.

mod head;
mod json;
mod parts;
mod xml;

use std::borrow::Cow;

use axum::http::{HeaderMap, header};

use crate::vendor::{Shown, Vendor};

/// Stands for what is hidden.
const HIDDEN: &str = "***";

/// Shorter values stand in too many places by chance.
const SHORTEST: usize = 3;

/// More hidden values are not looked for; what the server says is hidden then.
const MOST: usize = 1000;

/// Masks the messages of one call: first the request, then the answer.
#[derive(Debug)]
pub(super) struct Mask {
    shown: Shown,
    secrets: Vec<String>,
    /// What was hidden in the request.
    hidden: Vec<String>,
    is_answer: bool,
}

/// A body as it is shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) text: String,
    /// How it is to be coloured.
    pub(super) language: &'static str,
    /// The operation that it names.
    pub(super) operation: Option<String>,
}

impl Mask {
    pub(super) fn of(vendor: &Vendor) -> Self {
        Self {
            shown: vendor.shown,
            secrets: (vendor.secrets)(),
            hidden: Vec::new(),
            is_answer: false,
        }
    }

    /// The mask for the answer. What was given out in the meantime is secret too.
    pub(super) fn for_answer(self, vendor: &Vendor) -> Self {
        Self {
            secrets: (vendor.secrets)(),
            is_answer: true,
            ..self
        }
    }

    /// The body of a message, of which the beginning is known, and its size.
    pub(super) fn body(&mut self, headers: &HeaderMap, bytes: &[u8], size: u64) -> Body {
        if size == 0 {
            return Body::default();
        }
        let text = String::from_utf8_lossy(bytes);
        let media_type = media_type(headers);
        let mut body = if let Some(boundary) = parts::boundary(headers) {
            Body {
                text: parts::pretty(&text, boundary, self),
                language: "parts",
                operation: None,
            }
        } else {
            self.simple(&media_type, &text)
        };
        body.text = self.without_secrets(&body.text);
        let missing = size.saturating_sub(bytes.len() as u64);
        if missing > 0 {
            body.text = format!("{}\n… {missing} bytes more", body.text);
        }
        body
    }

    /// A body that does not consist of others.
    fn simple(&mut self, media_type: &str, text: &str) -> Body {
        let start = text.trim_start_matches('\u{FEFF}').trim_start();
        let (text, language, operation) = if self.is_answer && media_type.starts_with("text/html") {
            (self.said(text), "text", None)
        } else if media_type.ends_with("xml") || start.starts_with('<') {
            (xml::pretty(start, self), "xml", xml::operation(start))
        } else if media_type.contains("json") || start.starts_with(['{', '[']) {
            (json::pretty(start, self), "json", None)
        } else if media_type.starts_with("application/x-www-form-urlencoded") {
            (head::pairs(text, self), "text", None)
        } else {
            let what = if media_type.is_empty() {
                "a body"
            } else {
                media_type
            };
            (format!("{HIDDEN} {what}"), "text", None)
        };
        Body {
            text,
            language,
            operation,
        }
    }

    /// A value by its name; hidden, it is remembered.
    fn value<'v>(
        &mut self,
        name: &str,
        source: &'v str,
        value: impl FnOnce() -> String,
    ) -> Cow<'v, str> {
        let is_said = self.is_answer && self.shown.said.contains(&name);
        if is_said {
            return self.said(source).into();
        }
        if source.trim().is_empty() || self.shown.values.contains(&name) {
            return source.into();
        }
        self.remember(&value());
        HIDDEN.into()
    }

    /// Keeps what the request hides.
    fn remember(&mut self, value: &str) {
        let value = value.trim();
        if !self.is_answer && value.len() >= SHORTEST && self.hidden.len() <= MOST {
            self.hidden.push(value.to_owned());
        }
    }

    /// What the server says, without what the request has hidden.
    fn said(&self, text: &str) -> String {
        if self.hidden.len() > MOST {
            return HIDDEN.to_owned();
        }
        let hidden = self.hidden.iter();
        hidden.fold(text.to_owned(), |text, value| text.replace(value, HIDDEN))
    }

    fn without_secrets(&self, text: &str) -> String {
        let secrets = self.secrets.iter();
        secrets.fold(text.to_owned(), |text, secret| text.replace(secret, HIDDEN))
    }
}

fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = value.split(';').next().unwrap_or_default();
    media_type.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
