//! The vendor's hosts, and what is known of each.

use std::fmt;

use kontorhaus_core::http::{Method, Uri};
use kontorhaus_core::{Idempotency, Operation, RequestError};

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
            Self::Betterfly => Op::POLAND.max(Grade::Observed),
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

/// How sure a fact about the service is, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// The vendor's public documentation says so.
    Documented,
    /// Public programs do it that way.
    Observed,
    /// It follows from neighbouring facts, such as the other host's documentation.
    Inferred,
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
        })
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

/// Whether to send writes whose form is only inferred for the host at hand: a setting of the builder.
///
/// They go to this machine only, for tests, unless a program says otherwise; the call ends before anything is sent. For the
/// German host that concerns all updates and deletions, and the creation of payment types and bank accounts: the vendor
/// documents that they exist, and their form only for the Polish host.
///
/// ```
/// use kontorhaus_erpxt::{Client, Environment, InferredWrites};
///
/// let builder = Client::builder().endpoint(Environment::Germany).setting(InferredWrites::Send);
/// # drop(builder);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InferredWrites {
    /// They go to this machine only.
    #[default]
    Refuse,
    /// They are sent. Try each once on an account of no value.
    Send,
}

/// Refuses a write that nobody has seen succeed on this host.
pub(crate) fn check<Op: Graded>(
    endpoint: &Uri,
    writes: Option<&InferredWrites>,
) -> Result<(), RequestError> {
    let environment = Environment::of(endpoint);
    let sure = Op::IDEMPOTENCY == Idempotency::Read || environment.grade::<Op>() < Grade::Inferred;
    if sure || writes == Some(&InferredWrites::Send) || is_this_machine(endpoint) {
        return Ok(());
    }
    let (method, path) = (Op::METHOD, Op::PATH);
    let message = format!("for this host the form of {method} {path} is only inferred");
    let advice =
        "Compare the vendor's page; the builder's setting InferredWrites::Send sends it as it is.";
    Err(RequestError::new(message).advice(advice))
}

fn is_this_machine(endpoint: &Uri) -> bool {
    matches!(endpoint.host(), Some("127.0.0.1" | "localhost" | "[::1]"))
}
