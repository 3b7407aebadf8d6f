//! The model as text, for people and for snapshots.

use std::fmt::{self, Write as _};

use super::model::{
    Api, Bound, FaultArm, FaultPlace, Field, Grade, Injected, Leniency, Limits, Operation, Output,
    Presence, Source, TypeDef, Value, Wire,
};
use crate::schema::QName;
use crate::wsdl::SoapVersion;

impl Api {
    /// The model as text: one line for each item, indented by what it is in, without documentation; the same for the same input.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut lines = vec![format!("service {}", self.name)];
        for namespace in &self.namespaces {
            lines.push(format!("namespace {} {}", namespace.prefix, namespace.uri));
        }
        for type_ in &self.types {
            self.type_(type_, &mut lines);
        }
        for limit in &self.limits {
            lines.push(format!("limit {} {}", limit.name, limit.limits));
        }
        for fault in &self.faults {
            lines.push(format!("fault {}", fault.name));
            lines.extend(fault.arms.iter().map(|arm| self.fault_arm(arm)));
        }
        if let Some(headers) = &self.headers {
            lines.push(format!("headers {}", headers.name));
            lines.extend(headers.fields.iter().map(|field| self.field(field)));
        }
        for operation in &self.operations {
            self.operation(operation, &mut lines);
        }
        for role in &self.roles {
            lines.push(format!("role {} of {}", role.trait_, role.subject));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    fn type_(&self, type_: &TypeDef, lines: &mut Vec<String>) {
        let name = type_.name();
        match type_ {
            TypeDef::Struct(record) => {
                lines.push(format!("struct {name}"));
                lines.extend(record.fields.iter().map(|field| self.field(field)));
            }
            TypeDef::Choice(choice) => {
                let open = if choice.is_open { "open " } else { "" };
                lines.push(format!("{open}choice {name}"));
                lines.extend(choice.arms.iter().map(|arm| {
                    let presence = Presence {
                        nillable: arm.nillable,
                        ..Presence::REQUIRED
                    };
                    let type_ = typed(presence, arm.boxed, &arm.value);
                    let hidden = if arm.hidden { ", hidden" } else { "" };
                    format!(
                        "  {}: {type_} = {}{hidden}",
                        arm.name,
                        self.element(&arm.element)
                    )
                }));
            }
            TypeDef::Hierarchy(hierarchy) => {
                lines.push(format!(
                    "hierarchy {name} of {}",
                    self.prefixed(&hierarchy.base)
                ));
                lines.extend(hierarchy.members.iter().map(|member| {
                    let type_ = typed(Presence::REQUIRED, member.boxed, &member.value);
                    format!(
                        "  {}: {type_} = {}",
                        member.name,
                        self.prefixed(&member.type_)
                    )
                }));
            }
            TypeDef::Enum(enumeration) => {
                let kind = if enumeration.numeric {
                    " of numbers"
                } else {
                    ""
                };
                lines.push(format!("enum {name}{kind}"));
                let variants = enumeration.variants.iter();
                lines.extend(variants.map(|known| format!("  {} = {:?}", known.name, known.value)));
            }
        }
    }

    fn operation(&self, operation: &Operation, lines: &mut Vec<String>) {
        let Operation {
            name,
            method,
            request,
            idempotency,
            ..
        } = operation;
        lines.push(format!(
            "operation {} is {name}, fn {method}, {idempotency:?}{}",
            request.name,
            match operation.grade {
                Grade::Documented => "",
                Grade::Inferred => ", inferred",
                Grade::Placeholder => ", placeholder",
            }
        ));
        let shells: String = operation
            .shells
            .iter()
            .map(|name| self.element(name))
            .collect();
        lines.push(format!("  in {shells}"));
        let fields = request.fields.iter();
        lines.extend(fields.map(|field| format!("  {}", self.field(field))));
        let headers = operation.headers.iter();
        lines.extend(headers.map(|field| format!("  in the header {}", self.wire(&field.wire))));
        lines.extend(beside_the_usual(operation));
        lines.push(match &operation.output {
            Output::Nothing { element: None } => "  gives nothing".to_owned(),
            Output::Nothing {
                element: Some(element),
            } => format!("  gives nothing in {}", self.element(element)),
            Output::Body { value } => {
                let type_ = typed(Presence::REQUIRED, false, value);
                format!("  gives {type_} = the body")
            }
            Output::Value { element, value } => {
                let type_ = typed(Presence::REQUIRED, false, value);
                format!("  gives {type_} = {}", self.element(element))
            }
            Output::Child { element, field } => {
                let type_ = typed(field.presence, field.boxed, &field.value);
                format!(
                    "  gives {type_} = {}{}",
                    self.element(element),
                    self.wire(&field.wire)
                )
            }
        });
        if let Some(answer) = &operation.answer {
            lines.push(format!("  in {}", answer.name));
            let fields = answer.fields.iter();
            lines.extend(fields.map(|field| format!("  {}", self.field(field))));
        }
        let fault = operation.fault.iter();
        lines.extend(fault.map(|fault| format!("  fails with {}", fault.0)));
    }

    fn fault_arm(&self, arm: &FaultArm) -> String {
        let place = match &arm.place {
            FaultPlace::Detail(name) => self.element(name),
            FaultPlace::DetailOfType(name, names) => {
                format!("of {} or called {}", self.prefixed(name), names.join(", "))
            }
            FaultPlace::Header(name) => format!("header {}", self.element(name)),
        };
        let type_ = typed(Presence::REQUIRED, false, &arm.value);
        let hidden = if arm.hidden { ", hidden" } else { "" };
        format!("  {}: {type_} = {place}{hidden}", arm.name)
    }

    fn field(&self, field: &Field) -> String {
        let type_ = typed(field.presence, field.boxed, &field.value);
        let mut line = format!("  {}: {type_} = {}", field.name, self.wire(&field.wire));
        if let Some(default) = &field.default {
            let _ = write!(line, ", empty is {default:?}");
        }
        if let Some(limit) = &field.limit {
            let _ = write!(line, ", limit {limit}");
        }
        for (holds, words) in [
            (field.leniency == Leniency::EmptyIsNone, "empty is none"),
            (field.leniency == Leniency::AnyList, "a list in any form"),
            (field.hidden, "hidden"),
        ] {
            if holds {
                let _ = write!(line, ", {words}");
            }
        }
        if let Some(type_) = &field.schema_type {
            let _ = write!(line, ", {}{}", self.prefixed(&type_.name), type_.dimensions);
        }
        line
    }

    fn wire(&self, wire: &Wire) -> String {
        match wire {
            Wire::Element(name) => self.element(name),
            Wire::Wrapped { list, item } => format!("{}{}", self.element(list), self.element(item)),
            Wire::Attribute(name) => format!("@{}", self.prefixed(name)),
            Wire::Injected(Injected { element, from }) => {
                let source = match from {
                    Source::Same => String::new(),
                    Source::Called(value) => format!(", its `{value}`"),
                    Source::CalledIfAny(value) => format!(", its `{value}` if it has one"),
                };
                format!("{} from the client{source}", self.element(element))
            }
            Wire::Text => "text".to_owned(),
            Wire::Choice => "choice".to_owned(),
            Wire::Body => "the body".to_owned(),
            Wire::Header(name) => format!("header {}", self.element(name)),
            Wire::Attachment { part, place } => format!("attachment {place} {part}"),
            Wire::Substitute(name) => format!("{} or its substitutes", self.element(name)),
            Wire::Extra(keeps) => match (keeps.children, keeps.attributes) {
                (true, true) => "anything else",
                (true, false) => "any other children",
                (false, _) => "any other attributes",
            }
            .to_owned(),
        }
    }

    fn element(&self, name: &QName) -> String {
        format!("<{}>", self.prefixed(name))
    }
}

/// What few operations have.
fn beside_the_usual(operation: &Operation) -> Vec<String> {
    let mut lines = Vec::new();
    let only_1_1 = |(version, _): &(SoapVersion, String)| *version == SoapVersion::V11;
    if !operation.versions.iter().all(only_1_1) {
        let versions = operation.versions.iter();
        lines.extend(versions.map(|(version, action)| format!("  {version} {action:?}")));
    }
    if let Some((addressing, action)) = &operation.addressing {
        lines.push(format!("  addressing {addressing:?} {action:?}"));
    }
    for (holds, word) in [
        (operation.encoded, "encoded"),
        (operation.one_way, "one way"),
    ] {
        if holds {
            lines.push(format!("  {word}"));
        }
    }
    lines
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)?;
        for (name, number) in [
            ("min length", self.min_length),
            ("max length", self.max_length),
            ("digits", self.total_digits),
            ("fraction digits", self.fraction_digits),
        ] {
            if let Some(number) = number {
                write!(f, ", {name} {number}")?;
            }
        }
        for (name, bound) in [("from", &self.least), ("to", &self.greatest)] {
            if let Some(Bound { value, inclusive }) = bound {
                let exclusive = if *inclusive { "" } else { " exclusive" };
                write!(f, ", {name} {value}{exclusive}")?;
            }
        }
        for (name, texts) in [("pattern", &self.patterns), ("value", &self.values)] {
            for text in texts {
                write!(f, ", {name} {text:?}")?;
            }
        }
        Ok(())
    }
}

/// The Rust type, with the wire form of a value that has another one.
fn typed(presence: Presence, boxed: bool, value: &Value) -> String {
    let mut type_ = match value {
        Value::Plain(plain) => plain.0.to_owned(),
        Value::Via { plain, codec } => format!("{} via {codec}", plain.0),
        Value::Array(item) => format!("Array<{}>", typed(Presence::REQUIRED, false, item)),
        Value::List(item) => format!("list of {}", typed(Presence::REQUIRED, false, item)),
        Value::Type(id) => id.0.clone(),
        Value::Path(path) => path.clone(),
    };
    for (holds, around) in [
        (presence.nillable, "Nillable"),
        (boxed, "Box"),
        (presence.many, "Vec"),
        (presence.optional, "Option"),
    ] {
        if holds {
            type_ = format!("{around}<{type_}>");
        }
    }
    type_
}
