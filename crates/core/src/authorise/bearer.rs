//! A bearer token that does not change.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use super::{Authoriser, set};
use crate::{Body, BoxFuture, Context, RequestError};

/// A token that does not change, as a bearer token (RFC 6750).
///
/// A token that must be fetched and renewed takes an [`Authoriser`] of its own.
#[derive(Clone)]
pub struct Bearer(SecretString);

impl Bearer {
    /// Takes the token, without the word `Bearer`.
    #[must_use]
    pub fn new(token: SecretString) -> Self {
        Self(token)
    }

    fn apply(
        &self,
        request: &mut http::Request<Body>,
        context: &Context<'_>,
    ) -> Result<(), RequestError> {
        context.add_secret(&self.0);
        let value = format!("Bearer {}", self.0.expose_secret());
        set(request, &value, "the token")
    }
}

impl Authoriser for Bearer {
    fn authorise<'a>(
        &'a self,
        request: &'a mut http::Request<Body>,
        context: &'a Context<'a>,
    ) -> BoxFuture<'a, Result<(), RequestError>> {
        Box::pin(std::future::ready(self.apply(request, context)))
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer(***)")
    }
}
