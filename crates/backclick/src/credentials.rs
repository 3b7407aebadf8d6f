//! Who is calling, and for which mandator.

use std::fmt;

use kontorhaus_core::secrecy::{ExposeSecret, SecretString};
use kontorhaus_core::{Error, Settings};
use kontorhaus_soap::Injected;

/// The mandator that calls are for, and the API key if there is one.
///
/// BACKCLICK knows its callers by their IP address, or by an API key that travels in each request. The client puts both
/// into each request; no request has a field for them, and nothing that this crate prints shows the key.
#[derive(Clone)]
pub struct Credentials {
    mandator: i32,
    api_key: Option<SecretString>,
}

impl Credentials {
    /// Calls for a mandator, from an IP address that the installation knows. The mandator of all samples is `0`.
    #[must_use]
    pub fn of_mandator(mandator: i32) -> Self {
        Self {
            mandator,
            api_key: None,
        }
    }

    /// With an API key, from any address. Whether a key is bound to one mandator is not documented.
    #[must_use]
    pub fn with_api_key(mut self, api_key: SecretString) -> Self {
        self.api_key = Some(api_key);
        self
    }
}

impl kontorhaus_core::Credentials for Credentials {
    fn install(given: Option<Self>, settings: &mut Settings) -> Result<(), Error> {
        let Some(credentials) = given else {
            return Err(Error::configuration(
                "the mandator is needed: call credentials() on the builder",
            ));
        };
        let mut injected = Injected::new().plain("mandatorId", credentials.mandator.to_string());
        if let Some(key) = &credentials.api_key {
            if key.expose_secret().is_empty() {
                return Err(Error::configuration("the API key may not be empty"));
            }
            settings.add_secret(key);
            injected = injected.secret("apiKey", key.clone());
        }
        settings.insert(injected);
        settings.insert(credentials);
        Ok(())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("mandator", &self.mandator)
            .field("api_key", &self.api_key.as_ref().map(|_| "***"))
            .finish()
    }
}
