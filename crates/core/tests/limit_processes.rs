//! Eight processes share a file-backed limit. The tests start themselves as these
//! processes, and a server in the test's process counts their calls.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use kontorhaus_core::limit::{FileBacked, Limit};
use kontorhaus_core::{Clock, TokioClock};
use kontorhaus_tests::limits::{
    self, Crew, Figures, Temper, Vendor, alone, assert_full_rate, duration,
};

const LIMIT: Limit = Limit::new(50, Duration::from_millis(500));

/// Plays its part if this process is one of the eight.
fn is_played() -> bool {
    limits::is_played(|log| FileBacked::open(log, LIMIT).unwrap())
}

/// An empty folder for a log.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

#[test]
fn processes_that_are_killed_or_paused_stay_within_the_limit() {
    if is_played() {
        return;
    }
    let _alone = alone();
    let log = folder("limit_killed");
    let vendor = Vendor::start(Duration::from_millis(20));
    let test = "processes_that_are_killed_or_paused_stay_within_the_limit";
    let mut crew = Crew::start(test, log.to_str().unwrap(), &vendor, Temper::Hasty);
    let (clock, mut kills, mut pauses) = (TokioClock::new(), 0, 0);
    while clock.now() < duration() {
        thread::sleep(Duration::from_millis(fastrand::u64(..200)));
        if fastrand::u32(..5) == 0 {
            crew.pause_one(Duration::from_millis(fastrand::u64(..800)));
            pauses += 1;
        } else {
            crew.replace_one();
            kills += 1;
        }
    }
    drop(crew);
    let figures = Figures::new(&vendor.arrivals(), LIMIT);
    println!("file-backed, {kills} kills, {pauses} pauses: {figures}");
    assert!(figures.most <= LIMIT.permits(), "{figures}");
    assert!(
        figures.average.is_some_and(|share| share > 40.0),
        "hardly anything got through: {figures}"
    );
}

#[test]
fn processes_use_the_full_rate_when_answers_come_at_once() {
    if is_played() {
        return;
    }
    let _alone = alone();
    let log = folder("limit_rate");
    let test = "processes_use_the_full_rate_when_answers_come_at_once";
    assert_full_rate("file-backed", test, log.to_str().unwrap(), LIMIT);
}
