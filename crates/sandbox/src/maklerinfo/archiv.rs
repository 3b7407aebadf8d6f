//! The archive.

use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};

use super::answer::Answer;
use super::auth::{Rights, hex};
use super::fault::Fault;
use super::route::Request;
use super::state::{Eintrag, Object, State, Token};

/// What a customer has in the archive.
pub(crate) fn of_kunde(
    state: &mut State,
    rights: &Rights,
    request: &Request<'_>,
    kunde: &str,
    path: &str,
) -> Result<Answer, Fault> {
    if !state.kunden.contains_key(kunde) {
        return Err(Fault::NotFound);
    }
    match (request.method, path) {
        ("GET", "dokumente") => Ok(Answer::json(&list(state, kunde, Some("dokument")))),
        ("GET", "archiveintraege") => Ok(Answer::json(&list(state, kunde, None))),
        ("POST", "archiveintraege") => add(state, rights, request, kunde),
        ("POST", "generate-archive-token") => Ok(token(state, request, kunde)),
        _ => Err(Fault::NotFound),
    }
}

/// Entries by their id.
pub(crate) fn answer(
    state: &mut State,
    request: &Request<'_>,
    path: &[&str],
) -> Result<Answer, Fault> {
    match (request.method, path) {
        ("GET", [id, "text.txt"]) => {
            let entry = state.archiv.get(*id).ok_or(Fault::NotFound)?;
            let text = if entry.content_type.starts_with("text/plain") {
                entry.content.clone()
            } else {
                b"(kein Text)".to_vec()
            };
            Ok(Answer::bytes("text/plain; charset=utf-8", text))
        }
        ("GET", [file]) => {
            let (id, extension) = file.split_once('.').unwrap_or((file, ""));
            let entry = state.archiv.get(id).ok_or(Fault::NotFound)?;
            Ok(if extension.is_empty() {
                Answer::json(&Value::Object(entry.fields.clone()))
            } else {
                Answer::bytes(&entry.content_type, entry.content.clone())
            })
        }
        ("DELETE", [id]) => {
            state.archiv.remove(*id).ok_or(Fault::NotFound)?;
            state.effects.writes += 1;
            Ok(Answer::nothing())
        }
        _ => Err(Fault::NotFound),
    }
}

/// A policy, without a customer.
pub(crate) fn police(state: &mut State, request: &Request<'_>) -> Result<Answer, Fault> {
    let content_type = request.header("content-type").unwrap_or_default();
    if request.method != "POST" || !content_type.starts_with("application/pdf") {
        return Err(Fault::BadRequest);
    }
    let id = keep(state, None, Object::new(), request);
    Ok(Answer::json(&json!({ "Id": id })))
}

fn list(state: &State, kunde: &str, typ: Option<&str>) -> Value {
    let entries = state.archiv.values().filter(|entry| {
        let of_kunde = entry.kunde.as_deref() == Some(kunde);
        of_kunde && typ.is_none_or(|typ| entry.fields.get("Typ") == Some(&typ.into()))
    });
    entries
        .map(|entry| Value::Object(entry.fields.clone()))
        .collect()
}

fn add(
    state: &mut State,
    rights: &Rights,
    request: &Request<'_>,
    kunde: &str,
) -> Result<Answer, Fault> {
    let mut fields = Object::new();
    for (key, header) in [("Typ", "x-dio-typ"), ("Datum", "x-dio-datum")] {
        if let Some(text) = request.header(header) {
            fields.insert(key.to_owned(), text.into());
        }
    }
    let subject = request.headers.get("x-dio-betreff");
    // Raw UTF-8, as PHP programs send it.
    let subject = subject.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    if let Some(subject) = subject.or_else(|| name(request)) {
        fields.insert("Betreff".to_owned(), subject.into());
    }
    for (key, header) in [
        ("Tags", "x-dio-tags"),
        ("Metadaten", "x-dio-metadaten"),
        ("Zuordnungen", "x-dio-zuordnungen"),
    ] {
        if let Some(text) = request.header(header) {
            let list: Vec<Value> = serde_json::from_str(text).map_err(|_| Fault::BadRequest)?;
            fields.insert(key.to_owned(), list.into());
        }
    }
    if let Rights::Archive(Token {
        contracts: Some(contracts),
        ..
    }) = rights
    {
        let links = fields.get("Zuordnungen").and_then(Value::as_array);
        let foreign = |link: &Value| {
            link["Typ"] == "vertrag"
                && !contracts
                    .iter()
                    .any(|contract| link["Id"] == contract.as_str())
        };
        if links.is_some_and(|links| links.iter().any(foreign)) {
            return Err(Fault::Blocked);
        }
    }
    let id = keep(state, Some(kunde), fields, request);
    let fields = state.archiv.get(&id).map(|entry| entry.fields.clone());
    Ok(Answer::json(&Value::Object(fields.unwrap_or_default())))
}

/// The `name` of a `Content-Type`, quoted or not.
fn name(request: &Request<'_>) -> Option<String> {
    let (_, name) = request.header("content-type")?.split_once("name=")?;
    let quoted = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    Some(
        quoted
            .unwrap_or(name)
            .replace("\\\"", "\"")
            .replace("\\\\", "\\"),
    )
}

fn keep(
    state: &mut State,
    kunde: Option<&str>,
    mut fields: Object,
    request: &Request<'_>,
) -> String {
    let hash = Sha1::digest(state.next().to_be_bytes());
    let id = hex(&hash[..10]);
    fields.insert("Id".to_owned(), id.as_str().into());
    let entry = Eintrag {
        kunde: kunde.map(str::to_owned),
        fields,
        content_type: request
            .header("content-type")
            .unwrap_or_default()
            .to_owned(),
        content: request.body.to_vec(),
    };
    state.archiv.insert(id.clone(), entry);
    state.effects.writes += 1;
    state.effects.archiveintraege += 1;
    id
}

/// Without a valid body the password is good for all contracts.
fn token(state: &mut State, request: &Request<'_>, kunde: &str) -> Answer {
    let body: Value = serde_json::from_slice(request.body).unwrap_or_default();
    let contracts = body.get("Contracts").and_then(Value::as_array);
    let contracts = contracts.map(|ids| {
        ids.iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    });
    let hash = Sha1::digest(format!("token {}", state.next()));
    let otp = format!("1{}", &hex(&hash).repeat(2)[..64]);
    let token = Token {
        otp: otp.clone(),
        kunde: kunde.to_owned(),
        contracts,
    };
    state.tokens.push(token);
    state.effects.writes += 1;
    Answer::json(&otp.into())
}
