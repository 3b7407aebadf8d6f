//! The reactions to calls that are still to come.

use std::collections::VecDeque;

use crate::reaction::Reaction;
use crate::shared::Shared;

/// The reactions to the next calls, one for each: clones share them.
#[derive(Debug)]
pub(crate) struct Planned<F>(Shared<VecDeque<Reaction<F>>>);

impl<F> Planned<F> {
    /// Plans reactions, after those already planned.
    pub(crate) fn extend(&self, reactions: impl IntoIterator<Item = Reaction<F>>) {
        self.0.lock().extend(reactions);
    }

    /// The reaction to the call that has come.
    pub(crate) fn next(&self) -> Reaction<F> {
        self.0.lock().pop_front().unwrap_or(Reaction::Normal)
    }

    /// How many are still planned.
    pub(crate) fn len(&self) -> usize {
        self.0.lock().len()
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        self.0.lock().clear();
    }
}

impl<F> Default for Planned<F> {
    fn default() -> Self {
        Self(Shared::new(VecDeque::new()))
    }
}

impl<F> Clone for Planned<F> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
