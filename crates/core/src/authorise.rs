use crate::{Body, BoxFuture, Context, RequestError};

/// Puts credentials into each attempt's request: tokens, one-time passwords,
/// signatures.
///
/// It runs after the limiter let the attempt through, so what it makes is fresh.
/// It takes the secrets it needs from the [`Context`].
pub trait Authoriser: Send + Sync + 'static {
    /// Changes the request, usually its headers. Header values that hold secrets
    /// are to be marked sensitive.
    ///
    /// # Errors
    ///
    /// When credentials are missing or cannot be had now; nothing is sent then.
    fn authorise<'a>(
        &'a self,
        request: &'a mut http::Request<Body>,
        context: &'a Context<'a>,
    ) -> BoxFuture<'a, Result<(), RequestError>>;
}
