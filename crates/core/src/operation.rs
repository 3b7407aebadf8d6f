//! An operation of a vendor's interface.

use bytes::Bytes;
use http::response::Parts;
use secrecy::SecretString;

use crate::{Body, Context, Grade, ReadError, RequestError, Service};

/// One operation of a vendor's interface: the value is the request.
///
/// The trait knows nothing of the wire format. SOAP, JSON and REST are ways to
/// implement [`request`](Self::request) and [`read`](Self::read).
pub trait Operation: Send + 'static {
    /// The interface this operation belongs to.
    type Service: Service;
    /// What a successful call gives.
    type Output: Send + 'static;
    /// The typed fault, for [`Error::fault_as`](crate::Error::fault_as).
    type Fault: Send + Sync + 'static;

    /// The name as the vendor writes it, such as `CreateVouchers`.
    const NAME: &'static str;
    /// What a repetition would do.
    const IDEMPOTENCY: Idempotency;
    /// The names of XML elements and attributes, and of JSON members, whose values may be
    /// shown, in requests and answers; `*` stands for every name.
    ///
    /// All other values are masked in events and recordings, and in errors where the
    /// server repeats what it was sent. Numbers and truth values in JSON are always shown;
    /// of a body that is neither XML nor JSON nothing is.
    const SHOWN: &'static [&'static str] = &[];

    /// How sure it is that the server understands the request as this client sends it.
    #[must_use]
    fn grade(context: &Context<'_>) -> Grade {
        let _ = context;
        Grade::Documented
    }

    /// What a repetition of this request would do, where that differs from request to
    /// request, as with one of any method.
    fn idempotency(&self) -> Idempotency {
        Self::IDEMPOTENCY
    }

    /// Builds the request: method, address, headers, body. It is built anew for
    /// each attempt.
    ///
    /// # Errors
    ///
    /// When the operation breaks a rule that can be decided here, or holds a
    /// value the wire format cannot carry. Nothing is sent then.
    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError>;

    /// Reads an answer of any status. The body is complete, decompressed and
    /// within the size limit. What [`request`](Self::request) put into the request's
    /// extensions stands in those of `response`.
    ///
    /// # Errors
    ///
    /// When the answer is no success, or is none of this operation. The error
    /// carries the [`Outcome`](crate::Outcome), since only the reader knows it.
    fn read(
        context: &Context<'_>,
        response: &Parts,
        body: &Bytes,
    ) -> Result<Self::Output, ReadError>;

    /// The secrets that an answer brings, such as a token: to be masked before anything
    /// is printed or recorded of it. Most answers bring none.
    #[must_use]
    fn secrets(body: &[u8]) -> Vec<SecretString> {
        let _ = body;
        Vec::new()
    }
}

/// The path of a request with names in place of what stands for one object or person,
/// such as `/products/{id}`: what a span shows as `url.template`.
///
/// An operation puts it into the extensions of its request. Real paths are never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UrlTemplate(pub &'static str);

/// What happens when an operation is executed more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Idempotency {
    /// The operation changes nothing.
    Read,
    /// The operation changes something, and a repetition changes nothing more.
    Idempotent,
    /// Each execution has an effect of its own: two calls make two voucher
    /// batches, send two mails.
    Write,
}

impl Idempotency {
    /// Whether a second execution does no harm.
    #[must_use]
    pub fn is_repeatable(self) -> bool {
        !matches!(self, Self::Write)
    }
}
