//! Processes that call a service and are killed.

use std::env;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{Request, response::Parts};
use kontorhaus_core::limit::Limit;
use kontorhaus_core::{
    Body, Builder, Client, Context, Error, ErrorKind, Idempotency, Limiter, NoCredentials,
    Operation, ReadError, RequestError, Service,
};
use tokio::time::timeout;

use super::vendor::BODY;
use super::{Figures, Vendor};
use crate::is_ci;
use crate::process::signal;

/// The service whose calls are counted.
#[derive(Debug)]
pub(super) enum Shop {}

impl Service for Shop {
    const NAME: &'static str = "shop";
    type Client = Client;
    type Credentials = NoCredentials;
}

/// Its only operation.
#[derive(Debug)]
pub(super) struct Order;

impl Operation for Order {
    type Service = Shop;
    type Output = ();
    type Fault = ();
    const NAME: &'static str = "Order";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        Request::post(context.endpoint())
            .body(Body::from(BODY))
            .map_err(|error| RequestError::new("no request").source(error))
    }

    fn read(_: &Context<'_>, head: &Parts, _: &Bytes) -> Result<(), ReadError> {
        if head.status.is_success() {
            return Ok(());
        }
        Err(ReadError::status(head.status, "no success"))
    }
}

/// How the processes behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Temper {
    /// Every call is awaited, and must succeed.
    Calm,
    /// Some calls find no connection, some are dropped at any moment.
    Hasty,
}

/// What a process is told when it starts: it is the test again, and takes the place of one
/// of the crew.
struct Place {
    /// Where the limit's log is.
    log: String,
    endpoint: String,
    temper: Temper,
}

const LOG: &str = "KONTORHAUS_LIMIT_LOG";
const ENDPOINT: &str = "KONTORHAUS_LIMIT_ENDPOINT";
const TEMPER: &str = "KONTORHAUS_LIMIT_TEMPER";

impl Place {
    /// The place of this process; `None` in the test itself.
    fn of_this_process() -> Option<Self> {
        let hasty = env::var(TEMPER).ok()? == "hasty";
        Some(Self {
            log: env::var(LOG).ok()?,
            endpoint: env::var(ENDPOINT).ok()?,
            temper: if hasty { Temper::Hasty } else { Temper::Calm },
        })
    }
}

/// The longest that an attempt can take.
const ATTEMPT: Duration = Duration::from_millis(200);

/// Plays its part if this process is one of a crew: it calls from eight tasks until it is killed. `limiter` is told where
/// the limit's log is.
///
/// # Panics
///
/// If a call fails that should not.
pub fn is_played<L: Limiter + Clone>(limiter: impl FnOnce(&str) -> L) -> bool {
    let place = Place::of_this_process();
    if let Some(place) = &place {
        call_on_and_on(place, limiter);
    }
    place.is_some()
}

fn call_on_and_on<L: Limiter + Clone>(place: &Place, limiter: impl FnOnce(&str) -> L) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    runtime.block_on(async {
        let limiter = limiter(&place.log);
        let client = |endpoint: &str| {
            let client = Builder::<Shop>::new().endpoint(endpoint);
            let client = client.attempt_timeout(ATTEMPT).limiter(limiter.clone());
            client.build().unwrap()
        };
        // Nobody listens on the discard port.
        let (client, lost) = (client(&place.endpoint), client("http://127.0.0.1:9/"));
        let tasks: Vec<_> = (0..8)
            .map(|_| tokio::spawn(call(client.clone(), lost.clone(), place.temper)))
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
}

async fn call(client: Client, lost: Client, temper: Temper) {
    loop {
        let call = client.call(Order).into_future();
        match (temper, fastrand::u32(..20)) {
            (Temper::Hasty, 0) => assert!(lost.call(Order).no_retry().await.is_err()),
            (Temper::Hasty, 1) => drop(timeout(moment(), call).await),
            (Temper::Hasty, _) => check(&call.await, &[ErrorKind::Timeout, ErrorKind::Limited]),
            (Temper::Calm, _) => check(&call.await, &[]),
        }
    }
}

fn check(result: &Result<(), Error>, expected: &[ErrorKind]) {
    if let Err(error) = result {
        assert!(expected.contains(&error.kind()), "{error}");
    }
}

fn moment() -> Duration {
    Duration::from_millis(fastrand::u64(..200))
}

/// Shows that a crew uses the full rate of a limit when answers come at once; `limiter` says whose it is.
///
/// # Panics
///
/// If it does not, or lets more through.
pub fn assert_full_rate(limiter: &str, test: &'static str, log: &str, limit: Limit) {
    let vendor = Vendor::start(Duration::ZERO);
    let crew = Crew::start(test, log, &vendor, Temper::Calm);
    let figures = crew.rate(&vendor, limit, full_rate());
    println!("{limiter}, answers at once: {figures}");
    assert!(figures.most <= limit.permits(), "{figures}");
    assert!(
        figures.best.is_some_and(|best| best >= full_rate()),
        "{figures}"
    );
}

/// The share of a rate, in percent, that processes must reach in their best stretch. A machine that does other things
/// wakes them late, so it is 98 in CI only.
fn full_rate() -> f64 {
    if is_ci() { 98.0 } else { 80.0 }
}

/// Processes that share a limit. They are killed when this is dropped.
#[derive(Debug)]
pub struct Crew {
    test: &'static str,
    log: String,
    endpoint: String,
    temper: Temper,
    processes: Vec<Child>,
}

impl Crew {
    /// Starts eight processes, in each of which that test runs and [is played](is_played).
    ///
    /// # Panics
    ///
    /// If they don't start.
    #[must_use]
    pub fn start(test: &'static str, log: &str, vendor: &Vendor, temper: Temper) -> Self {
        let mut crew = Self {
            test,
            log: log.to_owned(),
            endpoint: vendor.endpoint(),
            temper,
            processes: Vec::new(),
        };
        crew.processes = (0..8).map(|_| crew.recruit()).collect();
        crew
    }

    fn recruit(&self) -> Child {
        let temper = match self.temper {
            Temper::Calm => "calm",
            Temper::Hasty => "hasty",
        };
        Command::new(env::current_exe().unwrap())
            .args(["--exact", self.test, "--nocapture"])
            .env(LOG, &self.log)
            .env(ENDPOINT, &self.endpoint)
            .env(TEMPER, temper)
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// Kills one of them, wherever it is, and lets another take its place.
    ///
    /// # Panics
    ///
    /// If it had ended by itself.
    pub fn replace_one(&mut self) {
        let index = fastrand::usize(..self.processes.len());
        let new = self.recruit();
        dismiss(&mut std::mem::replace(&mut self.processes[index], new));
    }

    /// Makes one of them stand still for that time.
    pub fn pause_one(&self, time: Duration) {
        let process = self.processes[fastrand::usize(..self.processes.len())].id();
        signal(process, "STOP");
        thread::sleep(time);
        signal(process, "CONT");
    }

    /// Lets them run until the vendor has seen that share of the rate, for a minute at most.
    fn rate(mut self, vendor: &Vendor, limit: Limit, enough: f64) -> Figures {
        let mut figures = Figures::new(&[], limit);
        for _ in 0..60 {
            thread::sleep(Duration::from_secs(1));
            figures = Figures::new(&vendor.arrivals(), limit);
            if figures.best.is_some_and(|best| best >= enough) {
                break;
            }
        }
        self.processes.iter_mut().for_each(dismiss);
        figures
    }
}

fn dismiss(process: &mut Child) {
    assert!(process.try_wait().unwrap().is_none(), "it ended by itself");
    process.kill().unwrap();
    process.wait().unwrap();
}

impl Drop for Crew {
    fn drop(&mut self) {
        for process in &mut self.processes {
            // It has failed where it has ended already.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
