//! Ends of attempts that the server does not know of yet.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::script::End;

/// Ends that the server does not know of yet.
#[derive(Default)]
pub(crate) struct Untold(Mutex<Vec<End>>);

/// More are not kept: a slot of which nothing is heard comes free by itself.
const MOST: usize = 10_000;

impl Untold {
    pub(crate) fn push(&self, end: End) {
        let mut ends = self.lock();
        if ends.len() < MOST {
            ends.push(end);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Takes all of them out; they come back if they are not told.
    pub(crate) fn telling(&self) -> Telling<'_> {
        let ends = std::mem::take(&mut *self.lock());
        Telling { untold: self, ends }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<End>> {
        // Nobody leaves it half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) struct Telling<'a> {
    untold: &'a Untold,
    ends: Vec<End>,
}

impl Telling<'_> {
    pub(crate) fn ends(&self) -> &[End] {
        &self.ends
    }

    pub(crate) fn told(&mut self) {
        self.ends.clear();
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        self.ends.drain(..).for_each(|end| self.untold.push(end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_told_comes_back() {
        let untold = Untold::default();
        untold.push(("a".to_owned(), true));
        let telling = untold.telling();
        assert!(untold.is_empty());
        untold.push(("b".to_owned(), false));
        drop(telling);
        let mut telling = untold.telling();
        let expected = [("b".to_owned(), false), ("a".to_owned(), true)];
        assert_eq!(telling.ends(), expected);
        telling.told();
        drop(telling);
        assert!(untold.is_empty());
    }

    #[test]
    fn a_server_that_is_away_for_long_fills_no_memory() {
        let untold = Untold::default();
        (0..=MOST).for_each(|id| untold.push((id.to_string(), true)));
        assert_eq!(untold.telling().ends().len(), MOST);
    }
}
