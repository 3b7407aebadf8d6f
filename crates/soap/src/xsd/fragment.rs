//! `xs:gYear` and the other fragments of dates.

use std::fmt;
use std::str::FromStr;

use super::zone::{Zone, number};
use crate::error::ValueError;
use crate::escape::Text;
use crate::value::{Simple, trim};

macro_rules! fragment {
    ($(#[$doc:meta])* $name:ident, $valid:ident, $is_not:literal) => {
        $(#[$doc])*
        ///
        /// Kept as text, zone included, in the form it came in.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Simple for $name {
            fn parse(text: &str) -> Result<Self, ValueError> {
                let text = trim(text);
                match Zone::split(text) {
                    Some((fragment, _)) if $valid(fragment.as_bytes()) => Ok(Self(text.to_owned())),
                    _ => Err(ValueError::new($is_not)),
                }
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

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

fragment!(/** An `xs:gYear`: `2031`. */ GYear, year, "is not a year");
fragment!(/** An `xs:gYearMonth`: `2031-03`. */ GYearMonth, year_month, "is not a month of a year");
fragment!(/** An `xs:gMonth`: `--03`. */ GMonth, month, "is not a month");
fragment!(/** An `xs:gMonthDay`: `--03-31`. */ GMonthDay, month_day, "is not a day of a month");
fragment!(/** An `xs:gDay`: `---31`. */ GDay, day, "is not a day");

fn year(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let padded = digits.len() > 4 && digits[0] == b'0';
    digits.len() >= 4 && !padded && digits.iter().all(u8::is_ascii_digit) && digits != b"0000"
}

fn year_month(text: &[u8]) -> bool {
    matches!(text, [before @ .., b'-', m, mm] if year(before) && within(*m, *mm, 12))
}

fn month(text: &[u8]) -> bool {
    // XSD 1.0 as first printed had `--03--`, and some stacks still write it.
    let text = text.strip_suffix(b"--").unwrap_or(text);
    matches!(text, [b'-', b'-', m, mm] if within(*m, *mm, 12))
}

fn month_day(text: &[u8]) -> bool {
    let &[b'-', b'-', m, mm, b'-', d, dd] = text else {
        return false;
    };
    let days = match (m, mm) {
        (b'0', b'2') => 29,
        (b'0', b'4' | b'6' | b'9') | (b'1', b'1') => 30,
        _ => 31,
    };
    within(m, mm, 12) && within(d, dd, days)
}

fn day(text: &[u8]) -> bool {
    matches!(text, [b'-', b'-', b'-', d, dd] if within(*d, *dd, 31))
}

fn within(high: u8, low: u8, most: i16) -> bool {
    number(&[high, low]).is_some_and(|number| (1..=most).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_keep_their_form() {
        for text in ["2031", "-0044", "12031", "2031Z", "2031+02:00"] {
            assert_eq!(GYear::parse(text).unwrap().as_str(), text);
        }
        assert_eq!(GYearMonth::parse(" 2031-03 ").unwrap().as_str(), "2031-03");
        assert_eq!(GMonth::parse("--03Z").unwrap().as_str(), "--03Z");
        assert_eq!(GMonth::parse("--03--").unwrap().as_str(), "--03--");
        assert_eq!(GMonthDay::parse("--02-29").unwrap().as_str(), "--02-29");
        assert_eq!(GDay::parse("---31-05:00").unwrap().as_str(), "---31-05:00");
    }

    #[test]
    fn what_is_no_fragment() {
        for text in ["", "31", "0000", "02031", "2031-", "x031"] {
            assert_eq!(
                GYear::parse(text).unwrap_err().to_string(),
                "is not a year",
                "{text:?}"
            );
        }
        assert!(GYearMonth::parse("2031-13").is_err());
        assert!(GMonth::parse("--00").is_err());
        assert!(GMonthDay::parse("--02-30").is_err());
        assert!(GDay::parse("---32").is_err());
    }
}
