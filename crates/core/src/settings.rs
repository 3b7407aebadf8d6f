//! The settings of a client, one value for each type.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;

use crate::secret::Mask;

/// What operations may need from their client: one value per type, and the
/// secrets that must never be printed.
///
/// ```
/// use kontorhaus_core::Settings;
///
/// #[derive(Debug, PartialEq)]
/// struct Tenant(u32);
///
/// let mut settings = Settings::new();
/// settings.insert(Tenant(7));
/// assert_eq!(settings.get::<Tenant>(), Some(&Tenant(7)));
/// assert_eq!(format!("{settings:?}"), "Settings { values: 1, secrets: 0 }");
/// ```
#[derive(Clone, Default)]
pub struct Settings {
    values: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
    pub(crate) mask: Mask,
}

impl Settings {
    /// No values and no secrets.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a value in; an earlier one of the same type is replaced.
    pub fn insert<T: Any + Send + Sync>(&mut self, value: T) {
        self.values.insert(TypeId::of::<T>(), Arc::new(value));
    }

    /// The value of that type, if there is one.
    #[must_use]
    pub fn get<T: Any + Send + Sync>(&self) -> Option<&T> {
        self.values.get(&TypeId::of::<T>())?.downcast_ref()
    }

    /// Registers a text to be masked in everything this client prints, plain and in
    /// the escapes of XML, JSON and addresses. One of fewer than four characters is
    /// masked only where it stands by itself, not within words.
    pub fn add_secret(&mut self, secret: &SecretString) {
        self.mask.add(secret);
    }

    /// `text` with every registered secret replaced by `***`.
    #[must_use]
    pub fn mask(&self, text: &str) -> String {
        self.mask.apply(text)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("values", &self.values.len())
            .field("secrets", &self.mask.len())
            .finish()
    }
}
