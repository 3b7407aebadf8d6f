//! The file-backed limiter with a clock that is set by hand.

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use super::state::State;
use super::time::Now;
use super::*;
use crate::ErrorKind;

const WINDOW: Duration = Duration::from_secs(60);
const LIMIT: Limit = Limit::new(3, WINDOW);
/// A time of day, in seconds since 1970.
const NOON: u64 = 1_767_268_800;

/// A directory that is removed in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let name = format!("kontorhaus-limit-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name).join("log of a limit");
        Self(path)
    }

    fn log(&self) -> PathBuf {
        self.0.join("log")
    }

    fn write(&self, text: &str) {
        fs::write(self.log(), text).unwrap();
    }

    fn read(&self) -> String {
        fs::read_to_string(self.log()).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let parent = self.0.parent().unwrap();
        for _ in 0..100 {
            // A thread may still be writing the last ends.
            let _ = fs::remove_dir_all(parent);
            if !parent.exists() {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Clones show the same time.
#[derive(Clone)]
struct Dial(Arc<Mutex<(Duration, Duration)>>);

impl Dial {
    fn new() -> Self {
        let steady = Duration::from_secs(5);
        Self(Arc::new(Mutex::new((steady, Duration::from_secs(NOON)))))
    }

    fn pass(&self, seconds: u64) {
        let mut time = self.0.lock().unwrap();
        time.0 += Duration::from_secs(seconds);
        time.1 += Duration::from_secs(seconds);
    }

    /// Sets the time of day.
    fn set(&self, seconds: u64) {
        self.0.lock().unwrap().1 = Duration::from_secs(seconds);
    }

    /// As another process sees it: with a steady clock of its own.
    fn of_another_process(&self) -> Self {
        let (steady, wall) = *self.0.lock().unwrap();
        Self(Arc::new(Mutex::new((steady * 7, wall))))
    }
}

impl Clock for Dial {
    fn now(&self) -> Duration {
        self.0.lock().unwrap().0
    }

    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.0.lock().unwrap().1
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn open(scratch: &Scratch, dial: &Dial) -> FileBacked {
    FileBacked::with_clock(scratch.0.clone(), LIMIT, dial.clone()).unwrap()
}

async fn permit(limiter: &FileBacked) -> Result<Permit, Limited> {
    let clock = TokioClock::new();
    let request = PermitRequest::new("shop", "Order", Duration::ZERO, &clock);
    limiter.acquire(request).await
}

/// Uses that many permits; the next request sees their ends.
async fn used(limiter: &FileBacked, count: usize) {
    for _ in 0..count {
        assert!(permit(limiter).await.unwrap().hand_over());
    }
}

/// In how many seconds the next permit is free.
async fn refused(limiter: &FileBacked) -> u64 {
    permit(limiter).await.unwrap_err().retry_after().as_secs()
}

#[tokio::test]
async fn it_begins_full_and_goes_on_after_a_restart() {
    let (scratch, dial) = (Scratch::new("restart"), Dial::new());
    let limiter = open(&scratch, &dial);
    assert_eq!(refused(&limiter).await, 60);
    dial.pass(61);
    used(&limiter, 2).await;
    drop(limiter);

    dial.pass(20);
    let limiter = open(&scratch, &dial.of_another_process());
    used(&limiter, 1).await;
    assert_eq!(refused(&limiter).await, 40);
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let (scratch, dial) = (Scratch::new("mode"), Dial::new());
    let limiter = open(&scratch, &dial);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&scratch.0), 0o700);
    let files = fs::read_dir(&scratch.0).unwrap();
    let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    drop(limiter);
}

#[tokio::test]
async fn what_a_killed_process_had_running_ends_when_that_is_noticed() {
    let (scratch, dial) = (Scratch::new("killed"), Dial::new());
    drop(open(&scratch, &dial));
    let head = "kontorhaus-limit 1\nlimit 3 60000000000\n";
    scratch.write(&format!("{head}running 00000000000000aa\nend\n"));
    // Locked by nobody: its process was killed.
    let left = scratch.0.join("owner-00000000000000bb");
    fs::write(&left, "").unwrap();

    let limiter = open(&scratch, &dial);
    let ended = format!("ended {NOON}000000000\n");
    assert_eq!(scratch.read(), format!("{head}{ended}end\n"));
    assert!(!left.exists());
    used(&limiter, 2).await;
    dial.pass(59);
    assert_eq!(refused(&limiter).await, 1);
}

#[tokio::test]
async fn processes_that_live_share_the_log() {
    let (scratch, dial) = (Scratch::new("share"), Dial::new());
    let one = open(&scratch, &dial);
    let other = open(&scratch, &dial.of_another_process());
    dial.pass(61);
    let running = [permit(&one).await.unwrap(), permit(&one).await.unwrap()];
    // This one's clock stood still meanwhile: it is set forward, as it sees it.
    let third = open(&scratch, &dial.of_another_process());
    let held = permit(&third).await.unwrap();
    assert_eq!(refused(&third).await, 60);
    assert_eq!(refused(&one).await, 60);
    drop(running);
    // Given back unused, and noticed by the other process without notice.
    let clock = TokioClock::new();
    let within = Duration::from_secs(90);
    let request = PermitRequest::new("shop", "Order", within, &clock);
    assert!(third.acquire(request).await.is_ok());
    drop((held, other));
}

#[tokio::test]
async fn a_cancelled_wait_leaves_nothing_behind() {
    let (scratch, dial) = (Scratch::new("cancel"), Dial::new());
    let limiter = open(&scratch, &dial);
    dial.pass(61);
    for microseconds in 0..300 {
        let patience = Duration::from_micros(microseconds);
        // Some get their permit, some are dropped on the way to it or back.
        let _ = tokio::time::timeout(patience, permit(&limiter)).await;
    }
    let clock = TokioClock::new();
    let mut permits = Vec::new();
    for _ in 0..3 {
        let within = Duration::from_secs(90);
        let request = PermitRequest::new("shop", "Order", within, &clock);
        permits.push(limiter.acquire(request).await.unwrap());
    }
    assert!(permit(&limiter).await.is_err());
}

#[tokio::test]
async fn a_lock_that_another_process_keeps_holds_nobody_up() {
    let (scratch, dial) = (Scratch::new("kept"), Dial::new());
    let limiter = open(&scratch, &dial);
    dial.pass(61);
    let lock = fs::File::open(scratch.0.join("lock")).unwrap();
    fs4::FileExt::lock(&lock).unwrap();
    let since = TokioClock::new();
    let refusal = permit(&limiter).await.unwrap_err();
    assert!(since.now() >= PATIENCE);
    assert!(
        refusal.to_string().ends_with("cannot be used: timed out"),
        "{refusal}"
    );
    drop(lock);
    // The wait that nobody was there for any more took nothing.
    used(&limiter, 3).await;
}

#[tokio::test]
async fn setting_the_clock_lets_nothing_through() {
    let (scratch, dial) = (Scratch::new("clock"), Dial::new());
    let limiter = open(&scratch, &dial);
    dial.pass(61);
    used(&limiter, 3).await;
    assert_eq!(refused(&limiter).await, 60);
    dial.pass(10);
    dial.set(NOON + 7200);
    // An end never lies in the future, and the ten seconds that passed are kept.
    assert_eq!(refused(&limiter).await, 50);
    dial.pass(10);
    assert_eq!(refused(&limiter).await, 40);
    dial.set(NOON - 7200);
    assert_eq!(refused(&limiter).await, 60);
    dial.pass(61);
    used(&limiter, 3).await;
}

#[test]
fn a_log_that_is_cut_or_garbled_anywhere_counts_as_full() {
    let now = Now {
        wall: Duration::from_secs(NOON),
        step: Duration::ZERO,
    };
    let mut full = State::read("", LIMIT, now);
    assert_eq!(full.log.wait(now.wall, 0).at_least.as_secs(), 60);
    assert!(!full.take(1, now));

    let text = "kontorhaus-limit 1\nlimit 3 60000000000\nrunning 00000000000000aa\n\
                ended 1767268790000000000\nend\n";
    let mut whole = State::read(text, LIMIT, now);
    assert_eq!(whole.write(LIMIT), text);
    assert!(whole.take(1, now) && !whole.take(1, now));
    for cut in 0..text.len() {
        assert!(!State::read(&text[..cut], LIMIT, now).take(1, now), "{cut}");
        let garbled = format!("{}\0{}", &text[..cut], &text[cut + 1..]);
        let taken = State::read(&garbled, LIMIT, now).take(1, now);
        assert!(!taken, "{garbled:?}");
    }
    let doubled = format!("{text}{text}");
    assert!(!State::read(&doubled, LIMIT, now).take(1, now));
}

#[test]
fn under_another_limit_the_log_is_filled_up() {
    let now = Now {
        wall: Duration::from_secs(NOON),
        step: Duration::ZERO,
    };
    let larger = Limit::new(5, WINDOW);
    let text = "kontorhaus-limit 1\nlimit 3 60000000000\nrunning 00000000000000aa\nend\n";
    let mut state = State::read(text, larger, now);
    assert_eq!(state.owners, [0xaa]);
    assert!(!state.take(1, now));
    assert_eq!(state.log.ended().count(), 4);
}

#[tokio::test]
async fn without_its_files_it_lets_nothing_through() {
    let (scratch, dial) = (Scratch::new("gone"), Dial::new());
    let limiter = open(&scratch, &dial);
    dial.pass(61);
    fs::remove_dir_all(&scratch.0).unwrap();
    let refusal = permit(&limiter).await.unwrap_err();
    let place = scratch.0.display();
    let message = refusal.to_string();
    assert!(
        message.starts_with(&format!("the log of the limit in {place} cannot be used: ")),
        "{message}"
    );
    assert_eq!(refusal.retry_after(), RETRY_AFTER);

    fs::write(&scratch.0, "a file").unwrap();
    let error = FileBacked::open(&scratch.0, LIMIT).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    fs::remove_file(&scratch.0).unwrap();
}

#[test]
fn a_log_begins_with_what_is_known_and_is_not_begun_twice() {
    let scratch = Scratch::new("history");
    let ages = [Duration::from_secs(10), Duration::from_secs(20)];
    drop(FileBacked::with_history(&scratch.0, LIMIT, ages).unwrap());
    let ends = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with("ended"))
            .count()
    };
    assert_eq!(ends(&scratch.read()), 2);
    drop(FileBacked::with_history(&scratch.0, LIMIT, []).unwrap());
    assert_eq!(ends(&scratch.read()), 2);
    // Under another limit nothing is known.
    let other = Limit::new(5, WINDOW);
    drop(FileBacked::with_history(&scratch.0, other, []).unwrap());
    assert_eq!(ends(&scratch.read()), 5);
}

#[test]
fn one_begins_while_others_end() {
    let scratch = Scratch::new("ending");
    drop(Store::open(&scratch.0).unwrap());
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // As a process does that takes its file away when it ends.
        scope.spawn(|| {
            let owner = scratch.0.join("owner-00000000000000ff");
            while !is_over.load(Ordering::Relaxed) {
                fs::write(&owner, "").unwrap();
                // The other may have been faster.
                let _ = fs::remove_file(&owner);
            }
        });
        let opened = (0..5000).try_for_each(|_| Store::open(&scratch.0).map(drop));
        is_over.store(true, Ordering::Relaxed);
        opened.unwrap();
    });
}
