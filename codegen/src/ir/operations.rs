//! Operations: what goes into the SOAP body, and which shells around it are taken off.

use std::collections::BTreeMap;

use super::build::Builder;
use super::docs;
use super::fields::{Declared, Owner, injected};
use super::inherit;
use super::model::{Field, Operation, Plain, Presence, Struct, Value, Wire};
use crate::diagnostics::Diagnostic;
use crate::names::{self, Scope};
use crate::overlay::OperationRule;
use crate::schema::{Element, QName, Type, TypeRef};
use crate::wsdl::{self, Addressing, Definitions, Part, PartContent, Style, Use};

/// How an operation is called: in the WSDL, as a type and as a method.
struct Named<'d> {
    operation: &'d wsdl::Operation,
    rust: String,
    method: String,
    /// No other operation is called so.
    is_alone: bool,
}

impl<'s> Builder<'s, '_> {
    pub(super) fn operations(&mut self, definitions: &Definitions) -> Vec<Operation> {
        let mut methods = Scope::default();
        // What every client has already.
        for taken in [
            "builder", "call", "clone", "fmt", "from", "into", "new", "to_owned",
        ] {
            methods.claim(taken);
        }
        let mut calls: BTreeMap<String, usize> = BTreeMap::new();
        for operation in &definitions.operations {
            *calls.entry(operation.name.to_lowercase()).or_default() += 1;
        }
        // Requests have the first claim on names: an operation is what a caller looks for.
        let mut homes: BTreeMap<String, &QName> = BTreeMap::new();
        let named: Vec<Named<'_>> = definitions
            .operations
            .iter()
            .map(|operation| {
                let rule = self.matcher.operation(&operation.name);
                let decided = rule.and_then(|rule| rule.name.clone());
                let key = operation.name.to_lowercase();
                let home = homes.entry(key.clone()).or_insert(&operation.port_type);
                let is_home = **home == operation.port_type;
                let wanted = decided.unwrap_or_else(|| match subject(&operation.port_type.local) {
                    subject if !is_home => format!("{subject}_{}", operation.name),
                    _ => operation.name.clone(),
                });
                Named {
                    operation,
                    rust: self.type_names.claim(&names::type_name(&wanted)),
                    method: methods.claim(&names::field_name(&wanted)),
                    is_alone: calls[&key] == 1,
                }
            })
            .collect();
        let requests = named.iter().map(|named| named.rust.to_lowercase());
        self.request_names = requests.collect();
        named
            .into_iter()
            .filter_map(|named| self.operation(named))
            .collect()
    }

    fn operation(&mut self, named: Named<'_>) -> Option<Operation> {
        let Named {
            operation,
            rust,
            method,
            is_alone,
        } = named;
        let rule = self.matcher.operation(&operation.name);
        let rule = rule.cloned().unwrap_or_default();
        let (shells, mut fields) = self.request(operation, &rule, &rust)?;
        for field in &mut fields {
            if let Wire::Element(element) = &field.wire
                && let Some(rule) = self.matcher.injects(None, &element.local)
            {
                field.wire = Wire::Injected(injected(element, rule));
            }
        }
        for (place, part) in operation.input.attachments.iter().enumerate() {
            let mut owner = Owner::of(&operation.name, &rust, &fields);
            fields.push(self.attachment(part, place, false, &mut owner));
        }
        let headers = self.request_headers(operation);
        let output = self.output(operation, &rule, &rust)?;
        let answer = self.answer(operation, &output, &rust);
        self.declare_faults(operation, &rust);
        let mut docs = docs::lines(&operation.docs);
        if docs.is_empty() {
            docs.push(format!("The operation `{}`.", operation.name));
        }
        if !is_alone {
            docs::add(&mut docs, Some(&told_apart(operation)));
        }
        docs::add(&mut docs, rule.docs.as_deref());
        let versions = operation.versions.iter();
        let addressing = (operation.addressing, operation.addressing_action.clone());
        Some(Operation {
            name: operation.name.clone(),
            method,
            request: Struct {
                name: rust,
                docs,
                fields,
            },
            shells,
            headers,
            echo: self.echo(&output),
            output,
            answer,
            fault: None,
            versions: versions
                .map(|version| (version.version, version.action.clone()))
                .collect(),
            addressing: Some(addressing).filter(|(version, _)| *version != Addressing::Off),
            encoded: operation.use_ == Use::Encoded,
            one_way: operation.output.is_none(),
            idempotency: rule.idempotency.unwrap_or_default(),
            check: rule.check,
            grade: self.grade(operation),
            prefixes: Vec::new(),
        })
    }

    /// The elements around the request's fields, and the fields.
    fn request(
        &mut self,
        operation: &wsdl::Operation,
        rule: &OperationRule,
        name: &str,
    ) -> Option<(Vec<QName>, Vec<Field>)> {
        let body = &operation.input;
        match (operation.style, body.parts.as_slice()) {
            (
                Style::Document,
                [
                    Part {
                        content: PartContent::Element(element),
                        ..
                    },
                ],
            ) => {
                let mut element = self.global(element, operation)?;
                let mut shells = vec![element.name.clone()];
                if let Some((shell, ..)) = self.shell(&element.type_, rule, is_request_shell) {
                    self.namespace(&element.name);
                    shells.push(shell.name.clone());
                    element = shell;
                }
                self.namespace(&element.name);
                Some((shells, self.payload(element, name)))
            }
            (
                Style::Document,
                [
                    Part {
                        content: PartContent::Type(type_),
                        ..
                    },
                ],
            ) => Some((Vec::new(), self.typed_body(type_, operation, name))),
            (Style::Document, parts) => Some((Vec::new(), self.parts(parts, operation, name)?)),
            (Style::Rpc, parts) => {
                let wrapper = body.wrapper.clone();
                let wrapper = wrapper.unwrap_or_else(|| QName::new("", operation.name.clone()));
                self.namespace(&wrapper);
                Some((vec![wrapper], self.parts(parts, operation, name)?))
            }
        }
    }

    /// The fields of a request: those of its type, or its text.
    fn payload(&mut self, element: &'s Element, name: &str) -> Vec<Field> {
        let xml_name = xml_name(element);
        let complex = inherit::complex(self.schemas, &element.type_);
        // Of an abstract type there are only derived values.
        if let Some(complex) = complex.filter(|complex| !complex.mixed && !complex.is_abstract) {
            return self.fields(complex, xml_name, name);
        }
        let mut owner = Owner::new(xml_name, name);
        vec![self.text(&element.type_, "The content of the element.", &mut owner)]
    }

    /// The fields of a request whose only part has a type in document style: by WSDL that is the type of the body itself.
    fn typed_body(
        &mut self,
        type_: &TypeRef,
        operation: &wsdl::Operation,
        name: &str,
    ) -> Vec<Field> {
        let schemas = self.schemas;
        let named = match type_ {
            TypeRef::Named(name) => schemas.types.get_key_value(name),
            _ => None,
        };
        match named {
            Some((type_name, Type::Complex(complex)))
                if !complex.mixed && complex.array.is_none() =>
            {
                self.fields(complex, &type_name.local, name)
            }
            _ => {
                let mut owner = Owner::new(&operation.name, name);
                let value = self.part_value(type_);
                vec![self.content(type_, value, "The content of the body.", &mut owner)]
            }
        }
    }

    /// A field for each part: the element that it names, or an element of its own name. Of parts that name the same element each field is
    /// called as its part.
    pub(super) fn parts(
        &mut self,
        parts: &[Part],
        operation: &wsdl::Operation,
        name: &str,
    ) -> Option<Vec<Field>> {
        let mut owner = Owner::new(&operation.name, name);
        let mut fields = Vec::new();
        for part in parts {
            match &part.content {
                PartContent::Element(name) => {
                    let element = self.global(name, operation)?;
                    let mut same = parts.iter().filter(|other| other.content == part.content);
                    fields.push(if same.nth(1).is_some() {
                        self.repeated_part(part, element, &mut owner)
                    } else {
                        self.element(element, false, false, &mut owner)
                    });
                }
                PartContent::Type(type_) => fields.push(self.part(part, type_, &mut owner)),
            }
        }
        Some(fields)
    }

    /// A part whose element other parts name too.
    fn repeated_part(&mut self, part: &Part, element: &'s Element, owner: &mut Owner<'_>) -> Field {
        let mut own = Owner::new(owner.xml, owner.rust);
        let mut field = self.element(element, false, false, &mut own);
        field.name = owner.claim(&names::field_name(&part.name));
        let named = format!("The part `{}`.", part.name);
        field.docs.splice(0..0, [named, String::new()]);
        field
    }

    fn part(&mut self, part: &Part, type_: &TypeRef, owner: &mut Owner<'_>) -> Field {
        let name = QName::new("", part.name.clone());
        let mut declared = Declared {
            xml: &part.name,
            wire: Wire::Element(name.clone()),
            value: Value::Plain(Plain("RawXml")),
            presence: Presence::REQUIRED,
            docs: Vec::new(),
            schema_type: self.schema_type(type_),
        };
        let schemas = self.schemas;
        let list = match type_ {
            TypeRef::Named(name) if !self.encoded => schemas.types.get_key_value(name),
            _ => None,
        };
        let item = match list {
            Some((name, Type::Complex(complex))) => self.list_item(Some(name), complex),
            _ => None,
        };
        match item {
            Some(item) => self.list_part(item, name, &mut declared, owner),
            None => declared.value = self.part_value(type_),
        }
        declared.docs = docs::of_part(part, type_, &declared.value);
        let rule = self.matcher.field(owner.xml, &part.name);
        self.limited(type_, declared, &rule, owner)
    }

    /// A part that only holds a list.
    fn list_part(
        &mut self,
        item: &'s Element,
        name: QName,
        declared: &mut Declared<'_>,
        owner: &Owner<'_>,
    ) {
        self.namespace(&item.name);
        declared.value = self.value(&item.type_, &item.name.local, Some(owner.rust));
        declared.presence = Presence {
            many: true,
            nillable: item.nillable,
            ..Presence::REQUIRED
        };
        declared.wire = Wire::Wrapped {
            list: name,
            item: item.name.clone(),
        };
    }

    pub(super) fn global(
        &mut self,
        name: &QName,
        operation: &wsdl::Operation,
    ) -> Option<&'s Element> {
        let element = self.schemas.elements.get(name);
        if element.is_none() {
            let operation_name = &operation.name;
            let problem = Diagnostic::error(format!(
                "operation `{operation_name}` needs the element `{name}`, which no schema declares",
            ));
            self.problems.push(problem.at(operation.span));
        }
        element
    }

    /// The only child of a type, if it is a shell around the real content; whether it is optional, and whether it is repeated.
    pub(super) fn shell(
        &self,
        type_: &'s TypeRef,
        rule: &OperationRule,
        by_name: fn(&str) -> bool,
    ) -> Option<(&'s Element, bool, bool)> {
        let complex = inherit::complex(self.schemas, type_)?;
        let child = inherit::only_child(complex)?;
        let unwrap = rule.unwrap.unwrap_or_else(|| by_name(&child.0.name.local));
        unwrap.then_some(child)
    }
}

/// What a port type is about: its name without the words for what it is.
fn subject(port_type: &str) -> &str {
    let words = ["PortType", "Port", "Soap", "Interface"];
    let mut subjects = words.iter().filter_map(|word| port_type.strip_suffix(word));
    subjects.find(|it| !it.is_empty()).unwrap_or(port_type)
}

/// What tells an operation apart from others of its name.
fn told_apart(operation: &wsdl::Operation) -> String {
    format!(
        "The one of the port type `{}` with the message `{}`.",
        operation.port_type.local, operation.input.message.local
    )
}

/// The name by which an overlay speaks of an element's type.
pub(super) fn xml_name(element: &Element) -> &str {
    match &element.type_ {
        TypeRef::Named(name) => &name.local,
        _ => &element.name.local,
    }
}

/// `<CreateVouchers><request>…`: gSOAP and WCF put the arguments of a method with one parameter into a child of that name.
fn is_request_shell(name: &str) -> bool {
    name.eq_ignore_ascii_case("request")
}
