//! Calls of what is not typed.

use std::fmt;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Body, Context, Idempotency, Operation, ReadError, RequestError};

use crate::request::{Payload, encode, fill, to_path};
use crate::{Json, JsonError, Maklerinfo, Meldungen, answer, json};

/// A request of any method to any path below the endpoint, with the credentials and the care of every other.
///
/// ```no_run
/// # async fn example(client: kontorhaus_maklerinfo::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use kontorhaus_maklerinfo::{Idempotency, Json, Method, RawRequest};
///
/// let request = RawRequest::new(Method::PUT, "/{vmt}/kunden/{Kunde-Id}/details/{Detail-Id}")
///     .value("123456")
///     .value("7")
///     .json(&Json::parse(r#"{"Wert": true}"#)?)
///     .idempotency(Idempotency::Idempotent);
/// let answer = client.call(request).await?;
/// println!("{}", answer.status);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct RawRequest {
    method: Method,
    path: String,
    values: Vec<String>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
    idempotency: Idempotency,
}

impl RawRequest {
    /// The path begins with a slash. `{vmt}` in it is the broker's number, any other name in braces is filled by
    /// [`value`](Self::value): what stands for a person belongs there, so that no error shows it.
    ///
    /// A GET counts as [`Idempotency::Read`], all else as [`Idempotency::Write`].
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        let idempotency = match method {
            Method::GET | Method::HEAD => Idempotency::Read,
            _ => Idempotency::Write,
        };
        Self {
            method,
            path: path.into(),
            values: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            idempotency,
        }
    }

    /// Fills the next name in braces of the path; the text is encoded.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Adds a parameter to the query; both texts are encoded.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sends JSON.
    pub fn json(self, json: &Json) -> Self {
        let body = Bytes::from(json.as_str().to_owned());
        self.body(HeaderValue::from_static("application/json"), body)
    }

    /// Sends bytes of this `Content-Type`.
    pub fn body(mut self, content_type: HeaderValue, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header(header::CONTENT_TYPE, content_type)
    }

    /// Sets a header. The service's own begin with `X-Dio-`, also where its documentation leaves that out.
    pub fn header(mut self, name: header::HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Says what a repetition does.
    pub fn idempotency(mut self, idempotency: Idempotency) -> Self {
        self.idempotency = idempotency;
        self
    }
}

impl Payload for RawRequest {
    fn put(&self, headers: &mut HeaderMap) -> Result<Body, RequestError> {
        headers.clone_from(&self.headers);
        Ok(self.body.clone().into())
    }
}

/// A path of the caller's own, if it is one.
pub(crate) fn checked(path: &str) -> Result<&str, RequestError> {
    let problem = if !path.starts_with('/') {
        "must begin with a slash"
    } else if path.contains(['?', '#']) {
        "must hold no query: RawRequest::query takes it"
    } else if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        "must hold no segment of one or two dots"
    } else {
        return Ok(path);
    };
    Err(RequestError::new(problem).at("path"))
}

impl Operation for RawRequest {
    type Service = Maklerinfo;
    type Output = RawAnswer;
    type Fault = Meldungen;
    const NAME: &'static str = "request";
    const IDEMPOTENCY: Idempotency = Idempotency::Write;

    fn idempotency(&self) -> Idempotency {
        self.idempotency
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        let values: Vec<&str> = self.values.iter().map(String::as_str).collect();
        let mut path = fill(context, checked(&self.path)?, &values)?;
        for (index, (name, value)) in self.query.iter().enumerate() {
            path.push(if index == 0 { '?' } else { '&' });
            encode(name, &mut path);
            path.push('=');
            context.add_secret(&SecretString::from(value.as_str()));
            encode(value, &mut path);
        }
        to_path(context, self.method.clone(), &path, self)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<RawAnswer, ReadError> {
        let body: Bytes = answer::read(context, head, body)?;
        Ok(RawAnswer {
            status: head.status,
            headers: head.headers.clone(),
            body,
        })
    }
}

impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRequest")
            .field("method", &self.method)
            .field("idempotency", &self.idempotency)
            .finish_non_exhaustive()
    }
}

/// An answer that nobody has read. Its status is a success; any other is an error.
#[derive(Clone)]
#[non_exhaustive]
pub struct RawAnswer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl RawAnswer {
    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn json(&self) -> Result<Json, JsonError> {
        json::parse(&self.body).map(Json::raw)
    }
}

impl fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawAnswer")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}
