//! The limiter against real servers: Redis, and Valkey where it is installed.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod away;
mod processes;
mod restarts;
mod secrets;
mod shared;
mod tls;

use std::time::Duration;

use kontorhaus_core::limit::{Key, Limit};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Limited, Limiter, Permit, PermitRequest, TokioClock};
use kontorhaus_limit_redis::{Builder, RedisBacked, WhenAway};
use kontorhaus_tests::redis::Server;
use redis::aio::MultiplexedConnection;

/// The longest attempt of all tests.
const ATTEMPT: Duration = Duration::from_millis(200);

/// For so long a log that begins anew is full, beside the window.
const LEASE: Duration = Duration::from_millis(1200);

/// How far a server's answer may be from the expected time on a busy machine.
const SLACK: Duration = Duration::from_millis(300);

const HOUR: Duration = Duration::from_secs(3600);

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

fn builder(server: &Server, limit: Limit, when_away: WhenAway) -> Builder {
    let url = SecretString::from(server.url());
    let key = Key::new("shop").with("account");
    RedisBacked::builder(&url, &key, limit, when_away).longest_attempt(ATTEMPT)
}

/// A limiter whose log is empty, or goes on where it was.
async fn begun(builder: Builder) -> RedisBacked {
    let limiter = builder.build().unwrap();
    limiter.tell_history([]).await.unwrap();
    limiter
}

async fn permit(limiter: &RedisBacked, within: Duration) -> Result<Permit, Limited> {
    let clock = TokioClock::new();
    let request = PermitRequest::new("shop", "Order", within, &clock);
    limiter.acquire(request.attempt(ATTEMPT)).await
}

/// Uses that many permits; the next question sees their ends.
async fn used(limiter: &RedisBacked, count: usize) {
    for _ in 0..count {
        assert!(permit(limiter, HOUR).await.unwrap().hand_over());
    }
}

/// In how long the next permit is free.
async fn refused(limiter: &RedisBacked) -> Duration {
    let refusal = permit(limiter, Duration::ZERO).await.unwrap_err();
    let message = refusal.to_string();
    assert!(message.ends_with("are used up"), "{message}");
    refusal.retry_after()
}

fn assert_about(time: Duration, expected: Duration) {
    let range = expected.saturating_sub(SLACK)..=expected + SLACK;
    assert!(range.contains(&time), "{time:?} instead of {expected:?}");
}

async fn admin(server: &Server) -> MultiplexedConnection {
    let client = redis::Client::open(server.url()).unwrap();
    client.get_multiplexed_async_connection().await.unwrap()
}
