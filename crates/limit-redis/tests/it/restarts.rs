//! A server that is killed and starts anew, with what it has kept.

use kontorhaus_core::Clock;
use kontorhaus_tests::redis::programs;

use super::*;

const LIMIT: Limit = Limit::new(3, Duration::from_secs(2));

#[tokio::test]
async fn without_persistence_the_log_begins_full() {
    for program in programs() {
        let mut server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Fail)).await;
        used(&limiter, 1).await;
        server.restart();
        assert_about(refused(&limiter).await, LEASE + LIMIT.window());
        // Not known to be another server, but known to be without a log.
        let other = builder(&server, LIMIT, WhenAway::Fail).build().unwrap();
        assert_about(refused(&other).await, LEASE + LIMIT.window());
    }
}

#[tokio::test]
async fn a_snapshot_that_is_older_than_the_last_calls_is_not_trusted() {
    for program in programs() {
        let mut server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Fail)).await;
        let mut admin = admin(&server).await;
        let _: () = redis::cmd("SAVE").query_async(&mut admin).await.unwrap();
        used(&limiter, 3).await;
        server.restart();
        // The snapshot has the log without any call.
        assert_about(refused(&limiter).await, LEASE + LIMIT.window());
    }
}

const ALWAYS: &[&str] = &["--appendonly", "yes", "--appendfsync", "always"];

#[tokio::test]
async fn a_server_that_keeps_everything_goes_on_where_it_was() {
    for program in programs() {
        let mut server = Server::start(&program, ALWAYS);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Wait).durable()).await;
        let since = TokioClock::new();
        used(&limiter, 2).await;
        assert!(permit(&limiter, HOUR).await.unwrap().hand_over());
        let other = builder(&server, LIMIT, WhenAway::Wait).durable();
        server.restart();
        let left = refused(&other.build().unwrap()).await;
        assert!(left <= LIMIT.window(), "{left:?}");
        used(&limiter, 1).await;
        let waited = since.now();
        assert!(waited >= LIMIT.window(), "{waited:?}");
        assert!(waited < LIMIT.window() + ms(500), "{waited:?}");
    }
}

#[tokio::test]
async fn unless_it_is_said_to_keep_everything_it_is_not_trusted() {
    for program in programs() {
        let mut server = Server::start(&program, ALWAYS);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Fail)).await;
        server.restart();
        assert_about(refused(&limiter).await, LEASE + LIMIT.window());
    }
}

#[tokio::test]
async fn a_log_that_is_deleted_begins_full() {
    for program in programs() {
        let server = Server::start(&program, ALWAYS);
        for command in ["FLUSHALL", "FLUSHDB"] {
            let limiter = begun(builder(&server, LIMIT, WhenAway::Fail).durable()).await;
            let mut admin = admin(&server).await;
            let _: () = redis::cmd(command).query_async(&mut admin).await.unwrap();
            assert_about(refused(&limiter).await, LEASE + LIMIT.window());
            let _: () = redis::cmd(command).query_async(&mut admin).await.unwrap();
        }
    }
}
