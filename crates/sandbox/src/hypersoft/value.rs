//! Values between the wires and the methods.

use jiff::civil;

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
        Self::DateTime(civil::DateTime::MIN.max(civil::date(1, 1, 1).at(0, 0, 0, 0)))
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
