//! Where the service is.

use std::fmt;

/// A tenant of the service, whose short name is part of its address.
///
/// ```
/// use kontorhaus_maklerinfo::Mandant;
///
/// let address = "https://www.maklerinfo.biz/service/bd/broker/1.0/rest";
/// assert_eq!(Mandant::BlauDirekt.endpoint(), address);
/// ```
///
/// The builder takes it for an endpoint: `Client::builder().endpoint(Mandant::BlauDirekt)`. A host for tests is not
/// documented.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mandant {
    /// blau direkt, `bd`. *Documented for the sister service.*
    BlauDirekt,
    /// Arisecur, `ari`. *Documented for the sister service, and observed in a client of this one.*
    Arisecur,
    /// Another one, by its short name.
    Other(String),
}

impl Mandant {
    /// The address of version 1.0 of the service. *Documented.*
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("https://www.maklerinfo.biz/service/{self}/broker/1.0/rest")
    }
}

/// The short name.
impl fmt::Display for Mandant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BlauDirekt => "bd",
            Self::Arisecur => "ari",
            Self::Other(name) => name,
        })
    }
}

impl From<Mandant> for String {
    fn from(mandant: Mandant) -> Self {
        mandant.endpoint()
    }
}
