//! Spans and events, with the field names of OpenTelemetry.
//!
//! One span per call and one per attempt. No address is recorded beyond the
//! host, and bodies only at TRACE, masked.

use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use tracing::field::Empty;
use tracing::{Level, Span};

use crate::client::Shared;
use crate::pipeline::{Names, Trace};
use crate::{Body, Context, Error, ReadError};

const TARGET: &str = "kontorhaus";

/// How much of a body an event shows, in bytes.
const SHOWN: usize = 16 * 1024;

pub(crate) fn call(shared: &Shared, names: Names, call_id: &str) -> Span {
    tracing::info_span!(
        target: TARGET,
        "call",
        otel.kind = "client",
        otel.name = format_args!("{}/{}", names.service, names.operation),
        otel.status_code = Empty,
        rpc.system.name = shared.system,
        rpc.service = names.service,
        rpc.method = names.operation,
        server.address = shared.endpoint.host(),
        server.port = shared.endpoint.port_u16(),
        kontorhaus.call_id = call_id,
        kontorhaus.attempts = Empty,
        kontorhaus.outcome = Empty,
        error.type = Empty,
    )
}

pub(crate) fn call_ended(span: &Span, attempts: u32, error: Option<&Error>) {
    span.record("kontorhaus.attempts", attempts);
    if let Some(error) = error {
        span.record(
            "kontorhaus.outcome",
            tracing::field::display(error.outcome()),
        );
        span.record("error.type", tracing::field::display(error.kind()));
        span.record("otel.status_code", "ERROR");
    }
}

pub(crate) fn attempt(number: u32) -> Span {
    tracing::debug_span!(
        target: TARGET,
        "attempt",
        http.request.resend_count = number - 1,
        http.request.method = Empty,
        url.template = Empty,
        http.response.status_code = Empty,
        http.response.body.size = Empty,
        error.type = Empty,
    )
}

pub(crate) fn attempt_ended(span: &Span, trace: &Trace, error: Option<&ReadError>) {
    if let Some(method) = &trace.method {
        span.record("http.request.method", method.as_str());
    }
    if let Some(template) = trace.template {
        span.record("url.template", template.0);
    }
    if let Some(status) = trace.status {
        span.record("http.response.status_code", status.as_u16());
        span.record("http.response.body.size", trace.received());
    }
    if let Some(error) = error {
        span.record("error.type", tracing::field::display(error.kind()));
    }
}

/// Another attempt will follow, after `wait`.
pub(crate) fn repeats(wait: Duration, error: &Error) {
    let error = error.kind();
    tracing::debug!(target: TARGET, ?wait, %error, "repeats");
}

pub(crate) fn request(request: &http::Request<Body>, context: &Context<'_>) {
    if let Some(body) = request.body().as_bytes()
        && tracing::enabled!(target: TARGET, Level::TRACE)
    {
        let body = shown(body, context);
        tracing::trace!(target: TARGET, %body, "request");
    }
}

pub(crate) fn answer(head: &Parts, body: &Bytes, context: &Context<'_>) {
    if tracing::enabled!(target: TARGET, Level::TRACE) {
        let body = shown(body, context);
        tracing::trace!(target: TARGET, status = head.status.as_u16(), %body, "answer");
    }
}

/// The beginning of a body, masked as a whole before it is cut.
fn shown(body: &Bytes, context: &Context<'_>) -> String {
    let mut text = context.mask(&String::from_utf8_lossy(body));
    if text.len() > SHOWN {
        let end = (0..=SHOWN).rev().find(|&end| text.is_char_boundary(end));
        text.truncate(end.unwrap_or(0));
    }
    text
}
