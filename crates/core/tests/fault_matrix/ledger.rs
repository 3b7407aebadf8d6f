//! What the servers did, by call.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Counts effects: how often a server carried out the operation of a call.
#[derive(Clone, Default)]
pub(crate) struct Ledger(Arc<Mutex<HashMap<String, u32>>>);

impl Ledger {
    /// Carries out the operation of a call.
    pub(crate) fn act(&self, call: &str) {
        *self.entries().entry(call.to_owned()).or_default() += 1;
    }

    /// How often the operation of that call was carried out.
    pub(crate) fn effects(&self, call: &str) -> u32 {
        self.entries().get(call).copied().unwrap_or_default()
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<String, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
