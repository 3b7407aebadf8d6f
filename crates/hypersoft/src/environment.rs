//! Where the service is.

/// The hosts that Hypersoft lists for the interface. That all of them show the same data is inferred.
///
/// ```
/// use kontorhaus_hypersoft::Environment;
///
/// let address = String::from(Environment::B2b);
/// assert_eq!(address, "https://b2b.myhypersoft.de/Service/API300.asmx");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Environment {
    /// `api.myhypersoft.de`, the one in the vendor's sample.
    Api,
    /// `b2b.myhypersoft.de`, which the vendor names for turnover.
    B2b,
    /// `nocoo.de`.
    Nocoo,
}

impl Environment {
    /// The address of the service.
    #[must_use]
    pub fn address(self) -> &'static str {
        match self {
            Self::Api => "https://api.myhypersoft.de/Service/API300.asmx",
            Self::B2b => "https://b2b.myhypersoft.de/Service/API300.asmx",
            Self::Nocoo => "https://nocoo.de/Service/API300.asmx",
        }
    }
}

impl From<Environment> for String {
    fn from(environment: Environment) -> Self {
        environment.address().to_owned()
    }
}
