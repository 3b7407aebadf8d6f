//! The model as text, for people and for snapshots.

use std::fmt::{self, Display, Formatter, Write as _};

use super::model::{
    Api, Arm, Choice, Enum, Field, Operation, Output, Presence, Struct, TypeDef, Value, Wire,
};
use crate::schema::QName;

impl Api {
    /// The model as text: one line for each item, indented by what it is in, without documentation; the same for the same input.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut out = format!("service {}\n", self.name);
        for namespace in &self.namespaces {
            let _ = writeln!(out, "namespace {} {}", namespace.prefix, namespace.uri);
        }
        for type_ in &self.types {
            let _ = match type_ {
                TypeDef::Struct(record) => write!(out, "struct {record}"),
                TypeDef::Choice(choice) => write!(out, "choice {choice}"),
                TypeDef::Enum(enumeration) => write!(out, "enum {enumeration}"),
            };
        }
        for operation in &self.operations {
            let _ = write!(out, "operation {operation}");
        }
        out
    }
}

impl Display for Struct {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name)?;
        self.fields
            .iter()
            .try_for_each(|field| writeln!(f, "  {field}"))
    }
}

impl Display for Field {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            wire,
            value,
            presence,
            ..
        } = self;
        write!(f, "{name}: ")?;
        typed(f, *presence, self.boxed, value)?;
        write!(f, " = {wire}")?;
        for (holds, word) in [
            (self.empty_is_none, "empty is none"),
            (self.hidden, "hidden"),
        ] {
            if holds {
                write!(f, ", {word}")?;
            }
        }
        Ok(())
    }
}

/// The Rust type, with the wire form of a value that has another one.
fn typed(f: &mut Formatter<'_>, presence: Presence, boxed: bool, value: &Value) -> fmt::Result {
    let around = [
        (presence.optional, "Option<"),
        (presence.many, "Vec<"),
        (boxed, "Box<"),
        (presence.nillable, "Nillable<"),
    ];
    let around = || around.iter().filter(|(holds, _)| *holds);
    around().try_for_each(|(_, open)| f.write_str(open))?;
    write!(f, "{value}")?;
    around().try_for_each(|_| f.write_str(">"))
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(plain) => f.write_str(plain.0),
            Self::Via { plain, codec } => write!(f, "{} via {codec}", plain.0),
            Self::List(item) => write!(f, "list of {item}"),
            Self::Type(id) => f.write_str(&id.0),
            Self::Path(path) => f.write_str(path),
        }
    }
}

impl Display for Wire {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Element(name) => write!(f, "<{name}>"),
            Self::Wrapped { list, item } => write!(f, "<{list}><{item}>"),
            Self::Attribute(name) => write!(f, "@{name}"),
            Self::Injected(name) => write!(f, "<{name}> from the client"),
            Self::Text => f.write_str("text"),
            Self::Choice => f.write_str("choice"),
            Self::Extra => f.write_str("anything else"),
        }
    }
}

impl Display for Choice {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name)?;
        self.arms.iter().try_for_each(|arm| writeln!(f, "  {arm}"))
    }
}

impl Display for Arm {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.name)?;
        let presence = Presence {
            nillable: self.nillable,
            ..Presence::REQUIRED
        };
        typed(f, presence, self.boxed, &self.value)?;
        write!(f, " = <{}>", self.element)?;
        if self.hidden {
            f.write_str(", hidden")?;
        }
        Ok(())
    }
}

impl Display for Enum {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let kind = if self.numeric { " of numbers" } else { "" };
        writeln!(f, "{}{kind}", self.name)?;
        self.variants
            .iter()
            .try_for_each(|variant| writeln!(f, "  {} = {:?}", variant.name, variant.value))
    }
}

impl Display for Operation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.request)?;
        writeln!(
            f,
            "  is {} as fn {}, {:?}",
            self.name, self.method, self.idempotency
        )?;
        let shells: Vec<String> = self.shells.iter().map(|name| format!("<{name}>")).collect();
        writeln!(f, "  in {}", shells.join(""))?;
        match &self.output {
            Output::Nothing { element } => {
                let element = element.as_ref().map(QName::to_string);
                writeln!(f, "  gives nothing, in <{}>", element.unwrap_or_default())
            }
            Output::Value { element, value } => writeln!(f, "  gives {value} = <{element}>"),
            Output::Child { element, field } => writeln!(f, "  gives {field}, in <{element}>"),
        }
    }
}
