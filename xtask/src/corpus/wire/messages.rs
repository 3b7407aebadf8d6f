//! The messages of a service: which of its operations are tried, and with what.

use std::collections::BTreeSet;

use kontorhaus_codegen::ir::{
    FaultPlace, Field, Leniency, Operation, Output, Presence, Value, Wire,
};
use serde_json::Value as Json;

use super::model::Model;
use super::sample::Sampler;

/// A message as the generated types have it in JSON.
pub(super) struct Message {
    /// The operation's place among the service's.
    pub(super) operation: usize,
    /// The header blocks of a request.
    pub(super) headers: Json,
    pub(super) body: Json,
    /// The place among those of the operation of the fault that it is.
    pub(super) fault: Option<usize>,
}

/// The messages in one direction.
pub(super) struct Messages {
    pub(super) list: Vec<Message>,
    /// How many fields, arms and derived types of the model there are, and how many are in a message.
    pub(super) sites: usize,
    pub(super) shown: usize,
    /// Those that are in none.
    pub(super) missing: Vec<String>,
}

/// Why an operation isn't tried.
pub(super) fn excluded(operation: &Operation, model: &Model<'_>) -> Option<&'static str> {
    let answer = operation.answer.iter().flat_map(|answer| &answer.fields);
    let mut fields = operation.request.fields.iter().chain(answer);
    if operation.encoded {
        Some("SOAP encoding, whose arrays and references zeep doesn't write")
    } else if fields.any(|field| matches!(field.wire, Wire::Attachment { .. })) {
        Some("attachments, which zeep doesn't know")
    } else if model.depth_of_fields(&operation.request.fields).is_none()
        || model.depth_of_fields(&answer_fields(operation)).is_none()
    {
        Some("a required value of an abstract type that nothing derives from")
    } else {
        None
    }
}

/// What the JSON of an answer holds, as a record: an answer that is none is its only field.
pub(super) fn answer_fields(operation: &Operation) -> Vec<Field> {
    if let Some(answer) = &operation.answer {
        let fields = answer.fields.iter();
        let fields = fields.map(|field| match (&field.wire, &operation.output) {
            // What is said of the element is said of the body.
            (Wire::Body, Output::Child { field: child, .. }) => Field {
                name: field.name.clone(),
                ..(**child).clone()
            },
            _ => field.clone(),
        });
        return fields.collect();
    }
    match &operation.output {
        Output::Nothing { .. } => Vec::new(),
        Output::Child { field, .. } => vec![Field {
            name: OUTPUT.to_owned(),
            ..(**field).clone()
        }],
        Output::Body { value } | Output::Value { value, .. } => vec![body(value)],
    }
}

/// The only field of a message that is this value.
fn body(value: &Value) -> Field {
    Field {
        name: OUTPUT.to_owned(),
        docs: Vec::new(),
        wire: Wire::Body,
        json: String::new(),
        value: value.clone(),
        presence: Presence::REQUIRED,
        leniency: Leniency::None,
        hidden: false,
        default: None,
        limit: None,
        boxed: false,
        schema_type: None,
    }
}

const OUTPUT: &str = "output";

/// Requests of these operations.
pub(super) fn requests(model: &Model<'_>, operations: &[usize]) -> Messages {
    let of = |place: &usize| &model.api.operations[*place];
    let records = operations.iter().map(of).flat_map(|operation| {
        let request = &operation.request;
        let headers = operation.headers.as_slice();
        [
            (request.name.as_str(), request.fields.as_slice()),
            (operation.method.as_str(), headers),
        ]
    });
    let records: Vec<_> = records.collect();
    let mut sampler = Sampler::new(model, &records);
    let mut list = Vec::new();
    for place in operations {
        let operation = of(place);
        let mut bodies = sampler.messages(&operation.request.name, &operation.request.fields);
        let mut headers = match operation.headers.as_slice() {
            [] => vec![Json::Null],
            fields => sampler.messages(&operation.method, fields),
        };
        // As many of one as of the other.
        let most = bodies.len().max(headers.len());
        for parts in [&mut bodies, &mut headers] {
            let end = parts.last().cloned().unwrap_or_default();
            parts.resize(most, end);
        }
        let both = bodies.into_iter().zip(headers);
        list.extend(both.map(|(body, headers)| Message {
            operation: *place,
            headers,
            body,
            fault: None,
        }));
    }
    finished(list, &sampler)
}

/// Answers of those of these operations that have one.
pub(super) fn answers(model: &Model<'_>, operations: &[usize]) -> Messages {
    let records = operations.iter().map(|place| {
        let operation = &model.api.operations[*place];
        (
            *place,
            format!("{}Answer", operation.method),
            answer_fields(operation),
        )
    });
    let records: Vec<_> = records.collect();
    let borrowed = records
        .iter()
        .map(|(_, name, fields)| (name.as_str(), fields.as_slice()));
    let borrowed: Vec<_> = borrowed.collect();
    // The model lives longer than these records.
    let mut sampler = Sampler::new(model, &borrowed);
    let mut list = Vec::new();
    for (place, name, fields) in &records {
        let operation = &model.api.operations[*place];
        if operation.one_way || operation.output == (Output::Nothing { element: None }) {
            continue;
        }
        for mut body in sampler.messages(name, fields) {
            if operation.answer.is_none() {
                body = body[OUTPUT].take();
            }
            list.push(Message {
                operation: *place,
                headers: Json::Null,
                body,
                fault: None,
            });
        }
    }
    finished(list, &sampler)
}

/// What these operations declare that they fail with.
pub(super) fn faults(model: &Model<'_>, operations: &[usize]) -> Messages {
    let (mut records, mut others) = (Vec::new(), BTreeSet::new());
    for place in operations {
        let operation = &model.api.operations[*place];
        // Operations that declare the same have one type for it.
        let type_ = operation.fault.as_ref().map_or("", |id| &id.0);
        for (number, arm) in model.faults(operation).iter().enumerate() {
            let name = format!("{type_}::{}", arm.name);
            match arm.place {
                FaultPlace::Detail(_) => records.push((*place, number, name, [body(&arm.value)])),
                // zeep knows elements of the detail only.
                FaultPlace::DetailOfType(..) | FaultPlace::Header(_) => {
                    others.insert(name);
                }
            }
        }
    }
    let borrowed = records.iter();
    let borrowed = borrowed.map(|(_, _, name, fields)| (name.as_str(), fields.as_slice()));
    let mut sampler = Sampler::new(model, &borrowed.collect::<Vec<_>>());
    let mut list = Vec::new();
    for (operation, number, name, fields) in &records {
        let messages = sampler.messages(name, fields).into_iter();
        list.extend(messages.map(|mut message| Message {
            operation: *operation,
            headers: Json::Null,
            body: message[OUTPUT].take(),
            fault: Some(*number),
        }));
    }
    let mut messages = finished(list, &sampler);
    messages.missing.extend(others);
    messages
}

fn finished(list: Vec<Message>, sampler: &Sampler<'_, '_>) -> Messages {
    let (shown, sites) = sampler.coverage();
    let missing = sampler.missing();
    Messages {
        list,
        sites,
        shown,
        missing: missing
            .map(|(name, place)| format!("{name}, number {place}"))
            .collect(),
    }
}
