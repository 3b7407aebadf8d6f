//! Who is calling, and for which mandator.

use std::fmt;

use kontorhaus_core::secrecy::{ExposeSecret, SecretString};
use kontorhaus_core::{Error, Settings};
use kontorhaus_soap::Injected;

/// The mandator that calls are for, and the API key if there is one.
///
/// BACKCLICK knows its callers by their IP address, or by an API key that travels in each request. The client puts mandator
/// and key into each request; no request has a field for them, and nothing that this crate prints shows the key.
#[derive(Clone)]
pub struct Credentials {
    mandator: i32,
    api_key: Option<SecretString>,
}

impl Credentials {
    /// Calls for a mandator (tenant), from an IP address that the installation knows. In the manual's samples it is `0`.
    #[must_use]
    pub fn of_mandator(mandator: i32) -> Self {
        Self {
            mandator,
            api_key: None,
        }
    }

    /// With an API key, which does from any address.
    #[must_use]
    pub fn with_api_key(mut self, api_key: SecretString) -> Self {
        self.api_key = Some(api_key);
        self
    }

    /// The same caller for another mandator.
    #[must_use]
    pub(crate) fn with_mandator(&self, mandator: i32) -> Self {
        Self {
            mandator,
            ..self.clone()
        }
    }

    pub(crate) fn mandator(&self) -> i32 {
        self.mandator
    }

    /// What is written into requests. The manual does not say what the key's element is called, so the overlay does.
    pub(crate) fn injected(&self) -> Injected {
        let injected = Injected::new().plain("mandatorId", self.mandator.to_string());
        match &self.api_key {
            Some(key) => injected.secret("API key", key.clone()),
            None => injected,
        }
    }
}

impl kontorhaus_core::Credentials for Credentials {
    fn install(given: Option<Self>, settings: &mut Settings) -> Result<(), Error> {
        let Some(credentials) = given else {
            return Err(Error::configuration(
                "the mandator is needed: call credentials() on the builder",
            ));
        };
        if let Some(key) = &credentials.api_key {
            if key.expose_secret().is_empty() {
                return Err(Error::configuration("the API key may not be empty"));
            }
            settings.add_secret(key);
        }
        settings.insert(credentials.injected());
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
