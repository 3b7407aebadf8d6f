//! Who is calling.

use std::fmt;

use kontorhaus_core::limit::Key;
use kontorhaus_core::secrecy::{ExposeSecret, SecretString};
use kontorhaus_core::{Error, Settings};
use kontorhaus_soap::Injected;

/// The two tokens that every call carries, `CusToken` and `AuthToken`.
///
/// Hypersoft's development department hands them out for development; in live operation the customer makes them by
/// switching the interface on in the portal. The client puts them into each request; no request has a field for them,
/// and nothing that this crate prints shows them.
#[derive(Clone)]
pub struct Credentials {
    cus_token: SecretString,
    auth_token: SecretString,
}

impl Credentials {
    /// Takes `CusToken` and `AuthToken`, in this order.
    #[must_use]
    pub fn new(cus_token: SecretString, auth_token: SecretString) -> Self {
        Self {
            cus_token,
            auth_token,
        }
    }

    /// Whose calls are counted together, for a limiter other than the usual one. It holds a hash of the tokens.
    ///
    /// That Hypersoft counts by token pair is inferred; it does not say.
    #[must_use]
    pub fn limit_key(&self) -> Key {
        Key::new("hypersoft")
            .with_secret(&self.cus_token)
            .with_secret(&self.auth_token)
    }
}

impl kontorhaus_core::Credentials for Credentials {
    fn install(given: Option<Self>, settings: &mut Settings) -> Result<(), Error> {
        let Some(credentials) = given else {
            return Err(Error::configuration(
                "the two tokens are needed: call credentials() on the builder",
            ));
        };
        let is_empty = |token: &SecretString| token.expose_secret().is_empty();
        if is_empty(&credentials.cus_token) || is_empty(&credentials.auth_token) {
            return Err(Error::configuration("neither token may be empty"));
        }
        settings.insert(credentials.limit_key());
        let Self {
            cus_token,
            auth_token,
        } = credentials;
        settings.add_secret(&cus_token);
        settings.add_secret(&auth_token);
        let injected = Injected::new()
            .secret("CusToken", cus_token)
            .secret("AuthToken", auth_token);
        settings.insert(injected);
        Ok(())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(***)")
    }
}
