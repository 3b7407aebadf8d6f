//! Operations: what goes into the SOAP body, and which shells around it are taken off.

use super::build::Builder;
use super::docs;
use super::fields::{Declared, Owner};
use super::inherit;
use super::model::{Field, Operation, Plain, Presence, Struct, Value, Wire};
use crate::diagnostics::Diagnostic;
use crate::names::{self, Scope};
use crate::overlay::OperationRule;
use crate::schema::{Element, QName, Type, TypeRef};
use crate::wsdl::{self, Definitions, Part, PartContent, Style};

/// How an operation is called: in the WSDL, as a type and as a method.
struct Named<'d> {
    operation: &'d wsdl::Operation,
    rust: String,
    method: String,
}

impl<'s> Builder<'s, '_> {
    pub(super) fn operations(&mut self, definitions: &Definitions) -> Vec<Operation> {
        let mut methods = Scope::default();
        // What a client has already.
        for method in ["builder", "call", "clone", "new"] {
            methods.claim(method);
        }
        // Requests have the first claim on names: an operation is what a caller looks for.
        let named: Vec<Named<'_>> = definitions
            .operations
            .iter()
            .map(|operation| {
                let rule = self.matcher.operation(&operation.name);
                let wanted = rule.and_then(|rule| rule.name.as_deref());
                let wanted = wanted.unwrap_or(&operation.name);
                Named {
                    operation,
                    rust: self.type_names.claim(&names::type_name(wanted)),
                    method: methods.claim(&names::field_name(wanted)),
                }
            })
            .collect();
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
        } = named;
        let rule = self.matcher.operation(&operation.name);
        let rule = rule.cloned().unwrap_or_default();
        let (shells, mut fields) = self.request(operation, &rule, &rust)?;
        for field in &mut fields {
            if let Wire::Element(element) = &field.wire
                && self.matcher.injects(&element.local)
            {
                field.wire = Wire::Injected(element.clone());
            }
        }
        let output = self.output(operation, &rule, &rust)?;
        let mut docs = docs::lines(&operation.docs);
        if docs.is_empty() {
            docs.push(format!("The operation `{}`.", operation.name));
        }
        docs::add(&mut docs, rule.docs.as_deref());
        let version = operation.versions.first();
        Some(Operation {
            name: operation.name.clone(),
            method,
            request: Struct {
                name: rust,
                docs,
                fields,
            },
            shells,
            echo: self.echo(&output),
            output,
            action: version.map_or_else(String::new, |version| version.action.clone()),
            idempotency: rule.idempotency.unwrap_or_default(),
            check: rule.check,
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

    /// A field for each part: the element that it names, or an element of its own name.
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
                    fields.push(self.element(element, false, false, &mut owner));
                }
                PartContent::Type(type_) if operation.style == Style::Rpc => {
                    fields.push(self.part(part, type_, &mut owner));
                }
                PartContent::Type(_) => {
                    self.problems.push(
                        Diagnostic::error(format!(
                            "part `{}` of `{}` has a type instead of an element",
                            part.name, operation.name
                        ))
                        .at(part.span)
                        .help("in document style a part must say `element=\"…\"`; only rpc style takes `type=\"…\"`"),
                    );
                    return None;
                }
            }
        }
        Some(fields)
    }

    fn part(&mut self, part: &Part, type_: &TypeRef, owner: &mut Owner<'_>) -> Field {
        let name = QName::new("", part.name.clone());
        let mut declared = Declared {
            xml: &part.name,
            wire: Wire::Element(name.clone()),
            value: Value::Plain(Plain("RawXml")),
            presence: Presence::REQUIRED,
            docs: docs::of_part(part, type_),
        };
        match type_ {
            TypeRef::Builtin(builtin) => declared.value = super::values::plain(*builtin),
            TypeRef::Named(type_name) | TypeRef::OfElement(type_name) => {
                // The schemas outlive the part: what is found there may be kept.
                if let Some((type_name, type_)) = self.schemas.types.get_key_value(type_name) {
                    let item = match type_ {
                        Type::Complex(complex) => self.list_item(Some(type_name), complex),
                        Type::Simple(_) => None,
                    };
                    match item {
                        Some(item) => self.list_part(item, name, &mut declared, owner),
                        None => declared.value = self.named_value(type_name, type_),
                    }
                }
            }
            TypeRef::Anonymous(_) => {}
        }
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
