//! Dates as the service sends them.

use std::fmt;

use jiff::civil::{Date, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde_json::value::RawValue;

use crate::json::{Json, Problem, text};

/// A date as the service sends it: local midnight with the offset, `2024-03-04T00:00:00+01:00`.
///
/// The day is the one that is written. In another zone, UTC say, the same moment falls on the day before; so take
/// [`date`](Self::date), which is also what requests have. *Documented for the Polish host.*
///
/// ```
/// use kontorhaus_erpxt::DateTime;
///
/// let sent: DateTime = "2024-03-04T00:00:00+01:00".parse()?;
/// assert_eq!(sent.date.to_string(), "2024-03-04");
/// assert_eq!(sent.to_string(), "2024-03-04T00:00:00+01:00");
/// # Ok::<(), kontorhaus_erpxt::InvalidDate>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DateTime {
    /// The day.
    pub date: Date,
    /// The time of day, if one was sent.
    pub time: Option<Time>,
    /// The offset from UTC, if one was sent.
    pub offset: Option<Offset>,
}

/// A text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDate;

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no date in the form YYYY-MM-DD, with or without a time and an offset")
    }
}

impl std::error::Error for InvalidDate {}

impl std::str::FromStr for DateTime {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let pieces = Pieces::parse(text).map_err(|_| InvalidDate)?;
        if pieces.time_zone_annotation().is_some() {
            return Err(InvalidDate);
        }
        Ok(Self {
            date: pieces.date(),
            time: pieces.time(),
            offset: pieces.to_numeric_offset(),
        })
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pieces = Pieces::from(self.date);
        if let Some(time) = self.time {
            pieces = pieces.with_time(time);
        }
        if let Some(offset) = self.offset {
            pieces = pieces.with_offset(offset);
        }
        pieces.fmt(f)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Json for DateTime {
    fn read(raw: &RawValue) -> Result<Self, Problem> {
        text(raw)?
            .parse()
            .map_err(|error: InvalidDate| Problem::new(format!("is {error}")))
    }

    fn write(&self, out: &mut String) -> Result<(), Problem> {
        self.to_string().write(out)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
