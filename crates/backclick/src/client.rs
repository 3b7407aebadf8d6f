//! The client.

use kontorhaus_core::http::Uri;
use kontorhaus_core::{Builder, Call, Operation};

use crate::Backclick;

/// A client for one mandator of a BACKCLICK installation.
///
/// It has a method for each operation; each takes a request and gives a [`Call`], on which options such as a timeout are
/// set and which runs when it is awaited. Cloning is cheap, and clones share connections, settings and the limit.
#[derive(Clone, Debug)]
pub struct Client {
    core: kontorhaus_core::Client,
}

impl Client {
    /// Begins a client. The address of the installation and [`Credentials`](crate::Credentials) are needed.
    pub fn builder() -> Builder<Backclick> {
        Builder::new()
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
}

impl From<kontorhaus_core::Client> for Client {
    fn from(core: kontorhaus_core::Client) -> Self {
        Self { core }
    }
}
