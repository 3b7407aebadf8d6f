//! Staying within the rate a vendor allows.
//!
//! Some vendors punish: Hypersoft locks an account at the 61st call in a minute until
//! a person unlocks it. A limit given to a client's builder holds for every attempt of
//! every call, retries included. Calls wait their turn, first come, first served.
//!
//! ```
//! use std::time::Duration;
//!
//! use kontorhaus_core::limit::{InProcess, Key, Limit};
//! # use kontorhaus_core::{Builder, Client, Error, NoCredentials, Service};
//! # enum Till {}
//! # impl Service for Till {
//! #     const NAME: &'static str = "till";
//! #     type Client = Client;
//! #     type Credentials = NoCredentials;
//! # }
//! # fn example() -> Result<Client, Error> {
//!
//! let limit = Limit::new(60, Duration::from_secs(60));
//! let key = Key::new("till").with("account-4711");
//! let client = Builder::<Till>::new()
//!     .endpoint("https://till.example/api")
//!     .limiter(InProcess::new(&key, limit)?)
//!     .build()?;
//! # Ok(client)
//! # }
//! ```
//!
//! # Which one
//!
//! | limiter | holds for | after a restart |
//! |---|---|---|
//! | [`InProcess`] | all clients of this process with that [`Key`] | waits one window, unless told the history |
//! | [`FileBacked`] | all processes of this machine with that directory | goes on where it was |
//! | [`Sequential`] | all clients of this process with that [`Key`] | |
//!
//! | `RedisBacked`, in the crate `kontorhaus-limit-redis` | all machines that use that server | goes on where it was |
//!
//! `Sequential` allows one call at a time, the others so many calls in a time. An account
//! that several machines use needs the one over Redis, since a vendor counts all of them
//! together.
//!
//! # What is counted
//!
//! The server counts calls when they arrive, and nobody else sees that moment: it lies
//! somewhere between an attempt's beginning and its end. So a permit counts from its
//! beginning until one window *after its end*, and there are never more permits than
//! the limit. Then no window of that length, wherever it lies, holds more calls than
//! the limit, however long they travelled. A token bucket cannot promise that: it lets
//! through nearly twice as many in the worst window.
//!
//! The price: calls that take long count for longer than the server counts them. With
//! answers that come at once the full rate is used.
//!
//! A permit comes back at once if nothing was handed to the transport, as when no
//! connection could be made.
//!
//! One thing no client can know: a request that was cut off by a timeout may still lie
//! in a network buffer and arrive later. Who wants to be safe there sets the limit a
//! little below the vendor's.
//!
//! # What a call sees
//!
//! A call waits for its permit within its own [timeout](crate::Call::timeout). If it
//! is certain that none comes in time, it ends at once with [`ErrorKind::Limited`] and
//! [`Outcome::NotSent`], takes no place from others, and
//! [`Error::retry_after`](crate::Error::retry_after) says when to come back.
//! So a limit with a window of a minute needs a timeout above a minute.
//!
//! [`ErrorKind::Limited`]: crate::ErrorKind::Limited
//! [`Outcome::NotSent`]: crate::Outcome::NotSent

mod file;
mod in_process;
mod key;
pub mod line;
mod log;
mod permit;
mod registry;
mod sequential;
#[cfg(test)]
mod tests;

use std::fmt;
use std::time::Duration;

pub use file::FileBacked;
pub use in_process::InProcess;
pub use key::Key;
pub use permit::{Limited, Permit, PermitRequest};
pub use sequential::Sequential;

use crate::{BoxFuture, Error};

/// Keeps a client within the rate its vendor allows.
///
/// Every attempt asks for a permit before it begins, retries included.
pub trait Limiter: Send + Sync + 'static {
    /// Waits for a permit.
    ///
    /// # Errors
    ///
    /// At once, and without taking a place, when no permit can be had within
    /// [`PermitRequest::within`].
    fn acquire<'a>(&'a self, request: PermitRequest<'a>) -> BoxFuture<'a, Result<Permit, Limited>>;
}

/// So many calls in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    permits: usize,
    window: Duration,
}

impl Limit {
    /// At most `permits` calls in any stretch of time as long as `window`, with both
    /// of its ends.
    #[must_use]
    pub const fn new(permits: usize, window: Duration) -> Self {
        Self { permits, window }
    }

    /// How many calls.
    #[must_use]
    pub const fn permits(self) -> usize {
        self.permits
    }

    /// The stretch of time that holds so many.
    #[must_use]
    pub const fn window(self) -> Duration {
        self.window
    }

    /// Two limits for one account would contradict each other.
    fn same_as(self, other: Self, key: &Key) -> Result<(), Error> {
        if self == other {
            return Ok(());
        }
        let service = key.service();
        let message =
            format!("{service} is limited to {self} already, and cannot be to {other} too");
        Err(Error::configuration(message)
            .with_advice("Give all clients of an account the same limit."))
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} calls per {:?}", self.permits, self.window)
    }
}
