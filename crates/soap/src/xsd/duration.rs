//! `xs:duration`.

use std::fmt;
use std::str::FromStr;

use super::calendar;
use crate::error::ValueError;
use crate::escape::Text;
use crate::value::{Simple, trim};

/// A length of time: months, which differ in length, and an exact rest.
///
/// Years are twelve months and days are 24 hours, as XSD defines them. Both parts have the same sign.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    negative: bool,
    months: u32,
    seconds: u64,
    nanoseconds: u32,
}

impl Duration {
    /// So many months and an exact rest.
    #[must_use]
    pub fn new(months: u32, rest: std::time::Duration) -> Self {
        Self {
            negative: false,
            months,
            seconds: rest.as_secs(),
            nanoseconds: rest.subsec_nanos(),
        }
    }

    /// The same backwards.
    #[must_use]
    pub fn negated(mut self) -> Self {
        self.negative = !self.negative && self != Self::default();
        self
    }

    /// Whether it goes backwards.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The months, without a sign.
    #[must_use]
    pub fn months(&self) -> u32 {
        self.months
    }

    /// What there is beside the months, without a sign.
    #[must_use]
    pub fn rest(&self) -> std::time::Duration {
        std::time::Duration::new(self.seconds, self.nanoseconds)
    }
}

impl From<std::time::Duration> for Duration {
    fn from(rest: std::time::Duration) -> Self {
        Self::new(0, rest)
    }
}

const NOT: &str = "is not a duration";

/// The units in the order in which they must come; a `T` stands before the last three.
const UNITS: [u8; 6] = *b"YMDHMS";
const TIME: usize = 3;
const SECONDS: usize = 5;

impl Simple for Duration {
    fn parse(text: &str) -> Result<Self, ValueError> {
        let error = || ValueError::new(NOT);
        let text = trim(text);
        let (negative, text) = text
            .strip_prefix('-')
            .map_or((false, text), |text| (true, text));
        let mut rest = text
            .strip_prefix('P')
            .filter(|rest| !rest.is_empty())
            .ok_or_else(error)?;
        let (mut counts, mut nanoseconds) = ([0; UNITS.len()], 0);
        let mut allowed = 0..TIME;
        while !rest.is_empty() {
            if let Some(time) = rest
                .strip_prefix('T')
                .filter(|time| !time.is_empty() && allowed.end == TIME)
            {
                rest = time;
                allowed = TIME..UNITS.len();
            }
            let end = rest
                .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
                .ok_or_else(error)?;
            let unit = rest.as_bytes()[end];
            let place = UNITS[allowed.clone()]
                .iter()
                .position(|&known| known == unit);
            let place = allowed.start + place.ok_or_else(error)?;
            let (mut whole, tail) = (&rest[..end], &rest[end + 1..]);
            if place == SECONDS
                && let Some((seconds, fraction)) = whole.split_once('.')
                && !fraction.is_empty()
            {
                whole = seconds;
                nanoseconds = calendar::nanoseconds(fraction, NOT)?.unsigned_abs();
            }
            counts[place] = count(whole)?;
            allowed.start = place + 1;
            rest = tail;
        }
        let [years, months, days, hours, minutes, seconds] = counts;
        let months = sum(&[(years, 12), (months, 1)]).and_then(|months| u32::try_from(months).ok());
        let seconds = sum(&[(days, 86400), (hours, 3600), (minutes, 60), (seconds, 1)]);
        let (months, seconds) = months.zip(seconds).ok_or_else(too_long)?;
        let duration = Self {
            negative: false,
            months,
            seconds,
            nanoseconds,
        };
        Ok(if negative {
            duration.negated()
        } else {
            duration
        })
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        out.plain(self);
        Ok(())
    }
}

fn too_long() -> ValueError {
    ValueError::new("is too long")
}

fn count(digits: &str) -> Result<u64, ValueError> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ValueError::new(NOT));
    }
    digits.parse().map_err(|_| too_long())
}

fn sum(parts: &[(u64, u64)]) -> Option<u64> {
    parts.iter().try_fold(0_u64, |sum, (count, size)| {
        sum.checked_add(count.checked_mul(*size)?)
    })
}

impl FromStr for Duration {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::parse(text)
    }
}

impl fmt::Debug for Duration {
    /// As it stands in XML.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (u64::from(self.months / 12), 'Y'),
            (u64::from(self.months % 12), 'M'),
            (self.seconds / 86400, 'D'),
        ];
        let clock = [
            (self.seconds / 3600 % 24, 'H'),
            (self.seconds / 60 % 60, 'M'),
        ];
        let seconds = self.seconds % 60;
        f.write_str(if self.negative { "-P" } else { "P" })?;
        write_parts(f, &parts)?;
        if *self == Self::default() {
            return f.write_str("T0S");
        }
        if self.seconds.is_multiple_of(86400) && self.nanoseconds == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        write_parts(f, &clock)?;
        match self.nanoseconds {
            0 if seconds == 0 => Ok(()),
            0 => write!(f, "{seconds}S"),
            nanoseconds => {
                let fraction = format!("{nanoseconds:09}");
                write!(f, "{seconds}.{}S", fraction.trim_end_matches('0'))
            }
        }
    }
}

fn write_parts(f: &mut fmt::Formatter<'_>, parts: &[(u64, char)]) -> fmt::Result {
    parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .try_for_each(|(count, unit)| write!(f, "{count}{unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Duration::parse(text).map_or_else(|error| error.to_string(), |value| value.to_string())
    }

    #[test]
    fn every_form_of_a_duration() {
        for (text, written) in [
            ("P1Y2M3DT4H5M6S", "P1Y2M3DT4H5M6S"),
            ("P14M", "P1Y2M"),
            ("PT36H", "P1DT12H"),
            ("PT90S", "PT1M30S"),
            ("PT1.5S", "PT1.5S"),
            ("PT0.000000001S", "PT0.000000001S"),
            ("-P1D", "-P1D"),
            (" P0D ", "PT0S"),
            ("-PT0S", "PT0S"),
            ("PT1M", "PT1M"),
            ("P1M", "P1M"),
        ] {
            assert_eq!(read(text), written, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_duration() {
        for text in [
            "",
            "P",
            "PT",
            "1D",
            "P1",
            "P1S",
            "PT1D",
            "P1DT",
            "P1M1Y",
            "P1.5D",
            "PT1.S",
            "PT.5S",
            "P-1D",
            "P1DT1DT1S",
            "PTT1S",
            "+P1D",
            "P1é",
        ] {
            assert_eq!(read(text), "is not a duration", "{text:?}");
        }
        assert_eq!(read("P99999999999999999999D"), "is too long");
        assert_eq!(read("P4294967296M"), "is too long");
        assert_eq!(read("P999999999999999999D"), "is too long");
    }

    #[test]
    fn parts_of_a_duration() {
        let duration = Duration::parse("-P1Y1MT1.5S").unwrap();
        assert!(duration.is_negative());
        assert_eq!(
            (duration.months(), duration.rest()),
            (13, std::time::Duration::from_millis(1500))
        );
        assert_eq!(
            Duration::new(13, std::time::Duration::from_millis(1500)).negated(),
            duration
        );
    }
}
