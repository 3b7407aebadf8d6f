//! Operations over SOAP: from a typed request to HTTP and back.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::response::Parts;
use kontorhaus_core::{Body, Context, Grade, Operation, Outcome, ReadError, RequestError, Service};

use crate::answer::{self, Answer, Content};
use crate::envelope::{self, SoapVersion};
use crate::error::{DecodeError, EncodeError};
use crate::fault::Fault;
use crate::injected::Injected;
use crate::read::Reader;
use crate::security::UsernameToken;
use crate::write::Writer;

/// A vendor's interface that speaks SOAP.
pub trait SoapService: Service {
    /// What is known of the vendor's fault codes.
    const FAULTS: &'static [FaultRule] = &[];

    /// The vendor's own code of a fault, wherever the vendor puts it.
    #[must_use]
    fn code(fault: &Fault) -> Option<String> {
        let _ = fault;
        None
    }
}

/// What a fault code of a vendor says of the call's effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultRule {
    /// The code, as [`SoapService::code`] gives it.
    pub code: &'static str,
    /// What became of the call.
    pub outcome: Outcome,
    /// Whether the same call may succeed later.
    pub transient: bool,
    /// What to do.
    pub advice: &'static str,
}

/// An operation over SOAP, in the style document/literal or rpc/literal.
pub trait SoapOperation: Operation<Service: SoapService, Fault: From<Fault>> {
    /// The `SOAPAction`, without quotes.
    const ACTION: &'static str;
    /// The prefixes in the names that [`write_body`](Self::write_body) writes, each with its namespace.
    const NAMESPACES: &'static [(&'static str, &'static str)];
    /// Namespace and local name of the element in the answer's body.
    const RESPONSE: (&'static str, &'static str);

    /// How sure it is that the server knows the operation and the elements of its request, whatever their namespace.
    const GRADE: Grade = Grade::Documented;

    /// Writes the content of the request's body.
    ///
    /// # Errors
    /// When a value can't be written in XML.
    fn write_body(&self, writer: &mut Writer) -> Result<(), EncodeError>;

    /// Reads the answer; the reader stands on the element [`RESPONSE`](Self::RESPONSE).
    ///
    /// # Errors
    /// When the element is no such answer.
    fn read_body(reader: &mut Reader<'_>) -> Result<Self::Output, DecodeError>;

    /// Checks the rules that can be decided before sending.
    ///
    /// # Errors
    /// When the request breaks one.
    fn check(&self) -> Result<(), RequestError> {
        Ok(())
    }

    /// The output of an answer without content, for an operation that may have one.
    #[must_use]
    fn accepted() -> Option<Self::Output> {
        None
    }

    /// The call's id as the server sent it back. One that differs belongs to another call.
    #[must_use]
    fn echo(output: &Self::Output) -> Option<&str> {
        let _ = output;
        None
    }
}

/// How sure it is that the server understands the operation over SOAP: not at all if a namespace is a placeholder.
#[must_use]
pub fn grade<Op: SoapOperation>() -> Grade {
    let is_placeholder = |(_, uri): &(&str, &str)| uri.starts_with(PLACEHOLDER);
    if Op::NAMESPACES.iter().any(is_placeholder) {
        return Grade::Placeholder;
    }
    Op::GRADE
}

/// What a namespace begins with that is unknown: something had to be written.
const PLACEHOLDER: &str = "urn:kontorhaus:placeholder:";

/// Builds the HTTP request of an operation.
///
/// # Errors
/// When the request breaks a rule, or a value of it can't be written in XML.
pub fn request<Op: SoapOperation>(
    operation: &Op,
    context: &Context<'_>,
) -> Result<http::Request<Body>, RequestError> {
    request_in(version(context), operation, context)
}

/// The same in that version of SOAP.
pub(crate) fn request_in<Op: SoapOperation>(
    version: SoapVersion,
    operation: &Op,
    context: &Context<'_>,
) -> Result<http::Request<Body>, RequestError> {
    operation.check()?;
    let mut writer = open(context, version, Op::NAMESPACES)?;
    operation
        .write_body(&mut writer)
        .map_err(|error| unwritable(&error))?;
    post(context, version, Op::ACTION, writer)
}

fn version(context: &Context<'_>) -> SoapVersion {
    context.setting().copied().unwrap_or_default()
}

fn open(
    context: &Context<'_>,
    version: SoapVersion,
    namespaces: &[(&str, &str)],
) -> Result<Writer, RequestError> {
    let injected = context.setting::<Injected>().cloned().unwrap_or_default();
    let mut writer = Writer::with(injected, context.call_id().to_owned());
    let token = context.setting::<UsernameToken>();
    let security = token.map(|token| token.security(context)).transpose()?;
    envelope::open(&mut writer, version, namespaces, security.as_ref())
        .map_err(|error| unwritable(&error))?;
    Ok(writer)
}

pub(crate) fn unwritable(error: &EncodeError) -> RequestError {
    let problem = RequestError::new(error.message());
    match error.path() {
        "" => problem,
        path => problem.at(path.to_owned()),
    }
}

fn post(
    context: &Context<'_>,
    version: SoapVersion,
    action: &str,
    mut writer: Writer,
) -> Result<http::Request<Body>, RequestError> {
    envelope::close(&mut writer);
    let message = writer.finish();
    #[cfg(feature = "json")]
    if crate::json::is_from_json(&message) {
        // The server would ignore them, and so delete what they stand for.
        return Err(RequestError::new(
            "a value that was read over JSON has members that can't be sent over SOAP; read it anew",
        ));
    }
    let mut request = http::Request::new(Body::from(message));
    *request.method_mut() = http::Method::POST;
    *request.uri_mut() = context.endpoint().clone();
    let headers = request.headers_mut();
    headers.reserve(2);
    match version {
        SoapVersion::V11 => {
            headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_static("text/xml; charset=utf-8"),
            );
            let action = match action {
                "" => HeaderValue::from_static("\"\""),
                action => header(format!("\"{action}\""))?,
            };
            headers.insert(HeaderName::from_static("soapaction"), action);
        }
        SoapVersion::V12 => {
            let media_type = match action {
                "" => HeaderValue::from_static("application/soap+xml; charset=utf-8"),
                action => header(format!(
                    "application/soap+xml; charset=utf-8; action=\"{action}\""
                ))?,
            };
            headers.insert(CONTENT_TYPE, media_type);
        }
    }
    Ok(request)
}

fn header(text: String) -> Result<HeaderValue, RequestError> {
    HeaderValue::try_from(text)
        .map_err(|_| RequestError::new("the SOAP action can't stand in an HTTP header"))
}

/// Reads the answer to an operation.
///
/// # Errors
/// When it is a fault, or can't be read. How far reading came decides what is known of the call's effect.
pub fn response<Op: SoapOperation>(
    context: &Context<'_>,
    parts: &Parts,
    body: &Bytes,
) -> Result<Op::Output, ReadError> {
    let answer = Answer::new(context, parts, body);
    let text = answer.text()?;
    let mut reader = answer.reader(&text);
    match answer.content(&mut reader, Op::RESPONSE)? {
        Content::Nothing => Op::accepted().ok_or_else(|| answer::empty(&text)),
        Content::Expected => {
            let output = Op::read_body(&mut reader);
            let output = output.map_err(|error| answer::damaged(&reader, error))?;
            answer.end(&mut reader, Op::echo(&output))?;
            Ok(output)
        }
        Content::Fault(fault) => {
            let code = Op::Service::code(&fault);
            let error = answer::refused(&text, &fault, code, Op::Service::FAULTS);
            Err(error.detail(Op::Fault::from(fault)))
        }
    }
}
