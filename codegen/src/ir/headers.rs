//! Header blocks: those of all requests in one record, which a client's settings hold; those of an answer beside its body.

use super::build::Builder;
use super::docs;
use super::fields::{Declared, Owner};
use super::model::{Field, Output, Plain, Presence, SchemaType, Struct, TypeId, Value, Wire};
use crate::overlay::FieldRule;
use crate::schema::QName;
use crate::wsdl::{self, Header, Part, PartContent};

/// The record of header blocks under construction.
#[derive(Debug, Default)]
pub(super) struct Headers {
    id: Option<TypeId>,
    fields: Vec<Field>,
    /// Names of the record's fields.
    owner: Owner<'static>,
}

impl Headers {
    pub(super) fn into_record(self) -> Option<Struct> {
        let id = self.id?;
        Some(Struct {
            name: id.0,
            docs: docs::text(
                "Header blocks of requests.\n\nBelongs into a client's settings: `.setting(…)` of the builder. \
                 Each request takes of it what its operation declares.",
            ),
            fields: self.fields,
        })
    }
}

impl Builder<'_, '_> {
    /// The header blocks of a request.
    pub(super) fn request_headers(&mut self, operation: &wsdl::Operation) -> Vec<Field> {
        let mut fields = Vec::new();
        for header in &operation.input_headers {
            let Some((name, value)) = self.block(header) else {
                continue;
            };
            let schema_type = self.block_type(header);
            let wire = Wire::Element(name);
            let mut known = self.headers.fields.iter();
            if let Some(known) = known.find(|known| known.wire == wire) {
                if !fields.contains(known) {
                    fields.push(known.clone());
                }
                continue;
            }
            if self.headers.id.is_none() {
                self.headers.id = Some(TypeId(self.type_names.claim("RequestHeaders")));
            }
            let mut owner = std::mem::take(&mut self.headers.owner);
            let mut field = self.beside(&header.part, wire, value, &mut owner);
            field.schema_type = schema_type;
            self.headers.owner = owner;
            self.headers.fields.push(field.clone());
            fields.push(field);
        }
        fields
    }

    /// The record of an answer that is more than its body.
    pub(super) fn answer(
        &mut self,
        operation: &wsdl::Operation,
        output: &Output,
        name: &str,
    ) -> Option<Struct> {
        let body = operation.output.as_ref()?;
        if operation.output_headers.is_empty() && body.attachments.is_empty() {
            return None;
        }
        let record = self.type_names.claim(&format!("{name}Answer"));
        let mut owner = Owner::new("answer", "answer");
        let mut fields: Vec<Field> = self.body_field(output, &mut owner).into_iter().collect();
        for header in &operation.output_headers {
            if let Some((name, value)) = self.block(header) {
                let wire = Wire::Header(name);
                if !fields.iter().any(|known| known.wire == wire) {
                    fields.push(self.beside(&header.part, wire, value, &mut owner));
                }
            }
        }
        for (place, part) in body.attachments.iter().enumerate() {
            fields.push(self.attachment(part, place, true, &mut owner));
        }
        Some(Struct {
            name: record,
            docs: vec![format!(
                "The answer of `{}`: its body, and what came beside it.",
                operation.name
            )],
            fields,
        })
    }

    /// The field of a file beside the envelope.
    pub(super) fn attachment(
        &self,
        part: &Part,
        place: usize,
        optional: bool,
        owner: &mut Owner<'_>,
    ) -> Field {
        let wire = Wire::Attachment {
            part: part.name.clone(),
            place,
        };
        let mut field = self.beside(part, wire, Value::Plain(Plain("soap::Attachment")), owner);
        field.presence.optional = optional;
        field.hidden = false;
        field
    }

    fn body_field(&mut self, output: &Output, owner: &mut Owner<'_>) -> Option<Field> {
        let (value, presence, hidden) = match output {
            Output::Nothing { .. } => return None,
            Output::Body { value } | Output::Value { value, .. } => {
                (value.clone(), Presence::REQUIRED, false)
            }
            Output::Child { field, .. } => (field.value.clone(), field.presence, field.hidden),
        };
        let declared = Declared {
            xml: "body",
            wire: Wire::Body,
            value,
            presence,
            docs: vec!["What the body holds.".to_owned()],
            schema_type: None,
        };
        let mut field = self.field(declared, &FieldRule::default(), owner);
        field.hidden |= hidden;
        Some(field)
    }

    fn beside(&self, part: &Part, wire: Wire, value: Value, owner: &mut Owner<'_>) -> Field {
        let xml = match &wire {
            Wire::Element(name) | Wire::Header(name) => name.local.clone(),
            _ => part.name.clone(),
        };
        let what = match &wire {
            Wire::Attachment { .. } => "file",
            _ => "header block",
        };
        let mut docs = docs::lines(&part.docs);
        if docs.is_empty() {
            docs.push(format!("The {what} `{xml}`."));
        }
        let declared = Declared {
            xml: &xml,
            wire,
            value,
            presence: Presence {
                optional: true,
                ..Presence::REQUIRED
            },
            docs,
            schema_type: None,
        };
        self.field(declared, &FieldRule::default(), owner)
    }

    fn block_type(&mut self, header: &Header) -> Option<SchemaType> {
        match &header.part.content {
            PartContent::Element(name) => {
                let schemas = self.schemas;
                self.schema_type(&schemas.elements.get(name)?.type_)
            }
            PartContent::Type(type_) => self.schema_type(type_),
        }
    }

    /// Name and value of a header block.
    fn block(&mut self, header: &Header) -> Option<(QName, Value)> {
        let schemas = self.schemas;
        let (name, value) = match &header.part.content {
            PartContent::Element(name) => {
                let element = schemas.elements.get(name)?;
                let value = self.value(&element.type_, &name.local, None);
                (name.clone(), value)
            }
            PartContent::Type(type_) => {
                let namespace = header.namespace.as_deref().unwrap_or_default();
                let name = QName::new(namespace, header.part.name.clone());
                (name, self.part_value(type_))
            }
        };
        self.namespace(&name);
        Some((name, value))
    }
}
