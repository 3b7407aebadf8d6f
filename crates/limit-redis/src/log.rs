//! The log on the server.

use std::fmt;
use std::time::Duration;

use kontorhaus_core::{Clock, TokioClock};
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, ErrorKind, RedisError};
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::leap::{Exchange, Leaps};
use crate::script::{Found, Order, Reply, Script};
use crate::untold::Untold;

/// The log on the server, asked one question at a time.
pub(crate) struct Log {
    client: Client,
    script: Script,
    clock: TokioClock,
    wire: Mutex<Wire>,
    pub(crate) untold: Untold,
}

#[derive(Default)]
struct Wire {
    connection: Option<MultiplexedConnection>,
    leaps: Leaps,
    /// The clock has leapt, and the server does not know yet that its log is worthless.
    distrusted: bool,
    /// Whether the question may have reached the server.
    is_sent: bool,
    is_away: bool,
}

/// Why the log cannot be used.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) message: String,
    /// Whether it may be over in a while.
    pub(crate) may_pass: bool,
    /// Whether the server may have done what it was asked.
    pub(crate) may_have_run: bool,
}

impl Log {
    pub(crate) fn new(client: Client, script: Script) -> Self {
        Self {
            client,
            script,
            clock: TokioClock::new(),
            wire: Mutex::default(),
            untold: Untold::default(),
        }
    }

    /// Where the server is, without secrets.
    pub(crate) fn address(&self) -> impl fmt::Display + '_ {
        self.client.get_connection_info().addr()
    }

    /// Runs the script, and tells what ended since the last time.
    pub(crate) async fn ask(&self, order: Order<'_>, patience: Duration) -> Result<Reply, Trouble> {
        let clock = TokioClock::new();
        let Ok(mut wire) = timeout(patience, self.wire.lock()).await else {
            return Err(self.late(patience, false));
        };
        let left = patience.saturating_sub(clock.now());
        self.ask_over(&mut wire, order, left).await
    }

    /// Tells what ended, unless that has happened meanwhile.
    pub(crate) async fn tell(&self, patience: Duration) {
        let mut wire = self.wire.lock().await;
        if !self.untold.is_empty() {
            // What cannot be told now is told with the next question.
            let _ = self.ask_over(&mut wire, Order::Tell, patience).await;
        }
    }

    async fn ask_over(
        &self,
        wire: &mut Wire,
        order: Order<'_>,
        patience: Duration,
    ) -> Result<Reply, Trouble> {
        wire.is_sent = false;
        let result = match timeout(patience, self.converse(wire, order)).await {
            Ok(result) => result.map_err(|error| self.trouble(&error, wire.is_sent)),
            Err(_) => Err(self.late(patience, wire.is_sent)),
        };
        self.note(wire, &result);
        result
    }

    async fn converse(&self, wire: &mut Wire, order: Order<'_>) -> Result<Reply, RedisError> {
        let mut telling = self.untold.telling();
        loop {
            let is_old = wire.connection.is_some();
            let mut answer = self.run(wire, order, telling.ends()).await;
            if is_old && answer.as_ref().is_err_and(RedisError::is_io_error) {
                // It was closed while nobody used it, or with the runtime it belonged to.
                wire.connection = None;
                answer = self.run(wire, order, telling.ends()).await;
            }
            let reply = answer?;
            telling.told();
            if !wire.distrusted {
                return Ok(reply);
            }
        }
    }

    async fn run(
        &self,
        wire: &mut Wire,
        order: Order<'_>,
        ends: &[(String, bool)],
    ) -> Result<Reply, RedisError> {
        let connection = match &mut wire.connection {
            Some(connection) => connection,
            none => none.insert(self.connect().await?),
        };
        wire.is_sent = true;
        let sent = self.clock.now();
        let reply = self.script.run(connection, order, ends, wire.distrusted);
        let reply = reply.await?;
        wire.distrusted = wire.leaps.notice(Exchange {
            sent,
            received: self.clock.now(),
            server: reply.now,
        });
        self.explain(&reply, wire.distrusted);
        Ok(reply)
    }

    async fn connect(&self) -> Result<MultiplexedConnection, RedisError> {
        // Whoever asks has a time limit for all of it.
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(None)
            .set_response_timeout(None);
        let client = &self.client;
        client
            .get_multiplexed_async_connection_with_config(&config)
            .await
    }

    fn explain(&self, reply: &Reply, leapt: bool) {
        let address = self.address();
        if leapt {
            tracing::warn!("the clock of {address} was set forward: the log begins anew, and full");
        }
        match &reply.found {
            None => {}
            Some(Found::Nothing) => tracing::info!("{address} had no log of this limit"),
            Some(Found::Other(head)) => tracing::warn!(
                "the log on {address} cannot be trusted (it was {head:?}): it begins anew, and full"
            ),
        }
    }

    /// After trouble the next question gets a new connection.
    fn note(&self, wire: &mut Wire, result: &Result<Reply, Trouble>) {
        let was_away = wire.is_away;
        wire.is_away = result.is_err();
        match result {
            Ok(_) if was_away => tracing::info!("{} is back", self.address()),
            Ok(_) => {}
            Err(trouble) => {
                wire.connection = None;
                if !was_away {
                    tracing::warn!("{}", trouble.message);
                }
            }
        }
    }

    fn late(&self, patience: Duration, may_have_run: bool) -> Trouble {
        // Shown without noise: a little has passed when the question goes out.
        let millis = patience.as_micros().div_ceil(1000);
        Trouble {
            message: self.unusable(&format_args!("no answer within {millis} ms")),
            may_pass: true,
            may_have_run,
        }
    }

    fn trouble(&self, error: &RedisError, may_have_run: bool) -> Trouble {
        let mut message = self.unusable(error);
        let server = self.client.get_connection_info().redis_settings();
        if let Some(password) = server.password().filter(|password| !password.is_empty()) {
            message = message.replace(password, "…");
        }
        Trouble {
            message,
            may_pass: !is_refusal(error),
            may_have_run,
        }
    }

    fn unusable(&self, error: &dyn fmt::Display) -> String {
        let address = self.address();
        format!("the log of the limit on {address} cannot be used: {error}")
    }
}

/// Whether the server will say so again.
fn is_refusal(error: &RedisError) -> bool {
    let detail = error.detail().unwrap_or_default();
    error.kind() == ErrorKind::AuthenticationFailed
        || error.code().is_some_and(|code| REFUSALS.contains(&code))
        // Whoever gave no password is refused a command as long as ours in other words.
        || detail.contains("unauthenticated")
}

const REFUSALS: [&str; 4] = ["NOAUTH", "NOPERM", "WRONGPASS", "WRONGTYPE"];
