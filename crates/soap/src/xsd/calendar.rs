//! `xs:date`, `xs:time` and `xs:dateTime`.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil;

use super::zone::{Zone, number};
use crate::error::ValueError;
use crate::escape::Text;
use crate::value::{JsonForm, Simple, trim};

macro_rules! calendar {
    ($(#[$doc:meta])* $name:ident { $field:ident: $civil:ident }, $is:literal, $json:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// What the calendar or clock shows.
            pub $field: civil::$civil,
            /// Where it shows that, if the sender said.
            pub zone: Option<Zone>,
        }

        impl From<civil::$civil> for $name {
            fn from($field: civil::$civil) -> Self {
                let zone = None;
                Self { $field, zone }
            }
        }

        impl $name {
            /// The same in a zone.
            #[must_use]
            pub fn in_zone(mut self, zone: Zone) -> Self {
                self.zone = Some(zone);
                self
            }
        }

        impl Simple for $name {
            const JSON: JsonForm = JsonForm::$json;

            fn parse(text: &str) -> Result<Self, ValueError> {
                let (before, zone) = Zone::split(trim(text)).ok_or_else(|| ValueError::new($is))?;
                let $field = $field(before, $is)?;
                Ok(Self { $field, zone })
            }

            fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
                out.plain(self);
                Ok(())
            }
        }

        impl FromStr for $name {
            type Err = ValueError;

            fn from_str(text: &str) -> Result<Self, ValueError> {
                Self::parse(text)
            }
        }

        impl fmt::Debug for $name {
            /// As it stands in XML.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                // Fraction digits are written as far as there are any.
                write!(f, "{}", self.$field)?;
                self.zone.map_or(Ok(()), |zone| zone.fmt(f))
            }
        }
    };
}

calendar!(
    /// An `xs:date`: a day, with or without a zone.
    ///
    /// Years before 1 are refused, as are those of more than four digits.
    Date { date: Date },
    "is not a date",
    Day
);

calendar!(
    /// An `xs:time`: a time of day to the nanosecond, with or without a zone.
    Time { time: Time },
    "is not a time",
    Clock
);

calendar!(
    /// An `xs:dateTime`: a day and a time of day, with or without a zone.
    ///
    /// `24:00:00` is read as the next day's midnight.
    DateTime { date_time: DateTime },
    "is not a date and time",
    Instant
);

impl DateTime {
    /// The point in time, if the zone is known.
    #[must_use]
    pub fn timestamp(self) -> Option<Timestamp> {
        self.zone?.offset().to_timestamp(self.date_time).ok()
    }
}

impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        Self {
            date_time: jiff::tz::Offset::UTC.to_datetime(timestamp),
            zone: Some(Zone::UTC),
        }
    }
}

fn date(text: &str, is_not: &'static str) -> Result<civil::Date, ValueError> {
    let (date, year) = match text.as_bytes() {
        [b'-', ..] => return Err(ValueError::new("lies before the year 1")),
        [year @ .., b'-', m, mm, b'-', d, dd] => {
            let month = number(&[*m, *mm]).and_then(|month| i8::try_from(month).ok());
            let day = number(&[*d, *dd]).and_then(|day| i8::try_from(day).ok());
            (month.zip(day), year)
        }
        _ => return Err(ValueError::new(is_not)),
    };
    if !year.iter().all(u8::is_ascii_digit) || year.len() < 4 {
        return Err(ValueError::new(is_not));
    }
    if year.len() > 4 {
        return Err(ValueError::new("lies after the year 9999"));
    }
    let year = number(year)
        .filter(|&year| year > 0)
        .ok_or_else(|| ValueError::new("lies before the year 1"))?;
    let (month, day) = date.ok_or_else(|| ValueError::new(is_not))?;
    civil::Date::new(year, month, day).map_err(|_| ValueError::new(is_not))
}

fn time(text: &str, is_not: &'static str) -> Result<civil::Time, ValueError> {
    clock(text, is_not).map(|(time, _)| time)
}

fn date_time(text: &str, is_not: &'static str) -> Result<civil::DateTime, ValueError> {
    let (day, rest) = text
        .split_once('T')
        .ok_or_else(|| ValueError::new(is_not))?;
    let day = date(day, is_not)?;
    let (time, next_day) = clock(rest, is_not)?;
    let day = if next_day { day.tomorrow() } else { Ok(day) };
    let day = day.map_err(|_| ValueError::new("lies after the year 9999"))?;
    Ok(day.to_datetime(time))
}

/// A time of day, and whether it is the midnight at the day's end.
fn clock(text: &str, is_not: &'static str) -> Result<(civil::Time, bool), ValueError> {
    let error = || ValueError::new(is_not);
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return Err(error()),
        None => (text, ""),
    };
    let &[h, hh, b':', m, mm, b':', s, ss] = whole.as_bytes() else {
        return Err(error());
    };
    let part = |high, low| {
        number(&[high, low])
            .and_then(|part| i8::try_from(part).ok())
            .ok_or_else(error)
    };
    let (hour, minute, second) = (part(h, hh)?, part(m, mm)?, part(s, ss)?);
    let nanosecond = nanoseconds(fraction, is_not)?;
    if (hour, minute, second, nanosecond) == (24, 0, 0, 0) {
        return Ok((civil::Time::midnight(), true));
    }
    let time = civil::Time::new(hour, minute, second, nanosecond).map_err(|_| error())?;
    Ok((time, false))
}

/// Nine digits of a fraction; more are taken if they are zeros.
pub(super) fn nanoseconds(fraction: &str, is_not: &'static str) -> Result<i32, ValueError> {
    let digits = fraction.trim_end_matches('0');
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ValueError::new(is_not));
    }
    if digits.len() > 9 {
        return Err(ValueError::new("is finer than a nanosecond"));
    }
    // At most nine digits fit.
    format!("{digits:0<9}")
        .parse()
        .map_err(|_| ValueError::new(is_not))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Simple + fmt::Display>(text: &str) -> String {
        T::parse(text).map_or_else(|error| error.to_string(), |value| value.to_string())
    }

    #[test]
    fn every_form_of_a_date() {
        for (text, written) in [
            ("2031-03-01", "2031-03-01"),
            (" 2031-03-01\n", "2031-03-01"),
            ("2031-03-01Z", "2031-03-01Z"),
            ("2031-03-01+02:00", "2031-03-01+02:00"),
            ("2031-03-01-05:30", "2031-03-01-05:30"),
            ("2031-03-01+00:00", "2031-03-01Z"),
            ("2031-03-01-14:00", "2031-03-01-14:00"),
            ("0001-01-01", "0001-01-01"),
            ("9999-12-31", "9999-12-31"),
            ("2024-02-29", "2024-02-29"),
        ] {
            assert_eq!(read::<Date>(text), written);
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "2031-3-1",
            "31.03.2031",
            "2031-13-01",
            "2023-02-29",
            "2031-03-01T00:00:00",
            "2031-03-01+14:01",
            "2031-03-01+2:00",
            "+2031-03-01",
            "20é1-03-01",
            "2031-03-01 Z",
            "203-03-01",
        ] {
            assert_eq!(read::<Date>(text), "is not a date", "{text:?}");
        }
        assert_eq!(read::<Date>("-0044-03-15"), "lies before the year 1");
        assert_eq!(read::<Date>("0000-01-01"), "lies before the year 1");
        assert_eq!(read::<Date>("12031-03-01"), "lies after the year 9999");
    }

    #[test]
    fn every_form_of_a_time() {
        for (text, written) in [
            ("12:30:00", "12:30:00"),
            ("12:30:00.5", "12:30:00.5"),
            ("12:30:00.1234567", "12:30:00.1234567"),
            ("12:30:00.123456789000", "12:30:00.123456789"),
            ("24:00:00", "00:00:00"),
            ("24:00:00.000Z", "00:00:00Z"),
            ("23:59:59-03:00", "23:59:59-03:00"),
        ] {
            assert_eq!(read::<Time>(text), written);
        }
        for text in [
            "",
            "12:30",
            "24:00:01",
            "24:00:00.1",
            "12:60:00",
            "12:30:60",
            "12:30:00.",
            "1:30:00",
            "12:30:00.5x",
        ] {
            assert_eq!(read::<Time>(text), "is not a time", "{text:?}");
        }
        assert_eq!(
            read::<Time>("12:30:00.1234567891"),
            "is finer than a nanosecond"
        );
    }

    #[test]
    fn every_form_of_a_date_time() {
        for (text, written) in [
            ("2024-05-01T10:00:00+00:00", "2024-05-01T10:00:00Z"),
            ("2024-05-01T10:00:00.1234567", "2024-05-01T10:00:00.1234567"),
            ("0001-01-01T00:00:00", "0001-01-01T00:00:00"),
            ("2023-12-31T24:00:00", "2024-01-01T00:00:00"),
            ("2024-05-01T10:00:00-05:00", "2024-05-01T10:00:00-05:00"),
        ] {
            assert_eq!(read::<DateTime>(text), written);
        }
        for text in [
            "2024-05-01",
            "2024-05-01 10:00:00",
            "2024-05-01T10:00",
            "2024-05-01t10:00:00",
            "T10:00:00",
        ] {
            assert_eq!(read::<DateTime>(text), "is not a date and time", "{text:?}");
        }
        assert_eq!(
            read::<DateTime>("9999-12-31T24:00:00"),
            "lies after the year 9999"
        );
    }

    #[test]
    fn a_point_in_time_needs_a_zone() {
        let local = DateTime::parse("2024-05-01T10:00:00").unwrap();
        assert_eq!(local.timestamp(), None);
        let zoned = DateTime::parse("2024-05-01T10:00:00+02:00").unwrap();
        let timestamp: Timestamp = "2024-05-01T08:00:00Z".parse().unwrap();
        assert_eq!(zoned.timestamp(), Some(timestamp));
        assert_eq!(
            DateTime::from(timestamp).to_string(),
            "2024-05-01T08:00:00Z"
        );
    }
}
