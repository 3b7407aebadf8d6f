//! The zone at the end of dates and times.

use std::fmt;

use jiff::tz::Offset;

/// The distance from UTC that a date or time was given with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone {
    minutes: i16,
}

impl Zone {
    /// `Z`.
    pub const UTC: Self = Self { minutes: 0 };

    /// So many minutes ahead of UTC; at most 14 hours either way.
    #[must_use]
    pub const fn from_minutes(minutes: i16) -> Option<Self> {
        if minutes >= -14 * 60 && minutes <= 14 * 60 {
            Some(Self { minutes })
        } else {
            None
        }
    }

    /// How many minutes ahead of UTC.
    #[must_use]
    pub const fn minutes(self) -> i16 {
        self.minutes
    }

    /// The same as a type of `jiff`.
    #[must_use]
    pub fn offset(self) -> Offset {
        Offset::from_seconds(i32::from(self.minutes) * 60).unwrap_or(Offset::UTC)
    }

    /// Divides a text into what stands before the zone, and the zone.
    pub(crate) fn split(text: &str) -> Option<(&str, Option<Self>)> {
        if let Some(before) = text.strip_suffix('Z') {
            return Some((before, Some(Self::UTC)));
        }
        let start = text.len().saturating_sub("+00:00".len());
        let Some(before) = text.get(..start) else {
            return Some((text, None));
        };
        let (sign, hours, minutes) = match text.as_bytes()[start..] {
            [b'+', h, hh, b':', m, mm] => (1, number(&[h, hh])?, number(&[m, mm])?),
            [b'-', h, hh, b':', m, mm] => (-1, number(&[h, hh])?, number(&[m, mm])?),
            _ => return Some((text, None)),
        };
        if minutes > 59 {
            return None;
        }
        Some((
            before,
            Some(Self::from_minutes(sign * (hours * 60 + minutes))?),
        ))
    }
}

/// The number that digits write.
pub(super) fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0_i16, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| i16::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

impl fmt::Debug for Zone {
    /// As it stands in XML.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minutes == 0 {
            return f.write_str("Z");
        }
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}
