//! Conditions: what holds for an entity.

use std::cmp::Ordering;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::entity::{Entity, Stored};

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    Compare(String, Comparison, Literal),
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Comparison {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Text(String),
    Number(Decimal),
    Date(Date),
    Null,
}

impl Condition {
    pub(crate) fn holds(&self, entity: &Entity) -> bool {
        match self {
            Self::And(all) => all.iter().all(|condition| condition.holds(entity)),
            Self::Or(some) => some.iter().any(|condition| condition.holds(entity)),
            Self::Not(condition) => !condition.holds(entity),
            Self::Compare(field, comparison, literal) => {
                let order = compare(entity, field, literal);
                match comparison {
                    Comparison::Eq => order == Some(Ordering::Equal),
                    Comparison::Ne => order != Some(Ordering::Equal),
                    Comparison::Gt => order == Some(Ordering::Greater),
                    Comparison::Ge => order.is_some_and(Ordering::is_ge),
                    Comparison::Lt => order == Some(Ordering::Less),
                    Comparison::Le => order.is_some_and(Ordering::is_le),
                }
            }
        }
    }
}

/// How a field stands to a value; `None` where the two cannot be compared.
fn compare(entity: &Entity, field: &str, literal: &Literal) -> Option<Ordering> {
    if field == "Id" {
        return compare_stored(&Stored::Integer(entity.id), literal);
    }
    compare_stored(entity.get(field).unwrap_or(&Stored::Null), literal)
}

fn compare_stored(value: &Stored, literal: &Literal) -> Option<Ordering> {
    match (value, literal) {
        (Stored::Null, Literal::Null) => Some(Ordering::Equal),
        (Stored::Text(text), Literal::Text(other)) => Some(text.cmp(other)),
        (Stored::Integer(number), Literal::Number(other)) => {
            Some(Decimal::from(*number).cmp(other))
        }
        (Stored::Decimal(number, _), Literal::Number(other)) => Some(number.cmp(other)),
        (Stored::Date(date), Literal::Date(other)) => Some(date.cmp(other)),
        _ => None,
    }
}

/// The order of two entities by a field; what has no value comes first.
pub(crate) fn by_field(a: &Entity, b: &Entity, field: &str) -> Ordering {
    if field == "Id" {
        return a.id.cmp(&b.id);
    }
    match (a.get(field), b.get(field)) {
        (Some(Stored::Text(a)), Some(Stored::Text(b))) => a.cmp(b),
        (Some(Stored::Integer(a)), Some(Stored::Integer(b))) => a.cmp(b),
        (Some(Stored::Decimal(a, _)), Some(Stored::Decimal(b, _))) => a.cmp(b),
        (Some(Stored::Date(a)), Some(Stored::Date(b))) => a.cmp(b),
        (a, b) => is_there(a).cmp(&is_there(b)),
    }
}

fn is_there(value: Option<&Stored>) -> bool {
    !matches!(value, None | Some(Stored::Null))
}
