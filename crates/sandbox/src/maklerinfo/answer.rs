//! Answers, in the form that PHP gives them.

use std::fmt::Write as _;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::fault::Fault;

/// A status, headers and a body.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Success without content.
    pub(crate) fn nothing() -> Self {
        Self {
            status: 200,
            headers: HeaderMap::new(),
            body: Vec::new(),
        }
    }

    pub(crate) fn json(value: &Value) -> Self {
        Self::bytes("application/json", php(value).into_bytes())
    }

    pub(crate) fn bytes(content_type: &str, body: Vec<u8>) -> Self {
        let mut answer = Self {
            body,
            ..Self::nothing()
        };
        answer.set(header::CONTENT_TYPE, content_type);
        answer
    }

    pub(crate) fn set(&mut self, name: HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::try_from(value) {
            self.headers.insert(name, value);
        }
    }

    pub(crate) fn fault(fault: &Fault) -> Self {
        let mut answer = match fault {
            Fault::Meldungen(messages) => Self::json(&json!({ "Meldungen": messages })),
            Fault::BadRequest => page("Error #400 - Fehlerhafte anfrage!", ""),
            Fault::Digest => page("Error #400 - Fehlerhafte anfrage!", "X-Dio-Digest"),
            Fault::Blocked => page("Error #403", ""),
            Fault::NotFound => page("Error #404", ""),
            Fault::Technical => page("Whoops, da ist wohl etwas schief gegangen.", ""),
        };
        answer.status = fault.status();
        answer
    }

    pub(crate) fn reason(&self) -> &'static str {
        let status = StatusCode::from_u16(self.status).ok();
        status
            .and_then(|status| status.canonical_reason())
            .unwrap_or_default()
    }

    /// As a response, under the time of the server's clock.
    pub(crate) fn response(self, date: &str) -> Response<Bytes> {
        let mut response = Response::new(self.body.into());
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        *response.headers_mut() = self.headers;
        if let Ok(date) = HeaderValue::try_from(date) {
            response.headers_mut().insert(header::DATE, date);
        }
        response
    }
}

fn page(heading: &str, text: &str) -> Answer {
    let page = format!(
        "<!DOCTYPE html>\n<html><head><title>Fehler</title></head><body><h1>{heading}</h1><p>{text}</p></body></html>\n"
    );
    Answer::bytes("text/html; charset=utf-8", page.into_bytes())
}

/// JSON as PHP writes it: slashes and all that is not ASCII are escaped.
pub(crate) fn php(value: &Value) -> String {
    let mut out = String::new();
    // In JSON all of these can only stand in texts.
    for c in value.to_string().chars() {
        match c {
            '/' => out.push_str("\\/"),
            c if c.is_ascii() => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out
}
