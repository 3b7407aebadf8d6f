//! `xs:decimal`, and decimals on a wire that calls them `xs:double` or `xs:float`.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::float::finite;
use crate::error::ValueError;
use crate::escape::Text;
use crate::value::{JsonForm, Simple, trim};

impl Simple for Decimal {
    const JSON: JsonForm = JsonForm::Literal;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let text = trim(text);
        match short(text, 18) {
            Some(value) => Ok(value),
            None => long(text),
        }
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        out.plain(self);
        Ok(())
    }
}

/// A decimal of at most `most` digits, which covers nearly all there are.
#[inline]
fn short(text: &str, most: usize) -> Option<Decimal> {
    let (negative, digits) = match text.as_bytes() {
        [sign @ (b'-' | b'+'), digits @ ..] => (*sign == b'-', digits),
        digits => (false, digits),
    };
    // One more for the point.
    if digits.len() > most + 1 {
        return None;
    }
    // Nineteen digits fit, one more than there can be.
    let mut value: u64 = 0;
    let mut point = None;
    for (at, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => value = value * 10 + u64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let count = digits.len() - usize::from(point.is_some());
    if count == 0 || count > most {
        return None;
    }
    let scale = point.map_or(0, |at| digits.len() - 1 - at);
    let value = i64::try_from(value).ok()?;
    let value = if negative { -value } else { value };
    Some(Decimal::new(value, u32::try_from(scale).ok()?))
}

/// A decimal of any length, or one with an exponent: no `xs:decimal` by the letter, but sent as one.
#[cold]
fn long(text: &str) -> Result<Decimal, ValueError> {
    if finite::<f64>(text).is_none() {
        return Err(ValueError::new("is not a decimal"));
    }
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let too_long = || ValueError::new("has more digits than a decimal holds");
    let exponent: i64 = exponent.parse().map_err(|_| too_long())?;
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let value = Decimal::from_str_exact(digits)
        .ok()
        .or_else(|| without_zeros(digits));
    value
        .and_then(|value| shift(value, exponent))
        .ok_or_else(too_long)
}

/// The same number without the zeros at its end, which count against the digits that a `Decimal` holds.
fn without_zeros(digits: &str) -> Option<Decimal> {
    let (whole, fraction) = digits.split_once('.')?;
    let whole = if matches!(whole, "" | "-") {
        format!("{whole}0")
    } else {
        whole.to_owned()
    };
    match fraction.trim_end_matches('0') {
        "" => Decimal::from_str_exact(&whole).ok(),
        fraction => Decimal::from_str_exact(&format!("{whole}.{fraction}")).ok(),
    }
}

/// `value * 10^exponent`, if it can be held exactly.
fn shift(value: Decimal, exponent: i64) -> Option<Decimal> {
    if exponent == 0 || value.is_zero() {
        return Some(value);
    }
    let value = value.normalize();
    let scale = i64::from(value.scale()).checked_sub(exponent)?;
    let mantissa = value.mantissa();
    if scale >= 0 {
        Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()
    } else {
        let factor = 10_i128.checked_pow(u32::try_from(scale.unsigned_abs()).ok()?)?;
        Decimal::try_from_i128_with_scale(mantissa.checked_mul(factor)?, 0).ok()
    }
}

macro_rules! through_float {
    ($(#[$doc:meta])* $name:ident, $float:ident, $digits:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Decimal);

        impl $name {
            /// Each of several values in its wire form.
            #[must_use]
            pub fn list(values: &[Decimal]) -> Vec<Self> {
                values.iter().copied().map(Self).collect()
            }
        }

        impl Simple for $name {
            const JSON: JsonForm = JsonForm::Literal;

            fn parse(text: &str) -> Result<Self, ValueError> {
                let text = trim(text);
                // So few digits come through a float unharmed, whoever sent them.
                if let Some(value) = short(text, $digits) {
                    return Ok(Self(value));
                }
                match finite::<$float>(text) {
                    Some(value) if value.is_finite() => {
                        let mut shortest = String::with_capacity(32);
                        // Writing to a `String` can't fail.
                        let _ = write!(shortest, "{value:e}");
                        long(&shortest).map(Self)
                    }
                    Some(_) => Err(ValueError::new("is too large")),
                    None if matches!(text, "INF" | "-INF" | "+INF" | "NaN") => {
                        Err(ValueError::new("is not a finite number"))
                    }
                    None => Err(ValueError::new("is not a decimal")),
                }
            }

            fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
                self.0.format(out)
            }
        }

        impl From<Decimal> for $name {
            fn from(value: Decimal) -> Self {
                Self(value)
            }
        }

        impl From<$name> for Decimal {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

through_float!(
    /// A decimal that the wire calls `xs:double`.
    ///
    /// The sender may print a double's 17 digits; the shortest number that is the same double is what was meant, so
    /// `49.899999999999999` is read as 49.9.
    AsDouble, f64, 15
);

through_float!(
    /// A decimal that the wire calls `xs:float`: `10.1000004` is read as 10.1.
    AsFloat, f32, 6
);

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Decimal::parse(text).map_or_else(|error| error.to_string(), |value| value.to_string())
    }

    #[test]
    fn every_form_of_a_decimal() {
        for (text, value) in [
            ("12.50", "12.50"),
            (" -12.50\n", "-12.50"),
            ("+12", "12"),
            (".5", "0.5"),
            ("5.", "5"),
            ("0012.10", "12.10"),
            ("-0", "0"),
            (
                "79228162514264337593543950335",
                "79228162514264337593543950335",
            ),
            (
                "0.1234567890123456789012345678",
                "0.1234567890123456789012345678",
            ),
            ("1.50000000000000000000000000000000000000", "1.5"),
            ("0.00000000000000000000000000000000000000", "0"),
            ("12.5e2", "1250"),
            ("1E-3", "0.001"),
            ("0e999", "0"),
        ] {
            assert_eq!(read(text), value, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_decimal() {
        for text in [
            "", " ", ".", "-", "+", "-.", "12,50", "1.2.3", "1 2", "NaN", "INF", "e5", "1e", "$1",
            "1_0",
        ] {
            assert_eq!(read(text), "is not a decimal", "{text:?}");
        }
        for text in [
            "792281625142643375935439503350",
            "1e60",
            "1e-60",
            "1e99999999999999999999",
            "0.12345678901234567890123456789",
        ] {
            assert_eq!(
                read(text),
                "has more digits than a decimal holds",
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_double_is_read_as_the_decimal_that_was_meant() {
        let read = |text: &str| {
            AsDouble::parse(text)
                .map_or_else(|error| error.to_string(), |value| value.0.to_string())
        };
        assert_eq!(read("49.899999999999999"), "49.9");
        assert_eq!(read("25.100000000000001"), "25.1");
        assert_eq!(read("19.989999999999998"), "19.99");
        assert_eq!(read("15.00"), "15.00");
        assert_eq!(read("1.5E3"), "1500");
        assert_eq!(read("1E-5"), "0.00001");
        assert_eq!(read("INF"), "is not a finite number");
        assert_eq!(read("1e400"), "is too large");
        assert_eq!(read("1e40"), "has more digits than a decimal holds");
        assert_eq!(read("12,50"), "is not a decimal");
        assert_eq!(read(""), "is not a decimal");
    }

    #[test]
    fn a_float_is_read_as_the_decimal_that_was_meant() {
        let read = |text: &str| AsFloat::parse(text).unwrap().0.to_string();
        assert_eq!(read("10.1000004"), "10.1");
        assert_eq!(read("25.1000004"), "25.1");
        assert_eq!(read("25.50"), "25.50");
    }
}
