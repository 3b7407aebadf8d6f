//! A limit for the processes of a machine.

mod state;
mod store;
#[cfg(test)]
mod tests;
mod time;
mod worker;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use self::state::State;
use self::store::Store;
use self::worker::{Answer, Worker};
use super::line::{Line, Slots, Taken};
use super::log::Wait;
use super::registry::Registry;
use super::{Key, Limit, Limited, Limiter, PermitRequest};
use crate::clock::within;
use crate::limit::Permit;
use crate::{BoxFuture, Clock, Error, TokioClock};

/// One log for all processes of this machine that name the same directory.
///
/// It goes on where it was after a restart, and after a crash: a killed process loses
/// nothing, and its calls count until one window after its end was noticed. Only where
/// there is no log yet, or none that can be read, it begins full.
///
/// Calls of one limiter and its clones go in the order in which they came; between
/// processes whoever comes first is served.
///
/// # What it needs
///
/// - A directory of its own on a *local* file system. Locks over a network (NFS, SMB)
///   don't always hold. [`Key::state_directory`] names
///   one.
/// - Write access for all who share it. Directory and files are made for their owner
///   only (0700 and 0600); they hold times, and nothing of the calls. Nobody may remove
///   them while a process runs.
/// - The time of day. Set back, it makes calls count for longer. Set forward, it changes
///   nothing for a process that runs and notices; but one that begins afterwards, and
///   looks first, takes that for time that passed.
///
/// The log is not forced to the disk: what a power failure takes with it is the calls
/// of the last seconds.
///
/// The files are read and written by a thread of its own, for some microseconds each
/// time; nobody holds their lock while waiting, and no task waits for a lock. If they
/// can't be read or written, calls end with [`ErrorKind::Limited`]: without its log
/// the limiter lets nothing through.
///
/// [`ErrorKind::Limited`]: crate::ErrorKind::Limited
#[derive(Clone)]
pub struct FileBacked(Arc<Shared>);

static SHARED: Registry<Shared> = Registry::new();

struct Shared {
    directory: PathBuf,
    limit: Limit,
    line: Line,
    worker: Worker,
}

impl FileBacked {
    /// The limiter of that directory, which is made if need be.
    ///
    /// This reads and writes files, so it belongs to the start of a program.
    ///
    /// # Errors
    ///
    /// When the directory or its files cannot be made, locked or written.
    pub fn open(directory: impl Into<PathBuf>, limit: Limit) -> Result<Self, Error> {
        Self::with_clock(directory.into(), limit, TokioClock::new())
    }

    /// The limiter of that key's [state directory](Key::state_directory); all clients of this process that name the
    /// key share one, and with it one line.
    ///
    /// # Errors
    ///
    /// When the user has no home directory, as [`open`](Self::open), or when the key has another limit in this
    /// process already.
    pub fn of(key: &Key, limit: Limit) -> Result<Self, Error> {
        let shared = SHARED.get_or_try(key, || {
            let directory = key
                .state_directory()
                .map_err(|error| Error::configuration(error.to_string()))?;
            Shared::open(directory, limit, TokioClock::new())
        })?;
        shared.limit.same_as(limit, key)?;
        Ok(Self(shared))
    }

    /// As [`open`](Self::open), for a program that knows which calls were made before the directory was there: `ages`
    /// says how long ago each of them ended. None at all means that nobody has used the account within the last window.
    ///
    /// A log that is there already knows better and is kept.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn with_history(
        directory: impl Into<PathBuf>,
        limit: Limit,
        ages: impl IntoIterator<Item = Duration>,
    ) -> Result<Self, Error> {
        let directory = directory.into();
        let begun = Store::open(&directory).and_then(|store| {
            let now = TokioClock::new().wall();
            let now = now
                .duration_since(SystemTime::UNIX_EPOCH)
                .unwrap_or_default();
            let ended = ages.into_iter().filter_map(|age| now.checked_sub(age));
            store.begin(&State::begin(limit, ended))
        });
        begun.map_err(|error| unusable(&directory, &error))?;
        Self::open(directory, limit)
    }

    fn with_clock(directory: PathBuf, limit: Limit, clock: impl Clock) -> Result<Self, Error> {
        Shared::open(directory, limit, clock).map(|shared| Self(Arc::new(shared)))
    }
}

fn unusable(directory: &Path, error: &io::Error) -> Error {
    Error::configuration(describe(directory, error))
}

fn describe(directory: &Path, error: &io::Error) -> String {
    let directory = directory.display();
    format!("the log of the limit in {directory} cannot be used: {error}")
}

impl Limiter for FileBacked {
    fn acquire<'a>(&'a self, request: PermitRequest<'a>) -> BoxFuture<'a, Result<Permit, Limited>> {
        Box::pin(async move {
            let patience = request.within.max(PATIENCE);
            let log = Files(&self.0);
            let acquire = self.0.line.acquire(&log, request);
            within(request.clock, patience, acquire)
                .await
                .unwrap_or_else(|| Err(self.0.unusable(&io::ErrorKind::TimedOut.into())))
        })
    }
}

/// Files take their time, even if a call has none. Should another process be stopped
/// while it holds the lock, nobody waits for longer than that or than the call can.
const PATIENCE: Duration = Duration::from_millis(100);

/// When the files can't be used now, they may be after that.
const RETRY_AFTER: Duration = Duration::from_secs(1);

impl Shared {
    fn open(directory: PathBuf, limit: Limit, clock: impl Clock) -> Result<Self, Error> {
        let store = Store::open(&directory).map_err(|error| unusable(&directory, &error))?;
        let worker = Worker::start(store, limit, clock);
        let worker = worker.map_err(|error| unusable(&directory, &error))?;
        Ok(Self {
            directory,
            limit,
            line: Line::new(),
            worker,
        })
    }

    fn unusable(&self, error: &io::Error) -> Limited {
        Limited::new(RETRY_AFTER, describe(&self.directory, error))
    }
}

/// Where the slots are; a type of its own, since nobody else needs to see that it is one.
struct Files<'a>(&'a Arc<Shared>);

impl Slots for Files<'_> {
    /// Other processes give permits back without notice, and the clock may be set.
    const LOOK_AGAIN: Duration = Duration::from_millis(100);

    async fn take(&self) -> Result<Taken, Limited> {
        match self.0.worker.take(Arc::clone(self.0)).await {
            Ok(Answer::Permit(permit)) => Ok(Taken::Permit(permit)),
            Ok(Answer::Wait(wait)) => Ok(Taken::Wait(wait)),
            Err(error) => Err(self.0.unusable(&error)),
        }
    }

    async fn wait(&self, ahead: usize) -> Result<Wait, Limited> {
        let answer = self.0.worker.wait(ahead).await;
        answer.map_err(|error| self.0.unusable(&error))
    }

    fn describe(&self) -> String {
        format!("{} are used up", self.0.limit)
    }
}

impl fmt::Debug for FileBacked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileBacked")
            .field("directory", &self.0.directory)
            .field("limit", &self.0.limit)
            .finish_non_exhaustive()
    }
}
