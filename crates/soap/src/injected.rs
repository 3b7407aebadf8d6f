//! Values that the client puts into every request.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

/// Values for elements that a request doesn't have as fields: credentials, the call's id. Each has a name, which is the
/// element's local name unless generated code says otherwise.
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

    /// A value of this name that is never shown.
    #[must_use]
    pub fn secret(self, name: &'static str, value: SecretString) -> Self {
        self.with(name, Value::Secret(value))
    }

    /// A value of this name.
    #[must_use]
    pub fn plain(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with(name, Value::Plain(value.into()))
    }

    /// The call's id, under this name.
    #[must_use]
    pub fn call_id(self, name: &'static str) -> Self {
        self.with(name, Value::CallId)
    }

    fn with(mut self, name: &'static str, value: Value) -> Self {
        Arc::make_mut(&mut self.0).push((name, value));
        self
    }

    /// The value of that name.
    pub(crate) fn get<'a>(&'a self, name: &str, call_id: &'a str) -> Option<&'a str> {
        let (_, value) = self.0.iter().find(|(known, _)| *known == name)?;
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
