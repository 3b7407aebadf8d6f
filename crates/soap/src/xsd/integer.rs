//! `xs:int` and its relatives, and `xs:integer` of any size.

use std::cmp::Ordering;
use std::fmt;
use std::num::IntErrorKind;
use std::str::FromStr;

use crate::error::ValueError;
use crate::escape::Text;
use crate::value::{JsonForm, Simple, trim};

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Simple for $type {
            const JSON: JsonForm = JsonForm::Literal;

            fn parse(text: &str) -> Result<Self, ValueError> {
                let digits = trim(text);
                match digits.parse() {
                    Ok(value) => Ok(value),
                    Err(error) => match (error.kind(), Integer::parse(digits)) {
                        // `-0` is a form of 0 that the standard library refuses for unsigned types.
                        (_, Ok(integer)) if integer.0 == "0" => Ok(0),
                        (IntErrorKind::PosOverflow | IntErrorKind::NegOverflow, _) | (_, Ok(_)) => {
                            Err(ValueError::new(concat!("does not fit into ", stringify!($type))))
                        }
                        _ => Err(ValueError::new("is not an integer")),
                    },
                }
            }

            fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
                out.plain(self);
                Ok(())
            }
        }

        impl From<$type> for Integer {
            fn from(value: $type) -> Self {
                Self(value.to_string())
            }
        }

        impl TryFrom<&Integer> for $type {
            type Error = ValueError;

            fn try_from(value: &Integer) -> Result<Self, ValueError> {
                <$type as Simple>::parse(&value.0)
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, i128, u8, u16, u32, u64, u128);

/// An `xs:integer`, which has no bounds.
///
/// Its digits are kept as they are; `i64::try_from(&integer)` and the like give numbers to count with.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Integer(String);

impl Integer {
    /// The digits, without leading zeros, after a `-` if it is negative.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parts(&self) -> (bool, &str) {
        match self.0.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, &self.0),
        }
    }
}

impl Simple for Integer {
    const JSON: JsonForm = JsonForm::Literal;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let text = trim(text);
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ValueError::new("is not an integer"));
        }
        Ok(match digits.trim_start_matches('0') {
            "" => Self("0".to_owned()),
            digits => Self(format!("{sign}{digits}")),
        })
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        out.plain(self);
        Ok(())
    }
}

impl FromStr for Integer {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::parse(text)
    }
}

impl fmt::Debug for Integer {
    /// As it stands in XML.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |digits: &str, others: &str| {
            digits
                .len()
                .cmp(&others.len())
                .then_with(|| digits.cmp(others))
        };
        match (self.parts(), other.parts()) {
            ((false, a), (false, b)) => size(a, b),
            ((true, a), (true, b)) => size(b, a),
            ((true, _), (false, _)) => Ordering::Less,
            ((false, _), (true, _)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_bounded_integer() {
        for (text, value) in [
            ("7", 7),
            ("+7", 7),
            (" \t\r\n7 ", 7),
            ("007", 7),
            ("-128", -128),
            ("-0", 0),
            ("127", 127),
        ] {
            assert_eq!(i8::parse(text).unwrap(), value, "{text:?}");
        }
        assert_eq!(u8::parse("-0").unwrap(), 0);
        assert_eq!(u8::parse("-000").unwrap(), 0);
        assert_eq!(u64::parse("18446744073709551615").unwrap(), u64::MAX);
    }

    #[test]
    fn what_is_no_bounded_integer() {
        let message = |text| i32::parse(text).unwrap_err().to_string();
        for text in [
            "", " ", "+", "-", "1.0", "1,000", "1 000", "0x10", "1e3", "١", "--1", "+-1", "NaN",
        ] {
            assert_eq!(message(text), "is not an integer", "{text:?}");
        }
        assert_eq!(message("2147483648"), "does not fit into i32");
        assert_eq!(message("-2147483649"), "does not fit into i32");
        assert_eq!(
            u8::parse("-1").unwrap_err().to_string(),
            "does not fit into u8"
        );
        assert_eq!(
            u8::parse("-x").unwrap_err().to_string(),
            "is not an integer"
        );
    }

    #[test]
    fn an_integer_of_any_size_keeps_all_digits() {
        let big = "-123456789012345678901234567890123456789012345678901234567890";
        assert_eq!(Integer::parse(big).unwrap().as_str(), big);
        assert_eq!(Integer::parse(" +0012 ").unwrap().as_str(), "12");
        assert_eq!(Integer::parse("-000").unwrap().as_str(), "0");
        assert_eq!(i64::try_from(&Integer::from(-5_i8)).unwrap(), -5);
        assert!(i64::try_from(&Integer::parse(big).unwrap()).is_err());
    }

    #[test]
    fn integers_are_ordered_by_value() {
        let texts = [
            "-100",
            "-99",
            "-1",
            "0",
            "9",
            "10",
            "100000000000000000000000000000000000000000",
        ];
        let integers: Vec<Integer> = texts.iter().map(|text| text.parse().unwrap()).collect();
        assert!(integers.is_sorted());
        assert_ne!(integers[0], integers[1]);
    }
}
