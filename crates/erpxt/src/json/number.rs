//! Decimals as JSON numbers, from text to text.

use std::fmt;

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::{Json, Problem, kind};

impl Json for Decimal {
    fn read(raw: &RawValue) -> Result<Self, Problem> {
        if kind(raw) != "a number" {
            return Err(Problem::new(format!("is {} and no number", kind(raw))));
        }
        parse(raw.get())
            .ok_or_else(|| Problem::new("is a number with more digits than a decimal holds"))
    }

    fn write(&self, out: &mut String) -> Result<(), Problem> {
        // A decimal is shown with all its digits and never with an exponent.
        out.push_str(&self.to_string());
        Ok(())
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The value of a JSON number, if a decimal can hold it exactly.
fn parse(text: &str) -> Option<Decimal> {
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
        return exact(text);
    };
    let value = exact(digits)?;
    if value.is_zero() {
        return Some(value);
    }
    // Without the zeros at its end, so that only what counts must fit.
    let value = value.normalize();
    let scale = i64::from(value.scale()).checked_sub(exponent.parse().ok()?)?;
    let (mantissa, scale) = if let Ok(scale) = u32::try_from(scale) {
        (value.mantissa(), scale)
    } else {
        let factor = 10_i128.checked_pow(u32::try_from(scale.unsigned_abs()).ok()?)?;
        (value.mantissa().checked_mul(factor)?, 0)
    };
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}

/// Digits with a point among them. Zeros at the end that a decimal has no room for say nothing.
fn exact(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).ok().or_else(|| {
        let (whole, fraction) = text.split_once('.')?;
        let fraction = fraction.trim_end_matches('0');
        Decimal::from_str_exact(&format!("{whole}.{fraction}0")).ok()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json;

    fn read(text: &str) -> Result<Decimal, Problem> {
        Decimal::read(json::document(text.as_bytes()).unwrap())
    }

    #[test]
    fn every_form_of_a_number_is_read_exactly() {
        for (text, expected) in [
            ("0", "0"),
            ("-0", "0"),
            ("1.50", "1.50"),
            ("6.0000", "6.0000"),
            ("-12.345", "-12.345"),
            ("1e2", "100"),
            ("1.5E+3", "1500"),
            ("1250e-3", "1.250"),
            ("0e999999999", "0"),
            ("0.1", "0.1"),
            (
                "79228162514264337593543950335",
                "79228162514264337593543950335",
            ),
            (
                "0.0000000000000000000000000001",
                "0.0000000000000000000000000001",
            ),
            ("1.00000000000000000000000000000000000000", "1.0"),
        ] {
            assert_eq!(read(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_a_decimal_cannot_hold_is_refused() {
        for text in [
            "79228162514264337593543950336",
            "0.00000000000000000000000000001",
            "1e29",
            "1e-29",
            "1e999999999999999999999",
            "-1e-999999999999999999999",
        ] {
            let problem = read(text).unwrap_err().to_string();
            assert_eq!(
                problem,
                "the document is a number with more digits than a decimal holds"
            );
        }
        assert_eq!(
            read("\"1.5\"").unwrap_err().to_string(),
            "the document is a text and no number"
        );
    }

    proptest! {
        /// Fifteen digits survive a reader that uses floats, too: this one and the other side agree.
        #[test]
        fn up_to_fifteen_digits_are_the_same_to_everyone(
            mantissa in -999_999_999_999_999_i64..=999_999_999_999_999,
            scale in 0_u32..=15,
        ) {
            let value = Decimal::new(mantissa, scale);
            let text = json::write(&value).unwrap();
            let again = read(&text).unwrap();
            prop_assert_eq!((again.mantissa(), again.scale()), (value.mantissa(), value.scale()));
            let float: f64 = serde_json::from_str(&text).unwrap();
            let seen = serde_json::to_string(&float).unwrap();
            prop_assert_eq!(read(&seen).unwrap(), value);
        }

        #[test]
        fn every_decimal_is_written_and_read_as_itself(
            lo: u32, mid: u32, hi: u32, negative: bool, scale in 0_u32..=28,
        ) {
            let value = Decimal::from_parts(lo, mid, hi, negative, scale);
            let again = read(&json::write(&value).unwrap()).unwrap();
            prop_assert_eq!((again, again.scale()), (value, value.scale()));
        }

        #[test]
        fn an_exponent_only_moves_the_point(digits in -9_999_999_i64..=9_999_999, exponent in -18_i32..=18) {
            let moved = read(&format!("{digits}e{exponent}")).unwrap();
            let ten = Decimal::from(10_i64.pow(exponent.unsigned_abs()));
            let expected = if exponent < 0 { Decimal::from(digits) / ten } else { Decimal::from(digits) * ten };
            prop_assert_eq!(moved, expected);
        }
    }
}
