//! Values that the client puts into every request.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use crate::name;

/// Values for elements that a request doesn't have as fields: credentials, the call's id.
///
/// Belongs into a client's settings. Clones share the values.
#[derive(Clone, Default)]
pub struct Injected(Arc<Vec<(&'static str, Value)>>);

#[derive(Clone)]
enum Value {
    Secret(SecretString),
    Plain(String),
    CallId,
}

impl Injected {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A value that is never shown, for the element of this local name.
    #[must_use]
    pub fn secret(self, name: &'static str, value: SecretString) -> Self {
        self.with(name, Value::Secret(value))
    }

    /// A value for the element of this local name.
    #[must_use]
    pub fn plain(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with(name, Value::Plain(value.into()))
    }

    /// The element of this local name gets the call's id.
    #[must_use]
    pub fn call_id(self, name: &'static str) -> Self {
        self.with(name, Value::CallId)
    }

    fn with(mut self, name: &'static str, value: Value) -> Self {
        Arc::make_mut(&mut self.0).push((name, value));
        self
    }

    /// The value for a name, which may have a prefix.
    pub(crate) fn get<'a>(&'a self, name: &str, call_id: &'a str) -> Option<&'a str> {
        let local = name::local(name);
        let (_, value) = self.0.iter().find(|(known, _)| *known == local)?;
        Some(match value {
            Value::Secret(secret) => secret.expose_secret(),
            Value::Plain(text) => text,
            Value::CallId => call_id,
        })
    }
}

impl fmt::Debug for Injected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}
