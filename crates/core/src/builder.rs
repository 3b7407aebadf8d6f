//! Setting a client up.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, Uri};
use secrecy::SecretString;

use crate::client::Shared;
use crate::transport::network::{Identity, Network};
use crate::transport::proxy::Route;
use crate::{
    Authoriser, Backoff, Client, Clock, Credentials, Defaults, Error, Limiter, Observer, Proxy,
    RetryPolicy, Service, Settings, TokioClock, Transport, endpoint, guard, transport,
};

/// Sets a client up.
///
/// Only the endpoint, and where the vendor asks for them the credentials, must be
/// given. The rest has defaults that are safe for writes: https only, no
/// redirects, every wait bounded, a write repeated only if it did not happen.
#[must_use]
pub struct Builder<S: Service> {
    credentials: Option<S::Credentials>,
    setup: Setup,
}

type Wrap = Box<dyn FnOnce(Box<dyn Transport>) -> Box<dyn Transport> + Send + Sync>;

/// What does not depend on the service's types.
struct Setup {
    endpoint: Option<String>,
    plain_http: bool,
    user_agent: Option<String>,
    network: Network,
    times: Defaults,
    settings: Settings,
    transport: Option<Box<dyn Transport>>,
    wraps: Vec<Wrap>,
    clock: Option<Box<dyn Clock>>,
    limiter: Option<Box<dyn Limiter>>,
    authoriser: Option<Arc<dyn Authoriser>>,
    retry: Box<dyn RetryPolicy>,
    observer: Option<Box<dyn Observer>>,
}

impl<S: Service> Builder<S> {
    /// A builder with the service's defaults.
    pub fn new() -> Self {
        Self {
            credentials: None,
            setup: Setup {
                endpoint: None,
                plain_http: false,
                user_agent: None,
                network: Network::default(),
                times: S::DEFAULTS,
                settings: Settings::new(),
                transport: None,
                wraps: Vec::new(),
                clock: None,
                limiter: None,
                authoriser: None,
                retry: Box::new(Backoff::new()),
                observer: None,
            },
        }
    }

    /// The address of the service. It must be https, or this machine itself.
    pub fn endpoint(mut self, address: impl Into<String>) -> Self {
        self.setup.endpoint = Some(address.into());
        self
    }

    /// Accepts plain http to the endpoint's host, for a server on one's own
    /// premises. Whoever can listen on the way reads credentials and data.
    pub fn plain_http_to_this_host(mut self) -> Self {
        self.setup.plain_http = true;
        self
    }

    /// Sends also what is not known of the vendor's interface but guessed, whatever the host: names that are
    /// placeholders of ours, and changes of data in a form that is only inferred ([`Grade`](crate::Grade)). The server
    /// may take them for something else, or for nothing, and answer as if all were well.
    ///
    /// Without it such a call ends before anything is sent, unless the host is this machine itself. The server's own
    /// WSDL makes it superfluous.
    pub fn guessed_messages_to_this_host(self) -> Self {
        self.setting(guard::GuessesAllowed)
    }

    /// What the vendor wants to know of the caller.
    pub fn credentials(mut self, credentials: S::Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Puts a value into the client's settings, where operations find it.
    pub fn setting<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.setup.settings.insert(value);
        self
    }

    /// How long a call may take, with all its attempts and waits.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.setup.times = self.setup.times.timeout(limit);
        self
    }

    /// How long one attempt may take. A slow operation needs this and
    /// [`timeout`](Self::timeout) raised.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.setup.times = self.setup.times.attempt_timeout(limit);
        self
    }

    /// How long an attempt may wait until its request begins to go out.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.setup.times = self.setup.times.connect_timeout(limit);
        self
    }

    /// How many bytes an answer may have, counted after decompression.
    pub fn max_answer(mut self, bytes: usize) -> Self {
        self.setup.times = self.setup.times.max_answer(bytes);
        self
    }

    /// Trusts further certificate authorities, given in PEM, beside those of the
    /// system. May be called repeatedly.
    pub fn root_certificate_pem(mut self, pem: &[u8]) -> Self {
        self.setup.network.roots.push(pem.to_vec());
        self
    }

    /// Shows the server a certificate of one's own, where it asks for one. `chain` is
    /// that certificate, followed by those between it and the authority; `key` is its
    /// private key, not encrypted. Both are PEM. A key in PKCS #8
    /// (`-----BEGIN PRIVATE KEY-----`) does with every TLS library.
    pub fn client_certificate_pem(mut self, chain: &[u8], key: SecretString) -> Self {
        let chain = chain.to_vec();
        self.setup.network.identity = Some(Identity { chain, key });
        self
    }

    /// Sends requests through this proxy, whatever the environment says of proxies.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.setup.network.route = Some(Route::Through(proxy));
        self
    }

    /// Sends requests through no proxy, whatever the environment says of proxies.
    pub fn no_proxy(mut self) -> Self {
        self.setup.network.route = Some(Route::Direct);
        self
    }

    /// Replaces `kontorhaus/VERSION` as the `User-Agent`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.setup.user_agent = Some(user_agent.into());
        self
    }

    /// Replaces the transport.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.setup.transport = Some(Box::new(transport));
        self
    }

    /// Puts a transport of one's own around the default one, or around that of
    /// [`transport`](Self::transport): to record, to count, to delay. What is put
    /// around last is asked first.
    pub fn wrap_transport<T: Transport>(
        mut self,
        wrap: impl FnOnce(Box<dyn Transport>) -> T + Send + Sync + 'static,
    ) -> Self {
        self.setup
            .wraps
            .push(Box::new(|inner| Box::new(wrap(inner))));
        self
    }

    /// Replaces the clock that all timeouts and waits go through.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.setup.clock = Some(Box::new(clock));
        self
    }

    /// Keeps the client within a rate; see [`limit`](crate::limit). It replaces the one that the service may have.
    pub fn limiter(mut self, limiter: impl Limiter) -> Self {
        self.setup.limiter = Some(Box::new(limiter));
        self
    }

    /// Puts credentials into each attempt's request.
    pub fn authoriser(mut self, authoriser: impl Authoriser) -> Self {
        self.setup.authoriser = Some(Arc::new(authoriser));
        self
    }

    /// How many attempts a call may take, the first included; 1 for calls that are
    /// not repeated unless they ask for it with [`Call::attempts`](crate::Call::attempts).
    pub fn attempts(mut self, most: u32) -> Self {
        self.setup.times = self.setup.times.attempts(most);
        self
    }

    /// Replaces [`Backoff`] as what decides on further attempts.
    /// [`NoRetry`](crate::NoRetry) allows none, whatever a call asks for.
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.setup.retry = Box::new(policy);
        self
    }

    /// Tells `observer` of every attempt and every call.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.setup.observer = Some(Box::new(observer));
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// When the endpoint is missing or not allowed, when the vendor needs
    /// credentials and none were given, when TLS or a proxy cannot be set up, when
    /// an option for the default transport is given together with another one, or when
    /// the vendor needs a limiter, none was given and the usual one cannot be had.
    pub fn build(mut self) -> Result<S::Client, Error> {
        let installed = S::Credentials::install(self.credentials, &mut self.setup.settings);
        let settings = self.setup.settings.clone();
        installed
            .and_then(|()| self.setup.limit::<S>())
            .and_then(|()| self.setup.build(S::NAME, S::SYSTEM))
            .map(S::Client::from)
            .map_err(|error| error.for_service(S::NAME, &settings))
    }
}

impl Setup {
    fn limit<S: Service>(&mut self) -> Result<(), Error> {
        if self.limiter.is_none() {
            self.limiter = S::limiter(&self.address()?, &self.settings)?;
        }
        Ok(())
    }

    fn address(&self) -> Result<Uri, Error> {
        let Some(address) = &self.endpoint else {
            return Err(Error::configuration("no endpoint was given")
                .with_advice("Give Builder::endpoint the address of the service."));
        };
        endpoint::parse(address, self.plain_http)
    }

    fn build(mut self, service: &'static str, system: &'static str) -> Result<Client, Error> {
        let endpoint = self.address()?;
        for token in endpoint::tokens(&endpoint) {
            self.settings.add_secret(&token);
        }
        let transport = self.connect(&endpoint)?;
        let user_agent = match self.user_agent {
            None => HeaderValue::from_static(concat!("kontorhaus/", env!("CARGO_PKG_VERSION"))),
            Some(text) => HeaderValue::try_from(text).map_err(|_| {
                Error::configuration("the user agent holds a character no header may have")
            })?,
        };
        let transport = self
            .wraps
            .into_iter()
            .fold(transport, |inner, wrap| wrap(inner));
        let shared = Shared {
            service,
            system,
            endpoint,
            user_agent,
            times: self.times,
            transport,
            clock: self.clock.unwrap_or_else(|| Box::new(TokioClock::new())),
            limiter: self.limiter,
            retry: self.retry,
            observer: self.observer,
        };
        Ok(Client {
            shared: Arc::new(shared),
            authorisers: self.authoriser.into_iter().collect(),
            unlimited: false,
            settings: Arc::new(self.settings),
        })
    }
}

impl Setup {
    /// The transport that was given, or the default one.
    fn connect(&mut self, endpoint: &Uri) -> Result<Box<dyn Transport>, Error> {
        if let Some(transport) = self.transport.take() {
            return match self.network.given() {
                None => Ok(transport),
                Some(option) => Err(Error::configuration(format!(
                    "{option} has no effect on a transport of your own"
                ))
                .with_advice("Leave it out, and set the transport up as you need it.")),
            };
        }
        let route = self.network.route.take().unwrap_or_default();
        let proxies = route.hops(endpoint::is_loopback(endpoint), &mut self.settings)?;
        transport::connect(self.times.connect_timeout, &self.network, &proxies)
    }
}

impl<S: Service> Default for Builder<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Service> fmt::Debug for Builder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither credentials nor the address: either may hold a secret.
        f.debug_struct("Builder")
            .field("service", &S::NAME)
            .field("endpoint_given", &self.setup.endpoint.is_some())
            .field("credentials_given", &self.credentials.is_some())
            .field("times", &self.setup.times)
            .field("settings", &self.setup.settings)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
