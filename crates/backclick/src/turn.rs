//! Waiting while an import runs.

use std::fmt;
use std::time::Duration;

use kontorhaus_core::{BoxFuture, Error};

use crate::{Client, ErrorCode, TakesTurns};

/// How long to wait before the call is made again. Ours: the manual only says to repeat it until it passes.
const PAUSE: Duration = Duration::from_secs(30);

/// How long to go on. Ours too.
const PATIENCE: Duration = Duration::from_secs(60 * 60);

impl Client {
    /// Makes a call that the system refuses while *another* import runs, and makes it again until it passes: an import, or
    /// the dispatch of a newsletter.
    ///
    /// Only such a refusal, after which certainly nothing happened, is followed by another call; any other error ends it.
    /// A success says that the import was taken in. The interface can't be asked when it is done; that it is, shows in the
    /// next one being taken.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_backclick::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use kontorhaus_backclick::{ImportSubscribers, ImportTable};
    ///
    /// let mut table = ImportTable::new(["EMAIL", "VORNAME"])?;
    /// table.add(["mara.beispiel@example.org", "Mara"])?;
    /// let answer = client
    ///     .in_turn(ImportSubscribers::new([12], table).with_create_filter(true))
    ///     .on_wait(|waiting| println!("an import is running; {} calls so far", waiting.calls))
    ///     .await?;
    /// println!("the people stand in filter {}", answer.filter_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn in_turn<Op: TakesTurns>(&self, request: Op) -> InTurn<Op> {
        InTurn {
            client: self.clone(),
            request,
            pause: PAUSE,
            patience: PATIENCE,
            call_timeout: None,
            on_wait: Box::new(|_| ()),
        }
    }
}

/// How long a call has been waiting for its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting {
    /// Calls that were refused.
    pub calls: u32,
    /// The time since the first one began.
    pub elapsed: Duration,
}

/// A call that waits for its turn; made by [`Client::in_turn`], and runs when it is awaited.
#[must_use = "a call does nothing until it is awaited"]
pub struct InTurn<Op> {
    client: Client,
    request: Op,
    pause: Duration,
    patience: Duration,
    call_timeout: Option<Duration>,
    on_wait: Box<dyn FnMut(Waiting) + Send>,
}

impl<Op: TakesTurns> InTurn<Op> {
    /// Waits so long before it calls again, instead of 30 seconds.
    pub fn every(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Gives up when so much time has passed that there is none for another call, instead of after an hour. The error is
    /// the last refusal.
    pub fn for_at_most(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Sets how long each call may take, as [`Call::attempt_timeout`](crate::Call::attempt_timeout) and
    /// [`Call::timeout`](crate::Call::timeout) do, for large tables.
    pub fn call_timeout(mut self, limit: Duration) -> Self {
        self.call_timeout = Some(limit);
        self
    }

    /// Calls `tell` after each refusal, before the wait.
    pub fn on_wait(mut self, tell: impl FnMut(Waiting) + Send + 'static) -> Self {
        self.on_wait = Box::new(tell);
        self
    }

    async fn run(mut self) -> Result<Op::Output, Error> {
        let start = self.client.clock().now();
        let mut calls = 0;
        loop {
            let mut call = self.client.call(self.request.clone()).no_retry();
            if let Some(limit) = self.call_timeout {
                call = call.attempt_timeout(limit).timeout(limit);
            }
            let error = match call.await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            if !ErrorCode::of(&error).is_some_and(|code| code.is_import_running()) {
                return Err(error);
            }
            let elapsed = self.client.clock().now().saturating_sub(start);
            if elapsed.saturating_add(self.pause) > self.patience {
                return Err(error);
            }
            calls += 1;
            (self.on_wait)(Waiting { calls, elapsed });
            self.client.clock().sleep(self.pause).await;
        }
    }
}

impl<Op: TakesTurns> IntoFuture for InTurn<Op> {
    type Output = Result<Op::Output, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<Op> fmt::Debug for InTurn<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InTurn")
            .field("operation", &std::any::type_name::<Op>())
            .field("pause", &self.pause)
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}
