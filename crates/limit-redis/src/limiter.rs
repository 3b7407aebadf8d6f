//! The limiter.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use kontorhaus_core::limit::line::{Line, Slots, Taken, Wait};
use kontorhaus_core::limit::{Key, Limit};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{BoxFuture, Clock, Limited, Limiter, Permit, PermitRequest, TokioClock};
use tokio::runtime::Handle;

use crate::log::{Log, Trouble};
use crate::script::{Found, Order};
use crate::{Builder, WhenAway};

/// One log for all machines that use the same server and name the same [`Key`].
///
/// Clones are one limiter. It connects when it is first used.
#[derive(Clone)]
pub struct RedisBacked(Arc<Shared>);

struct Shared {
    service: String,
    limit: Limit,
    longest_attempt: Duration,
    when_away: WhenAway,
    line: Line,
    log: Log,
    /// Makes the ids of slots unlike those of other processes.
    owner: u64,
    slots: AtomicU64,
}

/// So long the server may take to answer. Then it counts as away.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);

/// A call that has less time than that waits so long for an answer all the same.
const AT_LEAST: Duration = Duration::from_millis(100);

/// When the server is away now, it may be back after that.
const RETRY_AFTER: Duration = Duration::from_secs(1);

impl RedisBacked {
    /// Begins a limiter of that key on the server at `url`.
    ///
    /// The address is `redis://user:password@host:port/database`, where all but the host
    /// may be missing; with the feature `rustls` also `rediss://…`, and on Unix
    /// `unix:/path/of/socket`. It is a secret because of the password.
    pub fn builder(url: &SecretString, key: &Key, limit: Limit, when_away: WhenAway) -> Builder {
        Builder::new(url.clone(), key.clone(), limit, when_away)
    }

    pub(crate) fn new(
        key: &Key,
        limit: Limit,
        when_away: WhenAway,
        longest_attempt: Duration,
        log: Log,
    ) -> Self {
        Self(Arc::new(Shared {
            service: key.service().to_owned(),
            limit,
            longest_attempt,
            when_away,
            line: Line::new(),
            log,
            owner: RandomState::new().hash_one(()),
            slots: AtomicU64::new(0),
        }))
    }

    /// Begins the log, if the server has none: `ages` says how long ago each of the last
    /// calls ended. None at all means that nobody has used the account within the last
    /// window. So the first call need not wait as long as without it.
    ///
    /// It is true if there was no log. A log that exists knows better, and is kept.
    ///
    /// # Errors
    ///
    /// When the server cannot be used now.
    pub async fn tell_history(
        &self,
        ages: impl IntoIterator<Item = Duration>,
    ) -> Result<bool, Limited> {
        let ages: Vec<_> = ages.into_iter().collect();
        let order = Order::Begin { ages: &ages };
        match self.0.log.ask(order, PATIENCE).await {
            Ok(reply) => Ok(reply.found == Some(Found::Nothing)),
            Err(trouble) => Err(Limited::new(RETRY_AFTER, trouble.message)),
        }
    }
}

impl Limiter for RedisBacked {
    fn acquire<'a>(&'a self, request: PermitRequest<'a>) -> BoxFuture<'a, Result<Permit, Limited>> {
        Box::pin(async move {
            if request.attempt > self.0.longest_attempt {
                return Err(self.0.too_long(request.attempt));
            }
            let visitor = Visitor::new(&self.0, request);
            self.0.line.acquire(&visitor, request).await
        })
    }
}

impl Shared {
    fn too_long(&self, attempt: Duration) -> Limited {
        let reckoned = self.longest_attempt;
        let message = format!(
            "an attempt can take {attempt:?}, and the limit reckons with {reckoned:?} at most; \
             set the attempt's timeout or longest_attempt"
        );
        Limited::new(Duration::MAX, message)
    }

    /// Notes the end of a slot, and has it told.
    fn end(self: &Arc<Self>, id: String, handed: bool, runtime: &Handle) {
        self.log.untold.push((id, handed));
        // Whoever is first in the line asks now, and tells it thereby.
        self.line.freed();
        let shared = Arc::clone(self);
        runtime.spawn(async move { shared.log.tell(PATIENCE).await });
    }
}

/// One who waits for a permit.
struct Visitor<'a> {
    shared: &'a Arc<Shared>,
    clock: &'a dyn Clock,
    deadline: Duration,
    /// From taking a slot to the latest end of its attempt.
    lease: Duration,
    trouble: Mutex<Option<String>>,
}

impl<'a> Visitor<'a> {
    fn new(shared: &'a Arc<Shared>, request: PermitRequest<'a>) -> Self {
        let PermitRequest { clock, .. } = request;
        Self {
            shared,
            clock,
            deadline: clock.now().saturating_add(request.within),
            lease: request.attempt + PATIENCE,
            trouble: Mutex::default(),
        }
    }

    /// How long it can wait for one answer.
    fn patience(&self) -> Duration {
        let left = self.deadline.saturating_sub(self.clock.now());
        left.clamp(AT_LEAST, PATIENCE)
    }

    /// What to do without the server.
    fn without(&self, trouble: Trouble) -> Result<Wait, Limited> {
        let Trouble {
            message, may_pass, ..
        } = trouble;
        match self.shared.when_away {
            WhenAway::Wait if may_pass => {
                *self.lock() = Some(message);
                Ok(Wait {
                    at_least: Self::LOOK_AGAIN,
                    is_final: false,
                })
            }
            WhenAway::Wait | WhenAway::Fail => Err(Limited::new(RETRY_AFTER, message)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<String>> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slots for Visitor<'_> {
    /// Other machines give permits back without notice.
    const LOOK_AGAIN: Duration = Duration::from_millis(100);

    async fn take(&self) -> Result<Taken, Limited> {
        let claim = Claim::new(self.shared);
        let (began, lease) = (Moment::now(), self.lease);
        let order = Order::Take {
            id: &claim.id,
            lease,
        };
        let reply = match self.shared.log.ask(order, self.patience()).await {
            Ok(reply) => reply,
            Err(trouble) => {
                if !trouble.may_have_run {
                    claim.forget();
                }
                return self.without(trouble).map(Taken::Wait);
            }
        };
        *self.lock() = None;
        if !reply.taken {
            claim.forget();
            return Ok(Taken::Wait(reply.wait));
        }
        let permit = Permit::new(move |handed| claim.end(handed));
        let permit = permit.lapsing(move || lease.saturating_sub(began.elapsed()));
        Ok(Taken::Permit(permit))
    }

    async fn wait(&self, ahead: usize) -> Result<Wait, Limited> {
        match self
            .shared
            .log
            .ask(Order::Wait { ahead }, self.patience())
            .await
        {
            Ok(reply) => Ok(reply.wait),
            Err(trouble) => self.without(trouble),
        }
    }

    fn describe(&self) -> String {
        let trouble = self.lock().clone();
        trouble.unwrap_or_else(|| format!("{} are used up", self.shared.limit))
    }
}

/// A slot that may have been taken: dropped, it is given back.
struct Claim {
    id: String,
    /// Who is to be told; none when there is nothing to tell any more.
    shared: Option<Arc<Shared>>,
    runtime: Handle,
}

impl Claim {
    fn new(shared: &Arc<Shared>) -> Self {
        let number = shared.slots.fetch_add(1, Ordering::Relaxed);
        Self {
            id: format!("{:016x}-{number:x}", shared.owner),
            shared: Some(Arc::clone(shared)),
            runtime: Handle::current(),
        }
    }

    /// The attempt has ended, and was handed over or not.
    fn end(mut self, handed: bool) {
        self.report(handed);
    }

    /// It was not taken.
    fn forget(mut self) {
        self.shared = None;
    }

    fn report(&mut self, handed: bool) {
        if let Some(shared) = self.shared.take() {
            shared.end(std::mem::take(&mut self.id), handed, &self.runtime);
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.report(false);
    }
}

/// A moment, by a clock that stands still while the machine sleeps and by one that does not.
struct Moment {
    clock: TokioClock,
    wall: SystemTime,
}

impl Moment {
    fn now() -> Self {
        let clock = TokioClock::new();
        Self {
            wall: clock.wall(),
            clock,
        }
    }

    fn elapsed(&self) -> Duration {
        let by_wall = self.clock.wall().duration_since(self.wall);
        self.clock.now().max(by_wall.unwrap_or_default())
    }
}

impl fmt::Debug for RedisBacked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisBacked")
            .field("service", &self.0.service)
            .field("server", &format_args!("{}", self.0.log.address()))
            .field("limit", &self.0.limit)
            .field("when_away", &self.0.when_away)
            .finish_non_exhaustive()
    }
}
