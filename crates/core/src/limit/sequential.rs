//! One call at a time.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::registry::Registry;
use super::{Key, Limited, Limiter, Permit, PermitRequest};
use crate::BoxFuture;
use crate::clock::within;

/// One call at a time, for all clients of this process that name the same [`Key`]:
/// some services lose their way when two calls of one account run at once.
///
/// Calls go in the order in which they came. A call waits as long as its own timeout
/// allows, since nobody knows how long the ones before it take.
#[derive(Clone)]
pub struct Sequential {
    name: String,
    turn: Arc<Turn>,
}

/// Tokio's semaphore is fair, and leaving its queue leaves no trace.
struct Turn(Arc<Semaphore>);

static SHARED: Registry<Turn> = Registry::new();

/// A guess, for want of anything better: the running call may end at any moment.
const RETRY_AFTER: Duration = Duration::from_secs(1);

impl Sequential {
    /// The limiter of that key.
    #[must_use]
    pub fn new(key: &Key) -> Self {
        Self {
            name: key.service().to_owned(),
            turn: SHARED.get_or(key, || Turn(Arc::new(Semaphore::new(1)))),
        }
    }
}

impl Limiter for Sequential {
    fn acquire<'a>(&'a self, request: PermitRequest<'a>) -> BoxFuture<'a, Result<Permit, Limited>> {
        Box::pin(async move {
            // Held by the permit too, so that the key keeps its turn while a call runs.
            let shared = Arc::clone(&self.turn);
            let turn = Arc::clone(&shared.0).acquire_owned();
            match within(request.clock, request.within, turn).await {
                Some(Ok(turn)) => Ok(Permit::new(move |_| {
                    drop(turn);
                    drop(shared);
                })),
                // Nobody closes the semaphore.
                Some(Err(_)) | None => Err(Limited::new(
                    RETRY_AFTER,
                    "another call is running, and only one may at a time",
                )),
            }
        })
    }
}

impl fmt::Debug for Sequential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sequential")
            .field("service", &self.name)
            .finish_non_exhaustive()
    }
}
