//! The client.

use kontorhaus_core::http::Uri;
use kontorhaus_core::{Builder, Call, Clock, Operation};

use crate::{Backclick, Credentials, host};

/// A client for one mandator of a BACKCLICK installation.
///
/// It has a method for each operation; each takes a request and gives a [`Call`], on which options such as a timeout are
/// set and which runs when it is awaited. Cloning is cheap, and clones share connections, settings and the limit.
///
/// The vendor asks that a request ends before the next begins. So calls wait for each other, whichever client of this
/// process makes them, if they go to the same host and port; a call waits as long as its timeout allows.
#[derive(Clone, Debug)]
pub struct Client {
    core: kontorhaus_core::Client,
}

impl Client {
    /// Begins a client. An address, such as that of a [`Host`](crate::Host), and [`Credentials`] are needed.
    ///
    /// An installation on one's own premises that has no https needs
    /// [`plain_http_to_this_host`](Builder::plain_http_to_this_host) as well.
    pub fn builder() -> Builder<Backclick> {
        Builder::new()
    }

    /// A client for another mandator of the installation. It shares connections, settings and the limit with this one.
    ///
    /// Whether an API key is bound to one mandator is not documented.
    #[must_use]
    pub fn with_mandator(&self, mandator: i32) -> Self {
        let Some(credentials) = self.core.setting::<Credentials>() else {
            // Building a client has put them there.
            return self.clone();
        };
        let credentials = credentials.with_mandator(mandator);
        let core = self.core.with_setting(credentials.injected());
        Self {
            core: core.with_setting(credentials),
        }
    }

    /// The mandator that calls are for.
    #[must_use]
    pub fn mandator(&self) -> i32 {
        let credentials = self.core.setting::<Credentials>();
        credentials.map_or(0, Credentials::mandator)
    }

    /// Calls any operation of the service, also one that was generated from another WSDL file.
    pub fn call<Op: Operation<Service = Backclick>>(&self, operation: Op) -> Call<Op> {
        self.core.call(operation)
    }

    /// The address of the service.
    #[must_use]
    pub fn endpoint(&self) -> &Uri {
        self.core.endpoint()
    }

    /// Where the installation publishes its WSDL, which depends on its version: for `cargo xtask adopt backclick ADDRESS`.
    #[must_use]
    pub fn wsdl_address(&self) -> String {
        host::wsdl_address(self.endpoint())
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.core.clock()
    }
}

impl From<kontorhaus_core::Client> for Client {
    fn from(core: kontorhaus_core::Client) -> Self {
        Self { core }
    }
}
