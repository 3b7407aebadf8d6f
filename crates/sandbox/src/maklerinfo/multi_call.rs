//! MultiCalls: several requests in one, read and written without the client's code.

use std::fmt::Write as _;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::answer::Answer;
use super::auth::{self, Rights};
use super::fault::Fault;
use super::route::{self, Request};
use super::service::Exchange;
use super::state::State;
use crate::boundary::boundary;

const BOUNDARY: &str = "MIME_boundary";

/// Carries all parts out, in their order.
pub(crate) fn answer(
    state: &mut State,
    rights: &Rights,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Answer, Vec<Exchange>), Fault> {
    let content_type = auth::text(headers, "content-type").ok_or(Fault::BadRequest)?;
    let boundary = boundary(content_type).ok_or(Fault::BadRequest)?;
    let mut exchanges = Vec::new();
    let mut message = Vec::new();
    let mut start = String::new();
    for part in parts(body, boundary).ok_or(Fault::BadRequest)? {
        let (headers, body) = part.ok_or(Fault::BadRequest)?;
        let named = |name: &str, bare: &str| {
            auth::text(&headers, name).or_else(|| auth::text(&headers, bare))
        };
        let method = named("x-dio-method", "method").ok_or(Fault::BadRequest)?;
        let path = named("x-dio-path", "path").ok_or(Fault::BadRequest)?;
        let request_id = auth::text(&headers, "content-id").ok_or(Fault::BadRequest)?;
        let answer = match Request::new(method, path, &headers, &body) {
            Some(request) => route::answer(state, rights, &request),
            None => Answer::fault(&Fault::BadRequest),
        };
        let id = format!(
            "<{:013x}>",
            0x55f2_a57f_2fc6_0000_u64 + u64::from(state.next())
        );
        if start.is_empty() {
            start.clone_from(&id);
        }
        write(&mut message, &answer, request_id, &id);
        exchanges.push(Exchange::new(method, path, headers.clone(), body, &answer));
    }
    if start.is_empty() {
        return Err(Fault::BadRequest);
    }
    message.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    let content_type = format!("multipart/related; boundary={BOUNDARY}; start=\"{start}\"");
    Ok((Answer::bytes(&content_type, message), exchanges))
}

/// In the form of the documentation's example, with a further empty line after a body.
fn write(message: &mut Vec<u8>, answer: &Answer, request_id: &str, id: &str) {
    let mut head = format!("--{BOUNDARY}\r\nX-Dio-Request-ID: {request_id}\r\n");
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ = write!(
        head,
        "X-Dio-Status: {} {}\r\nContent-ID: {id}\r\n\r\n",
        answer.status,
        answer.reason()
    );
    message.extend(head.into_bytes());
    if !answer.body.is_empty() {
        message.extend_from_slice(&answer.body);
        message.extend_from_slice(b"\r\n\r\n");
    }
}

type Part = (HeaderMap, Vec<u8>);

/// The parts of a message with any sort of line ends; `None` without a last delimiter, or for a part that is damaged.
fn parts(body: &[u8], boundary: &str) -> Option<Vec<Option<Part>>> {
    // With a line end in front, every delimiter has one.
    let text = [b"\n", body].concat();
    let delimiter = format!("\n--{boundary}").into_bytes();
    let mut places = Vec::new();
    for at in 0..text.len() {
        let Some(rest) = text[at..].strip_prefix(delimiter.as_slice()) else {
            continue;
        };
        let last = rest.starts_with(b"--");
        if last || rest.starts_with(b"\n") || rest.starts_with(b"\r\n") {
            places.push((at, at + delimiter.len()));
        }
        if last {
            let within = places
                .windows(2)
                .map(|pair| part(&text[pair[0].1..pair[1].0]));
            return Some(within.collect());
        }
    }
    None
}

/// A part, from the line end after a delimiter to the one before the next.
fn part(text: &[u8]) -> Option<Part> {
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    let mut headers = HeaderMap::new();
    let mut lines = text.split_inclusive(|&byte| byte == b'\n').skip(1);
    for line in lines.by_ref() {
        let line = line.trim_ascii();
        if line.is_empty() {
            break;
        }
        let colon = line.iter().position(|&byte| byte == b':')?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?;
        headers.try_append(name, value).ok()?;
    }
    Some((headers, lines.collect::<Vec<_>>().concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_with_more_headers_than_can_be_kept_is_damaged() {
        let of = |count| {
            let headers: Vec<_> = (0..count).map(|n| format!("a{n}: b\n")).collect();
            let message = format!("--b\n{}\nbody\n--b--", headers.concat());
            parts(message.as_bytes(), "b").map(|parts| parts[0].is_some())
        };
        assert_eq!(of(2), Some(true));
        assert_eq!(of(100_000), Some(false));
    }
}
