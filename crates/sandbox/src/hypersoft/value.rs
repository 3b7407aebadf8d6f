//! Values between the wires and the methods.

use jiff::civil;
use rust_decimal::Decimal;

/// A value, as a .NET method sees it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `null`.
    Null,
    /// A string.
    Text(String),
    /// An integer.
    Int(i64),
    /// A decimal, with its digits.
    Decimal(String),
    /// A date and time without a zone.
    DateTime(civil::DateTime),
    /// An object.
    Object(Record),
    /// A list.
    List(Vec<Value>),
}

/// The members of an object, in the order of its class.
pub type Record = Vec<(&'static str, Value)>;

impl Value {
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// What .NET has where nothing was given.
    pub(crate) fn no_date() -> Self {
        Self::DateTime(civil::date(1, 1, 1).at(0, 0, 0, 0))
    }

    /// A decimal with its digits as they stand there; `None` for what .NET does not read as one.
    pub(crate) fn decimal(text: &str) -> Option<Self> {
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
        let is_one = is_plain && text.parse::<Decimal>().is_ok();
        is_one.then(|| Self::Decimal(text.to_owned()))
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// The member of that name.
pub(crate) fn member<'r>(record: &'r [(&'static str, Value)], name: &str) -> &'r Value {
    let found = record.iter().find(|(known, _)| *known == name);
    found.map_or(&Value::Null, |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_has_digits_and_a_point() {
        for text in ["12.50", "-1", "+0.5", ".5", "79228162514264337593543950335"] {
            assert_eq!(Value::decimal(text), Some(Value::Decimal(text.to_owned())));
        }
        for text in [
            "",
            ".",
            "-",
            "1,5",
            "1_000",
            "1e3",
            "NaN",
            "inf",
            "1-",
            "79228162514264337593543950336",
        ] {
            assert_eq!(Value::decimal(text), None, "{text}");
        }
    }
}
