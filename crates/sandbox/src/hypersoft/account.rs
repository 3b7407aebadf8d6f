//! The account, which is locked for good at one call too many.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// Calls that are allowed in a minute.
const LIMIT: usize = 60;
const MINUTE: Duration = Duration::from_secs(60);

/// Which calls came lately, and whether they were too many.
#[derive(Debug, Default)]
pub(crate) struct Account {
    lately: VecDeque<Instant>,
    locked: bool,
    calls: u64,
    busiest: usize,
}

impl Account {
    /// Counts a call; false if the account is locked, by it or before.
    pub(crate) fn count(&mut self) -> bool {
        let now = now();
        while self.lately.front().is_some_and(|&call| now - call > MINUTE) {
            self.lately.pop_front();
        }
        self.lately.push_back(now);
        self.calls += 1;
        self.busiest = self.busiest.max(self.lately.len());
        self.locked |= self.lately.len() > LIMIT;
        !self.locked
    }

    pub(crate) fn is_locked(&self) -> bool {
        self.locked
    }

    pub(crate) fn calls(&self) -> u64 {
        self.calls
    }

    /// The largest number of calls in any minute so far.
    pub(crate) fn busiest(&self) -> usize {
        self.busiest
    }

    pub(crate) fn lock(&mut self) {
        self.locked = true;
    }

    /// What a person at the vendor does.
    pub(crate) fn unlock(&mut self) {
        self.locked = false;
        self.lately.clear();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the server's clock is none of the client's"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_61st_call_in_a_minute_locks_for_good() {
        let mut account = Account::default();
        for call in 0..60 {
            assert!(account.count(), "{call}");
            tokio::time::advance(Duration::from_secs(1)).await;
        }
        // The first one is a minute and a moment old.
        tokio::time::advance(Duration::from_millis(1)).await;
        assert!(account.count());
        assert!(!account.is_locked());
        assert!(!account.count());
        tokio::time::advance(Duration::from_secs(3600)).await;
        assert!(!account.count() && account.is_locked());
        assert_eq!((account.calls(), account.busiest()), (63, 61));
        account.unlock();
        assert!(account.count());
    }
}
