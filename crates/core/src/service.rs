//! A vendor's interface: its types and its defaults.

use std::time::Duration;

use http::Uri;

use crate::{Client, Error, Limiter, Settings};

/// A vendor's interface.
pub trait Service: Sized + Send + Sync + 'static {
    /// The short name, as in errors and spans: `websale`.
    const NAME: &'static str;
    /// The kind of interface, for the span field `rpc.system.name`.
    const SYSTEM: &'static str = "http";
    /// Times, attempts and sizes of a client that sets none itself.
    const DEFAULTS: Defaults = Defaults::new();

    /// What [`Builder::build`](crate::Builder::build) gives.
    type Client: From<Client>;
    /// What the vendor wants to know of a caller; [`NoCredentials`] where nothing.
    type Credentials: Credentials;

    /// The limiter of a client that is given none, for a vendor who punishes or asks for patience; asked for when a
    /// client is built, with its address and what its credentials have put into the settings.
    ///
    /// # Errors
    ///
    /// When it cannot be had. A program may then choose another one with [`Builder::limiter`](crate::Builder::limiter).
    fn limiter(endpoint: &Uri, settings: &Settings) -> Result<Option<Box<dyn Limiter>>, Error> {
        let _ = (endpoint, settings);
        Ok(None)
    }
}

/// Credentials put themselves into the settings of a client, from where
/// operations and authorisers take what they need.
pub trait Credentials: Sized + Send {
    /// Installs what the builder was given; `None` when it was given nothing.
    ///
    /// # Errors
    ///
    /// When the vendor needs credentials and none were given, or when these
    /// cannot be right.
    fn install(given: Option<Self>, settings: &mut Settings) -> Result<(), Error>;
}

/// The credentials of a service that asks for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoCredentials;

impl Credentials for NoCredentials {
    fn install(_given: Option<Self>, _settings: &mut Settings) -> Result<(), Error> {
        Ok(())
    }
}

/// Times, attempts and sizes that a client starts with. A service whose vendor says
/// otherwise states its own.
///
/// ```
/// use std::time::Duration;
/// use kontorhaus_core::Defaults;
///
/// const REPORTS: Defaults = Defaults::new()
///     .attempt_timeout(Duration::from_secs(600))
///     .timeout(Duration::from_secs(900));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Defaults {
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) attempts: u32,
    pub(crate) max_answer: usize,
}

impl Defaults {
    /// Connect 5 s, attempt 30 s, call 60 s, 3 attempts, answer 10 MiB.
    pub const fn new() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            attempt_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(60),
            attempts: 3,
            max_answer: 10 * 1024 * 1024,
        }
    }

    /// How long an attempt may wait for a connection.
    pub const fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long one attempt may take, connecting and reading included.
    pub const fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = limit;
        self
    }

    /// How long a call may take, with all its attempts and waits.
    pub const fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// How many attempts a call may take, the first included.
    pub const fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// How many bytes an answer may have, counted after decompression.
    pub const fn max_answer(mut self, bytes: usize) -> Self {
        self.max_answer = bytes;
        self
    }
}

impl Default for Defaults {
    fn default() -> Self {
        Self::new()
    }
}
