//! Requests of what this crate does not type.

use std::fmt;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{self, Method, StatusCode};
use kontorhaus_core::{
    Body, Call, Context, ErrorKind, Idempotency, Operation, Outcome, ReadError, RequestError,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::json::JsonError;
use crate::query::Pairs;
use crate::wire;
use crate::{ApiError, Client, ErpXt, Query};

/// A request of any method and path, with the client's token, through the same pipeline; made by [`Client::request`].
///
/// ```no_run
/// # async fn example(client: kontorhaus_erpxt::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use kontorhaus_erpxt::{Method, Query};
///
/// let newest = Query::new().descending("IssueDate").top(10);
/// let invoices = client.request(Method::GET, "v1.4/invoices").query(&newest).send().await?;
/// for invoice in invoices.value()?.as_array().into_iter().flatten() {
///     println!("{} {}", invoice["Number"], invoice["CurrencyGrossTotal"]);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a request does nothing until it is sent"]
pub struct RawRequest {
    client: Client,
    operation: RawOperation,
}

impl RawRequest {
    pub(crate) fn new(client: Client, method: Method, path: String) -> Self {
        Self {
            client,
            operation: RawOperation {
                method,
                path,
                query: String::new(),
                hidden: Vec::new(),
                body: Ok(None),
            },
        }
    }

    /// Adds what a query says to the address.
    pub fn query(mut self, query: &Query) -> Self {
        match query.encode() {
            Ok(encoded) => self.operation.append(&encoded, query.texts()),
            Err(error) => self.operation.body = Err(error.to_string()),
        }
        self
    }

    /// Adds a parameter to the address; both parts are encoded.
    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        let mut pair = Pairs::default();
        pair.push(name, value);
        self.operation.append(&pair.0, vec![value.to_owned()]);
        self
    }

    /// Sets the body. For numbers to the last digit use a type of this crate, or text that is JSON already
    /// ([`json_text`](Self::json_text)).
    pub fn json(mut self, body: &impl Serialize) -> Self {
        let text = serde_json::to_string(body).map_err(|error| error.to_string());
        self.operation.body = text.map(Some);
        self
    }

    /// Sets the body to a text that is JSON already.
    pub fn json_text(mut self, text: impl Into<String>) -> Self {
        self.operation.body = Ok(Some(text.into()));
        self
    }

    /// The call.
    pub fn send(self) -> Call<RawOperation> {
        self.client.call(self.operation)
    }
}

/// A request of any method and path.
///
/// # Idempotency
///
/// GET and HEAD change nothing and are repeated automatically. Any other method may have an effect of its own and is
/// repeated only when it certainly did not happen.
pub struct RawOperation {
    method: Method,
    path: String,
    query: String,
    /// The texts in the query.
    hidden: Vec<String>,
    body: Result<Option<String>, String>,
}

impl RawOperation {
    fn append(&mut self, pairs: &str, texts: Vec<String>) {
        self.hidden.extend(texts);
        if !self.query.is_empty() && !pairs.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(pairs);
    }

    /// The path below the base address; only what cannot lead elsewhere.
    fn path(&self) -> Result<String, RequestError> {
        let path = self.path.trim_start_matches('/');
        let allowed =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%/!$&'()*+,;=:@".contains(&byte);
        let wrong = |message: &str| RequestError::new(message).at("Path");
        if path.is_empty() || !path.bytes().all(allowed) {
            return Err(wrong("must be an encoded path such as v1.4/invoices")
                .advice("Parameters are set by query() or parameter()."));
        }
        let dots =
            |part: &str| matches!(&*part.to_ascii_lowercase().replace("%2e", "."), "." | "..");
        if path.split('/').any(dots) {
            return Err(wrong("must not leave the base address"));
        }
        Ok(format!("/{path}"))
    }
}

impl Operation for RawOperation {
    type Service = ErpXt;
    type Output = RawAnswer;
    type Fault = ApiError;
    const NAME: &'static str = "Request";
    const IDEMPOTENCY: Idempotency = Idempotency::Write;

    fn idempotency(&self) -> Idempotency {
        if self.method == Method::GET || self.method == Method::HEAD {
            Idempotency::Read
        } else {
            Idempotency::Write
        }
    }

    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
        let body = self.body.clone().map_err(RequestError::new)?;
        wire::hide(context, &self.hidden);
        let address = wire::address(context, &self.path()?, &self.query)?;
        Ok(wire::assemble(
            self.method.clone(),
            address,
            "/{path}",
            body,
        ))
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<RawAnswer, ReadError> {
        wire::success(context, head, body)?;
        let text = String::from_utf8(body.to_vec()).map_err(|_| {
            ReadError::new(
                ErrorKind::Decode,
                Outcome::Applied,
                "the answer is no text in UTF-8",
            )
        })?;
        Ok(RawAnswer {
            status: head.status,
            text,
        })
    }
}

impl fmt::Debug for RawOperation {
    /// The method only: path and query may hold anybody's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.operation.fmt(f)
    }
}

/// The answer to a [`RawRequest`] that was successful.
#[derive(Clone, PartialEq, Eq)]
pub struct RawAnswer {
    status: StatusCode,
    text: String,
}

impl RawAnswer {
    /// The status, one of success.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The body as it came.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The body as any type that reads JSON; those of this crate keep every digit.
    ///
    /// # Errors
    ///
    /// When it is no JSON, or none of that type.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        serde_json::from_str(&self.text).map_err(|error| JsonError::of(&error))
    }

    /// The body as a JSON value. Numbers that are not whole pass through a float.
    ///
    /// # Errors
    ///
    /// When it is no JSON.
    pub fn value(&self) -> Result<Value, JsonError> {
        self.parse()
    }
}

impl fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawAnswer")
            .field("status", &self.status)
            .field("text_len", &self.text.len())
            .finish()
    }
}
