//! What went over the wire.

use axum::http::HeaderMap;

/// A call as the server saw it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// The headers of the request.
    pub headers: HeaderMap,
    /// The body of the request, with `***` in place of each secret.
    pub request: String,
    /// The body of the answer: what the server wrote, even if it did not arrive. Empty for a call that is not carried out.
    pub answer: String,
}
