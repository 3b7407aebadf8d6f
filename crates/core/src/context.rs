use std::fmt;

use http::Uri;

use crate::Settings;

/// What an operation may know of the call it is part of.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    endpoint: &'a Uri,
    call_id: &'a str,
    settings: &'a Settings,
}

impl<'a> Context<'a> {
    /// A context outside a call, for tests of operations.
    #[must_use]
    pub fn new(endpoint: &'a Uri, call_id: &'a str, settings: &'a Settings) -> Self {
        Self {
            endpoint,
            call_id,
            settings,
        }
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

    /// `text` with every registered secret replaced by `***`.
    #[must_use]
    pub fn mask(&self, text: &str) -> String {
        self.settings.mask(text)
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
