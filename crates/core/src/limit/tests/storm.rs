//! Many tasks and clients that share a limit, and a server that counts.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::{HOUR, ms};
use crate::fake::Reply;
use crate::limit::{InProcess, Key, Limit};
use crate::testing::{builder, order};
use crate::{
    BodyStream, BoxFuture, Client, Clock, ErrorKind, SendOptions, TokioClock, Transport,
    TransportError, TransportErrorKind, WireBody,
};

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
    storm(limit, "rate", 20_001, &server).await;
    let mut arrivals = server.arrivals.lock().unwrap();
    let most = busiest(&mut arrivals, limit.window);
    // Four hundred windows at least, in which 20,000 calls followed the first.
    let time = arrivals[20_000].saturating_sub(arrivals[0]);
    let share = limit.window.as_secs_f64() * 400.0 * 100.0 / time.as_secs_f64();
    println!("20001 calls, at most {most} in a window, {share:.2} % of the rate");
    assert_eq!(most, 50);
    assert!((98.0..=100.0).contains(&share), "{share}");
}
