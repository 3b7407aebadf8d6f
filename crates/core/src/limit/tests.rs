//! The limiters as clients use them, in virtual time.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{advance, sleep, timeout};

use super::*;
use crate::fake::{Never, Reply};
use crate::testing::{builder, order};
use crate::{
    BodyStream, BoxFuture, Client, Clock, ErrorKind, Outcome, SendOptions, TokioClock, Transport,
    TransportError, TransportErrorKind, WireBody,
};

const HOUR: Duration = Duration::from_secs(3600);

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// The largest number of arrivals in any window of that length, both ends included.
fn busiest(arrivals: &mut [Duration], window: Duration) -> usize {
    arrivals.sort_unstable();
    let mut first = 0;
    let mut most = 0;
    for (last, &arrival) in arrivals.iter().enumerate() {
        while arrivals[first] + window < arrival {
            first += 1;
        }
        most = most.max(last + 1 - first);
    }
    most
}

/// Counts calls as they arrive, after delays of up to `delay` on the way, and answers
/// after as long; one in `failing` is never sent.
#[derive(Clone)]
struct Counting {
    clock: TokioClock,
    delay: u64,
    failing: u64,
    dice: Arc<AtomicU64>,
    arrivals: Arc<Mutex<Vec<Duration>>>,
}

impl Counting {
    fn new(delay: u64, failing: u64) -> Self {
        Self {
            clock: TokioClock::new(),
            delay,
            failing,
            dice: Arc::default(),
            arrivals: Arc::default(),
        }
    }

    /// The next of a fixed sequence of numbers below `sides` (Weyl's, mixed).
    fn roll(&self, sides: u64) -> u64 {
        let step = self
            .dice
            .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        let mixed = (step ^ (step >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)) % sides
    }

    async fn travel(&self) {
        if self.delay > 0 {
            sleep(ms(self.roll(self.delay))).await;
        }
    }
}

impl Transport for Counting {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            if self.failing > 0 && self.roll(self.failing) == 0 {
                return Err(TransportError::new(TransportErrorKind::Connect));
            }
            self.travel().await;
            // The body must go out in time; what it brings does not matter.
            let answer = Reply::ok("ok").send(request, options).await?;
            self.travel().await;
            self.arrivals.lock().unwrap().push(self.clock.now());
            self.travel().await;
            Ok(answer)
        })
    }
}

/// Makes that many calls from 64 tasks over several clients that share a key.
async fn storm(limit: Limit, key: &str, calls: usize, server: &Counting) {
    let key = Key::new(key);
    let clients: Vec<Client> = (0..5)
        .map(|_| {
            let limiter = InProcess::with_history(&key, limit, []).unwrap();
            let client = builder().transport(server.clone()).limiter(limiter);
            client
                .timeout(HOUR)
                .attempt_timeout(ms(400))
                .build()
                .unwrap()
        })
        .collect();
    let begun = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..64)
        .map(|task| {
            let client = clients[task % clients.len()].clone();
            let begun = Arc::clone(&begun);
            let server = server.clone();
            tokio::spawn(async move {
                while begun.fetch_add(1, Ordering::Relaxed) < calls {
                    let call = client.call(order()).into_future();
                    if server.delay > 0 && server.roll(50) == 0 {
                        // Some callers lose patience, at any stage.
                        let _ = timeout(ms(server.roll(700)), call).await;
                    } else if let Err(error) = call.await {
                        let kinds = [ErrorKind::Connect, ErrorKind::Timeout];
                        assert!(kinds.contains(&error.kind()), "{error}");
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn no_window_ever_holds_more_than_the_limit() {
    let calls = match std::env::var_os("KONTORHAUS_LONG_TESTS") {
        Some(_) => 1_000_000,
        None => 100_000,
    };
    let limit = Limit::new(50, ms(500));
    let server = Counting::new(100, 20);
    storm(limit, "storm", calls, &server).await;
    let mut arrivals = server.arrivals.lock().unwrap();
    let most = busiest(&mut arrivals, limit.window);
    println!(
        "{calls} calls, {} arrived, at most {most} in a window",
        arrivals.len()
    );
    assert!(arrivals.len() > calls * 9 / 10);
    // Nearly every limit would pass if hardly anything came through.
    assert!((45..=50).contains(&most), "{most}");
}

#[tokio::test(start_paused = true)]
async fn answers_that_come_at_once_use_the_full_rate() {
    let limit = Limit::new(50, ms(500));
    let server = Counting::new(0, 0);
    let clock = TokioClock::new();
    storm(limit, "rate", 20_000, &server).await;
    let rate = 20_000.0 / clock.now().as_secs_f64();
    let mut arrivals = server.arrivals.lock().unwrap();
    println!("{rate:.2} % of the rate");
    assert_eq!(busiest(&mut arrivals, limit.window), 50);
    assert!(rate >= 98.0, "{rate} calls a second, and 100 are allowed");
}

async fn permit(limiter: &impl Limiter, within: Duration) -> Result<Permit, Limited> {
    let clock = TokioClock::new();
    limiter
        .acquire(PermitRequest::new("shop", "Order", within, &clock))
        .await
}

/// A permit whose request was handed over, ended at once.
async fn used(limiter: &impl Limiter) {
    let mut permit = permit(limiter, HOUR).await.unwrap();
    permit.watch(&crate::body::Handed::handed_over());
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
    let mut running = permit(&limiter, ms(0)).await.unwrap();
    running.watch(&crate::body::Handed::handed_over());
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
