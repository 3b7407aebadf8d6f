//! What the clients of a process share.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::Key;

/// What the clients of a process share, by key. It lasts as long as someone uses it.
pub(super) struct Registry<T>(Mutex<BTreeMap<Key, Weak<T>>>);

impl<T> Registry<T> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    pub(super) fn get_or(&self, key: &Key, make: impl FnOnce() -> T) -> Arc<T> {
        match self.get_or_try(key, || Ok::<_, Infallible>(make())) {
            Ok(shared) => shared,
        }
    }

    pub(super) fn get_or_try<E>(
        &self,
        key: &Key,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let mut shared = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = shared.get(key).and_then(Weak::upgrade) {
            return Ok(found);
        }
        shared.retain(|_, weak| weak.strong_count() > 0);
        let new = Arc::new(make()?);
        shared.insert(key.clone(), Arc::downgrade(&new));
        Ok(new)
    }
}
