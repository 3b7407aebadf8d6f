//! Dates as the service writes them, with what they mean.

use std::fmt;

use jiff::civil;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::json::{JsonError, Value};

/// A day, as it is sent: the service writes `YYYY-MM-DD`, and takes what PHP takes for a date. *Documented.*
///
/// ```
/// use kontorhaus_maklerinfo::Date;
///
/// let date: Date = "2026-12-31".into();
/// assert_eq!(date.day(), Some(jiff::civil::date(2026, 12, 31)));
/// assert_eq!(Date::from(jiff::civil::date(2026, 1, 5)).as_str(), "2026-01-05");
/// // Not every database knows every date.
/// assert_eq!(Date::from("0000-00-00").day(), None);
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(String);

/// A moment, as it is sent: the service writes `YYYY-MM-DDTHH:MM:SS` in German time without saying so, and takes what PHP
/// takes for a date. *Documented.* An offset or `Z` is read too. *Observed at the sister service.*
///
/// ```
/// use kontorhaus_maklerinfo::DateTime;
///
/// let summer = DateTime::from("2026-07-01T12:00:00");
/// assert_eq!(summer.timestamp().unwrap().to_string(), "2026-07-01T10:00:00Z");
/// let noon: jiff::Timestamp = "2026-01-15T11:00:00Z".parse()?;
/// assert_eq!(DateTime::from(noon).as_str(), "2026-01-15T12:00:00+01:00");
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateTime(String);

impl Date {
    /// The day, if this is one in the form of the service.
    #[must_use]
    pub fn day(&self) -> Option<civil::Date> {
        self.0.parse().ok()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl DateTime {
    /// The moment, if this is one in the form of the service. An hour that comes twice, in autumn, is taken for the first;
    /// one that is left out, in spring, for the next.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        if let Ok(timestamp) = self.0.parse() {
            return Some(timestamp);
        }
        let zoned = self.local()?.to_zoned(germany()?).ok()?;
        Some(zoned.timestamp())
    }

    /// Date and time as they are written, without regard to an offset.
    #[must_use]
    pub fn local(&self) -> Option<civil::DateTime> {
        self.0.parse().ok()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// German time by its rule, which is older than the service: no database of zones is needed.
fn germany() -> Option<TimeZone> {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").ok()
}

/// In German time, with the offset.
impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        let zone = germany().unwrap_or(TimeZone::UTC);
        Self::from(&timestamp.to_zoned(zone))
    }
}

/// With the offset that it has.
impl From<&Zoned> for DateTime {
    fn from(zoned: &Zoned) -> Self {
        Self(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

/// In German time, and without saying so.
impl From<civil::DateTime> for DateTime {
    fn from(local: civil::DateTime) -> Self {
        Self(local.strftime("%Y-%m-%dT%H:%M:%S").to_string())
    }
}

impl From<civil::Date> for Date {
    fn from(day: civil::Date) -> Self {
        Self(day.to_string())
    }
}

macro_rules! as_text {
    ($($name:ident)+) => { $(
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Value for $name {
            fn read(json: &RawValue) -> Result<Self, JsonError> {
                Value::read(json).map(Self)
            }

            fn write(&self, out: &mut String) {
                self.0.write(out);
            }
        }
    )+ };
}

as_text!(Date DateTime);
