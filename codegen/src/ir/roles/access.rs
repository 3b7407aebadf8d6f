//! Fields that a role reads and writes in place.

use super::super::model::{Field, Plain, Value};
use super::{field, key_parts, missing};

/// A function that reads or writes a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accessor {
    /// The function's name; `set_` comes before it where it writes.
    pub name: String,
    /// Any number of values.
    pub many: bool,
    /// What the values are to the trait.
    pub demand: Demand,
    /// The field; `None` if the WSDL has none.
    pub field: Option<Field>,
}

/// What a trait asks of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Nothing: whether there is one is enough.
    Presence,
    /// A text.
    String,
    /// A whole number of at most 64 bits.
    Integer,
    /// True or false.
    Boolean,
    /// A date.
    Date,
    /// A type of that name.
    Type(String),
}

/// A field that a role asks for: `Name?: string`.
pub(super) struct Wanted<'r> {
    /// Its name in the WSDL.
    pub(super) element: &'r str,
    /// A WSDL may lack it.
    pub(super) optional: bool,
    pub(super) demand: Demand,
}

impl<'r> Wanted<'r> {
    pub(super) fn parse(text: &'r str) -> Self {
        let (element, demand) = match text.split_once(':') {
            Some((element, demand)) => (element.trim(), Demand::parse(demand.trim())),
            None => (text, Demand::Presence),
        };
        Self {
            element: element.strip_suffix('?').unwrap_or(element),
            optional: element.ends_with('?'),
            demand,
        }
    }

    /// Whether a value is what is wanted; if not, what it isn't.
    pub(super) fn accepts(&self, value: &Value) -> Result<(), String> {
        let is_right = match (&self.demand, value) {
            (Demand::Presence, _) => true,
            (Demand::String, Value::Plain(plain)) => *plain == Plain::STRING,
            (Demand::Boolean, Value::Plain(plain)) => plain.0 == "bool",
            (Demand::Integer, Value::Plain(plain)) => is_integer(*plain),
            (Demand::Date, Value::Plain(plain) | Value::Via { plain, .. }) => plain.0 == "Date",
            (Demand::Type(name), Value::Type(_) | Value::Path(_)) => value.rust_type() == *name,
            _ => false,
        };
        if is_right {
            Ok(())
        } else {
            Err(format!("is no {}", self.demand.name()))
        }
    }
}

impl Demand {
    fn parse(text: &str) -> Self {
        match text {
            "string" => Self::String,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            name => Self::Type(name.to_owned()),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Presence => "value",
            Self::String => "text",
            Self::Integer => "integer of at most 64 bits",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Type(name) => name,
        }
    }
}

fn is_integer(plain: Plain) -> bool {
    matches!(plain.0, "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32")
}

/// Binds a function to its field; the error goes on where it was looked for.
pub(super) fn accessor(key: &str, wanted: &str, fields: &[Field]) -> Result<Accessor, String> {
    let (name, many) = key_parts(key);
    let wanted = Wanted::parse(wanted);
    let element = wanted.element;
    let field = field(fields, element);
    if field.is_none() && !wanted.optional {
        return Err(format!("has no {}", missing(element, fields)));
    }
    if let Some(field) = field {
        if field.presence.nillable || field.boxed {
            return Err(format!("has a `{element}` that may be nil or holds itself"));
        }
        if field.presence.many != many {
            let is = if many { "no list" } else { "a list" };
            return Err(format!("has a `{element}` that is {is}"));
        }
        wanted
            .accepts(&field.value)
            .map_err(|reason| format!("has a `{element}` that {reason}"))?;
    }
    Ok(Accessor {
        name: name.to_owned(),
        many,
        demand: wanted.demand,
        field: field.cloned(),
    })
}
