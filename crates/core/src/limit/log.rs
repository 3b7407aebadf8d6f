//! A sliding log, without a clock.

use std::collections::VecDeque;
use std::time::Duration;

use super::Limit;

/// Times are taken to the nanosecond, and two calls exactly one window apart are
/// within one window.
const TICK: Duration = Duration::from_nanos(1);

/// A sliding log: which attempts the server may have counted within the last window.
///
/// An attempt is counted by the server at some moment between its beginning and its
/// end, nobody here knows when. So it takes a slot from its beginning until one window
/// after its end. It knows no clock; every method is told the time, on one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Log {
    limit: Limit,
    running: usize,
    /// When the others ended, in order.
    ended: VecDeque<Duration>,
}

/// How long the next permit takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// No permit comes sooner, unless one is given back.
    pub at_least: Duration,
    /// Whether that time is final: nothing that still runs can prolong it.
    pub is_final: bool,
}

impl Log {
    /// A log without any call.
    pub(crate) fn new(limit: Limit) -> Self {
        Self::restore(limit, 0, [])
    }

    /// A log that was kept elsewhere.
    pub(crate) fn restore(
        limit: Limit,
        running: usize,
        ended: impl IntoIterator<Item = Duration>,
    ) -> Self {
        let mut ended: Vec<_> = ended.into_iter().collect();
        ended.sort_unstable();
        Self {
            limit,
            running,
            ended: ended.into(),
        }
    }

    /// Takes as many slots as are free: any number of calls may have ended just now.
    pub(crate) fn fill(&mut self, now: Duration) {
        self.expire(now);
        while self.taken() < self.limit.permits {
            self.note_end(now);
        }
    }

    /// Takes a slot, if one is free.
    pub(crate) fn take(&mut self, now: Duration) -> bool {
        self.expire(now);
        let is_free = self.taken() < self.limit.permits;
        if is_free {
            self.running += 1;
        }
        is_free
    }

    /// A running attempt has ended; the server may have counted it.
    pub(crate) fn end(&mut self, now: Duration) {
        if self.running > 0 {
            self.running -= 1;
            self.note_end(now);
        }
    }

    /// A slot was taken, and nothing was sent.
    pub(crate) fn give_back(&mut self) {
        self.running = self.running.saturating_sub(1);
    }

    /// How long the next permit takes when `ahead` others come first.
    pub(crate) fn wait(&self, now: Duration, ahead: usize) -> Wait {
        let Limit { permits, window } = self.limit;
        if permits == 0 {
            return Wait {
                at_least: Duration::MAX,
                is_final: true,
            };
        }
        let expired = |&end: &Duration| self.left(end, now).is_zero();
        let first_used = self.ended.partition_point(expired);
        // Those ahead take a slot of their own for a whole window each.
        let (rounds, turn) = (ahead / permits, ahead % permits);
        let blocked_by = (self.taken() - first_used + turn).checked_sub(permits);
        let (left, is_final) = match blocked_by {
            None => (Duration::ZERO, true),
            Some(index) => match self.ended.get(first_used + index) {
                Some(&end) => (self.left(end, now), true),
                None => (window + TICK, false),
            },
        };
        let rounds = u32::try_from(rounds).unwrap_or(u32::MAX);
        Wait {
            at_least: (window + TICK).saturating_mul(rounds).saturating_add(left),
            is_final: is_final && rounds == 0,
        }
    }

    /// Corrects the ends after the clock was set: forward, they move along; none lies
    /// in the future. Both can only make them count for longer.
    pub(crate) fn adjust(&mut self, now: Duration, step: Duration) {
        for end in &mut self.ended {
            *end = end.saturating_add(step).min(now);
        }
    }

    /// The ends that still count.
    pub(crate) fn ended(&self) -> impl Iterator<Item = Duration> + '_ {
        self.ended.iter().copied()
    }

    /// Forgets what no longer counts.
    pub(crate) fn expire(&mut self, now: Duration) {
        while let Some(&end) = self.ended.front()
            && self.left(end, now).is_zero()
        {
            self.ended.pop_front();
        }
    }

    fn taken(&self) -> usize {
        self.running + self.ended.len()
    }

    fn note_end(&mut self, now: Duration) {
        // Should the time have been read in another order, the later one holds.
        let latest = self.ended.back().copied().unwrap_or_default();
        self.ended.push_back(now.max(latest));
    }

    /// How long an attempt that ended then still counts.
    fn left(&self, end: Duration, now: Duration) -> Duration {
        (end + self.limit.window + TICK).saturating_sub(now)
    }
}

#[cfg(test)]
mod tests;
