//! What the sandbox says of its vendors, and what it can do to their calls: an entry for each, all of one shape.

mod backclick;
mod erpxt;
mod hypersoft;
mod maklerinfo;
mod provocation;
mod websale;

pub(crate) use backclick::backclick;
pub(crate) use erpxt::erpxt;
pub(crate) use hypersoft::hypersoft;
pub(crate) use maklerinfo::maklerinfo;
pub(crate) use provocation::{Buttons, Provocations, Service};
pub(crate) use websale::websale;

use std::fmt;

use axum::Router;

/// A vendor on the sandbox's port.
pub struct Vendor {
    /// The name in paths of the page.
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) endpoint: String,
    pub(crate) credentials: Vec<(&'static str, String)>,
    pub(crate) snippet: &'static str,
    pub(crate) routes: Router,
    pub(crate) shown: Shown,
    /// What must never be shown, whatever it is called: credentials, and what was given out since the start.
    pub(crate) secrets: Box<dyn Fn() -> Vec<String> + Send + Sync>,
    pub(crate) provocations: Provocations,
}

/// What may be shown of a call. Everything else is masked: a name that is missing here hides too much, never too little.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown {
    /// Names of XML elements, JSON members and form fields whose values are nobody's secret.
    pub(crate) values: &'static [&'static str],
    /// Names of texts in which the server speaks. It may repeat the request there.
    pub(crate) said: &'static [&'static str],
    /// Parts of paths that name no person and no document.
    pub(crate) words: &'static [&'static str],
}

impl Vendor {
    /// The vendor's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// What its interface is for, and how it is spoken to.
    #[must_use]
    pub fn about(&self) -> &str {
        self.about
    }

    /// The address for a client.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// What a call must carry: names and values of the test credentials.
    pub fn credentials(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.credentials.iter();
        pairs.map(|(name, value)| (*name, value.as_str()))
    }

    /// Rust that builds a client for this sandbox, in a function that returns a `Result`.
    #[must_use]
    pub fn snippet(&self) -> String {
        let filled = self.snippet.replace("{endpoint}", &self.endpoint);
        let pairs = self.credentials.iter();
        let filled = pairs.fold(filled, |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        });
        format!("let client = {};", filled.trim_end())
    }
}

impl fmt::Debug for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vendor")
            .field("name", &self.name)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}
