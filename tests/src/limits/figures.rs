//! What a server that counts has seen.

use std::fmt;
use std::time::Duration;

use kontorhaus_core::limit::Limit;

/// What the vendor saw.
#[derive(Debug, Clone)]
pub struct Figures {
    /// How many calls arrived.
    pub calls: usize,
    /// The largest number of arrivals in any window, both ends included.
    pub most: usize,
    /// The share of the configured rate that was used from the first call on, in per cent:
    /// how long it took until as many more calls had arrived as so many windows allow.
    /// They take longer than these windows if the limit holds, so this is below 100.
    pub average: Option<f64>,
    /// The same in the best stretch of ten windows, which a machine that is busy with other
    /// things for a while does not spoil.
    pub best: Option<f64>,
}

const STRETCH: usize = 10;

impl Figures {
    /// The figures of those arrivals, which come in order.
    #[must_use]
    pub fn new(arrivals: &[Duration], limit: Limit) -> Self {
        let windows = arrivals.len().saturating_sub(1) / limit.permits();
        Self {
            calls: arrivals.len(),
            most: busiest(arrivals, limit.window()),
            average: best(arrivals, limit, windows),
            best: best(arrivals, limit, STRETCH),
        }
    }
}

/// The share of the rate in the best stretch of so many windows, if there is one.
fn best(arrivals: &[Duration], limit: Limit, windows: usize) -> Option<f64> {
    let allowed = limit.permits() * windows;
    let later = arrivals.iter().skip(allowed);
    let times = arrivals
        .iter()
        .zip(later)
        .map(|(&from, &to)| to.saturating_sub(from));
    let windows = u32::try_from(windows).ok().filter(|&windows| windows > 0)?;
    let share = (limit.window() * windows).as_secs_f64() / times.min()?.as_secs_f64();
    Some(share * 100.0)
}

/// The largest number of arrivals in any stretch of that length, both ends included.
#[must_use]
pub fn busiest(arrivals: &[Duration], length: Duration) -> usize {
    let mut first = 0;
    let mut most = 0;
    for (last, &arrival) in arrivals.iter().enumerate() {
        while arrivals[first] + length < arrival {
            first += 1;
        }
        most = most.max(last + 1 - first);
    }
    most
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            calls,
            most,
            average,
            best,
        } = self;
        write!(f, "{calls} calls, at most {most} in a window")?;
        if let Some(average) = average {
            write!(f, ", {average:.1} % of the rate")?;
        }
        if let Some(best) = best {
            write!(f, ", {best:.1} % at best")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_a_window_count() {
        let ms = Duration::from_millis;
        let arrivals = [0, 100, 200, 300, 500, 501].map(ms);
        assert_eq!(busiest(&arrivals, ms(99)), 2);
        assert_eq!(busiest(&arrivals, ms(200)), 3);
        assert_eq!(busiest(&arrivals, ms(500)), 5);
        assert_eq!(busiest(&[], ms(500)), 0);
    }

    #[test]
    fn the_rate_is_that_of_the_limit() {
        let limit = Limit::new(5, Duration::from_millis(10));
        let arrivals: Vec<_> = (0..500).map(|i| Duration::from_millis(2 * i)).collect();
        let figures = Figures::new(&arrivals, limit);
        // At 0, 2, 4, 6, 8 and 10 ms.
        assert_eq!((figures.calls, figures.most), (500, 6));
        let text = "500 calls, at most 6 in a window, 100.0 % of the rate, 100.0 % at best";
        assert_eq!(figures.to_string(), text);

        let bursts: Vec<_> = (0..100)
            .map(|i| Duration::from_millis(i / 5 * 11))
            .collect();
        let figures = Figures::new(&bursts, limit);
        let text = "100 calls, at most 5 in a window, 90.9 % of the rate, 90.9 % at best";
        assert_eq!(figures.to_string(), text);
        let few = Figures::new(&bursts[..50], limit);
        assert_eq!((few.average.is_some(), few.best), (true, None));
        let few = Figures::new(&bursts[..5], limit);
        assert_eq!(few.to_string(), "5 calls, at most 5 in a window");
    }
}
