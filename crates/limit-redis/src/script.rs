//! The script that changes the log, and what it is told.

use std::fmt::Write as _;
use std::time::Duration;

use kontorhaus_core::limit::Limit;
use kontorhaus_core::limit::line::Wait;
use redis::aio::MultiplexedConnection;
use redis::{Cmd, ErrorKind, RedisError, ServerErrorKind};
use sha1::{Digest, Sha1};

const TEXT: &str = include_str!("script/log.lua");

/// Everything a log is used for is one script, which the server runs as one step.
pub(crate) struct Script {
    text: String,
    sha: String,
    key: String,
    limit: Limit,
    longest: Duration,
    durable: bool,
}

/// What it is run for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Order<'a> {
    /// Takes a slot, which comes free so long (and a window) after, if nobody ends it.
    Take { id: &'a str, lease: Duration },
    /// Asks how long the next slot takes when so many are ahead.
    Wait { ahead: usize },
    /// Only brings the log up to date.
    Tell,
    /// Begins a log that does not exist, with calls that ended so long ago.
    Begin { ages: &'a [Duration] },
}

/// A slot's end: its id, and whether its request was handed over.
pub(crate) type End = (String, bool);

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    /// The server's clock.
    pub(crate) now: Duration,
    pub(crate) taken: bool,
    pub(crate) wait: Wait,
    /// What was found instead of the log, if it had to begin anew.
    pub(crate) found: Option<Found>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Nothing,
    /// The head of another log.
    Other(String),
}

impl Script {
    pub(crate) fn new(key: String, limit: Limit, longest: Duration, durable: bool) -> Self {
        Self {
            text: TEXT.to_owned(),
            sha: sha(TEXT),
            key,
            limit,
            longest,
            durable,
        }
    }

    /// The same with another clock: an expression for what `TIME` gives.
    #[cfg(test)]
    pub(crate) fn with_clock(mut self, expression: &str) -> Self {
        self.text = TEXT.replace("redis.call('TIME')", expression);
        self.sha = sha(&self.text);
        self
    }

    /// Runs it. `distrusted` makes the log begin anew, and full.
    pub(crate) async fn run(
        &self,
        connection: &mut MultiplexedConnection,
        order: Order<'_>,
        ends: &[End],
        distrusted: bool,
    ) -> Result<Reply, RedisError> {
        let by_name = self.command("EVALSHA", &self.sha, order, ends, distrusted);
        let reply: Result<Raw, _> = by_name.query_async(connection).await;
        let reply = match reply {
            Err(error) if error.kind() == ErrorKind::Server(ServerErrorKind::NoScript) => {
                // The server has not seen it yet, or has forgotten it.
                let in_full = self.command("EVAL", &self.text, order, ends, distrusted);
                in_full.query_async(connection).await
            }
            reply => reply,
        };
        reply.map(Reply::from)
    }

    fn command(
        &self,
        name: &str,
        script: &str,
        order: Order<'_>,
        ends: &[End],
        distrusted: bool,
    ) -> Cmd {
        let (permits, window) = (self.limit.permits(), micros(self.limit.window()));
        let longest = micros(self.longest);
        let mut command = redis::cmd(name);
        command
            .arg(script)
            .arg(1)
            .arg(&self.key)
            .arg(format!("kontorhaus-limit 1 {permits} {window} {longest}"))
            .arg(u8::from(self.durable))
            .arg(u8::from(distrusted))
            .arg(permits)
            .arg(window)
            .arg(longest);
        match order {
            Order::Take { id, lease } => command.arg("take").arg(id).arg(micros(lease)),
            Order::Wait { ahead } => command.arg("wait").arg(ahead).arg(0),
            Order::Tell => command.arg("tell").arg("").arg(0),
            Order::Begin { ages } => {
                // Down to the microsecond, which is later.
                let ages: Vec<_> = ages.iter().map(|age| age.as_micros().to_string()).collect();
                command.arg("begin").arg(ages.join(" ")).arg(0)
            }
        };
        for (id, handed) in ends {
            command.arg(id).arg(u8::from(*handed));
        }
        command
    }
}

/// Now, taken, wait, whether that is final, what was found.
type Raw = (u64, bool, u64, bool, String);

impl From<Raw> for Reply {
    fn from((now, taken, at_least, is_final, found): Raw) -> Self {
        Self {
            now: Duration::from_micros(now),
            taken,
            wait: Wait {
                at_least: Duration::from_micros(at_least),
                is_final,
            },
            found: match found.as_str() {
                "" => None,
                "nothing" => Some(Found::Nothing),
                _ => Some(Found::Other(found)),
            },
        }
    }
}

/// Up to the next microsecond: nothing counts for less than it is said to.
fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos().div_ceil(1000)).unwrap_or(u64::MAX)
}

fn sha(text: &str) -> String {
    Sha1::digest(text)
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

#[cfg(test)]
mod tests;
