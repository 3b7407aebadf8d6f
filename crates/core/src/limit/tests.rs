//! The limiters as clients use them, in virtual time.

mod lapse;
mod storm;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{advance, sleep};

use super::*;
use crate::fake::Never;
use crate::testing::{builder, order};
use crate::{Clock, ErrorKind, Outcome, TokioClock};

const HOUR: Duration = Duration::from_secs(3600);

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

async fn permit(limiter: &impl Limiter, within: Duration) -> Result<Permit, Limited> {
    let clock = TokioClock::new();
    limiter
        .acquire(PermitRequest::new("shop", "Order", within, &clock))
        .await
}

/// A permit whose request was handed over, ended at once.
async fn used(limiter: &impl Limiter) {
    let permit = permit(limiter, HOUR).await.unwrap();
    assert!(permit.hand_over());
}

#[tokio::test(start_paused = true)]
async fn a_new_limiter_is_full_unless_told_the_history() {
    let limit = Limit::new(2, ms(1000));
    let full = InProcess::new(&Key::new("full"), limit).unwrap();
    let refusal = permit(&full, ms(999)).await.unwrap_err();
    assert_eq!(refusal.retry_after(), ms(1000) + Duration::from_nanos(1));
    assert_eq!(refusal.to_string(), "2 calls per 1s are used up");

    let told = InProcess::with_history(&Key::new("told"), limit, [ms(400)]).unwrap();
    used(&told).await;
    let refusal = permit(&told, ms(500)).await.unwrap_err();
    assert_eq!(refusal.retry_after(), ms(600) + Duration::from_nanos(1));
}

#[tokio::test(start_paused = true)]
async fn who_names_the_same_key_shares_the_limit() {
    let key = Key::new("shared").with("account");
    let limit = Limit::new(1, ms(1000));
    let one = InProcess::with_history(&key, limit, []).unwrap();
    let other = InProcess::with_history(&key, limit, []).unwrap();
    let apart = InProcess::with_history(&Key::new("shared"), limit, []).unwrap();
    let running = permit(&one, ms(0)).await.unwrap();
    assert!(permit(&other, ms(0)).await.is_err());
    assert!(permit(&apart, ms(0)).await.is_ok());

    let error = InProcess::new(&key, Limit::new(2, ms(1000))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.message(),
        "shared is limited to 1 calls per 1s already, and cannot be to 2 calls per 1s too"
    );

    // The permit keeps the log, even when the last client is gone.
    drop((one, other));
    let again = InProcess::with_history(&key, limit, []).unwrap();
    assert!(permit(&again, ms(0)).await.is_err());
    drop(running);
    assert!(permit(&again, ms(0)).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_cannot_fit_ends_at_once_and_takes_no_place() {
    let limiter = InProcess::with_history(&Key::new("fit"), Limit::new(2, ms(1000)), []).unwrap();
    used(&limiter).await;
    used(&limiter).await;
    let waiting: Vec<_> = (0..2)
        .map(|_| {
            let limiter = limiter.clone();
            tokio::spawn(async move { used(&limiter).await })
        })
        .collect();
    sleep(ms(100)).await;
    let since = TokioClock::new();
    // The two who wait take both places that come free after a second.
    let refusal = permit(&limiter, ms(1500)).await.unwrap_err();
    assert_eq!(since.now(), Duration::ZERO);
    assert_eq!(refusal.retry_after(), ms(1900) + Duration::from_nanos(2));
    for task in waiting {
        task.await.unwrap();
    }
    assert_eq!(since.now(), ms(901));
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_as_soon_as_it_is_hopeless() {
    let limiter = InProcess::with_history(&Key::new("hope"), Limit::new(1, ms(1000)), []).unwrap();
    let running = permit(&limiter, ms(0)).await.unwrap();
    assert!(running.hand_over());
    let since = TokioClock::new();
    let refusal = permit(&limiter, ms(3000)).await.unwrap_err();
    // The running attempt could still have ended two seconds before the deadline.
    assert_eq!(since.now(), ms(2001));
    assert_eq!(refusal.retry_after(), ms(1000) + Duration::from_nanos(1));
}

#[tokio::test(start_paused = true)]
async fn an_unused_permit_goes_to_the_next_at_once() {
    let limiter = InProcess::with_history(&Key::new("back"), Limit::new(1, ms(1000)), []).unwrap();
    let running = permit(&limiter, ms(0)).await.unwrap();
    let next = tokio::spawn({
        let limiter = limiter.clone();
        async move { permit(&limiter, HOUR).await.map(drop) }
    });
    sleep(ms(50)).await;
    let since = TokioClock::new();
    drop(running);
    next.await.unwrap().unwrap();
    assert_eq!(since.now(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn calls_go_in_the_order_in_which_they_came() {
    let limiter = InProcess::new(&Key::new("fifo"), Limit::new(3, ms(100))).unwrap();
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for number in 0..20 {
        let (limiter, order) = (limiter.clone(), Arc::clone(&order));
        tasks.push(tokio::spawn(async move {
            used(&limiter).await;
            order.lock().unwrap().push(number);
        }));
        tokio::task::yield_now().await;
    }
    // Leaving the line, from its head and from its midst, holds nobody up.
    tasks[0].abort();
    tasks[7].abort();
    for (number, task) in tasks.into_iter().enumerate() {
        assert_eq!(task.await.is_err(), [0, 7].contains(&number));
    }
    let expected: Vec<_> = (0..20).filter(|number| ![0, 7].contains(number)).collect();
    assert_eq!(*order.lock().unwrap(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_is_limited_says_when_to_come_back() {
    let limiter = InProcess::new(&Key::new("client"), Limit::new(60, ms(60_000))).unwrap();
    let client = builder().transport(Never::after_sending()).limiter(limiter);
    let client = client.timeout(ms(1000)).build().unwrap();
    advance(ms(10_000)).await;
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limited);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.is_retryable());
    assert_eq!(
        error.retry_after(),
        Some(ms(50_000) + Duration::from_nanos(1))
    );
}

#[tokio::test(start_paused = true)]
async fn sequential_lets_one_call_at_a_time_through() {
    let key = Key::new("one");
    let running = Arc::new(AtomicUsize::new(0));
    let since = TokioClock::new();
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let (limiter, running) = (Sequential::new(&key), Arc::clone(&running));
            tokio::spawn(async move {
                let permit = permit(&limiter, HOUR).await.unwrap();
                assert_eq!(running.fetch_add(1, Ordering::SeqCst), 0);
                sleep(ms(10)).await;
                running.fetch_sub(1, Ordering::SeqCst);
                drop(permit);
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(since.now(), ms(100));

    let held = permit(&Sequential::new(&key), ms(0)).await.unwrap();
    let refusal = permit(&Sequential::new(&key), ms(30)).await.unwrap_err();
    assert_eq!(since.now(), ms(130));
    assert_eq!(refusal.retry_after(), ms(1000));
    let other = Key::new("one").with("other account");
    assert!(permit(&Sequential::new(&other), ms(0)).await.is_ok());
    drop(held);
    assert!(permit(&Sequential::new(&key), ms(0)).await.is_ok());
}
