//! `xs:double` and `xs:float`.

use std::str::FromStr;

use crate::error::ValueError;
use crate::escape::Text;
use crate::value::{JsonForm, Simple, trim};

/// Reads a number that is written with digits.
///
/// Rust also takes `inf`, `infinity` and `nan`, which XSD spells in its own way.
pub(super) fn finite<T: FromStr>(text: &str) -> Option<T> {
    if text
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'))
    {
        text.parse().ok()
    } else {
        None
    }
}

macro_rules! floats {
    ($($type:ident),*) => {$(
        impl Simple for $type {
            const JSON: JsonForm = JsonForm::Literal;

            fn parse(text: &str) -> Result<Self, ValueError> {
                match trim(text) {
                    "INF" | "+INF" => Ok($type::INFINITY),
                    "-INF" => Ok($type::NEG_INFINITY),
                    "NaN" => Ok($type::NAN),
                    digits => finite(digits).ok_or_else(|| ValueError::new("is not a number")),
                }
            }

            fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
                if self.is_nan() {
                    out.push("NaN")
                } else if self.is_infinite() {
                    out.push(if *self > 0.0 { "INF" } else { "-INF" })
                } else {
                    // The shortest form that reads back as the same number, with an exponent where it saves zeros.
                    out.plain(format_args!("{self:?}"));
                    Ok(())
                }
            }
        }
    )*};
}

floats!(f32, f64);

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: f64) -> String {
        let mut out = String::new();
        value.format(&mut Text::bare(&mut out)).unwrap();
        out
    }

    #[test]
    fn every_form_of_a_double() {
        let forms = [
            ("1", 1.0),
            (" -1.5 ", -1.5),
            ("+.5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("1.5E-2", 0.015),
            ("-0", -0.0),
        ];
        for (text, value) in forms {
            assert_eq!(
                f64::parse(text).unwrap().to_bits(),
                f64::to_bits(value),
                "{text:?}"
            );
        }
        assert_eq!(
            f64::parse("INF").unwrap().to_bits(),
            f64::INFINITY.to_bits()
        );
        assert_eq!(
            f64::parse("-INF").unwrap().to_bits(),
            f64::NEG_INFINITY.to_bits()
        );
        assert!(f64::parse("NaN").unwrap().is_nan());
        assert_eq!(
            f32::parse("10.1000004").unwrap().to_bits(),
            10.1_f32.to_bits()
        );
    }

    #[test]
    fn what_is_no_double() {
        for text in [
            "", ".", "e3", "1e", "inf", "Infinity", "nan", "1,5", "0x1", "1_000", "1 2",
        ] {
            assert_eq!(
                f64::parse(text).unwrap_err().to_string(),
                "is not a number",
                "{text:?}"
            );
        }
    }

    #[test]
    fn doubles_are_written_short() {
        assert_eq!(written(49.9), "49.9");
        assert_eq!(written(1e300), "1e300");
        assert_eq!(written(f64::NEG_INFINITY), "-INF");
        assert_eq!(written(f64::NAN), "NaN");
    }
}
