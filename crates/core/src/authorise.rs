//! Credentials that every attempt's request carries.

mod basic;
mod bearer;
#[cfg(test)]
mod tests;

use http::header::AUTHORIZATION;
use http::response::Parts;
use http::{HeaderMap, HeaderValue};

pub use self::basic::Basic;
pub use self::bearer::Bearer;
use crate::{Body, BoxFuture, Context, RequestError};

/// Puts credentials into each attempt's request: tokens, one-time passwords,
/// signatures.
///
/// It runs after the limiter let the attempt through, so what it makes is fresh.
/// It registers what must not be printed with [`Context::add_secret`]. [`Basic`] and
/// [`Bearer`] are the two that need no more than a header.
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

    /// The server answered 401 to a request with the headers `sent`. Gives whether other
    /// credentials can be had now, say instead of a token that has expired.
    ///
    /// If so, the request is made once more, at once and authorised anew, whatever it
    /// does: a request that was refused has had no effect. Once in a call; a second
    /// refusal is the call's error.
    fn refused(&self, sent: &HeaderMap, answer: &Parts) -> bool {
        let _ = (sent, answer);
        false
    }
}

/// Sets the header `Authorization`; `what` names the secret should it not fit.
fn set(request: &mut http::Request<Body>, value: &str, what: &str) -> Result<(), RequestError> {
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        RequestError::new(format!("{what} holds a character no header may have"))
            .at("Authorization")
    })?;
    value.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, value);
    Ok(())
}
