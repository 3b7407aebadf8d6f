//! The client.

use std::sync::Arc;

use kontorhaus_core::http::{Method, Uri};
use kontorhaus_core::{Builder, Call, Operation};

use crate::cache::{Cache, Shared};
use crate::credentials::{Identity, Vermittler};
use crate::{Maklerinfo, MultiCall, RawRequest};

/// A client for one broker.
///
/// It has a method for each function of the service, under the function's name; each gives a [`Call`], on which options
/// such as a timeout are set and which runs when it is awaited. Cloning is cheap, and clones share connections and settings.
#[derive(Clone, Debug)]
pub struct Client {
    core: kontorhaus_core::Client,
}

impl Client {
    /// Begins a client. An endpoint, mostly a [`Mandant`](crate::Mandant), and [`Credentials`](crate::Credentials) are
    /// needed.
    pub fn builder() -> Builder<Maklerinfo> {
        Builder::new()
    }

    /// Calls any operation of the service, also one of your own.
    pub fn call<Op: Operation<Service = Maklerinfo>>(&self, operation: Op) -> Call<Op> {
        self.core.call(operation)
    }

    /// Calls what is not typed here, without a body: see [`RawRequest`], which also takes one.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_maklerinfo::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use kontorhaus_maklerinfo::Method;
    ///
    /// let answer = client.request(Method::GET, "/{vmt}/zahlweisen").await?;
    /// println!("{}", answer.json()?.as_str());
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> Call<RawRequest> {
        self.call(RawRequest::new(method, path))
    }

    /// Begins a call that carries others.
    pub fn multi_call(&self) -> MultiCall {
        MultiCall::new(self.clone())
    }

    /// The same client for another broker, whose number stands in the paths of its requests. Whether the access may act for
    /// that broker is the service's decision.
    #[must_use]
    pub fn for_vermittler(&self, vermittler: impl Into<String>) -> Self {
        let core = self.core.with_setting(Vermittler(vermittler.into()));
        Self { core }
    }

    /// The same client with a cache: what the service dates is kept, and the next time the service is only asked whether it
    /// has changed, in single calls as in a [`MultiCall`]. See [`Cache`] for what that means.
    #[must_use]
    pub fn with_cache(&self, cache: impl Cache) -> Self {
        let core = self.core.with_setting(Shared(Arc::new(cache)));
        Self { core }
    }

    /// The address of the service.
    #[must_use]
    pub fn endpoint(&self) -> &Uri {
        self.core.endpoint()
    }
}

impl From<kontorhaus_core::Client> for Client {
    fn from(core: kontorhaus_core::Client) -> Self {
        let core = match core.setting::<Identity>() {
            Some(identity) => core.with_authoriser(identity.clone()),
            None => core,
        };
        Self { core }
    }
}
