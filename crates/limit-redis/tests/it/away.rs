//! A server that is away, when a permit is wanted and when an attempt ends.

use kontorhaus_core::Clock;
use kontorhaus_tests::redis::programs;
use tokio::time::sleep;

use super::*;

const LIMIT: Limit = Limit::new(2, Duration::from_millis(300));

async fn refusal(limiter: &RedisBacked, within: Duration) -> String {
    let refusal = permit(limiter, within).await.unwrap_err();
    assert!(refusal.retry_after() <= ms(1000));
    refusal.to_string()
}

#[tokio::test]
async fn whoever_wants_to_fail_does_so_at_once() {
    for program in programs() {
        let mut server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Fail)).await;
        used(&limiter, 1).await;
        server.kill();
        let since = TokioClock::new();
        let message = refusal(&limiter, HOUR).await;
        assert!(since.now() < SLACK);
        let address = server.url().replace("redis://", "");
        let expected = format!("the log of the limit on {address} cannot be used: ");
        assert!(message.starts_with(&expected), "{message}");
        assert!(message.contains("refused"), "{message}");
    }
}

#[tokio::test]
async fn a_server_that_stands_still_counts_as_away_after_a_second() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Fail)).await;
        server.pause();
        let since = TokioClock::new();
        let message = refusal(&limiter, HOUR).await;
        assert_about(since.now(), ms(1000));
        assert!(message.ends_with("no answer within 1000 ms"), "{message}");
        // A call that has less time does not wait so long.
        let message = refusal(&limiter, ms(200)).await;
        assert_about(since.now(), ms(1200));
        assert!(message.contains("no answer within "), "{message}");
        server.resume();
        // What was asked meanwhile is undone, or would be after the lease.
        let again = loop {
            match permit(&limiter, LEASE + LIMIT.window()).await {
                Ok(permit) => break permit,
                Err(refusal) => assert!(since.now() < ms(10_000), "{refusal}"),
            }
        };
        assert!(again.hand_over());
    }
}

#[tokio::test]
async fn whoever_wants_to_wait_does_so_until_the_deadline() {
    for program in programs() {
        let mut server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Wait)).await;
        server.kill();
        let since = TokioClock::new();
        let message = refusal(&limiter, ms(700)).await;
        let waited = since.now();
        assert!((ms(550)..ms(700) + SLACK).contains(&waited), "{waited:?}");
        assert!(message.contains("cannot be used: "), "{message}");
        // Those in the line behind the first wait as long as they can, too.
        let tasks: Vec<_> = (0..5)
            .map(|_| {
                let limiter = limiter.clone();
                tokio::spawn(async move { refusal(&limiter, ms(500)).await })
            })
            .collect();
        for task in tasks {
            let message = task.await.unwrap();
            assert!(message.contains("cannot be used: "), "{message}");
        }
        let waited = since.now().saturating_sub(waited);
        assert!((ms(350)..ms(500) + SLACK).contains(&waited), "{waited:?}");
    }
}

#[tokio::test]
async fn whoever_waits_goes_on_when_the_server_is_back() {
    for program in programs() {
        let mut server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Wait)).await;
        server.kill();
        let waiting = tokio::spawn(async move {
            used(&limiter, 1).await;
            TokioClock::new()
        });
        sleep(ms(500)).await;
        let since = TokioClock::new();
        server.restart();
        let began = waiting.await.unwrap();
        // It has forgotten everything, so it began full.
        let waited = since.now().saturating_sub(began.now());
        assert!(waited >= LEASE + LIMIT.window(), "{waited:?}");
        assert!(waited < LEASE + LIMIT.window() + ms(1000), "{waited:?}");
    }
}

#[tokio::test]
async fn an_end_that_cannot_be_told_is_told_later() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limit = Limit::new(1, ms(300));
        let limiter = begun(builder(&server, limit, WhenAway::Wait)).await;
        let running = permit(&limiter, HOUR).await.unwrap();
        assert!(running.hand_over());
        server.pause();
        let since = TokioClock::new();
        drop(running);
        sleep(ms(400)).await;
        server.resume();
        used(&limiter, 1).await;
        // One window after it was told: it counts for longer, never for less.
        let waited = since.now();
        assert!(waited >= ms(700), "{waited:?}");
        assert!(waited < ms(700) + SLACK, "{waited:?}");
    }
}

#[tokio::test]
async fn a_connection_that_was_closed_meanwhile_is_no_trouble() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, Limit::new(100, ms(300)), WhenAway::Fail)).await;
        let mut admin = admin(&server).await;
        for _ in 0..10 {
            used(&limiter, 1).await;
            let mut kill = redis::cmd("CLIENT");
            kill.arg(&["KILL", "TYPE", "normal", "SKIPME", "yes"]);
            let _: u32 = kill.query_async(&mut admin).await.unwrap();
        }
        let _: () = redis::cmd("SCRIPT")
            .arg("FLUSH")
            .query_async(&mut admin)
            .await
            .unwrap();
        used(&limiter, 1).await;
    }
}

#[test]
fn the_runtime_of_its_connection_may_end() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let run = |task: &mut dyn FnMut(&tokio::runtime::Runtime)| {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            task(&runtime.enable_all().build().unwrap());
        };
        let limiter = builder(&server, LIMIT, WhenAway::Fail).build().unwrap();
        let mut left = None;
        run(&mut |runtime| {
            runtime.block_on(limiter.tell_history([])).unwrap();
            left = Some(runtime.block_on(permit(&limiter, HOUR)).unwrap());
        });
        run(&mut |runtime| runtime.block_on(used(&limiter, 1)));
        // Its end is told with the next question, though its runtime is gone.
        drop(left.take());
        run(&mut |runtime| runtime.block_on(used(&limiter, 1)));
    }
}
