//! Eight processes share a limit over a server. The tests start themselves as these
//! processes, and another server in the test's process counts their calls.

use std::thread;

use kontorhaus_core::{Clock, TokioClock};
use kontorhaus_tests::limits::{
    self, Crew, Figures, Temper, Vendor, alone, assert_full_rate, duration,
};
use kontorhaus_tests::redis::programs;

use super::*;

const LIMIT: Limit = Limit::new(50, Duration::from_millis(500));

/// Plays its part if this process is one of the eight.
fn is_played() -> bool {
    limits::is_played(|url| {
        let (url, key) = (SecretString::from(url), Key::new("shop"));
        let builder = RedisBacked::builder(&url, &key, LIMIT, WhenAway::Wait);
        builder.longest_attempt(ATTEMPT).build().unwrap()
    })
}

fn moment(below: u64) -> Duration {
    Duration::from_millis(fastrand::u64(..below))
}

#[test]
fn whatever_is_killed_or_paused_the_limit_holds() {
    if is_played() {
        return;
    }
    let _alone = alone();
    for program in programs() {
        let mut server = Server::start(&program, &[]);
        let vendor = Vendor::start(ms(20));
        let test = "processes::whatever_is_killed_or_paused_the_limit_holds";
        let mut crew = Crew::start(test, &server.url(), &vendor, Temper::Hasty);
        let clock = TokioClock::new();
        let (mut kills, mut pauses, mut restarts, mut stops) = (0, 0, 0, 0);
        for step in 0.. {
            if clock.now() > duration() {
                break;
            }
            thread::sleep(moment(400));
            match step % 12 {
                3 => {
                    server.pause();
                    thread::sleep(moment(1500));
                    server.resume();
                    stops += 1;
                }
                6 => {
                    server.kill();
                    thread::sleep(moment(1000));
                    server.restart();
                    restarts += 1;
                }
                1 | 5 | 8 | 11 => {
                    crew.pause_one(moment(2000));
                    pauses += 1;
                }
                _ => {
                    crew.replace_one();
                    kills += 1;
                }
            }
        }
        drop(crew);
        let figures = Figures::new(&vendor.arrivals(), LIMIT);
        println!(
            "{}: {kills} kills, {pauses} pauses; {restarts} restarts and {stops} pauses of the \
             server: {figures}",
            program.display()
        );
        assert!(figures.most <= LIMIT.permits(), "{figures}");
        assert!(
            figures.calls > LIMIT.permits(),
            "hardly anything got through: {figures}"
        );
    }
}

#[test]
fn processes_use_the_full_rate_when_answers_come_at_once() {
    if is_played() {
        return;
    }
    let _alone = alone();
    for program in programs() {
        let server = Server::start(&program, &[]);
        let test = "processes::processes_use_the_full_rate_when_answers_come_at_once";
        let name = program.display().to_string();
        assert_full_rate(&name, test, &server.url(), LIMIT);
    }
}
