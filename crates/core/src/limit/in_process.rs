//! A limit for the clients of a process.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::line::{Line, Slots, Taken};
use super::log::{Log, Wait};
use super::registry::Registry;
use super::{Key, Limit, Limited, Limiter, Permit, PermitRequest};
use crate::{BoxFuture, Clock, Error, TokioClock};

/// One log for all clients of this process that name the same [`Key`].
///
/// It begins full, since a process that ran before may have used the limit up: the
/// first call goes out one window after the limiter was made. It is kept as long as
/// one limiter with that key exists; clones share it.
#[derive(Clone)]
pub struct InProcess(Arc<Shared>);

struct Shared {
    name: String,
    limit: Limit,
    // Clients may have clocks of their own; ends of attempts need a common one.
    clock: TokioClock,
    line: Line,
    log: Mutex<Log>,
}

static SHARED: Registry<Shared> = Registry::new();

impl InProcess {
    /// The limiter of that key; full if it is new.
    ///
    /// # Errors
    ///
    /// When the key has another limit in this process already.
    pub fn new(key: &Key, limit: Limit) -> Result<Self, Error> {
        Self::get_or(key, limit, |now| {
            let mut log = Log::new(limit);
            log.fill(now);
            log
        })
    }

    /// The limiter of that key, for a program that knows which calls were made before
    /// it began: `ages` says how long ago each of them ended. None at all means that
    /// nobody has used the account within the last window.
    ///
    /// A limiter that exists already knows better and keeps its own log.
    ///
    /// # Errors
    ///
    /// When the key has another limit in this process already.
    pub fn with_history(
        key: &Key,
        limit: Limit,
        ages: impl IntoIterator<Item = Duration>,
    ) -> Result<Self, Error> {
        Self::get_or(key, limit, |now| {
            // What lies before the beginning of time counts no longer.
            let ended = ages.into_iter().filter_map(|age| now.checked_sub(age));
            Log::restore(limit, 0, ended)
        })
    }

    fn get_or(key: &Key, limit: Limit, log: impl FnOnce(Duration) -> Log) -> Result<Self, Error> {
        let shared = SHARED.get_or(key, || Shared {
            name: key.service().to_owned(),
            limit,
            clock: TokioClock::new(),
            line: Line::new(),
            log: Mutex::new(log(limit.window)),
        });
        shared.limit.same_as(limit, key)?;
        Ok(Self(shared))
    }
}

impl Limiter for InProcess {
    fn acquire<'a>(&'a self, request: PermitRequest<'a>) -> BoxFuture<'a, Result<Permit, Limited>> {
        Box::pin(async move {
            let log = Memory(&self.0);
            self.0.line.acquire(&log, request).await
        })
    }
}

impl Shared {
    fn log(&self) -> MutexGuard<'_, Log> {
        // Every method leaves the log whole.
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time; the clock begins one window after zero, so that history has room.
    fn now(&self) -> Duration {
        self.limit.window + self.clock.now()
    }

    fn end(&self, handed: bool) {
        let mut log = self.log();
        if handed {
            log.end(self.now());
        } else {
            log.give_back();
        }
        drop(log);
        self.line.freed();
    }
}

/// Where the slots are; a type of its own, since nobody else needs to see that it is one.
struct Memory<'a>(&'a Arc<Shared>);

impl Slots for Memory<'_> {
    /// All permits are of this process, and each says when it ends.
    const LOOK_AGAIN: Duration = Duration::MAX;

    async fn take(&self) -> Result<Taken, Limited> {
        let mut log = self.0.log();
        let now = self.0.now();
        if !log.take(now) {
            return Ok(Taken::Wait(log.wait(now, 0)));
        }
        let shared = Arc::clone(self.0);
        let permit = Permit::new(move |handed| shared.end(handed));
        Ok(Taken::Permit(permit))
    }

    async fn wait(&self, ahead: usize) -> Result<Wait, Limited> {
        let log = self.0.log();
        Ok(log.wait(self.0.now(), ahead))
    }

    fn describe(&self) -> String {
        format!("{} are used up", self.0.limit)
    }
}

impl fmt::Debug for InProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InProcess")
            .field("service", &self.0.name)
            .field("limit", &self.0.limit)
            .finish_non_exhaustive()
    }
}
