//! ASP.NET web services, which take the same call over three wires.

use bytes::Bytes;
use http::response::Parts;
use kontorhaus_core::{Body, Context, Grade, ReadError, RequestError};

use crate::envelope::SoapVersion;
use crate::json::{self, JsonOperation};
use crate::operation::{self, SoapOperation};

/// How an ASP.NET service is spoken to. Belongs into a client's settings; without it it is [`Soap11`](Self::Soap11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Wire {
    /// SOAP 1.1.
    #[default]
    Soap11,
    /// SOAP 1.2.
    Soap12,
    /// JSON, where the page is a `[ScriptService]`. It needs no namespace.
    Json,
}

fn wire(context: &Context<'_>) -> Wire {
    context.setting().copied().unwrap_or_default()
}

/// How sure it is that the server understands the operation over the client's wire.
#[must_use]
pub fn grade<Op: SoapOperation>(context: &Context<'_>) -> Grade {
    match wire(context) {
        Wire::Json => Op::GRADE,
        Wire::Soap11 | Wire::Soap12 => operation::grade::<Op>(),
    }
}

/// Builds the HTTP request of an operation for the client's wire.
///
/// # Errors
/// When the request breaks a rule, or a value of it can't be written.
pub fn request<Op: JsonOperation>(
    operation: &Op,
    context: &Context<'_>,
) -> Result<http::Request<Body>, RequestError> {
    match wire(context) {
        Wire::Json => json::request(operation, context),
        Wire::Soap11 | Wire::Soap12 => soap_request(operation, context),
    }
}

/// Reads the answer to an operation.
///
/// # Errors
/// When it is a fault, or can't be read. How far reading came decides what is known of the call's effect.
pub fn response<Op: JsonOperation>(
    context: &Context<'_>,
    parts: &Parts,
    body: &Bytes,
) -> Result<Op::Output, ReadError> {
    match wire(context) {
        Wire::Json => json::response::<Op>(context, parts, body),
        Wire::Soap11 | Wire::Soap12 => operation::response::<Op>(context, parts, body),
    }
}

/// Builds the HTTP request of an operation that has no form in JSON.
///
/// # Errors
/// As [`request`], and when the client's wire is JSON.
pub fn soap_request<Op: SoapOperation>(
    operation: &Op,
    context: &Context<'_>,
) -> Result<http::Request<Body>, RequestError> {
    let version = match wire(context) {
        Wire::Soap11 => SoapVersion::V11,
        Wire::Soap12 => SoapVersion::V12,
        Wire::Json => {
            let message = "has types in it for which no form in JSON is known";
            return Err(RequestError::new(message)
                .at(Op::NAME)
                .advice("Call it over SOAP."));
        }
    };
    operation::request_in(version, operation, context)
}
