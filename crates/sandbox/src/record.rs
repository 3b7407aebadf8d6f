//! What the server has been sent.

use axum::http::HeaderMap;

/// A request as it came in, with its secrets masked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// The headers.
    pub headers: HeaderMap,
    /// The body, with `***` in place of each secret.
    pub body: String,
}
