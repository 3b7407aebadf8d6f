//! What a message must look like in XML, from its JSON and the model, with none of the generated code.

use std::fmt::Write as _;

use kontorhaus_codegen::ir::{
    FaultArm, FaultPlace, Field, Operation, Output, Presence, TypeDef, Value, Wire,
};
use kontorhaus_codegen::schema::QName;
use kontorhaus_codegen::wsdl::SoapVersion;
use roxmltree::Document;
use serde_json::Value as Json;

use super::leaf::text;
use super::model::Model;

/// An envelope, complete.
pub(super) type Envelope = String;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What stands in an element.
#[derive(Default)]
struct Content {
    /// Declarations and attributes, each with a blank before it.
    head: String,
    inner: String,
}

pub(super) struct Expected<'m, 'a> {
    pub(super) model: &'m Model<'a>,
}

impl Expected<'_, '_> {
    /// A request.
    pub(super) fn request(
        &self,
        operation: &Operation,
        headers: &Json,
        body: &Json,
    ) -> Result<Envelope, String> {
        let mut content = self.record(&operation.request.fields, body)?;
        for shell in operation.shells.iter().rev() {
            content.inner = element(shell, &content);
            content.head.clear();
        }
        let blocks = self.record(&operation.headers, headers)?.inner;
        Ok(envelope(operation, &blocks, &content.inner))
    }

    /// An answer.
    pub(super) fn answer(&self, operation: &Operation, json: &Json) -> Result<Envelope, String> {
        let mut blocks = String::new();
        let body = match &operation.answer {
            None => json,
            Some(answer) => {
                for field in &answer.fields {
                    if let Wire::Header(name) = &field.wire {
                        let value = &json[&field.name];
                        if !value.is_null() {
                            blocks.push_str(&element(name, &self.value(&field.value, value)?));
                        }
                    }
                }
                let body = answer.fields.iter().find(|field| field.wire == Wire::Body);
                body.map_or(&Json::Null, |field| &json[&field.name])
            }
        };
        let body = match &operation.output {
            Output::Nothing { element: None } => String::new(),
            Output::Nothing {
                element: Some(name),
            } => element(name, &Content::default()),
            Output::Body { value } => self.value(value, body)?.inner,
            Output::Value {
                element: name,
                value,
            } => element(name, &self.value(value, body)?),
            Output::Child {
                element: name,
                field,
            } => {
                let mut content = Content::default();
                self.field(field, body, &mut content)?;
                element(name, &content)
            }
        };
        Ok(envelope(operation, &blocks, &body))
    }

    /// A declared fault.
    pub(super) fn fault(
        &self,
        operation: &Operation,
        arm: &FaultArm,
        json: &Json,
    ) -> Result<Envelope, String> {
        let FaultPlace::Detail(name) = &arm.place else {
            return Err(format!("{} is no element of the detail", arm.name));
        };
        let detail = element(name, &self.value(&arm.value, json)?);
        let body = match operation.versions.first() {
            Some((SoapVersion::V12, _)) => format!(
                "<e:Fault><e:Code><e:Value>e:Receiver</e:Value></e:Code>\
                 <e:Reason><e:Text xml:lang=\"en\">no</e:Text></e:Reason><e:Detail>{detail}</e:Detail></e:Fault>"
            ),
            _ => format!(
                "<e:Fault><faultcode>e:Server</faultcode><faultstring>no</faultstring><detail>{detail}</detail></e:Fault>"
            ),
        };
        Ok(envelope(operation, "", &body))
    }

    fn record(&self, fields: &[Field], json: &Json) -> Result<Content, String> {
        let mut content = Content::default();
        for field in fields {
            self.field(field, &json[&field.name], &mut content)
                .map_err(|error| format!("{}: {error}", field.name))?;
        }
        Ok(content)
    }

    fn field(&self, field: &Field, json: &Json, content: &mut Content) -> Result<(), String> {
        let Presence {
            many,
            nillable,
            optional,
        } = field.presence;
        if json.is_null() && (optional || !nillable) && !many {
            return Ok(());
        }
        let items = match (json, many) {
            (Json::Array(items), true) => items.as_slice(),
            (Json::Null, true) => return Ok(()),
            (json, _) => std::slice::from_ref(json),
        };
        match &field.wire {
            Wire::Element(name) => self.elements(name, field, items, &mut content.inner)?,
            Wire::Wrapped { list, item } => {
                let mut inside = Content::default();
                self.elements(item, field, items, &mut inside.inner)?;
                content.inner.push_str(&element(list, &inside));
            }
            Wire::Choice | Wire::Substitute(_) => {
                for item in items {
                    content.inner.push_str(&self.choice(&field.value, item)?);
                }
            }
            Wire::Attribute(name) => {
                attribute(
                    name,
                    &self.value(&field.value, json)?.inner,
                    &mut content.head,
                );
            }
            Wire::Text => {
                let value = self.value(&field.value, json)?;
                content.inner.push_str(&value.inner);
            }
            Wire::Extra(_) => extra(json, content)?,
            Wire::Body | Wire::Header(_) | Wire::Injected(_) | Wire::Attachment { .. } => {
                return Err("stands beside the body".to_owned());
            }
        }
        Ok(())
    }

    fn elements(
        &self,
        name: &QName,
        field: &Field,
        items: &[Json],
        out: &mut String,
    ) -> Result<(), String> {
        for item in items {
            let content = if item.is_null() && field.presence.nillable {
                Content {
                    head: format!(" xmlns:i=\"{XSI}\" i:nil=\"true\""),
                    inner: String::new(),
                }
            } else {
                self.value(&field.value, item)?
            };
            out.push_str(&element(name, &content));
        }
        Ok(())
    }

    /// An element that is an arm of a choice.
    fn choice(&self, value: &Value, json: &Json) -> Result<String, String> {
        let type_ = value.generated().and_then(|id| self.model.type_(&id.0));
        let Some(TypeDef::Choice(choice)) = type_ else {
            return Err(format!("{value:?} is no choice"));
        };
        let (name, json) = only(json)?;
        let arm = choice.arms.iter().find(|arm| &arm.name == name);
        let arm = arm.ok_or_else(|| format!("{} has no {name}", choice.name))?;
        let inner = arm.value.generated().and_then(|id| self.model.type_(&id.0));
        if matches!(inner, Some(TypeDef::Choice(_))) {
            return self.choice(&arm.value, json);
        }
        let content = self.value(&arm.value, json)?;
        Ok(element(&arm.element, &content))
    }

    fn value(&self, value: &Value, json: &Json) -> Result<Content, String> {
        if let Value::Plain(plain) = value
            && plain.0 == "RawXml"
        {
            return raw(json.as_str().unwrap_or_default());
        }
        let type_ = match value {
            Value::Type(id) => self.model.type_(&id.0),
            Value::List(item) => return self.list(item, json),
            _ => None,
        };
        match type_ {
            None => Ok(Content {
                inner: escape(&text(json)?),
                ..Content::default()
            }),
            Some(TypeDef::Struct(record)) => self.record(&record.fields, json),
            Some(TypeDef::Enum(enumeration)) => {
                let mut variants = enumeration.variants.iter();
                let known = variants.find(|variant| json == variant.name.as_str());
                let text = match known {
                    Some(variant) => &variant.value,
                    None => json["Other"]
                        .as_str()
                        .ok_or_else(|| format!("{json} is not known"))?,
                };
                Ok(Content {
                    inner: escape(text),
                    ..Content::default()
                })
            }
            Some(TypeDef::Hierarchy(hierarchy)) => {
                let (name, json) = only(json)?;
                let mut members = hierarchy.members.iter();
                let member = members.find(|member| &member.name == name);
                let member = member.ok_or_else(|| format!("{} has no {name}", hierarchy.name))?;
                let mut content = self.value(&member.value, json)?;
                if member.type_ != hierarchy.base {
                    let QName { namespace, local } = &member.type_;
                    let declared = format!(
                        " xmlns:t=\"{}\" xmlns:i=\"{XSI}\" i:type=\"t:{local}\"",
                        escape(namespace)
                    );
                    content.head.push_str(&declared);
                }
                Ok(content)
            }
            Some(TypeDef::Choice(_)) => Ok(Content {
                inner: self.choice(value, json)?,
                ..Content::default()
            }),
        }
    }

    fn list(&self, item: &Value, json: &Json) -> Result<Content, String> {
        let items = json
            .as_array()
            .ok_or_else(|| format!("{json} is no list"))?;
        let items: Result<Vec<_>, _> = items
            .iter()
            .map(|json| Ok(self.value(item, json)?.inner))
            .collect();
        let items: Vec<String> = items.map_err(|error: String| error)?;
        Ok(Content {
            inner: items.join(" "),
            ..Content::default()
        })
    }
}

/// The only member of an object.
fn only(json: &Json) -> Result<(&String, &Json), String> {
    let members = json.as_object().filter(|members| members.len() == 1);
    members
        .and_then(|members| members.iter().next())
        .ok_or_else(|| format!("{json} has not one member"))
}

fn envelope(operation: &Operation, blocks: &str, body: &str) -> Envelope {
    let namespace = match operation.versions.first() {
        Some((SoapVersion::V12, _)) => "http://www.w3.org/2003/05/soap-envelope",
        _ => "http://schemas.xmlsoap.org/soap/envelope/",
    };
    let header = match blocks {
        "" => String::new(),
        blocks => format!("<e:Header>{blocks}</e:Header>"),
    };
    format!("<e:Envelope xmlns:e=\"{namespace}\">{header}<e:Body>{body}</e:Body></e:Envelope>")
}

fn element(name: &QName, content: &Content) -> String {
    let QName { namespace, local } = name;
    let Content { head, inner } = content;
    if namespace.is_empty() {
        return format!("<{local}{head}>{inner}</{local}>");
    }
    let namespace = escape(namespace);
    format!("<n:{local} xmlns:n=\"{namespace}\"{head}>{inner}</n:{local}>")
}

fn attribute(name: &QName, value: &str, head: &mut String) {
    let QName { namespace, local } = name;
    let number = head.len();
    let _ = match namespace.as_str() {
        "" => write!(head, " {local}=\"{value}\""),
        "http://www.w3.org/XML/1998/namespace" => write!(head, " xml:{local}=\"{value}\""),
        uri => write!(
            head,
            " xmlns:a{number}=\"{}\" a{number}:{local}=\"{value}\"",
            escape(uri)
        ),
    };
}

/// What an element holds that came as XML; the element's name doesn't count.
fn raw(xml: &str) -> Result<Content, String> {
    let document = Document::parse(xml).map_err(|error| format!("{xml}: {error}"))?;
    let root = document.root_element();
    let mut content = Content::default();
    for namespace in root.namespaces() {
        let (Some(prefix), uri) = (namespace.name(), escape(namespace.uri())) else {
            continue;
        };
        // These stand for the names that we give.
        if prefix != "xml" && prefix != "n" {
            let _ = write!(content.head, " xmlns:{prefix}=\"{uri}\"");
        }
    }
    for given in root.attributes() {
        let name = QName::new(given.namespace().unwrap_or_default(), given.name());
        attribute(&name, &escape(given.value()), &mut content.head);
    }
    if let (Some(first), Some(last)) = (root.first_child(), root.last_child()) {
        xml[first.range().start..last.range().end].clone_into(&mut content.inner);
    }
    Ok(content)
}

/// What nobody declared.
fn extra(json: &Json, content: &mut Content) -> Result<(), String> {
    for child in json["children"].as_array().into_iter().flatten() {
        content
            .inner
            .push_str(child[1].as_str().unwrap_or_default());
    }
    for given in json["attributes"].as_array().into_iter().flatten() {
        let name = |part: &str| given[0][part].as_str().unwrap_or_default().to_owned();
        let name = QName::new(name("namespace"), name("local"));
        attribute(&name, &escape(&text(&given[1])?), &mut content.head);
    }
    Ok(())
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
