//! What the service says when it refuses.

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// 400 with messages for the user.
    Meldungen(Vec<String>),
    /// 400 with a page: the request cannot be understood, or its broker's number is not one of the access.
    BadRequest,
    /// 400 with a page that names the digest: authentication is implausible or wrong.
    Digest,
    /// 403: the broker is blocked.
    Blocked,
    /// 404: no such Api-ID, object or path.
    NotFound,
    /// 500: a technical error.
    Technical,
}

impl Fault {
    /// Every fault, with a sample for the messages.
    #[must_use]
    pub fn every() -> Vec<Self> {
        vec![
            Self::taken(),
            Self::BadRequest,
            Self::Digest,
            Self::Blocked,
            Self::NotFound,
            Self::Technical,
        ]
    }

    /// The documented sample.
    pub(crate) fn taken() -> Self {
        Self::Meldungen(vec!["Dieser Benutzername ist bereits vergeben.".to_owned()])
    }

    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Meldungen(_) | Self::BadRequest | Self::Digest => 400,
            Self::Blocked => 403,
            Self::NotFound => 404,
            Self::Technical => 500,
        }
    }
}
