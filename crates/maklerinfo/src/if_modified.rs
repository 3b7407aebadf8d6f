//! Reading only what has changed.

use std::fmt;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{HeaderValue, Request, StatusCode};
use kontorhaus_core::{Body, Context, Idempotency, Operation, ReadError, RequestError};

use crate::Maklerinfo;
use crate::cache::{Kin, last_modified, only_if_newer};

/// An operation that is answered only if there is something newer than a date; by itself or in a
/// [`MultiCall`](crate::MultiCall), for which that is *documented*. [`Client::with_cache`](crate::Client::with_cache) does
/// the same without being asked.
///
/// ```no_run
/// # async fn example(client: kontorhaus_maklerinfo::Client) -> Result<(), kontorhaus_maklerinfo::Error> {
/// use kontorhaus_maklerinfo::{GetKunde, IfModified, Versioned};
///
/// let kunde = client.call(IfModified::since(GetKunde::new("123456"), "Thu, 10 Sep 2015 13:30:31 GMT")).await?;
/// match kunde {
///     Versioned::NotModified => println!("as it was"),
///     Versioned::Modified { value, last_modified } => println!("{value:?} of {last_modified:?}"),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct IfModified<Op> {
    operation: Op,
    since: Option<String>,
}

/// What an [`IfModified`] gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Versioned<T> {
    /// Nothing newer is there.
    NotModified,
    /// This is newer, or no date was given.
    Modified {
        /// What the operation gives.
        value: T,
        /// `Last-Modified`, to be given the next time; `None` if the service does not date this.
        last_modified: Option<String>,
    },
}

impl<Op> IfModified<Op> {
    /// The operation for the first time: its answer, and the answer's date.
    pub fn first(operation: Op) -> Self {
        Self {
            operation,
            since: None,
        }
    }

    /// The operation, if there is something newer than that; the date as the service gave it.
    pub fn since(operation: Op, last_modified: impl Into<String>) -> Self {
        Self {
            operation,
            since: Some(last_modified.into()),
        }
    }
}

/// A date was given, so that "not modified" is an answer.
#[derive(Clone)]
struct Since;

impl<Op: Operation<Service = Maklerinfo>> Operation for IfModified<Op> {
    type Service = Maklerinfo;
    type Output = Versioned<Op::Output>;
    type Fault = Op::Fault;
    const NAME: &'static str = Op::NAME;
    const IDEMPOTENCY: Idempotency = Op::IDEMPOTENCY;

    fn idempotency(&self) -> Idempotency {
        self.operation.idempotency()
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        let mut request = self.operation.request(context)?;
        if let Some(since) = &self.since {
            let date = HeaderValue::from_str(since).map_err(|_| {
                RequestError::new("holds a character no header may have").at("Last-Modified")
            })?;
            only_if_newer(request.headers_mut(), &date);
            request.extensions_mut().insert(Since);
            // What a cache has is not what the caller has.
            if let Some(kin) = request.extensions_mut().get_mut::<Kin>() {
                kin.kept = None;
            }
        }
        Ok(request)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Self::Output, ReadError> {
        if head.status == StatusCode::NOT_MODIFIED && head.extensions.get::<Since>().is_some() {
            return Ok(Versioned::NotModified);
        }
        Ok(Versioned::Modified {
            value: Op::read(context, head, body)?,
            last_modified: last_modified(&head.headers),
        })
    }
}

impl<Op: fmt::Debug> fmt::Debug for IfModified<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IfModified")
            .field("operation", &self.operation)
            .field("since", &self.since)
            .finish()
    }
}
