//! The vendor's hosts, and what is known of each.

use kontorhaus_core::http::{Method, Uri};
use kontorhaus_core::{Context, Grade, Operation};

use crate::ErpXt;

/// A host of the vendor, to be given to the builder in place of an address.
///
/// | | address | documented there |
/// |---|---|---|
/// | `Germany` | `https://app.erpxt.de/api2/public` | the unversioned resources (1.0): reading and creating; amounts in EUR |
/// | `Poland` | `https://app.erpxt.pl/api2/public` | the same and the versions 1.1 to 1.4, filters, prints; amounts in PLN |
/// | `Betterfly` | `https://app.comarchbetterfly.pl/api2/public` | the Polish host under its later name: observed, not documented |
///
/// Whether the German host knows what is documented for the Polish one is unknown; its pages are a translation, so most of it
/// is likely. A host of another name is taken as the German one.
///
/// A write whose form is only inferred for the host is not sent to it, unless
/// [`Builder::guessed_messages_to_this_host`](crate::Builder::guessed_messages_to_this_host) says so. For the German host
/// that concerns all updates and deletions, and the creation of payment types and bank accounts: the vendor documents that
/// they exist, and their form only for the Polish host. Try each once on an account of no value.
///
/// ```
/// use kontorhaus_erpxt::{Client, Environment};
///
/// let builder = Client::builder().endpoint(Environment::Germany);
/// # drop(builder);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Environment {
    /// ERP XT for Germany. *Documented.*
    Germany,
    /// ERP XT for Poland. *Documented.*
    Poland,
    /// Comarch Betterfly, the successor in Poland. *Observed.*
    Betterfly,
}

impl Environment {
    /// The address below which all paths are.
    #[must_use]
    pub fn base_url(self) -> &'static str {
        match self {
            Self::Germany => "https://app.erpxt.de/api2/public",
            Self::Poland => "https://app.erpxt.pl/api2/public",
            Self::Betterfly => "https://app.comarchbetterfly.pl/api2/public",
        }
    }

    /// How much is known of an operation on this host.
    ///
    /// ```
    /// use kontorhaus_erpxt::{Create, Environment, Grade, Product, Update};
    ///
    /// assert_eq!(Environment::Germany.grade::<Create<Product>>(), Grade::Documented);
    /// assert_eq!(Environment::Germany.grade::<Update<Product>>(), Grade::Inferred);
    /// ```
    #[must_use]
    pub fn grade<Op: Graded>(self) -> Grade {
        match self {
            Self::Germany => Op::GERMANY,
            Self::Poland => Op::POLAND,
            Self::Betterfly => Op::POLAND.min(Grade::Observed),
        }
    }

    /// The host of that address; the German one if it is another.
    pub(crate) fn of(endpoint: &Uri) -> Self {
        match endpoint.host() {
            Some("app.erpxt.pl") => Self::Poland,
            Some("app.comarchbetterfly.pl") => Self::Betterfly,
            _ => Self::Germany,
        }
    }
}

impl From<Environment> for String {
    fn from(environment: Environment) -> Self {
        environment.base_url().to_owned()
    }
}

/// An operation whose form is known, and how surely on each host.
pub trait Graded: Operation<Service = ErpXt> {
    /// The HTTP method.
    const METHOD: Method;
    /// The path below the base address, with names for what varies.
    const PATH: &'static str;
    /// How sure it is for the German host.
    const GERMANY: Grade;
    /// How sure it is for the Polish host.
    const POLAND: Grade;
}

/// How sure the form of an operation is for the host that a client calls. Writes that are only inferred for it go nowhere.
pub(crate) fn grade<Op: Graded>(context: &Context<'_>) -> Grade {
    Environment::of(context.endpoint()).grade::<Op>()
}
