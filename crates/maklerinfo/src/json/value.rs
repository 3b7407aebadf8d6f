//! How each sort of value is written and read.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::{Json, JsonError, elements};

/// A value of a field.
pub(crate) trait Value: Sized {
    fn read(json: &RawValue) -> Result<Self, JsonError>;
    fn write(&self, out: &mut String);
}

/// The JSON text of a value.
pub(crate) fn text(value: &impl Value) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

/// The same JSON in printable ASCII, for headers: what is not ASCII can only stand in its texts, where it may be escaped,
/// and control characters only between its parts.
pub(crate) fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii_control() && c != '\x7F' {
            out.push(' ');
        } else if c.is_ascii() && c != '\x7F' {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

/// Ids and codes come as texts, but the service is known to take numbers for them, and may give them.
impl Value for String {
    fn read(json: &RawValue) -> Result<Self, JsonError> {
        let text = json.get();
        match text.as_bytes().first() {
            Some(b'"') => {
                serde_json::from_str(text).map_err(|_| JsonError::new("is no valid text"))
            }
            Some(b'-' | b'0'..=b'9') => Ok(text.to_owned()),
            _ => Err(JsonError::new("is not a text")),
        }
    }

    fn write(&self, out: &mut String) {
        out.push('"');
        for c in self.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c if c < ' ' => {
                    let _ = write!(out, "\\u{:04x}", u32::from(c));
                }
                c => out.push(c),
            }
        }
        out.push('"');
    }
}

impl Value for bool {
    fn read(json: &RawValue) -> Result<Self, JsonError> {
        match json.get() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(JsonError::new("is neither true nor false")),
        }
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Value for u32 {
    fn read(json: &RawValue) -> Result<Self, JsonError> {
        let number = json.get().parse();
        number.map_err(|_| JsonError::new("is not a whole number from 0 on"))
    }

    fn write(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

/// A JSON number, exactly. One in a text is taken too: PHP gives decimals of a database so.
impl Value for Decimal {
    fn read(json: &RawValue) -> Result<Self, JsonError> {
        let text = json.get();
        let bare = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        let number = bare.unwrap_or(text);
        let is_number = number
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
        if !is_number || !number.contains(|c: char| c.is_ascii_digit()) {
            return Err(JsonError::new("is not a number"));
        }
        exact(number).ok_or_else(|| {
            JsonError::new("is a number that a decimal of 28 digits cannot hold exactly")
        })
    }

    fn write(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

/// The number, if nothing is lost. `Decimal` rounds where it reads an exponent, so that is applied here.
fn exact(number: &str) -> Option<Decimal> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    let mut decimal = Decimal::from_str_exact(mantissa).ok()?;
    if decimal.is_zero() {
        return Some(Decimal::ZERO);
    }
    let scale = i64::from(decimal.scale()) - i64::from(exponent);
    if let Ok(scale) = u32::try_from(scale) {
        decimal.set_scale(scale).ok()?;
        return Some(decimal);
    }
    let zeros = u32::try_from(-scale).ok()?;
    decimal.set_scale(0).ok()?;
    let power = 10i128.checked_pow(zeros)?;
    decimal.checked_mul(Decimal::try_from_i128_with_scale(power, 0).ok()?)
}

impl<T: Value> Value for Vec<T> {
    fn read(json: &RawValue) -> Result<Self, JsonError> {
        let elements = elements(json)?;
        let mut list = Self::with_capacity(elements.len());
        for (index, element) in elements.into_iter().enumerate() {
            let read = T::read(element);
            list.push(read.map_err(|error| error.within(&format!("[{index}]")))?);
        }
        Ok(list)
    }

    fn write(&self, out: &mut String) {
        out.push('[');
        for (index, element) in self.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            element.write(out);
        }
        out.push(']');
    }
}

impl Value for Json {
    fn read(json: &RawValue) -> Result<Self, JsonError> {
        Ok(Self::raw(json))
    }

    fn write(&self, out: &mut String) {
        out.push_str(self.as_str());
    }
}
