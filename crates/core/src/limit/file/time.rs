//! Noticing that the time of day was set forward.

use std::time::{Duration, SystemTime};

use crate::Clock;

/// Tells how far the time of day was set forward.
///
/// It is the only time that processes have in common, and it can be set. A clock that
/// never steps shows by how much.
pub(super) struct Steps<C> {
    clock: C,
    /// How far the time of day is ahead of the other clock.
    ahead: Option<Duration>,
}

/// The time of day, and how far it was set forward since the last look.
#[derive(Clone, Copy)]
pub(super) struct Now {
    pub(super) wall: Duration,
    pub(super) step: Duration,
}

/// Less is taken for the time between the looks at the two clocks.
const TOLERANCE: Duration = Duration::from_millis(5);

impl<C: Clock> Steps<C> {
    pub(super) fn new(clock: C) -> Self {
        Self { clock, ahead: None }
    }

    pub(super) fn now(&mut self) -> Now {
        let steady = self.clock.now();
        let wall = self.clock.wall();
        let wall = wall.duration_since(SystemTime::UNIX_EPOCH);
        // Before 1970 all ends lie in the future, and count until the clock is right.
        let wall = wall.unwrap_or_default();
        let ahead = wall.saturating_sub(steady);
        let step = ahead.saturating_sub(self.ahead.unwrap_or(ahead));
        if step > TOLERANCE || self.ahead.is_none_or(|before| ahead < before) {
            self.ahead = Some(ahead);
        }
        let step = if step > TOLERANCE {
            step
        } else {
            Duration::ZERO
        };
        Now { wall, step }
    }
}
