//! Who is calling, and the headers that prove it.

use std::fmt;

use jiff::Timestamp;
use kontorhaus_core::http::{HeaderName, HeaderValue, Request};
use kontorhaus_core::secrecy::{ExposeSecret, SecretString};
use kontorhaus_core::{Authoriser, Body, BoxFuture, Context, Error, RequestError, Settings};
use sha1::{Digest as _, Sha1};

/// The number of a broker, and what proves that the broker is calling.
///
/// Two ways are documented, and every request carries one of them in its headers: an access with a key, whose digest is
/// made anew for each attempt, or a one-time password. Nothing that this crate prints shows keys or passwords.
#[derive(Clone)]
pub struct Credentials {
    vermittler: String,
    identity: Identity,
}

/// What the headers of a request prove, anew for each attempt.
#[derive(Clone)]
pub(crate) enum Identity {
    Digest {
        api_id: SecretString,
        api_key: SecretString,
    },
    Otp(SecretString),
}

/// The broker whose data the paths of requests name.
#[derive(Clone)]
pub(crate) struct Vermittler(pub(crate) String);

impl Credentials {
    /// An access of the service: its Api-ID and the Api-Key that belongs to it. The key is never sent. *Documented.*
    ///
    /// `vermittler` is the broker's number, such as `012XYZ`.
    pub fn digest(
        vermittler: impl Into<String>,
        api_id: impl Into<SecretString>,
        api_key: SecretString,
    ) -> Self {
        let api_id = api_id.into();
        Self {
            vermittler: vermittler.into(),
            identity: Identity::Digest { api_id, api_key },
        }
    }

    /// A one-time password, sent as it is. *Documented*, but not where it comes from, how long it is valid and how often it
    /// may be used; [`Client::get_kunden_archiv_token`](crate::Client::get_kunden_archiv_token) issues one sort of them.
    ///
    /// Every call and every attempt sends it again. If it is good for one request only, one call is all that the client can
    /// make, a [`MultiCall`](crate::MultiCall) say; [`Call::no_retry`](crate::Call::no_retry) then tells its failure as it was.
    pub fn otp(vermittler: impl Into<String>, otp: SecretString) -> Self {
        Self {
            vermittler: vermittler.into(),
            identity: Identity::Otp(otp),
        }
    }
}

impl kontorhaus_core::Credentials for Credentials {
    fn install(given: Option<Self>, settings: &mut Settings) -> Result<(), Error> {
        let Some(Self {
            vermittler,
            identity,
        }) = given
        else {
            let message = "a broker's number and an access are needed";
            return Err(
                Error::configuration(message).with_advice("Call credentials() on the builder.")
            );
        };
        if vermittler.is_empty() {
            return Err(Error::configuration("the broker's number may not be empty"));
        }
        let parts: &[(&str, &SecretString)] = match &identity {
            Identity::Digest { api_id, api_key } => &[("Api-ID", api_id), ("Api-Key", api_key)],
            Identity::Otp(otp) => &[("one-time password", otp)],
        };
        for (name, secret) in parts {
            let text = secret.expose_secret();
            // A line end from the file it was read from, most of the time.
            if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(Error::configuration(format!(
                    "the {name} is empty, or holds a space or another character that no such text has"
                )));
            }
            settings.add_secret(secret);
        }
        settings.insert(identity);
        settings.insert(Vermittler(vermittler));
        Ok(())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self.identity {
            Identity::Digest { .. } => "digest",
            Identity::Otp(_) => "otp",
        };
        f.debug_struct("Credentials")
            .field("vermittler", &self.vermittler)
            .field(way, &"***")
            .finish()
    }
}

/// The digest of a request: SHA-1 over nonce, timestamp and key, one after another as texts, in 40 hexadecimal digits.
/// *Documented.*
///
/// The client does this itself; it is here for those who have to find out why a digest is refused.
///
/// ```
/// let digest = kontorhaus_maklerinfo::digest(
///     "0123456789abcdef0123456789abcdef01234567",
///     "2026-01-15T09:30:00",
///     &"fedcba9876543210fedcba9876543210fedcba98".into(),
/// );
/// assert_eq!(digest, "2d3c617a92928f9b991963d1cc08c417b000abcc");
/// ```
#[must_use]
pub fn digest(nonce: &str, timestamp: &str, api_key: &SecretString) -> String {
    let hash = Sha1::new()
        .chain_update(nonce)
        .chain_update(timestamp)
        .chain_update(api_key.expose_secret());
    hex(&hash.finalize())
}

/// Bytes in hexadecimal digits, lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value & 15)]);
    bytes
        .iter()
        .flat_map(|&byte| [digit(byte >> 4), digit(byte)])
        .collect()
}

/// Random bytes in hexadecimal digits.
pub(crate) fn random<const BYTES: usize>() -> Result<String, RequestError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|error| RequestError::new("the system gives no random numbers").source(error))?;
    Ok(hex(&bytes))
}

impl Authoriser for Identity {
    fn authorise<'a>(
        &'a self,
        request: &'a mut Request<Body>,
        context: &'a Context<'a>,
    ) -> BoxFuture<'a, Result<(), RequestError>> {
        Box::pin(std::future::ready(self.apply(request, context)))
    }
}

impl Identity {
    fn apply(
        &self,
        request: &mut Request<Body>,
        context: &Context<'_>,
    ) -> Result<(), RequestError> {
        match self {
            Self::Otp(otp) => set(request, "x-dio-otp", otp.expose_secret()),
            Self::Digest { api_id, api_key } => {
                // With its offset, so that neither this machine's zone nor a change of the clocks matters.
                let now = Timestamp::try_from(context.wall()).map_err(|error| {
                    RequestError::new("this machine's clock is out of range").source(error)
                })?;
                let timestamp = now.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string();
                let nonce = random::<20>()?;
                let digest = digest(&nonce, &timestamp, api_key);
                context.add_secret(&SecretString::from(digest.as_str()));
                set(request, "x-dio-timestamp", &timestamp)?;
                set(request, "x-dio-api-id", api_id.expose_secret())?;
                set(request, "x-dio-nonce", &nonce)?;
                set(request, "x-dio-digest", &digest)
            }
        }
    }
}

fn set(request: &mut Request<Body>, name: &'static str, value: &str) -> Result<(), RequestError> {
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| RequestError::new("holds a character no header may have").at(name))?;
    value.set_sensitive(true);
    request
        .headers_mut()
        .insert(HeaderName::from_static(name), value);
    Ok(())
}
