//! Spans and events, with the field names of OpenTelemetry.
//!
//! One span per call, after the conventions for RPC, and one per attempt, after those for
//! HTTP. No address is recorded beyond the host, though they ask for `url.full`; and
//! bodies only at TRACE, masked.

use std::time::Duration;

use bytes::Bytes;
use http::Version;
use http::response::Parts;
use tracing::field::Empty;
use tracing::{Level, Span};

use crate::client::Shared;
use crate::pipeline::{Names, Trace};
use crate::secret::Mask;
use crate::{Error, ReadError};

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
        rpc.method = format_args!("{}/{}", names.service, names.operation),
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

pub(crate) fn attempt(shared: &Shared, number: u32) -> Span {
    tracing::debug_span!(
        target: TARGET,
        "attempt",
        otel.kind = "client",
        otel.name = Empty,
        otel.status_code = Empty,
        server.address = shared.endpoint.host(),
        server.port = shared.endpoint.port_u16(),
        network.protocol.version = Empty,
        http.request.method = Empty,
        url.template = Empty,
        http.request.resend_count = number - 1,
        http.request.body.size = Empty,
        http.response.status_code = Empty,
        kontorhaus.answer_bytes = Empty,
        error.type = Empty,
    )
}

pub(crate) fn attempt_ended(span: &Span, trace: &Trace, error: Option<&ReadError>) {
    if let Some(method) = &trace.method {
        span.record("otel.name", method.as_str());
        span.record("http.request.method", method.as_str());
    }
    if let Some(template) = trace.template {
        span.record("url.template", template.0);
    }
    if let Some(bytes) = trace.request_bytes {
        span.record("http.request.body.size", bytes);
    }
    if let Some((version, status)) = trace.version.zip(trace.status) {
        span.record("network.protocol.version", number(version));
        span.record("http.response.status_code", status.as_u16());
        // OpenTelemetry's own field is the length before decompression.
        span.record("kontorhaus.answer_bytes", trace.received());
    }
    if let Some(error) = error {
        span.record("error.type", tracing::field::display(error.kind()));
        span.record("otel.status_code", "ERROR");
    }
}

fn number(version: Version) -> &'static str {
    match version {
        Version::HTTP_09 => "0.9",
        Version::HTTP_10 => "1.0",
        Version::HTTP_2 => "2",
        Version::HTTP_3 => "3",
        _ => "1.1",
    }
}

/// Another attempt will follow, after `wait`.
pub(crate) fn repeats(wait: Duration, error: &Error) {
    let error = error.kind();
    tracing::debug!(target: TARGET, ?wait, %error, "repeats");
}

pub(crate) fn request(body: &Bytes, names: Names, mask: &Mask) {
    if tracing::enabled!(target: TARGET, Level::TRACE) {
        let body = shown(body, names, mask);
        tracing::trace!(target: TARGET, %body, "request");
    }
}

pub(crate) fn answer(head: &Parts, body: &Bytes, names: Names, mask: &Mask) {
    if tracing::enabled!(target: TARGET, Level::TRACE) {
        let body = shown(body, names, mask);
        tracing::trace!(target: TARGET, status = head.status.as_u16(), %body, "answer");
    }
}

/// The beginning of a body, masked as a whole before it is cut.
fn shown(body: &Bytes, names: Names, mask: &Mask) -> String {
    let text = String::from_utf8_lossy(body);
    let mut text = mask.apply_to_body(&text, names.shown, &mut |_| "…".to_owned());
    if text.len() > SHOWN {
        let end = (0..=SHOWN).rev().find(|&end| text.is_char_boundary(end));
        text.truncate(end.unwrap_or(0));
    }
    text
}
