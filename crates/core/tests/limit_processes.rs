//! Eight processes share a file-backed limit while they are killed at random.
//!
//! The test starts itself as these processes. Each reports when the server counts a
//! call, which is at some moment between the call's beginning and its end.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::ffi::OsString;
use std::future::poll_fn;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::pin::{Pin, pin};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::task::{Context as TaskContext, Poll};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use futures_core::Stream;
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{Request, Response, response::Parts};
use kontorhaus_core::limit::{FileBacked, Limit};
use kontorhaus_core::{
    Body, BodyStream, BoxFuture, Builder, Client, Clock, Context, Idempotency, NoCredentials,
    Operation, ReadError, RequestError, SendOptions, Service, TokioClock, Transport,
    TransportError, TransportErrorKind, WireBody,
};

const LIMIT: Limit = Limit::new(PERMITS, WINDOW);
const PERMITS: usize = 50;
const WINDOW: Duration = Duration::from_millis(500);
const PROCESSES: usize = 8;
/// Tells a process that it is one of the eight, and where the log is.
const DIRECTORY: &str = "KONTORHAUS_LIMIT_DIRECTORY";
const TEST: &str = "processes_that_are_killed_at_random_stay_within_the_limit";

enum Shop {}

impl Service for Shop {
    const NAME: &'static str = "shop";
    type Client = Client;
    type Credentials = NoCredentials;
}

struct Order;

impl Operation for Order {
    type Service = Shop;
    type Output = ();
    type Fault = ();
    const NAME: &'static str = "Order";
    const IDEMPOTENCY: Idempotency = Idempotency::Write;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        Request::post(context.endpoint())
            .body(Body::empty())
            .map_err(|error| RequestError::new("no request").source(error))
    }

    fn read(_: &Context<'_>, _: &Parts, _: &Bytes) -> Result<(), ReadError> {
        Ok(())
    }
}

/// Random enough, and different in each process.
struct Dice(Mutex<u64>);

impl Dice {
    fn new() -> Self {
        Self(Mutex::new(u64::from(std::process::id()) | 1))
    }

    fn millis(&self, below: u64) -> Duration {
        let mut state = self.0.lock().unwrap();
        *state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        Duration::from_millis((*state >> 33) % below)
    }
}

/// A server that counts what arrives, after a random time on the way.
struct Counting(Dice);

impl Transport for Counting {
    fn send<'a>(
        &'a self,
        request: Request<WireBody>,
        _options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            if self.0.millis(20).is_zero() {
                return Err(TransportError::new(TransportErrorKind::Connect));
            }
            let mut body = pin!(request.into_body());
            while poll_fn(|cx| body.as_mut().poll_next(cx)).await.is_some() {}
            tokio::time::sleep(self.0.millis(20)).await;
            println!("arrived {}", now().as_nanos());
            tokio::time::sleep(self.0.millis(10)).await;
            let answer: BodyStream = Box::pin(Nothing);
            Ok(Response::new(answer))
        })
    }
}

struct Nothing;

impl Stream for Nothing {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}

/// All processes see the same time of day.
fn now() -> Duration {
    TokioClock::new()
        .wall()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap()
}

/// What each of the processes does until it is killed.
async fn call_on_and_on(directory: OsString) {
    let client = Builder::<Shop>::new()
        .endpoint("http://127.0.0.1:9/")
        .transport(Counting(Dice::new()))
        .limiter(FileBacked::open(directory, LIMIT).unwrap())
        .build()
        .unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                // More than it lives for.
                for _ in 0..1_000_000 {
                    // One in twenty finds no connection; all others must succeed.
                    if let Err(error) = client.call(Order).await {
                        assert_eq!(error.kind(), kontorhaus_core::ErrorKind::Connect, "{error}");
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

type Arrivals = Arc<Mutex<Vec<Duration>>>;

/// One of the eight, and who listens to it.
struct Process {
    child: Child,
    listener: JoinHandle<()>,
}

impl Process {
    fn start(directory: &Path, arrivals: &Arrivals) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", TEST, "--nocapture"])
            .env(DIRECTORY, directory)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let arrivals = Arc::clone(arrivals);
        let listener = thread::spawn(move || {
            for line in output.lines() {
                let line = line.unwrap();
                assert!(!line.contains("FAILED"), "a process failed");
                // The test harness writes on the same line.
                let Some((_, time)) = line.split_once("arrived ") else {
                    continue;
                };
                let time = Duration::from_nanos(time.parse().unwrap());
                arrivals.lock().unwrap().push(time);
            }
        });
        Self { child, listener }
    }

    /// Kills it, wherever it is.
    fn kill(mut self) {
        assert!(
            self.child.try_wait().unwrap().is_none(),
            "it ended by itself"
        );
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.listener.join().unwrap();
    }
}

/// The largest number of arrivals in any window, both ends included.
fn busiest(arrivals: &[Duration]) -> usize {
    let mut first = 0;
    let mut most = 0;
    for (last, &arrival) in arrivals.iter().enumerate() {
        while arrivals[first] + WINDOW < arrival {
            first += 1;
        }
        most = most.max(last + 1 - first);
    }
    most
}

#[test]
fn processes_that_are_killed_at_random_stay_within_the_limit() {
    // The processes are this program again, and this test in it.
    if let Some(directory) = std::env::var_os(DIRECTORY) {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        return runtime.block_on(call_on_and_on(directory));
    }
    let duration = match std::env::var_os("KONTORHAUS_LONG_TESTS") {
        Some(_) => Duration::from_secs(60),
        None => Duration::from_secs(5),
    };
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("limit_processes");
    let _ = std::fs::remove_dir_all(&directory);
    let arrivals = Arrivals::default();
    let start = || Process::start(&directory, &arrivals);
    let mut processes: Vec<_> = (0..PROCESSES).map(|_| start()).collect();
    let dice = Dice::new();
    let begun = now();
    let mut kills = 0;
    while now() < begun + duration {
        thread::sleep(dice.millis(200));
        let index = usize::try_from(dice.millis(1 << 20).as_millis()).unwrap() % PROCESSES;
        std::mem::replace(&mut processes[index], start()).kill();
        kills += 1;
    }
    processes.into_iter().for_each(Process::kill);

    let mut arrivals = arrivals.lock().unwrap();
    arrivals.sort_unstable();
    let most = busiest(&arrivals);
    let allowed = PERMITS * usize::try_from(duration.as_millis() / WINDOW.as_millis()).unwrap();
    let share = arrivals.len() * 100 / allowed;
    println!(
        "{} calls in {duration:?} ({share} % of the rate), {kills} kills, at most {most} in a window",
        arrivals.len()
    );
    assert!(most <= PERMITS, "{most} calls in a window");
    assert!(share > 40, "hardly anything got through");
}
