//! What the account keeps.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value;

/// A thing with a key: a product, a customer, a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entity {
    pub(crate) id: i64,
    /// In the order in which they are sent; the key comes after them, as the service has it.
    pub(crate) members: Vec<(String, Stored)>,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stored {
    Null,
    Bool(bool),
    Integer(i64),
    /// With so many decimal places on the wire.
    Decimal(Decimal, u32),
    Text(String),
    Date(Date),
    Object(Entity),
    List(Vec<Entity>),
    /// A member that no table lists.
    Other(Value),
}

impl Entity {
    pub(crate) fn new<const N: usize>(id: i64, members: [(&str, Stored); N]) -> Self {
        Self {
            id,
            members: members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Stored> {
        let member = self.members.iter().find(|(known, _)| known == name);
        member.map(|(_, value)| value)
    }

    pub(crate) fn set(&mut self, name: &str, value: Stored) {
        match self.members.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.members.push((name.to_owned(), value)),
        }
    }

    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Stored::Integer(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Stored::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Its lines, if it has any.
    pub(crate) fn lines(&self) -> &[Entity] {
        match self.get("Items") {
            Some(Stored::List(lines)) => lines,
            _ => &[],
        }
    }
}

impl From<&str> for Stored {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Stored {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}
