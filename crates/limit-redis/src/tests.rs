//! A server whose clock is set while processes use it.

use std::time::Duration;

use kontorhaus_core::limit::{Key, Limit};
use kontorhaus_core::{Clock, Limiter, PermitRequest, TokioClock};
use kontorhaus_tests::redis::{Server, programs};
use tokio::time::sleep;

use super::*;
use crate::limiter::PATIENCE;
use crate::log::Log;
use crate::script::Script;

const ATTEMPT: Duration = Duration::from_millis(200);
const LIMIT: Limit = Limit::new(2, Duration::from_secs(1));
/// On a busy machine.
const SLACK: Duration = Duration::from_millis(300);

/// The server's clock, and by how many seconds it was set forward.
const CLOCK: &str = "(function() local t = redis.call('TIME') \
    t[1] = t[1] + (redis.call('GET', 'ahead') or 0) return t end)()";

async fn begun(server: &Server) -> RedisBacked {
    let client = redis::Client::open(server.url()).unwrap();
    let longest = ATTEMPT + PATIENCE;
    let script = Script::new("log".to_owned(), LIMIT, longest, false).with_clock(CLOCK);
    let log = Log::new(client, script);
    let limiter = RedisBacked::new(&Key::new("shop"), LIMIT, WhenAway::Fail, ATTEMPT, log);
    limiter.tell_history([]).await.unwrap();
    limiter
}

async fn set_ahead(server: &Server, seconds: i64) {
    let client = redis::Client::open(server.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let mut set = redis::cmd("SET");
    let set = set.arg("ahead").arg(seconds);
    let _: () = set.query_async(&mut connection).await.unwrap();
}

async fn used(limiter: &RedisBacked, count: usize) {
    for _ in 0..count {
        let clock = TokioClock::new();
        let request = PermitRequest::new("shop", "Order", LIMIT.window() * 60, &clock);
        let permit = limiter.acquire(request.attempt(ATTEMPT)).await.unwrap();
        assert!(permit.hand_over());
    }
}

/// In how long the next permit is free.
async fn refused(limiter: &RedisBacked) -> Duration {
    let clock = TokioClock::new();
    let request = PermitRequest::new("shop", "Order", Duration::ZERO, &clock);
    let refusal = limiter.acquire(request.attempt(ATTEMPT)).await.unwrap_err();
    refusal.retry_after()
}

fn assert_about(time: Duration, expected: Duration) {
    let range = expected.saturating_sub(SLACK)..=expected + SLACK;
    assert!(range.contains(&time), "{time:?} instead of {expected:?}");
}

#[tokio::test]
async fn set_forward_it_lets_nothing_through() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let (limiter, other) = (begun(&server).await, begun(&server).await);
        used(&limiter, 2).await;
        assert_about(refused(&limiter).await, LIMIT.window());
        set_ahead(&server, 3600).await;
        let anew = ATTEMPT + PATIENCE + LIMIT.window();
        assert_about(refused(&limiter).await, anew);
        let since = TokioClock::new();
        sleep(Duration::from_millis(500)).await;
        // Whoever notices later cannot know that it was noticed.
        assert_about(refused(&other).await, anew);
        used(&limiter, 2).await;
        assert_about(since.now(), anew + Duration::from_millis(500));
    }
}

#[tokio::test]
async fn set_back_it_holds_nobody_up_for_long() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limiter = begun(&server).await;
        used(&limiter, 2).await;
        assert_about(refused(&limiter).await, LIMIT.window());
        set_ahead(&server, -3600).await;
        // What has ended looks as if it ran.
        assert_about(refused(&limiter).await, LIMIT.window());
        let since = TokioClock::new();
        used(&limiter, 2).await;
        let waited = since.now();
        assert!(waited >= LIMIT.window(), "{waited:?}");
        assert!(
            waited < ATTEMPT + PATIENCE + LIMIT.window() + SLACK,
            "{waited:?}"
        );
    }
}

#[tokio::test]
async fn delays_are_no_leaps() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limiter = begun(&server).await;
        for pause in [0, 10, 700, 1300] {
            sleep(Duration::from_millis(pause)).await;
            let since = TokioClock::new();
            server.pause();
            let later = async {
                sleep(Duration::from_millis(300)).await;
                server.resume();
            };
            tokio::join!(used(&limiter, 1), later);
            // A log that began anew would be full for longer.
            let waited = since.now();
            assert!(waited < LIMIT.window() + SLACK, "{waited:?}");
        }
    }
}
