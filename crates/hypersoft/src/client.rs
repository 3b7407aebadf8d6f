//! The client.

use kontorhaus_core::http::Uri;
use kontorhaus_core::{Builder, Call, Operation};

use crate::Hypersoft;

/// A client for the data of one customer of Hypersoft.
///
/// It has a method for each operation; each takes a request and gives a [`Call`], on which options such as a timeout are
/// set and which runs when it is awaited. Cloning is cheap, and clones share connections, settings and the limit.
#[derive(Clone, Debug)]
pub struct Client {
    core: kontorhaus_core::Client,
}

impl Client {
    /// Begins a client. An address, such as an [`Environment`](crate::Environment), and
    /// [`Credentials`](crate::Credentials) are needed; [`Wire`](crate::Wire) is a setting.
    pub fn builder() -> Builder<Hypersoft> {
        Builder::new()
    }

    /// Calls any operation of the service, also one that was generated from another WSDL file.
    pub fn call<Op: Operation<Service = Hypersoft>>(&self, operation: Op) -> Call<Op> {
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
