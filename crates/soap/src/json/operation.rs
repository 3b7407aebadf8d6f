//! Calls over JSON: from a typed request to HTTP and back.

use bytes::Bytes;
use http::Uri;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::response::Parts;
use http::uri::PathAndQuery;
use kontorhaus_core::{Body, Context, ErrorKind, Operation, Outcome, ReadError, RequestError};

use super::document::Json;
use super::instant::ServerZone;
use super::write::{JsonWriter, WriteJson};
use crate::answer::{self, Answer};
use crate::envelope::Expected;
use crate::error::DecodeError;
use crate::fault::Fault;
use crate::injected::Injected;
use crate::limits::Limits;
use crate::operation::{SoapOperation, SoapService};
use crate::request::unwritable;

/// A vendor's ASP.NET service that also speaks JSON.
pub trait JsonService: SoapService {
    /// The zone of the server's clock, which JSON's dates depend on, as POSIX writes it into `TZ`; unless a
    /// [`ServerZone`] is among the client's settings.
    const SERVER_ZONE: &'static str;
}

/// An operation that ASP.NET also takes over JSON. The request writes itself as an object of its parameters.
pub trait JsonOperation: SoapOperation + Operation<Service: JsonService> + WriteJson {
    /// Reads what the answer holds as `d`.
    ///
    /// # Errors
    /// When it is no such answer.
    fn read_json(json: Json<'_>) -> Result<Self::Output, DecodeError>;
}

/// Builds the HTTP request of an operation.
pub(crate) fn request<Op: JsonOperation>(
    operation: &Op,
    context: &Context<'_>,
) -> Result<http::Request<Body>, RequestError> {
    operation.check()?;
    let injected = context.setting::<Injected>().cloned().unwrap_or_default();
    let mut writer = JsonWriter::new(injected, context.call_id().to_owned(), zone::<Op>(context)?);
    operation
        .write_json(&mut writer)
        .map_err(|error| unwritable(&error))?;
    let mut request = http::Request::new(Body::from(writer.finish()));
    *request.method_mut() = http::Method::POST;
    *request.uri_mut() = address(context.endpoint(), Op::NAME)?;
    // Exactly as the vendors' documentation prints it; ASP.NET looks for what stands before the first semicolon.
    let media_type = HeaderValue::from_static("application/json; charset=UTF-8;");
    request.headers_mut().insert(CONTENT_TYPE, media_type);
    Ok(request)
}

fn zone<Op: JsonOperation>(context: &Context<'_>) -> Result<ServerZone, RequestError> {
    match context.setting::<ServerZone>() {
        Some(zone) => Ok(zone.clone()),
        None => ServerZone::posix(Op::Service::SERVER_ZONE)
            .map_err(|error| RequestError::new("the zone of the server is none").source(error)),
    }
}

/// The address of a method: behind that of the page.
fn address(page: &Uri, method: &str) -> Result<Uri, RequestError> {
    let impossible = |_| RequestError::new("the method's name can't stand in an address");
    let path = format!("{}/{method}", page.path().trim_end_matches('/'));
    let mut parts = page.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(path).map_err(impossible)?);
    Uri::from_parts(parts)
        .map_err(|_| RequestError::new("the endpoint has no place for a method behind it"))
}

/// Reads the answer to an operation.
pub(crate) fn response<Op: JsonOperation>(
    context: &Context<'_>,
    parts: &Parts,
    body: &Bytes,
) -> Result<Op::Output, ReadError> {
    let answer = Answer::new(context, parts, body, Expected::Nothing);
    let message = answer.message()?;
    let text = answer.text(&message)?;
    let limits: Limits = context.setting().copied().unwrap_or_default();
    let zone = zone::<Op>(context)?;
    let document = Json::new(&text, limits.depth, &zone);
    if !parts.status.is_success() {
        return Err(match document.and_then(Exception::read) {
            Ok(exception) => exception.into_error::<Op>(context, parts),
            // A page of ASP.NET, of IIS or of a proxy.
            Err(_) => answer.status(&text),
        });
    }
    let result = document.and_then(|document| document.object()?.find("d"));
    let result = result.map_err(|error| answer::unreadable(&text, Outcome::Unknown, error))?;
    Op::read_json(result).map_err(|error| answer::unusable(&text, error))
}

/// What ASP.NET says of an exception. Unless its custom errors are off, the message is always the same and the rest empty.
struct Exception {
    message: String,
    class: String,
}

/// How messages begin that ASP.NET gives before it calls the method.
const REFUSALS: [&str; 4] = [
    "Invalid web service call",
    "Unknown web method",
    "An attempt was made to call the method",
    "Only Web services with a [ScriptService] attribute",
];

impl Exception {
    fn read(document: Json<'_>) -> Result<Self, DecodeError> {
        let mut object = document.object()?;
        let class: Option<String> = object.member("ExceptionType")?;
        Ok(Self {
            message: object.member("Message")?,
            class: class.unwrap_or_default(),
        })
    }

    fn into_error<Op: SoapOperation>(self, context: &Context<'_>, parts: &Parts) -> ReadError {
        let reason = context.mask(&self.message);
        let fault = Fault::of_exception(context.mask(&self.class), reason);
        let refused = REFUSALS.iter().any(|start| fault.reason.starts_with(start));
        let outcome = if refused {
            Outcome::Rejected
        } else {
            Outcome::of_status(parts.status)
        };
        let message = match &*fault.first_line() {
            "" => "an error without a message".to_owned(),
            line => line.to_owned(),
        };
        let error = ReadError::new(ErrorKind::Fault, outcome, message);
        let error = match Op::Service::code(&fault) {
            Some(code) => error.code(code),
            None if fault.code.local.is_empty() => error,
            None => error.code(fault.code.local.clone()),
        };
        error.detail(Op::Fault::from(fault))
    }
}
