//! The queue before a limit, for limiters whose log is kept elsewhere.
//!
//! [`InProcess`](super::InProcess) and [`FileBacked`](super::FileBacked) stand on it too.
//! Who writes another limiter says where the [`Slots`] are; that the calls of a process go
//! in the order in which they came, and that a wait which cannot fit ends at once, is
//! done here.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, Notify};

pub use super::log::Wait;
use super::{Limited, Permit, PermitRequest};
use crate::clock::within;

/// Where the slots are kept.
pub trait Slots: Send + Sync {
    /// Slots may become free without notice within this time.
    const LOOK_AGAIN: Duration;

    /// Takes a slot if one is free, else says how long it takes.
    ///
    /// # Errors
    ///
    /// When that cannot be known, which ends the call.
    fn take(&self) -> impl Future<Output = Result<Taken, Limited>> + Send;

    /// How long it takes if so many are ahead.
    ///
    /// # Errors
    ///
    /// When that cannot be known, which ends the call.
    fn wait(&self, ahead: usize) -> impl Future<Output = Result<Wait, Limited>> + Send;

    /// Names the limit in an error.
    fn describe(&self) -> String;
}

/// What came of an attempt to take a slot.
#[derive(Debug)]
pub enum Taken {
    /// One was free.
    Permit(Permit),
    /// None is.
    Wait(Wait),
}

/// Those who wait for a slot, first come, first served. Only the first of them looks
/// for one.
#[derive(Debug, Default)]
pub struct Line {
    // Tokio's lock is fair, and leaving its queue leaves no trace.
    turn: Mutex<()>,
    waiting: AtomicUsize,
    freed: Notify,
}

/// So long after its last chance a wait is given up: looking at that very moment, it would
/// find that there is still one, again and again.
const MARGIN: Duration = Duration::from_millis(1);

impl Line {
    /// A line without anyone in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A permit has ended: the first in the line looks again.
    pub fn freed(&self) {
        self.freed.notify_one();
    }

    /// Waits for a slot.
    ///
    /// # Errors
    ///
    /// At once, and without taking a place, when none can be had within
    /// [`PermitRequest::within`]; whatever the slots report.
    pub async fn acquire<S: Slots>(
        &self,
        slots: &S,
        request: PermitRequest<'_>,
    ) -> Result<Permit, Limited> {
        let PermitRequest { clock, .. } = request;
        let refuse = |wait: Wait| Limited::new(wait.at_least, slots.describe());
        let deadline = clock.now().saturating_add(request.within);
        let left = || deadline.saturating_sub(clock.now());

        let place = Place::enter(&self.waiting);
        if place.ahead > 0 {
            let wait = slots.wait(place.ahead).await?;
            if wait.at_least > left() {
                return Err(refuse(wait));
            }
        }
        let Some(_turn) = within(clock, left(), self.turn.lock()).await else {
            return Err(refuse(slots.wait(place.ahead).await?));
        };
        loop {
            let wait = match slots.take().await? {
                Taken::Permit(permit) => return Ok(permit),
                Taken::Wait(wait) => wait,
            };
            let Some(spare) = left().checked_sub(wait.at_least) else {
                return Err(refuse(wait));
            };
            let pause = if wait.is_final {
                wait.at_least
            } else {
                // Attempts still run, and each moment prolongs the wait.
                spare + MARGIN
            };
            within(clock, pause.min(S::LOOK_AGAIN), self.freed.notified()).await;
        }
    }
}

/// A place in the line, left by dropping it.
struct Place<'a> {
    waiting: &'a AtomicUsize,
    ahead: usize,
}

impl<'a> Place<'a> {
    fn enter(waiting: &'a AtomicUsize) -> Self {
        let ahead = waiting.fetch_add(1, Ordering::Relaxed);
        Self { waiting, ahead }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}
