//! Addresses, headers and forms.

use axum::http::{HeaderMap, HeaderName, Uri};

use super::{HIDDEN, Mask};
use crate::percent::escaped;

/// Headers whose values are nobody's secret.
const SHOWN: [&str; 24] = [
    "accept",
    "accept-encoding",
    "cache-control",
    "connection",
    "content-encoding",
    "content-id",
    "content-length",
    "content-transfer-encoding",
    "content-type",
    "date",
    "host",
    "if-modified-since",
    "jsonerror",
    "last-modified",
    "method",
    "retry-after",
    "server",
    "soapaction",
    "transfer-encoding",
    "user-agent",
    "x-dio-method",
    "x-dio-request-id",
    "x-dio-status",
    "x-dio-timestamp",
];

impl Mask {
    /// Path and query: of the path the words that are known, of the query the names.
    pub(in crate::page) fn target(&mut self, uri: &Uri) -> String {
        let path = uri.path().split('/').map(|part| self.part(part));
        let path = path.collect::<Vec<_>>().join("/");
        match uri.query() {
            Some(query) => format!("{path}?{}", pairs(query, self)),
            None => path,
        }
    }

    fn part<'p>(&mut self, part: &'p str) -> &'p str {
        if part.is_empty() || self.shown.words.contains(&part) {
            return part;
        }
        self.remember(&unescaped(part));
        HIDDEN
    }

    pub(in crate::page) fn headers(&mut self, headers: &HeaderMap) -> Vec<(String, String)> {
        let lines = headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.to_string(), self.header(name, &value))
        });
        lines.collect()
    }

    /// The value of a header, of a message or of a part of one.
    pub(super) fn header(&mut self, name: &HeaderName, value: &str) -> String {
        let shown = match name.as_str() {
            // The name of a file says more than it should.
            "content-type" if value.contains("name=") => {
                value.split(';').next().unwrap_or_default().to_owned()
            }
            "path" | "x-dio-path" => match value.parse() {
                Ok(uri) => self.target(&uri),
                Err(_) => HIDDEN.to_owned(),
            },
            name if SHOWN.contains(&name) => value.to_owned(),
            _ => {
                self.remember(value);
                HIDDEN.to_owned()
            }
        };
        self.without_secrets(&shown)
    }
}

/// The pairs of a query or a form.
pub(super) fn pairs(text: &str, mask: &mut Mask) -> String {
    let pairs = text.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => {
            let value = mask.value(name, value, || unescaped(value));
            format!("{name}={value}")
        }
        None => mask.value("", pair, || unescaped(pair)).into_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// `%XX` and `+` as what they stand for; what is no such escape stays.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = if let Some(byte) = escaped(rest) {
            bytes.push(byte);
            &rest[3..]
        } else {
            bytes.push(if *first == b'+' { b' ' } else { *first });
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
