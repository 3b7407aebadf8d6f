//! The script against an oracle that remembers everything and counts by hand, with a clock
//! that is set by hand.

use kontorhaus_tests::redis::{Server, programs};

use super::*;

const WINDOW: u64 = 20;
const LONGEST: u64 = 15;
/// Microseconds since 1970.
const NOON: u64 = 1_767_268_800_000_000;

fn us(count: u64) -> Duration {
    Duration::from_micros(count)
}

/// A log, and the clock of its server.
struct Desk {
    script: Script,
    connection: MultiplexedConnection,
    now: u64,
}

impl Desk {
    async fn new(server: &Server, key: String, permits: usize) -> Self {
        let client = redis::Client::open(server.url()).unwrap();
        let connection = client.get_multiplexed_async_connection().await.unwrap();
        let script = Script::new(key, Limit::new(permits, us(WINDOW)), us(LONGEST), false);
        let mut desk = Self {
            script: script.with_clock("redis.call('LRANGE', 'clock', 0, 1)"),
            connection,
            now: NOON,
        };
        desk.pass(0).await;
        desk
    }

    async fn pass(&mut self, time: u64) {
        self.now += time;
        let clock = [self.now / 1_000_000, self.now % 1_000_000];
        let mut pipe = redis::pipe();
        let set = pipe.atomic().del("clock").rpush("clock", &clock);
        let _: () = set.query_async(&mut self.connection).await.unwrap();
    }

    async fn ask(&mut self, order: Order<'_>, ends: &[End]) -> Reply {
        let run = self.script.run(&mut self.connection, order, ends, false);
        let reply = run.await.unwrap();
        assert_eq!(reply.now, us(self.now));
        reply
    }

    async fn wait(&mut self, ahead: usize) -> Wait {
        self.ask(Order::Wait { ahead }, &[]).await.wait
    }
}

/// An attempt, and when the server counted it if it did.
#[derive(Clone, Copy, Debug)]
struct Attempt {
    begun: u64,
    lease: u64,
    ended: Option<u64>,
    arrived: Option<u64>,
}

impl Attempt {
    /// The latest moment at which it can have arrived.
    fn latest(&self) -> u64 {
        self.ended.unwrap_or(self.begun + self.lease)
    }

    fn runs(&self, now: u64) -> bool {
        self.ended.is_none() && now <= self.latest()
    }
}

fn used_at(attempts: &[Attempt], time: u64) -> usize {
    let counts = |attempt: &&Attempt| attempt.latest() + WINDOW >= time;
    attempts.iter().filter(counts).count()
}

/// The moment at which the last of `ahead + 1` calls gets through, if all that runs ends
/// now and each call ends as soon as it began.
fn earliest(attempts: &[Attempt], permits: usize, now: u64, ahead: usize) -> u64 {
    let mut ends: Vec<_> = attempts.iter().map(|one| one.latest().min(now)).collect();
    for time in now.. {
        while ends.iter().filter(|&&end| end + WINDOW >= time).count() < permits {
            ends.push(time);
            if ends.len() > attempts.len() + ahead {
                return time - now;
            }
        }
    }
    unreachable!()
}

fn busiest(arrivals: &[u64]) -> usize {
    let within = |&first: &u64| {
        let window = first..=first + WINDOW;
        arrivals.iter().filter(|at| window.contains(at)).count()
    };
    arrivals.iter().map(within).max().unwrap_or_default()
}

async fn compare(desk: &mut Desk, permits: usize, steps: usize) {
    let mut attempts: Vec<Attempt> = Vec::new();
    assert_eq!(
        desk.ask(Order::Begin { ages: &[] }, &[]).await.found,
        Some(Found::Nothing)
    );
    for _ in 0..steps {
        let running = attempts.iter().position(|attempt| attempt.runs(desk.now));
        match (fastrand::u32(..12), running) {
            (0..4, _) => {
                let number = attempts.len();
                let lease = fastrand::u64(1..=LONGEST);
                let id = number.to_string();
                let order = Order::Take {
                    id: &id,
                    lease: us(lease),
                };
                let is_free = used_at(&attempts, desk.now) < permits;
                let reply = desk.ask(order, &[]).await;
                assert_eq!(reply.taken, is_free, "{attempts:?} at {}", desk.now);
                if is_free {
                    attempts.push(Attempt {
                        begun: desk.now,
                        lease,
                        ended: None,
                        // Unless it is given back: at any moment.
                        arrived: Some(desk.now + fastrand::u64(..=lease)),
                    });
                }
            }
            (4..7, Some(index)) => {
                let attempt = &mut attempts[index];
                attempt.ended = Some(desk.now);
                let length = desk.now - attempt.begun;
                attempt.arrived = Some(attempt.begun + fastrand::u64(..=length));
                desk.ask(Order::Tell, &[(index.to_string(), true)]).await;
            }
            (7, Some(index)) => {
                desk.ask(Order::Tell, &[(index.to_string(), false)]).await;
                // Long ago, so that it counts no longer.
                attempts[index].ended = Some(0);
                attempts[index].arrived = None;
            }
            (8, _) => desk.pass(fastrand::u64(..WINDOW * 2)).await,
            _ => desk.pass(fastrand::u64(..4)).await,
        }
        let ahead = fastrand::usize(..12);
        let wait = desk.wait(ahead).await;
        let expected = earliest(&attempts, permits, desk.now, ahead);
        assert_eq!(wait.at_least, us(expected), "{attempts:?} at {}", desk.now);
        if ahead == 0 {
            // It is final if it comes true even if what runs takes as long as it can.
            let used = used_at(&attempts, desk.now + expected);
            assert_eq!(wait.is_final, used < permits, "{attempts:?}");
        }
    }
    let arrivals: Vec<_> = attempts
        .iter()
        .filter_map(|attempt| attempt.arrived)
        .collect();
    let busiest = busiest(&arrivals);
    assert!(busiest <= permits, "{busiest} arrive in a window");
    assert!(
        arrivals.len() > steps / 50,
        "only {} arrive",
        arrivals.len()
    );
}

#[tokio::test]
async fn it_lets_through_what_the_oracle_does_and_never_too_many_arrive() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        for permits in 1..=5 {
            let mut desk = Desk::new(&server, permits.to_string(), permits).await;
            compare(&mut desk, permits, 300).await;
        }
    }
}

#[tokio::test]
async fn two_calls_exactly_one_window_apart_are_within_one() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let mut desk = Desk::new(&server, "key".to_owned(), 1).await;
        // It ended at this very microsecond, or up to one later.
        desk.ask(Order::Begin { ages: &[us(0)] }, &[]).await;
        assert_eq!(desk.wait(0).await.at_least, us(WINDOW + 1));
        desk.pass(WINDOW).await;
        let take = Order::Take {
            id: "a",
            lease: us(1),
        };
        assert!(!desk.ask(take, &[]).await.taken);
        desk.pass(1).await;
        assert!(desk.ask(take, &[]).await.taken);
        // Asked again because the answer got lost.
        assert!(desk.ask(take, &[]).await.taken);
        let other = Order::Take {
            id: "b",
            lease: us(1),
        };
        assert!(!desk.ask(other, &[]).await.taken);
    }
}

#[tokio::test]
async fn history_and_what_has_ended_since_both_count() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let mut desk = Desk::new(&server, "key".to_owned(), 3).await;
        let ages = [us(5), us(5), us(0), Duration::MAX];
        let order = Order::Begin { ages: &ages };
        desk.ask(order, &[("one".to_owned(), true)]).await;
        // Four slots are taken now, so two must come free.
        assert_eq!(desk.wait(0).await.at_least, us(WINDOW + 1 - 5));
        assert_eq!(desk.wait(1).await.at_least, us(WINDOW + 1));
    }
}

#[tokio::test]
async fn set_back_for_a_year_nothing_counts_for_longer_than_it_could() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let mut desk = Desk::new(&server, "key".to_owned(), 1).await;
        desk.ask(Order::Begin { ages: &[us(0)] }, &[]).await;
        desk.now -= 365 * 24 * 3600 * 1_000_000;
        desk.pass(0).await;
        let unsure = Wait {
            at_least: us(WINDOW + 1),
            is_final: false,
        };
        assert_eq!(desk.wait(0).await, unsure);
        desk.pass(LONGEST).await;
        let wait = desk.wait(0).await;
        assert_eq!((wait.at_least, wait.is_final), (us(WINDOW + 1), true));
    }
}

#[tokio::test]
async fn an_end_that_comes_after_the_log_was_lost_counts() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let mut desk = Desk::new(&server, "key".to_owned(), 1).await;
        assert_eq!(desk.wait(0).await.at_least, us(LONGEST + WINDOW + 1));
        desk.pass(LONGEST + 10).await;
        desk.ask(Order::Tell, &[("lost".to_owned(), true)]).await;
        desk.pass(WINDOW - 9).await;
        assert_eq!(desk.wait(0).await.at_least, us(10));
    }
}
