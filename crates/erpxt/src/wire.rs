//! Requests and answers as they go over the wire.

use std::fmt::Write;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::header::{ACCEPT, CONTENT_TYPE};
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{HeaderValue, Method, Request, Uri};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Body, Context, ErrorKind, Outcome, ReadError, RequestError, UrlTemplate};
use serde_json::value::RawValue;

use crate::environment::Graded;
use crate::error;
use crate::json::{self, Json, Problem};
use crate::query::percent_encode;

pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The path of a request: the fixed part of a template, then values.
pub(crate) struct Path(String);

impl Path {
    /// The template up to its first name in braces.
    pub(crate) fn new(template: &str) -> Self {
        let fixed = template
            .split_once("/{")
            .map_or(template, |(fixed, _)| fixed);
        Self(fixed.to_owned())
    }

    /// Adds a key.
    pub(crate) fn key(mut self, key: i64) -> Self {
        // Writing to a `String` cannot fail.
        let _ = write!(self.0, "/{key}");
        self
    }

    /// Adds parts that need no encoding.
    pub(crate) fn fixed(mut self, parts: &str) -> Self {
        self.0.push_str(parts);
        self
    }

    /// Adds a text as one part.
    pub(crate) fn text(
        mut self,
        context: &Context<'_>,
        text: &str,
        field: &'static str,
    ) -> Result<Self, RequestError> {
        hide(context, &[text.to_owned()]);
        if text.is_empty() {
            return Err(RequestError::new("must not be empty").at(field));
        }
        // Libraries on the way take these out of a path, whether encoded or not.
        if matches!(text, "." | "..") {
            return Err(RequestError::new("can be no part of an address").at(field));
        }
        self.0.push('/');
        percent_encode(text, &mut self.0);
        Ok(self)
    }
}

/// Hides texts of an address, which a server's page may repeat: they may be anybody's data.
pub(crate) fn hide(context: &Context<'_>, texts: &[String]) {
    for text in texts {
        context.add_secret(&SecretString::from(text.as_str()));
    }
}

/// The address of `path` below the client's.
pub(crate) fn address(context: &Context<'_>, path: &str, query: &str) -> Result<Uri, RequestError> {
    let endpoint = context.endpoint();
    if endpoint.query().is_some() {
        return Err(RequestError::new("the client's address has a query")
            .advice("Give the builder an address that ends in /api2/public."));
    }
    let base = endpoint.path().trim_end_matches('/');
    let mark = if query.is_empty() { "" } else { "?" };
    let mut parts = endpoint.clone().into_parts();
    let target = format!("{base}{path}{mark}{query}").parse();
    parts.path_and_query = Some(target.map_err(too_long)?);
    Uri::from_parts(parts).map_err(too_long)
}

/// What is encoded can only be too long. The source would repeat it.
fn too_long<E>(_: E) -> RequestError {
    RequestError::new("the address of the request is too long").at("Query")
}

/// The request of an operation.
pub(crate) fn request<Op: Graded>(
    context: &Context<'_>,
    path: &Path,
    query: &str,
    body: Option<String>,
) -> Result<Request<Body>, RequestError> {
    let address = address(context, &path.0, query)?;
    Ok(assemble(Op::METHOD, address, Op::PATH, body))
}

/// A request without credentials; the authoriser adds them.
pub(crate) fn assemble(
    method: Method,
    address: Uri,
    template: &'static str,
    body: Option<String>,
) -> Request<Body> {
    let has_body = body.is_some();
    let mut request = Request::new(body.map_or_else(Body::empty, Body::from));
    *request.method_mut() = method;
    *request.uri_mut() = address;
    request.extensions_mut().insert(UrlTemplate(template));
    let headers = request.headers_mut();
    headers.insert(ACCEPT, JSON);
    if has_body {
        headers.insert(CONTENT_TYPE, JSON);
    }
    request
}

/// The body of a request.
pub(crate) fn body<T: Json>(value: &T) -> Result<String, RequestError> {
    json::write(value).map_err(|problem| {
        let what = problem.what().to_owned();
        RequestError::new(what).at(problem.path().to_owned())
    })
}

/// Refuses an answer that is no success.
pub(crate) fn success(context: &Context<'_>, head: &Parts, body: &[u8]) -> Result<(), ReadError> {
    if head.status.is_success() {
        return Ok(());
    }
    Err(error::refusal(context, head, body))
}

/// Reads the document of a success.
pub(crate) fn read<T>(
    context: &Context<'_>,
    head: &Parts,
    body: &Bytes,
    read: impl FnOnce(&RawValue) -> Result<T, Problem>,
) -> Result<T, ReadError> {
    success(context, head, body)?;
    let document = json::document(body).map_err(|problem| foreign(head, body, &problem))?;
    read(document)
        .map_err(|problem| ReadError::new(ErrorKind::Decode, Outcome::Applied, problem.to_string()))
}

/// A success without the service's JSON. A page or nothing at all may come from anywhere on the way; JSON that breaks off
/// is the service's own answer, so what was asked for was done.
fn foreign(head: &Parts, body: &[u8], problem: &Problem) -> ReadError {
    if body.trim_ascii().is_empty() {
        return ReadError::new(ErrorKind::Decode, Outcome::Unknown, "the answer is empty");
    }
    if error::is_page(head) || body.trim_ascii_start().starts_with(b"<") {
        let message = "a web page came in place of the service's answer";
        return ReadError::new(ErrorKind::Decode, Outcome::Unknown, message)
            .advice("Check the client's address, and what stands between it and the service.");
    }
    ReadError::new(ErrorKind::Decode, Outcome::Applied, problem.to_string())
}

/// The answer to a write that says no more than that it was done.
pub(crate) fn done(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<(), ReadError> {
    success(context, head, body)?;
    if error::is_page(head) {
        return Err(foreign(head, body, &Problem::new("is a web page")));
    }
    Ok(())
}
