//! What machines share, and how it counts.

use std::sync::{Arc, Mutex};

use kontorhaus_core::Clock;
use kontorhaus_tests::redis::programs;
use tokio::time::{sleep, timeout};

use super::*;

const LIMIT: Limit = Limit::new(2, Duration::from_secs(1));

#[tokio::test]
async fn a_new_log_is_full_unless_told_the_history() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let full = builder(&server, LIMIT, WhenAway::Fail).build().unwrap();
        assert_about(refused(&full).await, LEASE + LIMIT.window());
        assert!(!full.tell_history([]).await.unwrap(), "it exists by now");
        assert!(permit(&full, Duration::ZERO).await.is_err());

        let other = builder(&server, LIMIT, WhenAway::Fail).prefix("other:");
        let told = other.build().unwrap();
        assert!(told.tell_history([ms(400)]).await.unwrap());
        assert!(!told.tell_history([]).await.unwrap());
        used(&told, 1).await;
        assert_about(refused(&told).await, ms(600));
    }
}

#[tokio::test]
async fn a_permit_counts_until_one_window_after_its_end() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Fail)).await;
        let running = permit(&limiter, HOUR).await.unwrap();
        assert!(running.hand_over());
        used(&limiter, 1).await;
        sleep(ms(150)).await;
        // What runs could end at any moment; the other has ended.
        assert_about(refused(&limiter).await, ms(850));
        drop(running);
        sleep(ms(900)).await;
        used(&limiter, 1).await;
        let since = TokioClock::new();
        used(&limiter, 1).await;
        assert_about(since.now(), ms(100));
    }
}

#[tokio::test]
async fn an_unused_permit_goes_to_the_next_at_once() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let one = begun(builder(&server, LIMIT, WhenAway::Fail)).await;
        let other = begun(builder(&server, LIMIT, WhenAway::Fail)).await;
        used(&one, 1).await;
        let running = permit(&one, HOUR).await.unwrap();
        for limiter in [one.clone(), other.clone()] {
            let next = tokio::spawn(async move { permit(&limiter, HOUR).await.map(drop) });
            sleep(ms(50)).await;
            assert!(!next.is_finished());
            next.abort();
        }
        let next = tokio::spawn(async move { permit(&other, HOUR).await.map(drop) });
        sleep(ms(50)).await;
        let since = TokioClock::new();
        drop(running);
        next.await.unwrap().unwrap();
        // The other machine looks every 100 ms.
        assert_about(since.now(), ms(50));
    }
}

#[tokio::test]
async fn keys_and_prefixes_are_logs_of_their_own_and_name_no_account() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let url = SecretString::from(server.url());
        for (key, prefix) in [("one", "a:"), ("two", "a:"), ("one", "b:")] {
            let key = Key::new("shop").with(key);
            let builder = RedisBacked::builder(&url, &key, LIMIT, WhenAway::Fail);
            let builder = builder.longest_attempt(ATTEMPT).prefix(prefix);
            used(&begun(builder).await, 2).await;
        }
        let mut admin = admin(&server).await;
        let mut keys: Vec<String> = redis::cmd("KEYS")
            .arg("*")
            .query_async(&mut admin)
            .await
            .unwrap();
        keys.sort();
        let name = |key: &str| Key::new("shop").with(key).name();
        let mut expected = [
            format!("a:{}", name("one")),
            format!("a:{}", name("two")),
            format!("b:{}", name("one")),
        ];
        expected.sort();
        assert_eq!(keys, expected);
    }
}

#[tokio::test]
async fn a_wait_that_cannot_fit_ends_at_once_and_takes_no_place() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Wait)).await;
        used(&limiter, 2).await;
        let waiting: Vec<_> = (0..2)
            .map(|_| {
                let limiter = limiter.clone();
                tokio::spawn(async move { used(&limiter, 1).await })
            })
            .collect();
        sleep(ms(100)).await;
        let since = TokioClock::new();
        // The two who wait take both places that come free after a second.
        let refusal = permit(&limiter, ms(1500)).await.unwrap_err();
        assert!(since.now() < SLACK);
        assert_about(refusal.retry_after(), ms(1900));
        for task in waiting {
            task.await.unwrap();
        }
        assert_about(since.now(), ms(900));
    }
}

#[tokio::test]
async fn calls_of_a_process_go_in_the_order_in_which_they_came() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limit = Limit::new(3, ms(100));
        let limiter = begun(builder(&server, limit, WhenAway::Wait)).await;
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut tasks = Vec::new();
        for number in 0..20 {
            let (limiter, order) = (limiter.clone(), Arc::clone(&order));
            tasks.push(tokio::spawn(async move {
                used(&limiter, 1).await;
                order.lock().unwrap().push(number);
            }));
            sleep(ms(5)).await;
        }
        // Leaving the line, from its midst and from its end, holds nobody up.
        tasks[14].abort();
        tasks[19].abort();
        for (number, task) in tasks.into_iter().enumerate() {
            assert_eq!(task.await.is_err(), [14, 19].contains(&number));
        }
        let expected: Vec<_> = (0..19).filter(|&number| number != 14).collect();
        assert_eq!(*order.lock().unwrap(), expected);
    }
}

#[tokio::test]
async fn a_cancelled_wait_leaves_nothing_behind() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limit = Limit::new(3, ms(60_000));
        let limiter = begun(builder(&server, limit, WhenAway::Wait)).await;
        for microseconds in 0..300 {
            let patience = Duration::from_micros(microseconds * 3);
            // Some get their permit, some are dropped on the way to it or back.
            let _ = timeout(patience, permit(&limiter, HOUR)).await;
        }
        let mut permits = Vec::new();
        for _ in 0..3 {
            permits.push(permit(&limiter, ms(500)).await.unwrap());
        }
        assert!(permit(&limiter, Duration::ZERO).await.is_err());
    }
}

#[tokio::test]
async fn the_slot_of_a_process_that_is_gone_comes_free_in_time_and_not_before() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limit = Limit::new(1, ms(300));
        let gone = begun(builder(&server, limit, WhenAway::Fail)).await;
        let since = TokioClock::new();
        std::mem::forget(permit(&gone, HOUR).await.unwrap());
        let limiter = begun(builder(&server, limit, WhenAway::Fail)).await;
        used(&limiter, 1).await;
        let waited = since.now();
        assert!(waited >= LEASE + limit.window(), "{waited:?}");
        assert_about(waited, LEASE + limit.window() + ms(50));
    }
}

#[tokio::test]
async fn an_attempt_that_can_take_longer_than_reckoned_gets_no_permit() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Wait)).await;
        let clock = TokioClock::new();
        let request = PermitRequest::new("shop", "Order", HOUR, &clock);
        let refusal = limiter.acquire(request.attempt(ms(201))).await.unwrap_err();
        assert_eq!(refusal.retry_after(), Duration::MAX);
        assert_eq!(
            refusal.to_string(),
            "an attempt can take 201ms, and the limit reckons with 200ms at most; \
             set the attempt's timeout or longest_attempt"
        );
    }
}

#[tokio::test]
async fn a_permit_lapses_with_its_lease() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Fail)).await;
        let permit = permit(&limiter, HOUR).await.unwrap();
        let left = permit.left();
        assert!(left > ATTEMPT && left <= LEASE, "{left:?}");
        sleep(LEASE).await;
        assert_eq!(permit.left(), Duration::ZERO);
        assert!(!permit.hand_over());
    }
}

#[tokio::test]
async fn another_limit_under_the_same_key_begins_a_full_log() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let limiter = begun(builder(&server, LIMIT, WhenAway::Fail)).await;
        used(&limiter, 1).await;
        let larger = Limit::new(5, LIMIT.window());
        let larger = builder(&server, larger, WhenAway::Fail).build().unwrap();
        assert_about(refused(&larger).await, LEASE + LIMIT.window());
        assert_about(refused(&limiter).await, LEASE + LIMIT.window());
    }
}
