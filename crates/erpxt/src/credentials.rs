//! Who is calling.

use std::fmt;

use kontorhaus_core::secrecy::{ExposeSecret, SecretString};
use kontorhaus_core::{Basic, Error, Settings};

/// The key pair of a program: its client ID and client secret.
///
/// An administrator of the account gets it in the application under *Mein Konto → Konto verwalten → Öffentliche API*: first
/// access is requested, then a pair is made for each program. Accounts on trial may use the API, too. Changes that are made
/// with the pair stand in the change history of customers and documents under the program's name. *Documented.*
///
/// The client exchanges the pair for tokens, which last ten minutes. Nothing that this crate prints shows either.
#[derive(Clone)]
pub struct Credentials {
    client_id: String,
    client_secret: SecretString,
}

impl Credentials {
    /// Takes a client ID and the secret that belongs to it.
    pub fn new(client_id: impl Into<String>, client_secret: SecretString) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret,
        }
    }

    /// The pair as the token endpoint takes it.
    pub(crate) fn basic(&self) -> Basic {
        Basic::new(self.client_id.clone(), self.client_secret.clone())
    }
}

impl kontorhaus_core::Credentials for Credentials {
    fn install(given: Option<Self>, settings: &mut Settings) -> Result<(), Error> {
        let Some(credentials) = given else {
            return Err(Error::configuration(
                "a client ID and a client secret are needed: call credentials() on the builder",
            ));
        };
        let (id, secret) = (&credentials.client_id, &credentials.client_secret);
        if id.is_empty() || secret.expose_secret().is_empty() {
            return Err(Error::configuration(
                "neither the client ID nor the client secret may be empty",
            ));
        }
        if id.contains(':') || id.chars().any(char::is_control) {
            return Err(Error::configuration(
                "a client ID holds neither a colon nor a control character",
            ));
        }
        settings.add_secret(secret);
        settings.insert(credentials);
        Ok(())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("client_id", &self.client_id)
            .field("client_secret", &"***")
            .finish()
    }
}
