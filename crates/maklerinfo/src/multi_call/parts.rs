//! Calls as parts of a message, and the parts of the answer that belong to them.

use std::any::Any;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts as Head;
use kontorhaus_core::http::{
    self, Extensions, HeaderMap, HeaderValue, Request, StatusCode, header,
};
use kontorhaus_core::{
    Body, Context, Error, ErrorKind, Idempotency, Operation, Outcome, ReadError, RequestError,
};

use crate::Maklerinfo;
use crate::multipart::{self, Part};
use crate::request::base;

/// What came of one call; its type is known to the handle.
pub(super) type Slot = Result<Box<dyn Any + Send>, Error>;

/// The part of the answer that belongs to one call.
pub(super) type Found = Result<(Head, Bytes), ReadError>;

/// An operation, its types hidden.
pub(super) trait Carried: Send {
    fn name(&self) -> &'static str;
    fn idempotency(&self) -> Idempotency;
    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError>;
    fn reader(&self) -> Reader;
}

pub(super) type Reader = fn(&Context<'_>, Found) -> Slot;

impl<Op: Operation<Service = Maklerinfo>> Carried for Op {
    fn name(&self) -> &'static str {
        Op::NAME
    }

    fn idempotency(&self) -> Idempotency {
        Operation::idempotency(self)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        Operation::request(self, context)
    }

    fn reader(&self) -> Reader {
        |context, found| {
            let (head, body) = found.map_err(|error| Error::part::<Op>(error, context, None))?;
            match Op::read(context, &head, &body) {
                Ok(output) => Ok(Box::new(output)),
                Err(error) => Err(Error::part::<Op>(error, context, Some((head.status, body)))),
            }
        }
    }
}

/// What the reader of a part's answer needs.
pub(super) struct Asked {
    pub(super) reader: Reader,
    pub(super) extensions: Extensions,
}

/// The `Content-ID` of a call.
pub(super) fn id(index: usize) -> String {
    format!("<p{}>", index + 1)
}

/// The call that an answer's `X-Dio-Request-ID` names.
fn index_of(id: &str) -> Option<usize> {
    let id = id.trim().trim_start_matches('<').trim_end_matches('>');
    id.strip_prefix('p')?.parse::<usize>().ok()?.checked_sub(1)
}

/// A request as a part. The error goes on from the name of the call.
pub(super) fn part(
    request: Request<Body>,
    index: usize,
    context: &Context<'_>,
) -> Result<(Part, Extensions), &'static str> {
    let (head, body) = request.into_parts();
    let target = head
        .uri
        .path_and_query()
        .map_or("", |target| target.as_str());
    let path = target
        .strip_prefix(base(context.endpoint()))
        .unwrap_or_default();
    if !path.starts_with('/') || path == "/" {
        return Err("cannot be carried: it goes to no path below the endpoint");
    }
    let Some(body) = body.as_bytes() else {
        return Err("cannot be carried: its body is a stream");
    };
    let mut headers = HeaderMap::new();
    let texts = [
        ("content-id", id(index)),
        ("x-dio-method", head.method.to_string()),
        ("x-dio-path", path.to_owned()),
    ];
    for (name, text) in texts {
        let value =
            HeaderValue::try_from(text).map_err(|_| "has a path that no header can hold")?;
        headers.insert(name, value);
    }
    headers.extend(head.headers);
    // Here the validator is `Last-Modified` alone.
    headers.remove(header::IF_MODIFIED_SINCE);
    let body = body.clone();
    Ok((Part { headers, body }, head.extensions))
}

/// Finds for each call its part of the answer, by the id that the part repeats.
pub(super) fn sort(
    parts: multipart::Parts,
    asked: &[Asked],
) -> Result<Vec<Option<Found>>, ReadError> {
    let mut found: Vec<Option<Found>> = asked.iter().map(|_| None).collect();
    for (count, part) in parts.enumerate() {
        if count == asked.len() {
            let message = format!("the answer has more parts than the {count} that were asked for");
            return Err(broken(Outcome::Applied, message));
        }
        // Whose answer a damaged part is nobody knows; its call is without one.
        let Ok(part) = part else { continue };
        let index = text(&part.headers, "x-dio-request-id", "request-id").and_then(index_of);
        let slot = index.and_then(|index| Some((index, found.get_mut(index)?)));
        let Some((index, slot)) = slot else { continue };
        *slot = Some(match slot {
            None => answered(part, &asked[index].extensions),
            Some(_) => Err(broken(
                Outcome::Unknown,
                "the answer has two parts for this call",
            )),
        });
    }
    Ok(found)
}

/// A part as an answer of its own.
fn answered(part: Part, extensions: &Extensions) -> Found {
    let status = text(&part.headers, "x-dio-status", "status");
    let status = status.and_then(|text| text.split_whitespace().next()?.parse::<StatusCode>().ok());
    let Some(status) = status else {
        return Err(broken(
            Outcome::Unknown,
            "the part for this call has no status",
        ));
    };
    let (mut head, ()) = http::Response::new(()).into_parts();
    head.status = status;
    head.headers = part.headers;
    head.extensions = extensions.clone();
    Ok((head, part.body))
}

/// A header under the name on the wire, or under the one that the documentation's table has.
fn text<'a>(headers: &'a HeaderMap, name: &str, short: &str) -> Option<&'a str> {
    let value = headers.get(name).or_else(|| headers.get(short))?;
    value.to_str().ok()
}

pub(super) fn broken(outcome: Outcome, message: impl Into<String>) -> ReadError {
    ReadError::new(ErrorKind::Decode, outcome, message)
}
