//! Setting a limiter up.

use std::fmt;
use std::time::Duration;

use kontorhaus_core::Error;
use kontorhaus_core::limit::{Key, Limit};
use kontorhaus_core::secrecy::{ExposeSecret, SecretString};
use redis::Client;

use crate::limiter::PATIENCE;
use crate::log::Log;
use crate::script::Script;
use crate::{RedisBacked, WhenAway};

/// How a [`RedisBacked`] limiter is to be.
///
/// All who share a limit must say the same: a log that was kept under other numbers
/// begins anew, and full.
#[must_use]
pub struct Builder {
    url: SecretString,
    key: Key,
    limit: Limit,
    when_away: WhenAway,
    prefix: String,
    longest_attempt: Duration,
    durable: bool,
    #[cfg(feature = "rustls")]
    root_certificate: Option<Vec<u8>>,
}

/// Longer times are taken for a mistake, and the server's numbers are exact up to here.
const LONGEST: Duration = Duration::from_secs(1000 * 24 * 60 * 60);

impl Builder {
    pub(crate) fn new(url: SecretString, key: Key, limit: Limit, when_away: WhenAway) -> Self {
        Self {
            url,
            key,
            limit,
            when_away,
            prefix: "kontorhaus:limit:".to_owned(),
            longest_attempt: Duration::from_secs(30),
            durable: false,
            #[cfg(feature = "rustls")]
            root_certificate: None,
        }
    }

    /// What the name of the log on the server begins with; default `kontorhaus:limit:`.
    /// The rest is [`Key::name`].
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// The longest time that an attempt of any client can take; default 30 seconds, which
    /// is the pipeline's own. Calls of clients whose attempts can take longer end with
    /// [`ErrorKind::Limited`](kontorhaus_core::ErrorKind::Limited).
    ///
    /// A slot whose process was killed comes free that time, a second, and one window
    /// after it was taken. A log that begins anew is full for as long.
    pub fn longest_attempt(mut self, longest: Duration) -> Self {
        self.longest_attempt = longest;
        self
    }

    /// Says that the server loses nothing it has acknowledged, even if it is killed: it
    /// has `appendonly yes` and `appendfsync always`, no replica takes over from it, and
    /// no backup is ever restored.
    ///
    /// Then the log goes on after a restart of the server. Without it, each restart makes
    /// it begin anew.
    pub fn durable(mut self) -> Self {
        self.durable = true;
        self
    }

    /// The certificate in PEM format of the authority to trust for `rediss://`, instead
    /// of those of the platform.
    #[cfg(feature = "rustls")]
    pub fn root_certificate_pem(mut self, certificate: &[u8]) -> Self {
        self.root_certificate = Some(certificate.to_vec());
        self
    }

    /// The limiter. It does not connect yet.
    ///
    /// # Errors
    ///
    /// When the address or the certificate cannot be used, or the numbers make no sense.
    pub fn build(self) -> Result<RedisBacked, Error> {
        let window = self.limit.window();
        if self.limit.permits() == 0 {
            return Err(Error::configuration(
                "a limit of no calls lets none through",
            ));
        }
        if window > LONGEST || self.longest_attempt > LONGEST {
            let message = "a limit's window and its longest attempt are at most 1000 days";
            return Err(Error::configuration(message));
        }
        let client = self.client()?;
        let name = format!("{}{}", self.prefix, self.key.name());
        let longest = self.longest_attempt + PATIENCE;
        let script = Script::new(name, self.limit, longest, self.durable);
        let log = Log::new(client, script);
        let limiter = RedisBacked::new(
            &self.key,
            self.limit,
            self.when_away,
            self.longest_attempt,
            log,
        );
        Ok(limiter)
    }

    fn client(&self) -> Result<Client, Error> {
        let url = self.url.expose_secret();
        #[cfg(feature = "rustls")]
        if url.starts_with("rediss:") {
            return crate::tls::client(url, self.root_certificate.as_deref());
        }
        // The library's message could show the password.
        Client::open(url).map_err(|error| {
            let message = format!("the address of Redis cannot be used: {}", error.category());
            Error::configuration(message)
                .with_advice("Write redis://host:6379; rediss:// needs the feature rustls.")
        })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("key", &self.key)
            .field("limit", &self.limit)
            .field("when_away", &self.when_away)
            .field("prefix", &self.prefix)
            .field("longest_attempt", &self.longest_attempt)
            .field("durable", &self.durable)
            .finish_non_exhaustive()
    }
}
