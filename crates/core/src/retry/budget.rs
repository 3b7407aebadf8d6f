//! How many repeats a client has left.

use std::sync::atomic::{AtomicU32, Ordering};

/// What an attempt beyond the first takes.
const REPEAT: u32 = 5;

/// What a call puts back that succeeded at the first attempt.
const SUCCESS: u32 = 1;

/// The repeats that a client has left: a bucket of tokens, as in the AWS SDKs.
#[derive(Debug)]
pub(super) struct Budget {
    tokens: AtomicU32,
    full: u32,
}

impl Budget {
    /// A full budget.
    pub(super) fn of(repeats: u32) -> Self {
        let full = repeats.saturating_mul(REPEAT);
        Self {
            tokens: AtomicU32::new(full),
            full,
        }
    }

    /// Takes a repeat out; false when none is left.
    pub(super) fn take(&self) -> bool {
        self.tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                tokens.checked_sub(REPEAT)
            })
            .is_ok()
    }

    /// Puts a repeat back.
    pub(super) fn give_back(&self) {
        self.add(REPEAT);
    }

    /// Counts a call that needed no repeat.
    pub(super) fn reward(&self) {
        self.add(SUCCESS);
    }

    fn add(&self, tokens: u32) {
        // The function always gives a value, so the update cannot fail.
        let _ = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                Some(left.saturating_add(tokens).min(self.full))
            });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drain(budget: &Budget) -> usize {
        std::iter::from_fn(|| budget.take().then_some(())).count()
    }

    #[test]
    fn it_holds_what_it_was_made_with_and_never_more() {
        let budget = Budget::of(3);
        budget.give_back();
        budget.reward();
        assert_eq!(drain(&budget), 3);
        assert_eq!(drain(&Budget::of(0)), 0);
    }

    #[test]
    fn five_successes_earn_a_repeat() {
        let budget = Budget::of(3);
        drain(&budget);
        for _ in 0..4 {
            budget.reward();
            assert!(!budget.take());
        }
        budget.reward();
        assert_eq!(drain(&budget), 1);
    }

    #[test]
    fn a_repeat_that_is_put_back_can_be_taken_again() {
        let budget = Budget::of(1);
        assert!(budget.take() && !budget.take());
        budget.give_back();
        assert!(budget.take() && !budget.take());
    }

    #[test]
    fn threads_cannot_take_more_than_there_is() {
        let budget = Budget::of(100);
        let taken: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| drain(&budget))).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .sum()
        });
        assert_eq!(taken, 100);
    }
}
