//! The model as text, for people and for snapshots.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{
    Attribute, ComplexType, Derivation, Element, Facets, Particle, ParticleKind, Schemas,
    SimpleKind, SimpleType, Type, TypeRef,
};

impl Schemas {
    /// The model as text: one line for each component, indented by what it is in; the same for the same input.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut out = String::new();
        for namespace in &self.namespaces {
            let _ = writeln!(
                out,
                "namespace {}",
                if namespace.is_empty() {
                    "(none)"
                } else {
                    namespace
                }
            );
        }
        for (name, type_) in &self.types {
            let _ = write!(out, "type {name} ");
            dump_type(&mut out, type_, 0);
        }
        for element in self.elements.values() {
            dump_element(&mut out, element, "element ", 0);
        }
        out
    }
}

fn indent(out: &mut String, depth: usize) {
    out.push_str(&"  ".repeat(depth));
}

fn dump_type(out: &mut String, type_: &Type, depth: usize) {
    match type_ {
        Type::Simple(simple) => dump_simple(out, simple, depth),
        Type::Complex(complex) => dump_complex(out, complex, depth),
    }
}

fn dump_simple(out: &mut String, type_: &SimpleType, depth: usize) {
    match &type_.kind {
        SimpleKind::Restriction { base, facets, .. } => {
            let _ = write!(out, "restricts {base}{facets}");
        }
        SimpleKind::List { item } => {
            let _ = write!(out, "list of {item}");
        }
        SimpleKind::Union { members } => {
            let members: Vec<_> = members.iter().map(TypeRef::to_string).collect();
            let _ = write!(out, "union of {}", members.join(", "));
        }
    }
    docs(out, &type_.docs.0);
    if let SimpleKind::Restriction { enumeration, .. } = &type_.kind {
        for value in enumeration {
            indent(out, depth + 1);
            let _ = write!(out, "= {:?}", value.value);
            docs(out, &value.docs.0);
        }
    }
    for reference in type_.kind.references() {
        if let TypeRef::Anonymous(type_) = reference {
            indent(out, depth + 1);
            dump_type(out, type_, depth + 1);
        }
    }
}

fn dump_complex(out: &mut String, type_: &ComplexType, depth: usize) {
    out.push_str("complex");
    for (flag, name) in [(type_.is_abstract, " abstract"), (type_.mixed, " mixed")] {
        out.push_str(if flag { name } else { "" });
    }
    if let Some(base) = &type_.base {
        let how = match base.derivation {
            Derivation::Extension => "extends",
            Derivation::Restriction => "restricts",
        };
        let _ = write!(out, " {how} {}", base.type_);
    }
    if let Some(text) = &type_.simple_content {
        let _ = write!(out, " text {text}");
    }
    if let Some(array) = &type_.array {
        let _ = write!(out, " array of {}{}", array.item, array.dimensions);
    }
    docs(out, &type_.docs.0);
    if let Some(TypeRef::Anonymous(text)) = &type_.simple_content {
        indent(out, depth + 1);
        dump_type(out, text, depth + 1);
    }
    if let Some(content) = &type_.content {
        dump_particle(out, content, depth + 1);
    }
    for attribute in &type_.attributes {
        dump_attribute(out, attribute, depth + 1);
    }
    if type_.any_attribute {
        indent(out, depth + 1);
        out.push_str("@*\n");
    }
}

fn dump_particle(out: &mut String, particle: &Particle, depth: usize) {
    let times = Times(particle.min, particle.max).to_string();
    let (name, items) = match &particle.kind {
        ParticleKind::Element(element) => return dump_element(out, element, &times, depth),
        ParticleKind::Any => ("any", &[][..]),
        ParticleKind::Sequence(items) => ("sequence", items.as_slice()),
        ParticleKind::Choice(items) => ("choice", items.as_slice()),
        ParticleKind::All(items) => ("all", items.as_slice()),
    };
    indent(out, depth);
    let _ = writeln!(out, "{times}{name}");
    for item in items {
        dump_particle(out, item, depth + 1);
    }
}

fn dump_element(out: &mut String, element: &Element, before: &str, depth: usize) {
    indent(out, depth);
    let _ = write!(out, "{before}{}: {}", element.name, element.type_);
    let flags = [
        (element.nillable, " nillable"),
        (element.is_abstract, " abstract"),
        (element.reference, " ref"),
    ];
    for (flag, name) in flags {
        out.push_str(if flag { name } else { "" });
    }
    values(out, element.default.as_ref(), element.fixed.as_ref());
    if let Some(head) = &element.substitution_head {
        let _ = write!(out, " for {head}");
    }
    docs(out, &element.docs.0);
    if let TypeRef::Anonymous(type_) = &element.type_ {
        indent(out, depth + 1);
        dump_type(out, type_, depth + 1);
    }
}

fn dump_attribute(out: &mut String, attribute: &Attribute, depth: usize) {
    indent(out, depth);
    let mark = match (attribute.prohibited, attribute.required) {
        (true, _) => " prohibited",
        (false, true) => "",
        (false, false) => "?",
    };
    let _ = write!(out, "@{}{mark}: {}", attribute.name, attribute.type_);
    values(out, attribute.default.as_ref(), attribute.fixed.as_ref());
    docs(out, &attribute.docs.0);
    if let TypeRef::Anonymous(type_) = &attribute.type_ {
        indent(out, depth + 1);
        dump_type(out, type_, depth + 1);
    }
}

fn values(out: &mut String, default: Option<&String>, fixed: Option<&String>) {
    for (name, value) in [("default", default), ("fixed", fixed)] {
        if let Some(value) = value {
            let _ = write!(out, " {name} {value:?}");
        }
    }
}

/// Ends the line, with the documentation if there is one.
fn docs(out: &mut String, docs: &str) {
    if !docs.is_empty() {
        let _ = write!(out, " // {}", docs.replace('\n', " / "));
    }
    out.push('\n');
}

struct Times(u32, Option<u32>);

impl Display for Times {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (1, Some(1)) => Ok(()),
            (0, Some(1)) => f.write_str("? "),
            (0, None) => f.write_str("* "),
            (1, None) => f.write_str("+ "),
            (min, Some(max)) => write!(f, "{min}..{max} "),
            (min, None) => write!(f, "{min}.. "),
        }
    }
}

impl Display for TypeRef {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builtin(builtin) => builtin.fmt(f),
            Self::Named(name) => name.fmt(f),
            Self::Anonymous(_) => f.write_str("(anonymous)"),
            Self::OfElement(name) => write!(f, "(type of element {name})"),
        }
    }
}

impl Display for Facets {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let numbers = [
            ("length", self.length),
            ("minLength", self.min_length),
            ("maxLength", self.max_length),
            ("totalDigits", self.total_digits),
            ("fractionDigits", self.fraction_digits),
        ];
        for (name, value) in numbers {
            if let Some(value) = value {
                write!(f, " {name} {value}")?;
            }
        }
        let bounds = [
            (">=", &self.min_inclusive),
            ("<=", &self.max_inclusive),
            (">", &self.min_exclusive),
            ("<", &self.max_exclusive),
        ];
        for (name, value) in bounds {
            if let Some(value) = value {
                write!(f, " {name} {value}")?;
            }
        }
        for pattern in &self.patterns {
            write!(f, " pattern {pattern:?}")?;
        }
        match self.white_space {
            Some(white_space) => write!(f, " blanks {white_space:?}"),
            None => Ok(()),
        }
    }
}
