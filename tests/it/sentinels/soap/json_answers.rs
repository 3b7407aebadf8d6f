//! Answers of ASP.NET's JSON wire, with a mark in every text.

use kontorhaus_codegen::ir::{Api, Field, Output, TypeDef, Value, Wire};
use serde_json::{Map, Value as Json, json};

use super::answers::{is_text, type_of};
use crate::sentinels::marks::Marks;

/// A successful answer to an operation, with all that it can hold.
pub(super) fn answer(api: &Api, operation: &str, marks: &Marks) -> String {
    let mut operations = api.operations.iter();
    let operation = operations
        .find(|known| known.request.name == operation)
        .expect("an operation");
    let result = match &operation.output {
        Output::Nothing { .. } => Json::Null,
        Output::Body { .. } => panic!("no call over JSON is answered by a body"),
        Output::Value { value, .. } => result(api, marks, &operation.name, value),
        Output::Child { field, .. } => one_or_more(api, marks, &operation.name, field),
    };
    json!({ "d": result }).to_string()
}

fn one_or_more(api: &Api, marks: &Marks, owner: &str, field: &Field) -> Json {
    let value = result(api, marks, &format!("{owner}.{}", field.name), &field.value);
    if field.presence.many {
        json!([value])
    } else {
        value
    }
}

fn result(api: &Api, marks: &Marks, place: &str, value: &Value) -> Json {
    if let Some(TypeDef::Struct(record)) = type_of(api, value) {
        let mut object = Map::new();
        for field in &record.fields {
            if matches!(field.wire, Wire::Extra(_)) {
                let place = format!("{}.{}/children", record.name, field.name);
                object.insert("Unknown".to_owned(), marks.of(&place).into());
            } else {
                let value = one_or_more(api, marks, &record.name, field);
                object.insert(field.json.clone(), value);
            }
        }
        return object.into();
    }
    if is_text(api, value) {
        return marks.of(place).into();
    }
    match value.item() {
        Value::Plain(plain) | Value::Via { plain, .. } => match plain.0 {
            "bool" => true.into(),
            "Date" | "DateTime" | "Time" => "/Date(1930000000000)/".into(),
            _ => 7.into(),
        },
        _ => 7.into(),
    }
}
