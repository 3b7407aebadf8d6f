//! Conditions on the fields of a resource, in the service's `OData`-like language.

use std::fmt::{self, Write};

use jiff::civil::Date;
use kontorhaus_core::RequestError;
use rust_decimal::Decimal;

/// A condition for [`Query::filter`](crate::Query::filter). *Documented for the Polish host.*
///
/// Fields are named as in JSON. Values are quoted as their type asks for. That a quote in a text is doubled and that
/// parentheses group is inferred: `OData`, whose language it is, does it so.
///
/// ```
/// use kontorhaus_erpxt::Filter;
///
/// let cheap = Filter::ge("SaleGrossPrice", 10).and(Filter::le("SaleGrossPrice", 20));
/// assert_eq!(cheap.expression()?, "SaleGrossPrice ge 10 and SaleGrossPrice le 20");
///
/// let name = Filter::eq("Name", "Bäcker's").or(Filter::eq("Mail", Literal::Null));
/// assert_eq!(name.expression()?, "Name eq 'Bäcker''s' or Mail eq null");
/// # use kontorhaus_erpxt::Literal;
/// # Ok::<(), kontorhaus_erpxt::RequestError>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Filter(Node);

#[derive(Clone, PartialEq)]
enum Node {
    Compare(String, &'static str, Literal),
    /// Conditions of which all hold, or any.
    Join(Join, Vec<Filter>),
    Not(Box<Filter>),
    Raw(String),
}

#[derive(Clone, Copy, PartialEq)]
enum Join {
    And,
    Or,
}

/// A value that a field is compared with.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Literal {
    /// A text: `'Muster'`.
    Text(String),
    /// A number: `19.99`.
    Number(Decimal),
    /// A day: `datetime'2024-01-31'`.
    Date(Date),
    /// No value: `null`.
    Null,
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident)*) => { $(
        $(#[$doc])*
        #[must_use]
        pub fn $name(field: impl Into<String>, value: impl Into<Literal>) -> Self {
            Self(Node::Compare(field.into(), stringify!($name), value.into()))
        }
    )* };
}

impl Filter {
    comparisons! {
        /// The field equals the value.
        eq
        /// The field differs from the value.
        ne
        /// The field is greater.
        gt
        /// The field is greater or equal.
        ge
        /// The field is less.
        lt
        /// The field is less or equal.
        le
    }

    /// Both conditions hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.join(Join::And, other)
    }

    /// One of the conditions holds, or both do.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.join(Join::Or, other)
    }

    /// The condition does not hold.
    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "`!filter` would stand out among the methods"
    )]
    pub fn not(self) -> Self {
        Self(Node::Not(Box::new(self)))
    }

    /// A condition in the service's own language, taken as it is.
    #[must_use]
    pub fn raw(expression: impl Into<String>) -> Self {
        Self(Node::Raw(expression.into()))
    }

    /// Chains stay flat, however long they are.
    fn join(self, join: Join, other: Self) -> Self {
        match self.0 {
            Node::Join(known, mut all) if known == join => {
                all.push(other);
                Self(Node::Join(join, all))
            }
            node => Self(Node::Join(join, vec![Self(node), other])),
        }
    }

    /// The condition in the service's language, before it is encoded for an address.
    ///
    /// # Errors
    ///
    /// When a field's name is none: letters, digits and `_`, beginning with a letter.
    pub fn expression(&self) -> Result<String, RequestError> {
        let mut out = String::new();
        self.write(&mut out)?;
        Ok(out)
    }

    fn write(&self, out: &mut String) -> Result<(), RequestError> {
        match &self.0 {
            Node::Compare(field, comparison, value) => {
                out.push_str(field_name(field)?);
                // Writing to a `String` cannot fail.
                let _ = write!(out, " {comparison} {value}");
            }
            Node::Join(join, all) => {
                for (index, part) in all.iter().enumerate() {
                    if index > 0 {
                        out.push_str(match join {
                            Join::And => " and ",
                            Join::Or => " or ",
                        });
                    }
                    let simple = matches!(part.0, Node::Compare(..) | Node::Not(_));
                    part.write_as_part(simple, out)?;
                }
            }
            Node::Not(part) => {
                out.push_str("not ");
                part.write_as_part(false, out)?;
            }
            Node::Raw(expression) => out.push_str(expression),
        }
        Ok(())
    }

    /// Adds the texts in it, which may be anybody's data, without the quotes in them.
    pub(crate) fn texts(&self, texts: &mut Vec<String>) {
        match &self.0 {
            Node::Compare(_, _, Literal::Text(text)) => {
                texts.extend(text.split('\'').map(str::to_owned));
            }
            Node::Compare(..) => {}
            Node::Join(_, all) => all.iter().for_each(|part| part.texts(texts)),
            Node::Not(part) => part.texts(texts),
            Node::Raw(expression) => {
                let quoted = expression.split('\'').skip(1).step_by(2);
                texts.extend(quoted.map(str::to_owned));
            }
        }
    }

    fn write_as_part(&self, simple: bool, out: &mut String) -> Result<(), RequestError> {
        if simple {
            return self.write(out);
        }
        out.push('(');
        self.write(out)?;
        out.push(')');
        Ok(())
    }
}

/// A name that can be no part of the language.
pub(crate) fn field_name(name: &str) -> Result<&str, RequestError> {
    let letter = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if letter
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return Ok(name);
    }
    let message = "a field's name is letters, digits and _, beginning with a letter";
    Err(RequestError::new(message).at("Query"))
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(date) => write!(f, "datetime'{date}'"),
            Self::Null => f.write_str("null"),
        }
    }
}

impl fmt::Debug for Literal {
    /// Texts are hidden: they may be anybody's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("'***'"),
            other => fmt::Display::fmt(other, f),
        }
    }
}

impl fmt::Debug for Filter {
    /// Texts are hidden: they may be anybody's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Node::Compare(field, comparison, value) => write!(f, "{field} {comparison} {value:?}"),
            Node::Join(Join::And, all) => f.debug_tuple("And").field(all).finish(),
            Node::Join(Join::Or, all) => f.debug_tuple("Or").field(all).finish(),
            Node::Not(part) => f.debug_tuple("Not").field(part).finish(),
            Node::Raw(_) => f.write_str("***"),
        }
    }
}

impl From<&str> for Literal {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Literal {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i32> for Literal {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Literal {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<Decimal> for Literal {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for Literal {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}
