//! 200 clients in eight processes, which are killed at random, call the sandbox with default settings as fast as they
//! can: the account is never locked.
//!
//! Until a minute's calls are used up by default, five minutes with `KONTORHAUS_LONG_TESTS=1`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use kontorhaus_core::limit::FileBacked;
use kontorhaus_core::{Clock, TokioClock};
use kontorhaus_hypersoft::{Client, Credentials, LIMIT, ServerDateTime, Wire};
use tokio::task::JoinSet;

use super::{credentials, sandbox};

const PROCESSES: usize = 8;
const CLIENTS: usize = 25;
/// Calls that must get through in a minute.
const LEAST: u64 = 40;
/// Tells a process that it is one of the eight: the address and the two tokens.
const HAMMER: &str = "KONTORHAUS_HYPERSOFT_HAMMER";
const TEST: &str = "hypersoft::hammer::two_hundred_clients_never_lock_the_account";

/// What each of the processes does until it is killed.
async fn call_on_and_on(address: &str, cus_token: &str, auth_token: &str) {
    let mut tasks = JoinSet::new();
    for wire in [Wire::Soap11, Wire::Soap12, Wire::Json]
        .iter()
        .cycle()
        .take(CLIENTS)
    {
        let client = Client::builder()
            .endpoint(address)
            .credentials(Credentials::new(cus_token.into(), auth_token.into()))
            .setting(*wire)
            .build()
            .expect("a client");
        tasks.spawn(async move {
            // More than it lives for.
            for _ in 0..1_000_000 {
                let answer = client.server_date_time(ServerDateTime::new()).await;
                answer.expect("every call is answered");
            }
        });
        // Building takes its time; who is there already need not wait for the others.
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // The first call that fails ends the process.
    while let Some(task) = tasks.join_next().await {
        task.expect("a task");
    }
}

/// One of the eight; it ends with this value, also when the test fails.
struct Process(Child);

impl Process {
    fn start(arguments: &str, state: &Path) -> Self {
        let child = Command::new(env::current_exe().expect("this program"))
            .args(["--exact", TEST, "--nocapture"])
            .env(HAMMER, arguments)
            .env("XDG_STATE_HOME", state)
            .stdout(Stdio::null())
            .spawn();
        Self(child.expect("a process"))
    }

    /// Kills it, wherever it is.
    fn kill(mut self) {
        let ended = self.0.try_wait().expect("a process");
        assert!(ended.is_none(), "it ended by itself: a call failed");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Of one that has ended by itself there is nothing to kill.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The directory of the log, below another state directory than this process's.
fn log_directory(credentials: &Credentials, state: &Path) -> PathBuf {
    let here = credentials
        .limit_key()
        .state_directory()
        .expect("a directory");
    let name = here.file_name().expect("a name");
    state.join("kontorhaus").join("limits").join(name)
}

#[tokio::test]
async fn two_hundred_clients_never_lock_the_account() {
    if let Ok(arguments) = env::var(HAMMER) {
        let words: Vec<&str> = arguments.split(' ').collect();
        let [address, cus_token, auth_token] = words.as_slice() else {
            panic!("three words");
        };
        return call_on_and_on(address, cus_token, auth_token).await;
    }
    let long = env::var_os("KONTORHAUS_LONG_TESTS").is_some();
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let state = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hypersoft-hammer");
    let _ = std::fs::remove_dir_all(&state);
    // A new log begins full, for a minute: here nobody has called before.
    let directory = log_directory(&credentials(page), &state);
    drop(FileBacked::with_history(directory, LIMIT, []).expect("a log"));

    let arguments = format!("{} {} {}", page.url(), page.cus_token(), page.auth_token());
    let start = || Process::start(&arguments, &state);
    let mut processes: Vec<Process> = (0..PROCESSES).map(|_| start()).collect();
    let clock = TokioClock::new();
    let mut kills = 0;
    let (mut seen, mut last) = (0, Duration::ZERO);
    let is_over = |seen: u64, last: Duration| {
        // Nothing more gets through for a while: the minute is used up, and one more call would lock.
        let used_up = seen >= LEAST && clock.now() > last + Duration::from_secs(4);
        clock.now() >= Duration::from_secs(if long { 300 } else { 55 }) || (used_up && !long)
    };
    while !is_over(seen, last) {
        tokio::time::sleep(Duration::from_millis(300 + 300 * (kills % 5))).await;
        let index = usize::try_from(kills * 5 + 3).expect("small") % PROCESSES;
        std::mem::replace(&mut processes[index], start()).kill();
        kills += 1;
        assert!(!page.is_locked(), "locked after {} calls", page.calls());
        if page.calls() > seen {
            (seen, last) = (page.calls(), clock.now());
        }
    }
    processes.into_iter().for_each(Process::kill);

    let (calls, busiest, time) = (page.calls(), page.busiest_minute(), clock.now());
    println!("{calls} calls in {time:.0?}, {kills} kills, at most {busiest} in a minute");
    assert!(!page.is_locked() && busiest <= 60);
    // Most of what is allowed got through; a killed process takes some with it.
    let minutes = if long { 4 } else { 1 };
    assert!(
        calls >= LEAST * minutes,
        "hardly anything got through: {calls}"
    );
}
