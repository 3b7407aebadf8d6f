//! The log against an oracle that remembers everything and counts by hand.

use proptest::prelude::*;

use super::*;

const WINDOW: u64 = 20;

fn ns(count: u64) -> Duration {
    Duration::from_nanos(count)
}

fn limit(permits: usize) -> Limit {
    Limit::new(permits, ns(WINDOW))
}

/// An attempt, and when the server counted it if it did.
#[derive(Clone, Copy)]
struct Attempt {
    begun: u64,
    ended: Option<u64>,
    arrived: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Take,
    /// One of the running attempts ends; the server counted it at that share of its time.
    End(usize, u64),
    GiveBack(usize),
    Pass(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Take),
        3 => (any::<usize>(), 0..=100u64).prop_map(|(which, share)| Step::End(which, share)),
        1 => any::<usize>().prop_map(Step::GiveBack),
        4 => (0..=WINDOW * 2).prop_map(Step::Pass),
    ]
}

fn running(attempts: &[Attempt], which: usize) -> Option<usize> {
    let running = attempts
        .iter()
        .enumerate()
        .filter(|(_, a)| a.ended.is_none());
    let running: Vec<_> = running.map(|(index, _)| index).collect();
    (!running.is_empty()).then(|| running[which % running.len()])
}

/// The moment at which the last of `ahead + 1` calls gets through, if all that runs
/// ends now and each call ends as soon as it began.
fn earliest(log: &Log, now: u64, ahead: usize) -> Duration {
    let mut log = log.clone();
    while log.running > 0 {
        log.end(ns(now));
    }
    let mut through = 0;
    for time in now.. {
        while log.take(ns(time)) {
            log.end(ns(time));
            through += 1;
            if through > ahead {
                return ns(time - now);
            }
        }
    }
    unreachable!()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn it_lets_through_what_the_oracle_does_and_never_too_many_arrive(
        permits in 1..5usize,
        steps in prop::collection::vec(step(), 1..80),
        ahead in 0..12usize,
    ) {
        let mut log = Log::new(limit(permits));
        let mut attempts: Vec<Attempt> = Vec::new();
        let mut now = 1000;
        for step in steps {
            match step {
                Step::Take => {
                    let counts = |a: &&Attempt| a.ended.is_none_or(|end| end + WINDOW >= now);
                    let is_free = attempts.iter().filter(counts).count() < permits;
                    let wait = log.wait(ns(now), 0);
                    prop_assert_eq!(wait.at_least.is_zero(), is_free);
                    prop_assert_eq!(log.take(ns(now)), is_free);
                    if is_free {
                        attempts.push(Attempt { begun: now, ended: None, arrived: None });
                    }
                }
                Step::End(which, share) => {
                    if let Some(index) = running(&attempts, which) {
                        let attempt = &mut attempts[index];
                        let length = now - attempt.begun;
                        attempt.ended = Some(now);
                        attempt.arrived = Some(attempt.begun + length * share / 100);
                        log.end(ns(now));
                    }
                }
                Step::GiveBack(which) => {
                    if let Some(index) = running(&attempts, which) {
                        attempts.remove(index);
                        log.give_back();
                    }
                }
                Step::Pass(time) => now += time,
            }
            let wait = log.wait(ns(now), ahead);
            prop_assert_eq!(wait.at_least, earliest(&log, now, ahead));
            if wait.is_final && ahead == 0 {
                let mut then = log.clone();
                prop_assert!(then.take(ns(now) + wait.at_least));
            }
        }
        let arrivals: Vec<_> = attempts.iter().filter_map(|a| a.arrived).collect();
        for &first in &arrivals {
            let window = first..=first + WINDOW;
            let count = arrivals.iter().filter(|&at| window.contains(at)).count();
            prop_assert!(count <= permits, "{count} from {first} on: {arrivals:?}");
        }
    }

    #[test]
    fn setting_the_clock_never_lets_a_call_through_sooner(
        ends in prop::collection::vec(0..60u64, 0..6),
        now in 0..60u64,
        step in 0..30u64,
    ) {
        let before = Log::restore(limit(3), 0, ends.iter().map(|&end| ns(end)));
        let mut after = before.clone();
        after.adjust(ns(now), ns(step));
        for (kept, &moved) in before.ended().zip(&after.ended) {
            // Never later than now, else at the same distance from the new time.
            prop_assert_eq!(moved, (kept + ns(step)).min(ns(now)));
        }
        let longest = ns(WINDOW) + TICK;
        prop_assert!(after.ended.len() < 3 || after.wait(ns(now), 0).at_least <= longest);
    }
}

#[test]
fn it_begins_empty_or_full() {
    let mut log = Log::new(limit(2));
    assert!(log.take(ns(5)) && log.take(ns(5)) && !log.take(ns(5)));

    let mut log = Log::new(limit(2));
    log.fill(ns(5));
    assert!(!log.take(ns(5 + WINDOW)), "exactly one window later");
    assert!(log.take(ns(6 + WINDOW)));
}

#[test]
fn what_runs_counts_however_long_it_takes() {
    let mut log = Log::new(limit(1));
    assert!(log.take(ns(0)));
    let wait = Wait {
        at_least: ns(WINDOW + 1),
        is_final: false,
    };
    assert_eq!(log.wait(ns(1000), 0), wait);
    log.end(ns(1000));
    let wait = Wait {
        at_least: ns(1),
        is_final: true,
    };
    assert_eq!(log.wait(ns(1020), 0), wait);
}

#[test]
fn a_limit_of_nothing_lets_nothing_through() {
    let mut log = Log::new(limit(0));
    assert!(!log.take(ns(1000)));
    assert_eq!(log.wait(ns(1000), 0).at_least, Duration::MAX);
}

#[test]
fn more_than_the_limit_is_waited_out() {
    // As after the limit was lowered.
    let mut log = Log::restore(limit(1), 0, [ns(10), ns(12), ns(11)]);
    assert_eq!(log.wait(ns(12), 0).at_least, ns(21));
    assert!(!log.take(ns(32)) && log.take(ns(33)));
}
