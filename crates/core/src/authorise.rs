//! Credentials that every attempt's request carries.

mod basic;
mod bearer;
#[cfg(test)]
mod tests;

use http::HeaderValue;
use http::header::AUTHORIZATION;

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
