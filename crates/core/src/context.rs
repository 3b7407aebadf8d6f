//! What an operation may know of its call.

use std::fmt;
use std::time::SystemTime;

use http::Uri;
use secrecy::SecretString;

use crate::Settings;
use crate::secret::Mask;

/// What an operation may know of the call it is part of.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    endpoint: &'a Uri,
    call_id: &'a str,
    settings: &'a Settings,
    mask: &'a Mask,
    wall: SystemTime,
}

impl<'a> Context<'a> {
    /// A context outside a call, for tests of operations. Its time is the beginning
    /// of 1970 until [`at`](Self::at) sets another.
    #[must_use]
    pub fn new(endpoint: &'a Uri, call_id: &'a str, settings: &'a Settings) -> Self {
        Self {
            endpoint,
            call_id,
            settings,
            mask: &settings.mask,
            wall: SystemTime::UNIX_EPOCH,
        }
    }

    /// The same at another time.
    #[must_use]
    pub fn at(mut self, wall: SystemTime) -> Self {
        self.wall = wall;
        self
    }

    /// The same with the secrets of a call.
    pub(crate) fn masked_by(mut self, mask: &'a Mask) -> Self {
        self.mask = mask;
        self
    }

    /// The address the client was built with.
    #[must_use]
    pub fn endpoint(&self) -> &'a Uri {
        self.endpoint
    }

    /// The id of the call, the same for all its attempts.
    #[must_use]
    pub fn call_id(&self) -> &'a str {
        self.call_id
    }

    /// The client's setting of that type.
    #[must_use]
    pub fn setting<T: Send + Sync + 'static>(&self) -> Option<&'a T> {
        self.settings.get()
    }

    /// Date and time of the attempt's beginning, by the client's clock.
    #[must_use]
    pub fn wall(&self) -> SystemTime {
        self.wall
    }

    /// Registers a secret that this call makes or uses, such as a one-time password:
    /// to be masked in all that is printed of the call.
    pub fn add_secret(&self, secret: &SecretString) {
        self.mask.add_passing(secret);
    }

    pub(crate) fn secrets(&self) -> &'a Mask {
        self.mask
    }

    /// `text` with every registered secret replaced by `***`, and what it repeats of the
    /// request that is not in [`Operation::SHOWN`](crate::Operation::SHOWN): for what a
    /// server says.
    #[must_use]
    pub fn mask(&self, text: &str) -> String {
        self.mask.apply_to_said(text)
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As with a client: paths and queries may hold tokens.
        f.debug_struct("Context")
            .field("host", &self.endpoint.host())
            .field("call_id", &self.call_id)
            .field("settings", &self.settings)
            .finish()
    }
}
