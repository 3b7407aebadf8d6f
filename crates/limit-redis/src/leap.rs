//! Noticing that the server's clock was set forward.

use std::time::Duration;

/// Notices when the server's clock is set forward: then slots would come free too soon.
///
/// The server's scripts know no clock but the time of day. This process has one that
/// never steps, and knows that between two answers no more time has passed on the server
/// than here between sending the first request and receiving the second answer.
#[derive(Debug, Default)]
pub(crate) struct Leaps(Option<Seen>);

#[derive(Debug)]
struct Seen {
    sent: Duration,
    server: Duration,
}

/// An exchange with the server: when it was sent and answered by this process's clock, and
/// the server's time between.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exchange {
    pub(crate) sent: Duration,
    pub(crate) received: Duration,
    pub(crate) server: Duration,
}

/// Clocks are slewed by up to a half per mille, and read to the microsecond.
const DRIFT: u32 = 1000;
const TOLERANCE: Duration = Duration::from_millis(2);

impl Leaps {
    /// Whether the clock has leapt since the exchange before.
    pub(crate) fn notice(&mut self, exchange: Exchange) -> bool {
        let Exchange {
            sent,
            received,
            server,
        } = exchange;
        let Some(before) = self.0.replace(Seen { sent, server }) else {
            return false;
        };
        let passed = received.saturating_sub(before.sent);
        server.saturating_sub(before.server) > passed + passed / DRIFT + TOLERANCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(sent: u64, received: u64, server: u64) -> Exchange {
        let ms = Duration::from_millis;
        Exchange {
            sent: ms(sent),
            received: ms(received),
            server: ms(server),
        }
    }

    #[test]
    fn only_what_no_delay_explains_is_a_leap() {
        for (next, leapt) in [
            (exchange(200, 201, 1_000_100), false),
            // Either request may have been on its way for long.
            (exchange(200, 1200, 1_001_100), false),
            (exchange(200, 202, 1_000_120), false),
            (exchange(200, 202, 1_000_125), true),
            (exchange(200, 201, 1_003_600), true),
            // Set back.
            (exchange(200, 201, 900_000), false),
            // A day later, by a clock that is slewed.
            (exchange(86_400_100, 86_400_101, 87_443_000), false),
            (exchange(86_400_100, 86_400_101, 87_500_000), true),
        ] {
            let mut leaps = Leaps::default();
            assert!(!leaps.notice(exchange(80, 120, 1_000_000)), "the first");
            assert_eq!(leaps.notice(next), leapt, "{next:?}");
        }
    }

    #[test]
    fn each_exchange_is_measured_from_the_one_before() {
        let mut leaps = Leaps::default();
        assert!(!leaps.notice(exchange(0, 1, 1000)));
        assert!(leaps.notice(exchange(10, 11, 5000)));
        assert!(!leaps.notice(exchange(20, 21, 5010)));
        assert!(!leaps.notice(exchange(30, 31, 2000)));
        assert!(leaps.notice(exchange(40, 41, 2020)));
    }
}
