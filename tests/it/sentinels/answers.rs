//! Answers of SOAP services, with a mark in every text, as the generator's model of the WSDL has them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kontorhaus_codegen::ir::{Api, Field, Operation, Output, TypeDef, Value, Wire};
use kontorhaus_codegen::overlay::Overlay;
use kontorhaus_codegen::schema::QName;
use kontorhaus_codegen::vendor::Vendor;
use kontorhaus_codegen::{Catalog, model, read};
use kontorhaus_tests::interop::workspace;

use super::marks::Marks;

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

fn is_text(api: &Api, value: &Value) -> bool {
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

/// The place of the answer's text that repeats the id of the call.
pub(super) fn echo(api: &Api, operation: &str) -> Option<String> {
    let mut operations = api.operations.iter();
    let operation = operations.find(|known| known.request.name == operation)?;
    let value = operation.output.value()?;
    let echo = operation.echo.as_ref()?;
    Some(format!("{}.{}", value.generated()?.0, echo.field))
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
        let (local, namespace) = (&name.local, &name.namespace);
        let _ = write!(self.xml, "<{local} xmlns=\"{namespace}\">");
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
            other => panic!("{place}: no answer had {other:?} when this was written"),
        }
    }

    fn valued(&mut self, name: &QName, place: &str, value: &'a Value) {
        if self.depth > 8 {
            return;
        }
        self.depth += 1;
        self.element(name, |writer| writer.value(place, value));
        self.depth -= 1;
    }

    fn value(&mut self, place: &str, value: &'a Value) {
        let (api, marks) = (self.api, self.marks);
        let record = value.generated().and_then(|id| {
            let mut types = api.types.iter();
            types.find(|type_| type_.name() == id.0)
        });
        if let Some(TypeDef::Struct(record)) = record {
            for field in &record.fields {
                self.field(&record.name, field);
            }
        } else if is_text(api, value) {
            self.xml.push_str(&marks.of(place));
        } else {
            self.xml.push_str(match value.item() {
                Value::Plain(plain) => match plain.0 {
                    "bool" => "true",
                    "Date" => "2031-03-01",
                    "DateTime" => "2031-03-01T12:00:00",
                    "Time" => "12:00:00",
                    "Duration" => "P1D",
                    _ => "7",
                },
                _ => "7",
            });
        }
    }
}
