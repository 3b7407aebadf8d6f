//! Who is calling.

use std::fmt;

use kontorhaus_core::secrecy::{ExposeSecret, SecretString};
use kontorhaus_core::{Error, Settings};
use kontorhaus_soap::Injected;

/// Shop ID and password of the shop's SOAP interface, as WEBSALE issues them.
///
/// Both travel in the body of every request. The client puts them in; no request has a field for them, and nothing that
/// this crate prints shows the password.
#[derive(Clone)]
pub struct Credentials {
    shop_id: String,
    password: SecretString,
}

impl Credentials {
    /// Takes a shop ID and the password that belongs to it.
    pub fn new(shop_id: impl Into<String>, password: SecretString) -> Self {
        Self {
            shop_id: shop_id.into(),
            password,
        }
    }
}

impl kontorhaus_core::Credentials for Credentials {
    fn install(given: Option<Self>, settings: &mut Settings) -> Result<(), Error> {
        let Some(Self { shop_id, password }) = given else {
            return Err(Error::configuration(
                "a shop ID and a password are needed: call credentials() on the builder",
            ));
        };
        // The server would answer ES001, which says less.
        if shop_id.is_empty() || password.expose_secret().is_empty() {
            return Err(Error::configuration(
                "neither the shop ID nor the password may be empty",
            ));
        }
        settings.add_secret(&password);
        let injected = Injected::new()
            .plain("ShopID", shop_id)
            .secret("Password", password)
            .call_id("MsgID");
        settings.insert(injected);
        Ok(())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("shop_id", &self.shop_id)
            .field("password", &"***")
            .finish()
    }
}
