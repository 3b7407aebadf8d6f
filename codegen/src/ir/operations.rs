//! Operations: what goes into the SOAP body, what comes out, and which shells around it are taken off.

use std::collections::BTreeSet;

use super::build::Builder;
use super::docs;
use super::model::{
    Echo, Field, Namespace, Operation, Output, Plain, Presence, Struct, TypeDef, TypeId, Value,
    Wire,
};
use super::particles::{self, Item};
use crate::diagnostics::Diagnostic;
use crate::names::{self, Scope};
use crate::overlay::OperationRule;
use crate::schema::{ComplexType, Element, QName, TypeRef};
use crate::wsdl::{self, Body, Definitions, Part, PartContent, Style};

impl<'s> Builder<'s, '_> {
    pub(super) fn operations(&mut self, definitions: &Definitions) -> Vec<Operation> {
        let mut methods = Scope::default();
        // Requests have the first claim on names: an operation is what a caller looks for.
        let named: Vec<(String, String)> = definitions
            .operations
            .iter()
            .map(|operation| {
                let rule = self.matcher.operation(&operation.name);
                let wanted = rule.and_then(|rule| rule.name.clone());
                let type_name = self.type_names.claim(
                    &wanted
                        .clone()
                        .unwrap_or_else(|| names::type_name(&operation.name)),
                );
                (
                    type_name,
                    methods.claim(&names::field_name(
                        wanted.as_deref().unwrap_or(&operation.name),
                    )),
                )
            })
            .collect();
        definitions
            .operations
            .iter()
            .zip(named)
            .filter_map(|(operation, (name, method))| self.operation(operation, name, method))
            .collect()
    }

    fn operation(
        &mut self,
        operation: &wsdl::Operation,
        name: String,
        method: String,
    ) -> Option<Operation> {
        let rule = self
            .matcher
            .operation(&operation.name)
            .cloned()
            .unwrap_or_default();
        let (shells, mut fields) = self.request(operation, &rule, &name)?;
        for field in &mut fields {
            if let Wire::Element(element) = &field.wire {
                field.injected = self.matcher.injects(&element.local);
            }
        }
        let output = self.output(operation, &rule, &name)?;
        let mut docs = docs::lines(&operation.docs);
        if docs.is_empty() {
            docs.push(format!("The operation `{}`.", operation.name));
        }
        docs::add(&mut docs, rule.docs.as_deref());
        Some(Operation {
            name: operation.name.clone(),
            method,
            request: Struct { name, docs, fields },
            shells,
            output,
            action: operation
                .versions
                .first()
                .map(|version| version.action.clone())
                .unwrap_or_default(),
            idempotency: rule.idempotency.unwrap_or_default(),
            check: rule.check,
            prefixes: Vec::new(),
        })
    }

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
                let element = self.global(element, operation)?;
                let mut shells = vec![element.name.clone()];
                self.namespace(&element.name);
                let mut type_ = &element.type_;
                let mut xml_name = self.xml_name(type_, &element.name.local);
                if let Some(shell) = self.shell(type_, rule, is_request_shell) {
                    self.namespace(&shell.name);
                    shells.push(shell.name.clone());
                    type_ = &shell.type_;
                    xml_name = self.xml_name(type_, &shell.name.local);
                }
                Some((shells, self.payload(type_, &xml_name, name)))
            }
            (Style::Document, parts) => Some((Vec::new(), self.parts(parts, operation, name)?)),
            (Style::Rpc, parts) => {
                let wrapper = body
                    .wrapper
                    .clone()
                    .unwrap_or_else(|| QName::new("", operation.name.clone()));
                self.namespace(&wrapper);
                Some((vec![wrapper], self.parts(parts, operation, name)?))
            }
        }
    }

    fn output(
        &mut self,
        operation: &wsdl::Operation,
        rule: &OperationRule,
        name: &str,
    ) -> Option<Output> {
        let Some(body) = &operation.output else {
            return Some(Output::Nothing { element: None });
        };
        match (operation.style, body.parts.as_slice()) {
            (Style::Document, []) => Some(Output::Nothing { element: None }),
            (
                Style::Document,
                [
                    Part {
                        content: PartContent::Element(element),
                        ..
                    },
                ],
            ) => {
                let element = self.global(element, operation)?;
                Some(self.element_output(element, rule, name))
            }
            (Style::Document, parts) => {
                self.problems.push(
                    Diagnostic::error(format!("the answer of `{}` has {} parts in its body", operation.name, parts.len()))
                        .at(operation.span)
                        .help("only answers with one element in the SOAP body are supported in document style"),
                );
                None
            }
            (Style::Rpc, _) => self.rpc_output(operation, body, rule, name),
        }
    }

    fn element_output(&mut self, element: &'s Element, rule: &OperationRule, name: &str) -> Output {
        self.namespace(&element.name);
        if self.is_empty(&element.type_) {
            return Output::Nothing {
                element: Some(element.name.clone()),
            };
        }
        if let Some(shell) = self.shell(&element.type_, rule, is_response_shell) {
            let (optional, many) = self.occurrence(&element.type_);
            let xml_name = self.xml_name(&element.type_, &element.name.local);
            let field = self.element_field(
                shell,
                optional,
                many,
                &xml_name,
                name,
                &mut Scope::default(),
            );
            let echo = self.echo(&field.value);
            return Output::Unwrapped {
                element: element.name.clone(),
                field: Box::new(field),
                echo,
            };
        }
        let value = self.value(&element.type_, &element.name.local, None);
        let echo = self.echo(&value);
        Output::Value {
            element: element.name.clone(),
            value,
            echo,
        }
    }

    fn rpc_output(
        &mut self,
        operation: &wsdl::Operation,
        body: &Body,
        rule: &OperationRule,
        name: &str,
    ) -> Option<Output> {
        let wrapper = body
            .wrapper
            .clone()
            .unwrap_or_else(|| QName::new("", format!("{}Response", operation.name)));
        self.namespace(&wrapper);
        if body.parts.is_empty() {
            return Some(Output::Nothing {
                element: Some(wrapper),
            });
        }
        let mut fields = self.parts(&body.parts, operation, name)?;
        let unwrap = rule
            .unwrap
            .unwrap_or_else(|| fields.len() == 1 && is_response_shell(&body.parts[0].name));
        if let (true, 1, Some(field)) = (unwrap, fields.len(), fields.pop()) {
            let echo = self.echo(&field.value);
            return Some(Output::Unwrapped {
                element: wrapper,
                field: Box::new(field),
                echo,
            });
        }
        let fields = self.parts(&body.parts, operation, name)?;
        let id = TypeId(self.type_names.claim(&format!("{name}Response")));
        let docs = vec![format!("The answer of `{}`.", operation.name)];
        self.types.insert(
            id.clone(),
            TypeDef::Struct(Struct {
                name: id.0.clone(),
                docs,
                fields,
            }),
        );
        let value = Value::Type(id);
        let echo = self.echo(&value);
        Some(Output::Value {
            element: wrapper,
            value,
            echo,
        })
    }

    /// A field for each part: the element that it names, or an element of its own name.
    fn parts(
        &mut self,
        parts: &[Part],
        operation: &wsdl::Operation,
        owner: &str,
    ) -> Option<Vec<Field>> {
        let mut scope = Scope::default();
        let mut fields = Vec::new();
        for part in parts {
            match &part.content {
                PartContent::Element(name) => {
                    let element = self.global(name, operation)?;
                    fields.push(self.element_field(
                        element,
                        false,
                        false,
                        &operation.name,
                        owner,
                        &mut scope,
                    ));
                }
                PartContent::Type(type_) if operation.style == Style::Rpc => {
                    fields.push(self.part_field(part, type_, &operation.name, &mut scope)?);
                }
                PartContent::Type(_) => {
                    self.problems.push(
                        Diagnostic::error(format!("part `{}` of `{}` has a type instead of an element", part.name, operation.name))
                            .at(part.span)
                            .help("in document style a part must say `element=\"…\"`; only rpc style takes `type=\"…\"`"),
                    );
                    return None;
                }
            }
        }
        Some(fields)
    }

    fn part_field(
        &mut self,
        part: &Part,
        type_: &TypeRef,
        xml_name: &str,
        scope: &mut Scope,
    ) -> Option<Field> {
        let value = match type_ {
            TypeRef::Builtin(builtin) => super::values::plain(*builtin),
            TypeRef::Named(name) | TypeRef::OfElement(name) => {
                // The schemas outlive the definitions' parts: look the type up by name.
                let (name, type_) = self.schemas.types.get_key_value(name)?;
                self.type_value(type_, &name.local, None)
            }
            TypeRef::Anonymous(_) => Value::Plain(Plain("RawXml")),
        };
        let rule = self.matcher.field(xml_name, &part.name);
        let mut docs = docs::lines(&part.docs);
        if docs.is_empty() {
            docs.push(format!("The part `{}`.", part.name));
        }
        let wire = Wire::Element(QName::new("", part.name.clone()));
        Some(self.field(
            &part.name,
            wire,
            value,
            Presence::Required,
            &rule,
            scope,
            docs,
        ))
    }

    /// The fields of a request: those of its type, or its text.
    fn payload(&mut self, type_: &'s TypeRef, xml_name: &str, name: &str) -> Vec<Field> {
        if let Some(complex) = self.complex(type_).filter(|complex| !complex.mixed) {
            return self.fields(complex, xml_name, name);
        }
        let value = self.value(type_, xml_name, Some(name));
        let rule = self.matcher.field(xml_name, "value");
        let docs = vec!["The content of the element.".to_owned()];
        vec![self.field(
            "value",
            Wire::Text,
            value,
            Presence::Required,
            &rule,
            &mut Scope::default(),
            docs,
        )]
    }

    /// The name by which an overlay speaks of a type.
    fn xml_name(&self, type_: &TypeRef, element: &str) -> String {
        match type_ {
            TypeRef::Named(name) => name.local.clone(),
            _ => element.to_owned(),
        }
    }

    fn global(&mut self, name: &QName, operation: &wsdl::Operation) -> Option<&'s Element> {
        let element = self.schemas.elements.get(name);
        if element.is_none() {
            self.problems.push(
                Diagnostic::error(format!(
                    "operation `{}` needs the element `{name}`, which no schema declares",
                    operation.name
                ))
                .at(operation.span),
            );
        }
        element
    }

    fn is_empty(&self, type_: &'s TypeRef) -> bool {
        let Some(complex) = self.complex(type_) else {
            return false;
        };
        complex.base.is_none()
            && complex.attributes.is_empty()
            && complex.simple_content.is_none()
            && !complex.mixed
            && complex
                .content
                .as_ref()
                .is_none_or(|content| particles::flatten(&[content]).is_empty())
    }

    /// The only child of a type, if it is a shell around the real content.
    fn shell(
        &self,
        type_: &'s TypeRef,
        rule: &OperationRule,
        by_name: fn(&str) -> bool,
    ) -> Option<&'s Element> {
        if rule.unwrap == Some(false) {
            return None;
        }
        let child = self.only_child(type_)?;
        (rule.unwrap == Some(true) || by_name(&child.name.local)).then_some(child)
    }

    fn only_child(&self, type_: &'s TypeRef) -> Option<&'s Element> {
        let complex: &'s ComplexType = self.complex(type_)?;
        let bare = complex.base.is_none() && complex.attributes.is_empty() && !complex.mixed;
        let content = complex.content.as_ref().filter(|_| bare)?;
        match particles::flatten(&[content]).as_slice() {
            [Item::Element { element, .. }] => Some(element),
            _ => None,
        }
    }

    /// Whether the only child of a type is optional, and whether it is repeated.
    fn occurrence(&self, type_: &'s TypeRef) -> (bool, bool) {
        let content = self
            .complex(type_)
            .and_then(|complex| complex.content.as_ref());
        match content
            .map(|content| particles::flatten(&[content]))
            .as_deref()
        {
            Some([Item::Element { optional, many, .. }]) => (*optional, *many),
            _ => (false, false),
        }
    }

    fn echo(&self, value: &Value) -> Option<Echo> {
        let Value::Type(id) = value else { return None };
        let Some(TypeDef::Struct(record)) = self.types.get(id) else {
            return None;
        };
        record.fields.iter().find_map(|field| match &field.wire {
            Wire::Element(name)
                if field.value == Value::Plain(Plain::STRING)
                    && self.matcher.echoes(&name.local) =>
            {
                Some(Echo {
                    field: field.name.clone(),
                    optional: field.presence == Presence::Optional,
                })
            }
            _ => None,
        })
    }

    /// The prefixes of all names that a request can hold.
    pub(super) fn prefixes(&self, operation: &Operation) -> Vec<Namespace> {
        let mut uris: BTreeSet<&str> = operation
            .shells
            .iter()
            .map(|name| name.namespace.as_str())
            .collect();
        let mut seen = BTreeSet::new();
        let mut pending = Vec::new();
        for field in &operation.request.fields {
            reach(&field.wire, &field.value, &mut uris, &mut pending);
        }
        while let Some(id) = pending.pop() {
            if !seen.insert(id) {
                continue;
            }
            match self.types.get(id) {
                Some(TypeDef::Struct(record)) => {
                    for field in &record.fields {
                        reach(&field.wire, &field.value, &mut uris, &mut pending);
                    }
                }
                Some(TypeDef::Choice(choice)) => {
                    for arm in &choice.arms {
                        uris.insert(&arm.element.namespace);
                        reach(&Wire::Choice, &arm.value, &mut uris, &mut pending);
                    }
                }
                Some(TypeDef::Enum(_)) | None => {}
            }
        }
        self.known_namespaces()
            .iter()
            .filter(|namespace| uris.contains(namespace.uri.as_str()))
            .cloned()
            .collect()
    }
}

fn reach<'a>(
    wire: &'a Wire,
    value: &'a Value,
    uris: &mut BTreeSet<&'a str>,
    pending: &mut Vec<&'a TypeId>,
) {
    match wire {
        Wire::Element(name) | Wire::Attribute(name) => {
            uris.insert(&name.namespace);
        }
        Wire::Wrapped { list, item } => {
            uris.insert(&list.namespace);
            uris.insert(&item.namespace);
        }
        Wire::Text | Wire::Choice | Wire::Extra => {}
    }
    let mut value = value;
    while let Value::List(item) = value {
        value = item;
    }
    if let Value::Type(id) = value {
        pending.push(id);
    }
}

/// `<CreateVouchers><request>…`: gSOAP and WCF put the arguments of a method with one parameter into a child of that name.
fn is_request_shell(name: &str) -> bool {
    name.eq_ignore_ascii_case("request")
}

/// `<GetCustomerResponse><GetCustomerResult>…` (ASP.NET), `<…><return>…` (JAX-WS), `<…><response>…` (gSOAP).
fn is_response_shell(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("result") || name == "return" || name == "response"
}
