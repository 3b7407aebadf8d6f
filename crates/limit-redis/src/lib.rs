//! A limit that machines share, over Redis or Valkey.
//!
//! A vendor counts all calls of an account together, from wherever they come.
//! [`RedisBacked`] keeps them within the limit for all machines that use the same
//! server. It counts as the limiters of [`kontorhaus_core::limit`] do, and a client takes
//! it like any of them:
//!
//! ```
//! use std::time::Duration;
//!
//! use kontorhaus_core::limit::{Key, Limit};
//! use kontorhaus_core::secrecy::SecretString;
//! use kontorhaus_limit_redis::{RedisBacked, WhenAway};
//! # use kontorhaus_core::{Builder, Client, Error, NoCredentials, Service};
//! # enum Till {}
//! # impl Service for Till {
//! #     const NAME: &'static str = "till";
//! #     type Client = Client;
//! #     type Credentials = NoCredentials;
//! # }
//! # fn example(password: &str) -> Result<Client, Error> {
//!
//! let url = SecretString::from(format!("redis://limits:{password}@10.0.0.7"));
//! let limit = Limit::new(60, Duration::from_secs(60));
//! let key = Key::new("till").with("account-4711");
//! let limiter = RedisBacked::builder(&url, &key, limit, WhenAway::Wait).build()?;
//! let client = Builder::<Till>::new()
//!     .endpoint("https://till.example/api")
//!     .limiter(limiter)
//!     .build()?;
//! # Ok(client)
//! # }
//! ```
//!
//! # What holds
//!
//! There are never more calls within a window than the limit, as the vendor counts them,
//! whatever becomes of the processes and of the server:
//!
//! | what happens | what follows |
//! |---|---|
//! | a process is killed | its slots come free when the longest attempt would have ended, and a window |
//! | a process stands still, or its machine sleeps | its permits lapse, and nothing goes out with them when it goes on |
//! | Redis is away when an attempt begins | what [`WhenAway`] says; never a call without a permit |
//! | Redis is away when an attempt ends | the slot is ended when Redis is back, or comes free as if its process were gone |
//! | Redis starts anew, a replica takes over, the log is deleted or evicted | the log begins anew, and full |
//! | the clock of Redis is set back | slots count for longer, the longest attempt and a window at most |
//! | the clock of Redis is set forward | the first process that has used it before notices, and the log begins anew, and full |
//!
//! A log that begins anew is full for the longest attempt, a second, and one window: so
//! long calls may count that nobody remembers. That also goes for the very first use,
//! unless the program says what it knows with [`RedisBacked::tell_history`]; and for each
//! restart of the server, unless it keeps everything: [`Builder::durable`].
//!
//! Three things no program can know. A request that was cut off may still lie in a network
//! buffer. A process may stand still between its last look at its permit and the first
//! byte, some microseconds later. And if the clock is set forward, slots may be given out
//! too soon before anyone notices. Who wants to be safe there sets the limit a little below
//! the vendor's.
//!
//! # The server
//!
//! Redis from version 5 on, or Valkey; tested with Redis 7.0 and Valkey 9.1. It is one
//! server, or the primary of several under one name. Its clock is the only one that
//! counts, so it should be kept right by slewing; the clocks of the machines may differ.
//!
//! - All is done by one script in one step, one round trip for each permit and one for
//!   each end. A process has one connection, and asks one question at a time.
//! - For each [`Key`](kontorhaus_core::limit::Key) there is one sorted set, whose name
//!   holds the service and a hash. It never expires, so that it can be told from one that
//!   was lost; an account that is no longer used leaves some kilobytes at most.
//! - A user of its own needs these rights: `~kontorhaus:limit:* -@all +eval +evalsha +info
//!   +time +del +zadd +zcard +zrange +zrangebyscore +zrem +zremrangebyscore +zscore`.
//! - An eviction policy that takes keys without expiry (`allkeys-…`) costs a wait each time.
//! - With replicas, `min-replicas-to-write` keeps a primary that was cut off from giving out
//!   slots beside its successor.
//!
//! The limiter connects when it is first used, on the Tokio runtime of that call, whose I/O
//! and timers must be enabled.
//!
//! # Features
//!
//! - `rustls`: connections over TLS. Without it the password and the times of calls
//!   go over the network as they are.

mod builder;
mod leap;
mod limiter;
mod log;
mod script;
#[cfg(test)]
mod tests;
#[cfg(feature = "rustls")]
mod tls;
mod untold;

pub use builder::Builder;
pub use limiter::RedisBacked;

/// What becomes of a call when its permit is to come from a server that is away: that
/// cannot be reached, does not answer within a second, or cannot be used for now.
///
/// A call never goes out without a permit. There is no default, since only the program
/// knows which of the two is the lesser evil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenAway {
    /// Waits until it is back, as long as the call's timeout allows. Then the call ends
    /// with [`ErrorKind::Limited`](kontorhaus_core::ErrorKind::Limited). For work that
    /// nobody waits for.
    ///
    /// What will not pass by itself, such as a wrong password, ends the call at once.
    Wait,
    /// The call ends at once with
    /// [`ErrorKind::Limited`](kontorhaus_core::ErrorKind::Limited), and may be repeated as
    /// others that were not sent. For work that someone waits for.
    Fail,
}
