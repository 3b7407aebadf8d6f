//! The client that vendor crates wrap.

use std::fmt;
use std::sync::Arc;

use http::{HeaderValue, Uri};

use crate::{
    Authoriser, Call, Clock, Defaults, Limiter, Observer, Operation, RetryPolicy, Settings,
    Transport,
};

/// A handle on the call pipeline of one service.
///
/// Cloning is cheap; clones share connections, limits, the retry budget and settings. Vendor
/// crates wrap it; [`Builder`](crate::Builder) makes it.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) authorisers: Vec<Arc<dyn Authoriser>>,
    /// Whether its calls go past the limiter.
    pub(crate) unlimited: bool,
    pub(crate) settings: Arc<Settings>,
}

pub(crate) struct Shared {
    pub(crate) service: &'static str,
    pub(crate) system: &'static str,
    pub(crate) endpoint: Uri,
    pub(crate) user_agent: HeaderValue,
    pub(crate) times: Defaults,
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) limiter: Option<Box<dyn Limiter>>,
    pub(crate) retry: Box<dyn RetryPolicy>,
    pub(crate) observer: Option<Box<dyn Observer>>,
}

impl Client {
    /// Prepares a call; it runs when it is awaited.
    pub fn call<Op: Operation>(&self, operation: Op) -> Call<Op> {
        Call::new(self.clone(), operation)
    }

    /// The address of the service.
    #[must_use]
    pub fn endpoint(&self) -> &Uri {
        &self.shared.endpoint
    }

    /// The client's setting of that type.
    #[must_use]
    pub fn setting<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.settings.get()
    }

    /// A client that differs in one setting and shares all else.
    #[must_use]
    pub fn with_setting<T: Send + Sync + 'static>(&self, value: T) -> Self {
        let mut settings = Settings::clone(&self.settings);
        settings.insert(value);
        Self {
            settings: Arc::new(settings),
            ..self.clone()
        }
    }

    /// A client that shares all with this one, and whose requests carry further
    /// credentials: `authoriser` comes after those that are there.
    #[must_use]
    pub fn with_authoriser(&self, authoriser: impl Authoriser) -> Self {
        let mut client = self.clone();
        client.authorisers.push(Arc::new(authoriser));
        client
    }

    /// A client that shares all with this one but the limiter: for calls that are part of
    /// another call's attempt, as when an authoriser asks for a token. That attempt has its
    /// permit, and a limiter that lets one through at a time would wait for its end.
    #[must_use]
    pub fn without_limiter(&self) -> Self {
        Self {
            unlimited: true,
            ..self.clone()
        }
    }

    /// The clock that all timeouts and waits go through.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.shared.clock
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The host is enough: paths and queries may hold tokens.
        f.debug_struct("Client")
            .field("service", &self.shared.service)
            .field("host", &self.shared.endpoint.host())
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
