//! Answers of SOAP services, with a mark in every text, as the generator's model of the WSDL has them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kontorhaus_codegen::ir::{Api, Field, Operation, Output, TypeDef, Value, Wire};
use kontorhaus_codegen::overlay::Overlay;
use kontorhaus_codegen::schema::QName;
use kontorhaus_codegen::vendor::Vendor;
use kontorhaus_codegen::{Catalog, model, read};
use kontorhaus_tests::interop::workspace;

use crate::sentinels::marks::Marks;

/// The model of a vendor's service.
pub(super) fn api(vendor: &str) -> Api {
    let vendor = Vendor::by_name(vendor).expect("a vendor");
    let overlay = Overlay::parse(vendor.overlay).expect("an overlay");
    let input = read(&workspace().join(vendor.wsdl), &Catalog::new()).expect("a WSDL");
    model(&input, Some(&overlay)).expect("a model")
}

/// Every field that holds a text, of requests and answers.
pub(super) fn fields(api: &Api) -> BTreeSet<String> {
    let types = api.types.iter().filter_map(|type_| match type_ {
        TypeDef::Struct(record) => Some(record),
        _ => None,
    });
    let records = types.chain(api.operations.iter().map(|operation| &operation.request));
    let fields = records.flat_map(|record| {
        let fields = record.fields.iter();
        let fields = fields.filter(|field| !matches!(field.wire, Wire::Injected(_)));
        fields.map(|field| (format!("{}.{}", record.name, field.name), &field.value))
    });
    let fields = fields.filter(|(_, value)| is_text(api, value));
    fields.map(|(place, _)| place).collect()
}

pub(super) fn is_text(api: &Api, value: &Value) -> bool {
    match value.item() {
        Value::Plain(plain) => matches!(plain.0, "String" | "RawXml" | "Extra"),
        Value::Path(_) => true,
        Value::Type(id) => {
            let found = api.types.iter().find(|type_| type_.name() == id.0);
            matches!(found, Some(TypeDef::Enum(one)) if !one.numeric)
        }
        Value::Via { .. } | Value::List(_) | Value::Array(_) => false,
    }
}

/// A successful answer to an operation, with all that it can hold.
pub(super) fn envelope(api: &Api, operation: &str, marks: &Marks) -> String {
    let mut operations = api.operations.iter();
    let operation = operations
        .find(|known| known.request.name == operation)
        .expect("an operation");
    let mut writer = Writer {
        api,
        marks,
        xml: String::new(),
        depth: 0,
    };
    writer.output(operation);
    let soap = "http://schemas.xmlsoap.org/soap/envelope/";
    let xml = writer.xml;
    format!("<soap:Envelope xmlns:soap=\"{soap}\"><soap:Body>{xml}</soap:Body></soap:Envelope>")
}

/// The place of the answer's text that repeats the id of the call; by the WSDL's name of the operation.
pub(super) fn echo(api: &Api, operation: &str) -> Option<String> {
    let mut operations = api.operations.iter();
    let operation = operations.find(|known| known.name == operation)?;
    let value = operation.output.value()?;
    let echo = operation.echo.as_ref()?;
    Some(format!("{}.{}", value.generated()?.0, echo.field))
}

/// The type that a value is of, if it is a record or one of several elements.
pub(super) fn type_of<'a>(api: &'a Api, value: &Value) -> Option<&'a TypeDef> {
    let id = value.generated()?;
    api.types.iter().find(|type_| type_.name() == id.0)
}

struct Writer<'a> {
    api: &'a Api,
    marks: &'a Marks,
    xml: String,
    depth: usize,
}

impl<'a> Writer<'a> {
    fn output(&mut self, operation: &'a Operation) {
        match &operation.output {
            Output::Nothing { element } => {
                if let Some(element) = element {
                    self.element(element, |_| {});
                }
            }
            Output::Body { .. } => panic!("no answer was a whole body when this was written"),
            Output::Value { element, value } => self.valued(element, &operation.name, value),
            Output::Child { element, field } => {
                let owner = &operation.name;
                self.element(element, |writer| writer.field(owner, field));
            }
        }
    }

    fn element(&mut self, name: &QName, content: impl FnOnce(&mut Self)) {
        self.element_with(name, "", content);
    }

    fn element_with(&mut self, name: &QName, attributes: &str, content: impl FnOnce(&mut Self)) {
        let (local, namespace) = (&name.local, &name.namespace);
        let _ = write!(self.xml, "<{local} xmlns=\"{namespace}\"{attributes}>");
        content(self);
        let _ = write!(self.xml, "</{local}>");
    }

    fn field(&mut self, owner: &str, field: &'a Field) {
        let place = format!("{owner}.{}", field.name);
        match &field.wire {
            Wire::Element(name) => self.valued(name, &place, &field.value),
            Wire::Wrapped { list, item } => {
                self.element(list, |writer| writer.valued(item, &place, &field.value));
            }
            Wire::Text => self.value(&place, &field.value),
            Wire::Extra(keeps) if keeps.children => {
                let place = format!("{place}/children");
                let name = QName {
                    namespace: "urn:unknown".to_owned(),
                    local: "unknown".to_owned(),
                };
                let mark = self.marks.of(&place);
                self.element(&name, |writer| writer.xml.push_str(&mark));
            }
            // With the element that has it.
            Wire::Attribute(_) => {}
            other => panic!("{place}: no answer had {other:?} when this was written"),
        }
    }

    fn valued(&mut self, name: &QName, place: &str, value: &'a Value) {
        if self.depth > 8 {
            return;
        }
        self.depth += 1;
        let attributes = self.attributes(value);
        self.element_with(name, &attributes, |writer| writer.value(place, value));
        self.depth -= 1;
    }

    fn attributes(&mut self, value: &Value) -> String {
        let Some(TypeDef::Struct(record)) = type_of(self.api, value) else {
            return String::new();
        };
        let mut attributes = String::new();
        for field in &record.fields {
            if let Wire::Attribute(name) = &field.wire {
                let text = self.text(&format!("{}.{}", record.name, field.name), &field.value);
                let _ = write!(attributes, " {}=\"{text}\"", name.local);
            }
        }
        attributes
    }

    fn value(&mut self, place: &str, value: &'a Value) {
        match type_of(self.api, value) {
            Some(TypeDef::Struct(record)) => {
                for field in &record.fields {
                    self.field(&record.name, field);
                }
            }
            Some(TypeDef::Choice(_) | TypeDef::Hierarchy(_)) => {
                panic!("{place}: no answer had one of several elements when this was written")
            }
            Some(TypeDef::Enum(_)) | None => {
                let text = self.text(place, value);
                self.xml.push_str(&text);
            }
        }
    }

    fn text(&self, place: &str, value: &Value) -> String {
        if is_text(self.api, value) {
            return self.marks.of(place);
        }
        let text = match value.item() {
            Value::Plain(plain) | Value::Via { plain, .. } => match plain.0 {
                "bool" => "true",
                "Date" | "DateTime" | "Time" if matches!(value, Value::Via { .. }) => {
                    "2031-03-01T12:00:00"
                }
                "Date" => "2031-03-01",
                "DateTime" => "2031-03-01T12:00:00",
                "Time" => "12:00:00",
                "Duration" => "P1D",
                _ => "7",
            },
            _ => "7",
        };
        text.to_owned()
    }
}
