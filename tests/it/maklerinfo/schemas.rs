//! What goes in and what comes out, by the JSON Schemas of the payloads.

use std::collections::BTreeSet;

use jsonschema::Validator;
use kontorhaus_sandbox::maklerinfo::Exchange;
use serde_json::{Value, json};

/// The functions with their schemas.
pub(crate) struct Schemas {
    functions: Vec<Function>,
    headers: Vec<(String, Validator)>,
    meldungen: Validator,
}

pub(crate) struct Function {
    pub(crate) name: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) idempotency: String,
    request: Option<Validator>,
    answer: Option<Validator>,
    request_media: Option<String>,
    answer_media: Option<String>,
}

impl Schemas {
    /// The schemas, closed: of the members that an object of theirs may have, only those that they name. So a name that is
    /// misspelt is found.
    pub(crate) fn closed() -> Self {
        let types = include_str!("../../../schemas/maklerinfo/types.json");
        let mut types: Value = serde_json::from_str(types).expect("JSON");
        assert!(jsonschema::meta::is_valid(&types), "a schema");
        close(&mut types);
        let validator = |schema: &Value| {
            let mut schema = schema.clone();
            schema["$defs"] = types["$defs"].clone();
            jsonschema::validator_for(&schema).expect("a schema")
        };
        let table = include_str!("../../../schemas/maklerinfo/functions.json");
        let table: Value = serde_json::from_str(table).expect("JSON");
        let text = |row: &Value, key| row[key].as_str().map(str::to_owned);
        let functions = table["functions"].as_array().expect("a list").iter();
        let headers = table["headers"].as_object().expect("an object").iter();
        Self {
            functions: functions
                .map(|row| Function {
                    name: text(row, "name").expect("a name"),
                    method: text(row, "method").expect("a method"),
                    path: text(row, "path").expect("a path"),
                    idempotency: text(row, "idempotency").expect("an idempotency"),
                    request: row.get("request").map(validator),
                    answer: row.get("answer").map(validator),
                    request_media: text(row, "requestMedia"),
                    answer_media: text(row, "answerMedia"),
                })
                .collect(),
            headers: headers
                .map(|(name, schema)| (name.clone(), validator(schema)))
                .collect(),
            meldungen: validator(&json!({"$ref": "#/$defs/Meldungen"})),
        }
    }

    pub(crate) fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// Checks an exchange and its parts; gives the names of the functions that were called.
    pub(super) fn check(&self, exchange: &Exchange) -> BTreeSet<String> {
        if !exchange.parts.is_empty() {
            return exchange
                .parts
                .iter()
                .flat_map(|part| self.check(part))
                .collect();
        }
        let path = exchange.path.split('?').next().unwrap_or_default();
        let function = self
            .functions
            .iter()
            .find(|function| function.method == exchange.method && matches(&function.path, path));
        let function =
            function.unwrap_or_else(|| panic!("no function is {} {path}", exchange.method));
        self.check_request(function, exchange);
        self.check_answer(function, exchange);
        [function.name.clone()].into()
    }

    fn check_request(&self, function: &Function, exchange: &Exchange) {
        let name = &function.name;
        let media = header(&exchange.headers, "content-type");
        match (&function.request, &function.request_media) {
            (Some(schema), _) if !exchange.request.is_empty() => {
                assert_eq!(media, "application/json", "{name}");
                valid(schema, &exchange.request, name);
            }
            (_, Some(expected)) => {
                assert!(
                    media.starts_with(expected) || media.starts_with("text/plain"),
                    "{name}: {media}"
                );
            }
            (request, _) => {
                // Only the scope of a one-time password may be left out.
                assert!(
                    request.is_none() || name == "getKundenArchivToken",
                    "{name}"
                );
                assert_eq!(exchange.request.len(), 0, "{name}");
                assert_eq!(media, "", "{name}");
            }
        }
        for (header_name, schema) in &self.headers {
            let Some(value) = exchange.headers.get(header_name) else {
                continue;
            };
            let text = std::str::from_utf8(value.as_bytes()).expect("UTF-8");
            let value = serde_json::from_str(text).unwrap_or_else(|_| json!(text));
            valid(schema, value.to_string().as_bytes(), header_name);
        }
    }

    fn check_answer(&self, function: &Function, exchange: &Exchange) {
        let name = &function.name;
        let media = header(&exchange.answer_headers, "content-type");
        match exchange.status {
            200 => match (&function.answer, &function.answer_media) {
                (Some(schema), _) => {
                    assert_eq!(media, "application/json", "{name}");
                    valid(schema, &exchange.answer, name);
                }
                (None, Some(expected)) => assert!(media.starts_with(expected), "{name}: {media}"),
                (None, None) => assert_eq!(exchange.answer.len(), 0, "{name}"),
            },
            304 => assert_eq!(exchange.answer.len(), 0, "{name}"),
            400 if media == "application/json" => valid(&self.meldungen, &exchange.answer, name),
            _ => assert!(media.starts_with("text/html"), "{name}: {media}"),
        }
    }
}

fn header<'a>(headers: &'a http::HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .map_or("", |value| value.to_str().expect("ASCII"))
}

fn valid(schema: &Validator, json: &[u8], name: &str) {
    let value: Value = serde_json::from_slice(json).expect("JSON");
    let errors: Vec<String> = schema
        .iter_errors(&value)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
}

/// Whether a path is one of the template: names in braces stand for one segment, or for a part of one.
fn matches(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    let same = |(template, segment): (&&str, &&str)| match template.split_once("}.") {
        Some(_) => segment.contains('.'),
        None if template.starts_with('{') => !segment.contains('.') && !segment.starts_with('_'),
        None => template == segment,
    };
    template.len() == path.len() && template.iter().zip(&path).all(same)
}

/// Forbids members that an object does not name, but for objects that name none.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.contains_key("properties") {
                members.insert("additionalProperties".to_owned(), false.into());
            }
            members.values_mut().for_each(close);
        }
        Value::Array(elements) => elements.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn a_misspelt_member_and_a_number_for_an_id_are_found() {
    let schemas = Schemas::closed();
    let row = schemas
        .functions()
        .iter()
        .find(|function| function.name == "setKunde");
    let schema = row
        .and_then(|function| function.request.as_ref())
        .expect("setKunde");
    assert!(schema.is_valid(&json!({"Person": {"Vorname": "Erika"}})));
    assert!(!schema.is_valid(&json!({"Person": {"Vornamen": "Erika"}})));
    assert!(!schema.is_valid(&json!({"Id": 123_456})));
    assert!(matches("/{vmt}/kunden/{Kunde-Id}", "/012XYZ/kunden/1"));
    assert!(!matches(
        "/{vmt}/kunden/{Kunde-Id}",
        "/012XYZ/kunden/_search"
    ));
}
