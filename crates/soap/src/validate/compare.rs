//! Values as texts: which is greater, and how many digits they have.

use std::cmp::Ordering;

use crate::facets::{Facets, Kind};
use crate::xsd::Zone;

/// Says each bound that a value breaks. What can't be compared breaks none.
pub(super) fn bounds(facets: &Facets, text: &str, found: &mut Vec<String>) {
    let bounds = [
        (facets.least, Ordering::Less, "is less than", "is not above"),
        (
            facets.greatest,
            Ordering::Greater,
            "is greater than",
            "is not below",
        ),
    ];
    for (bound, beyond, inclusive, exclusive) in bounds {
        let Some(bound) = bound else { continue };
        let order = compare(facets.kind, text, bound.value);
        let breaks = |order| order == beyond || (!bound.inclusive && order == Ordering::Equal);
        if order.is_some_and(breaks) {
            let words = if bound.inclusive {
                inclusive
            } else {
                exclusive
            };
            found.push(format!("{words} {}", bound.value));
        }
    }
}

/// Whether two texts are one value.
pub(super) fn equal(kind: Kind, left: &str, right: &str) -> bool {
    compare(kind, left, right) == Some(Ordering::Equal)
}

fn compare(kind: Kind, left: &str, right: &str) -> Option<Ordering> {
    match kind {
        Kind::Number => Some(Number::new(left)?.cmp(&Number::new(right)?)),
        Kind::Float => float(left)?.partial_cmp(&float(right)?),
        Kind::Time => time(left, right),
        Kind::Text | Kind::Token | Kind::List | Kind::Base64 | Kind::Hex => None,
    }
}

fn float(text: &str) -> Option<f64> {
    match text.trim() {
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        text => text.parse().ok(),
    }
}

/// Dates and times of one zone, years of four digits: their texts are in order.
fn time(left: &str, right: &str) -> Option<Ordering> {
    let (left, left_zone) = Zone::split(left.trim())?;
    let (right, right_zone) = Zone::split(right.trim())?;
    let digits = |text: &str| text.find('-').unwrap_or(text.len());
    (left_zone == right_zone && digits(left) == digits(right)).then(|| left.cmp(right))
}

/// The digits before and after the point, without zeros that say nothing.
pub(super) fn digits(text: &str) -> (u64, u64) {
    Number::new(text).map_or((0, 0), |number| {
        (number.whole.len() as u64, number.fraction.len() as u64)
    })
}

/// A decimal number of any length.
#[derive(PartialEq, Eq)]
struct Number<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Number<'a> {
    fn new(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        Some(Self {
            negative: negative && !(whole.is_empty() && fraction.is_empty()),
            whole,
            fraction,
        })
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        let by_length = self.whole.len().cmp(&other.whole.len());
        by_length
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction))
    }
}

impl Ord for Number<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Number<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_length_are_in_order() {
        let numbers = [
            "-123456789012345678901234567890",
            "-2.5",
            "-2.45",
            "0",
            "+0.1",
            "1",
            "1.000000000000000000000000000000001",
            "10.0",
            "123456789012345678901234567890",
        ];
        for (place, left) in numbers.iter().enumerate() {
            for (other, right) in numbers.iter().enumerate() {
                assert_eq!(
                    compare(Kind::Number, left, right),
                    Some(place.cmp(&other)),
                    "{left} {right}"
                );
            }
        }
        assert!(equal(Kind::Number, "-0.0", "0"));
        assert!(equal(Kind::Number, "007.50", "7.5"));
        assert_eq!(digits("-007.50"), (1, 1));
        assert_eq!(compare(Kind::Number, "1e3", "1"), None);
    }

    #[test]
    fn floats_and_times() {
        assert_eq!(compare(Kind::Float, "1e3", "INF"), Some(Ordering::Less));
        assert_eq!(compare(Kind::Float, "NaN", "1"), None);
        let time = |left, right| compare(Kind::Time, left, right);
        assert_eq!(time("1999-12-31", "2000-01-01"), Some(Ordering::Less));
        assert_eq!(time("2000-01-01Z", "2000-01-01Z"), Some(Ordering::Equal));
        assert_eq!(time("2000-01-01Z", "2000-01-01"), None);
        assert_eq!(time("10000-01-01", "2000-01-01"), None);
    }
}
