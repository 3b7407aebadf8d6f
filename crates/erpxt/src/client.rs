//! The client.

use kontorhaus_core::http::{Method, Uri};
use kontorhaus_core::{Builder, Call, Operation};

use crate::token::Tokens;
use crate::{
    BankAccount, Collection, Credentials, CustomPrint, Customer, ErpXt, Invoice, PaymentType,
    Product, Proforma, RawRequest,
};

/// A client for the API of one account.
///
/// It has a method for each resource, which gives a [`Collection`]. It asks for a token when it needs one, renews it ahead
/// of its end, and once more if the server refuses it; however many calls wait, one request is made for all of them. Such
/// requests are no calls of yours: a limiter does not count them, an observer hears of them as `FetchToken`. Cloning is
/// cheap, and clones share connections, settings and token.
#[derive(Clone, Debug)]
pub struct Client {
    core: kontorhaus_core::Client,
}

impl Client {
    /// Begins a client. The address and [`Credentials`] are needed; for the address take an
    /// [`Environment`](crate::Environment), or give one that ends in `/api2/public`.
    pub fn builder() -> Builder<ErpXt> {
        Builder::new()
    }

    /// Products and services. *Documented.*
    #[must_use]
    pub fn products(&self) -> Collection<Product> {
        Collection::new(self.clone())
    }

    /// Customers and suppliers. *Documented.*
    #[must_use]
    pub fn customers(&self) -> Collection<Customer> {
        Collection::new(self.clone())
    }

    /// Ways of paying. *The path is documented, the rest for the Polish host only.*
    #[must_use]
    pub fn payment_types(&self) -> Collection<PaymentType> {
        Collection::new(self.clone())
    }

    /// Bank accounts of the company. *The path is documented, the rest observed.*
    #[must_use]
    pub fn bank_accounts(&self) -> Collection<BankAccount> {
        Collection::new(self.clone())
    }

    /// Sales invoices. *Documented.*
    #[must_use]
    pub fn invoices(&self) -> Collection<Invoice> {
        Collection::new(self.clone())
    }

    /// Orders (German *Aufträge*, Polish *faktury proforma*). *Documented.*
    #[must_use]
    pub fn proformas(&self) -> Collection<Proforma> {
        Collection::new(self.clone())
    }

    /// Templates for printing, which can be listed only. *The path is documented, the rest for the Polish host only.*
    #[must_use]
    pub fn custom_prints(&self) -> Collection<CustomPrint> {
        Collection::new(self.clone())
    }

    /// Prepares a request of what this crate does not type, such as a later version; see [`RawRequest`].
    /// The path may be repeated in errors, where a server's page does so: what stands for a person is a parameter.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_erpxt::Client) -> Result<(), kontorhaus_erpxt::Error> {
    /// use kontorhaus_erpxt::Method;
    ///
    /// let rates = client.request(Method::GET, "v1.2/vatrates").send().await?;
    /// println!("{}", rates.text());
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> RawRequest {
        RawRequest::new(self.clone(), method, path.into())
    }

    /// Calls any operation of the service.
    pub fn call<Op: Operation<Service = ErpXt>>(&self, operation: Op) -> Call<Op> {
        self.core.call(operation)
    }

    /// The address below which all paths are.
    #[must_use]
    pub fn endpoint(&self) -> &Uri {
        self.core.endpoint()
    }
}

impl From<kontorhaus_core::Client> for Client {
    fn from(core: kontorhaus_core::Client) -> Self {
        let core = match core.setting::<Credentials>() {
            Some(credentials) => core.with_authoriser(Tokens::new(&core, credentials)),
            // The builder has seen to it that there are some.
            None => core,
        };
        Self { core }
    }
}
