//! Answers: what an operation gives back, without the shells around it.

use super::build::Builder;
use super::fields::Owner;
use super::inherit;
use super::model::{Echo, Field, Output, Plain, Struct, TypeDef, TypeId, Value, Wire};
use super::operations::xml_name;
use crate::overlay::OperationRule;
use crate::schema::{Element, QName, Type, TypeRef};
use crate::wsdl::{self, Body, Part, PartContent, Style};

impl<'s> Builder<'s, '_> {
    pub(super) fn output(
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
            (
                Style::Document,
                [
                    Part {
                        content: PartContent::Type(type_),
                        ..
                    },
                ],
            ) => Some(self.typed_output(type_)),
            (Style::Document, parts) => {
                let fields = self.parts(parts, operation, name)?;
                Some(Output::Body {
                    value: self.response(operation, fields, name),
                })
            }
            (Style::Rpc, _) => self.rpc_output(operation, body, rule, name),
        }
    }

    fn element_output(&mut self, element: &'s Element, rule: &OperationRule, name: &str) -> Output {
        self.namespace(&element.name);
        let complex = inherit::complex(self.schemas, &element.type_);
        if complex.is_some_and(inherit::is_empty) {
            return Output::Nothing {
                element: Some(element.name.clone()),
            };
        }
        if let Some((child, optional, many)) = self.shell(&element.type_, rule, is_response_shell) {
            let mut owner = Owner::new(xml_name(element), name);
            let optional = optional && !self.matcher.overlay().require_results;
            return Output::Child {
                element: element.name.clone(),
                field: Box::new(self.element(child, optional, many, &mut owner)),
            };
        }
        Output::Value {
            element: element.name.clone(),
            value: self.value(&element.type_, &element.name.local, None),
        }
    }

    fn rpc_output(
        &mut self,
        operation: &wsdl::Operation,
        body: &Body,
        rule: &OperationRule,
        name: &str,
    ) -> Option<Output> {
        let wrapper = body.wrapper.clone();
        let element =
            wrapper.unwrap_or_else(|| QName::new("", format!("{}Response", operation.name)));
        self.namespace(&element);
        let mut fields = self.parts(&body.parts, operation, name)?;
        let unwrap = |part: &Part| {
            let by_name = || is_response_shell(&part.name);
            rule.unwrap.unwrap_or_else(by_name)
        };
        match body.parts.as_slice() {
            [] => Some(Output::Nothing {
                element: Some(element),
            }),
            [only] if unwrap(only) => fields.pop().map(|field| Output::Child {
                element,
                field: Box::new(field),
            }),
            _ => {
                let value = self.response(operation, fields, name);
                Some(Output::Value { element, value })
            }
        }
    }

    /// The value of an answer of several parts.
    fn response(&mut self, operation: &wsdl::Operation, fields: Vec<Field>, name: &str) -> Value {
        let id = TypeId(self.type_names.claim(&format!("{name}Response")));
        let record = Struct {
            name: id.0.clone(),
            docs: vec![format!("The answer of `{}`.", operation.name)],
            fields,
        };
        self.types.insert(id.clone(), TypeDef::Struct(record));
        Value::Type(id)
    }

    /// An answer whose only part has a type in document style: by WSDL that is the type of the body itself.
    fn typed_output(&mut self, type_: &TypeRef) -> Output {
        let is_empty = |type_: &Type| matches!(type_, Type::Complex(it) if inherit::is_empty(it));
        match type_ {
            TypeRef::Named(name) if self.schemas.types.get(name).is_some_and(is_empty) => {
                Output::Nothing { element: None }
            }
            _ => Output::Body {
                value: self.part_value(type_),
            },
        }
    }

    /// The answer's field that repeats the call id.
    pub(super) fn echo(&mut self, output: &Output) -> Option<Echo> {
        self.finish_structs();
        let value = match output {
            Output::Value { value, .. } => value,
            Output::Child { field, .. } if !field.presence.many && !field.presence.nillable => {
                &field.value
            }
            Output::Child { .. } | Output::Nothing { .. } | Output::Body { .. } => return None,
        };
        let Some(TypeDef::Struct(record)) = self.types.get(value.generated()?) else {
            return None;
        };
        let repeats = |field: &&Field| match &field.wire {
            Wire::Element(name) => {
                field.value == Value::Plain(Plain::STRING)
                    && !field.presence.many
                    && !field.presence.nillable
                    && self.matcher.echoes(&name.local)
            }
            _ => false,
        };
        record.fields.iter().find(repeats).map(|field| Echo {
            field: field.name.clone(),
            optional: field.presence.optional,
        })
    }
}

/// `<GetCustomerResponse><GetCustomerResult>…` (ASP.NET), `<…><return>…` (JAX-WS), `<…><response>…` (gSOAP).
fn is_response_shell(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("result") || name == "return" || name == "response"
}
