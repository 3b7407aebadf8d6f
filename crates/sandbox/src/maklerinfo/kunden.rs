//! Customers.

use axum::http::header;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde_json::{Value, json};

use super::answer::Answer;
use super::fault::Fault;
use super::route::Request;
use super::state::{Kunde, Object, State, object};

/// How many results come at once, whatever is asked for.
const MOST: usize = 50;

pub(crate) fn answer(
    state: &mut State,
    request: &Request<'_>,
    path: &[&str],
) -> Result<Answer, Fault> {
    match (request.method, path) {
        ("GET" | "POST", ["_search"]) => search(state, request),
        ("POST", []) => add(state, request),
        ("GET", [id]) => read(state, request, id),
        ("PUT", [id]) => replace(state, request, id),
        (_, [id, "adressen" | "kontaktdaten", ..]) => part(state, request, id, &path[1..]),
        (_, [id, "tags", ..]) => tags(state, request, id, &path[2..]),
        ("GET", [id, "verknuepfungen"]) => {
            kunde(state, id)?;
            Ok(Answer::json(
                &json!([{"Kunde": "123457", "Text": "Inhaberin"}]),
            ))
        }
        (_, [id, "details", ..]) => details(state, request, id, &path[2..]),
        _ => Err(Fault::NotFound),
    }
}

fn kunde<'a>(state: &'a mut State, id: &str) -> Result<&'a mut Kunde, Fault> {
    state.kunden.get_mut(id).ok_or(Fault::NotFound)
}

/// A customer as an answer.
pub(crate) fn shown(state: &State, id: &str) -> Option<Object> {
    let mut fields = state.kunden.get(id)?.fields.clone();
    fields.insert("Uri".to_owned(), state.uri(&format!("kunden/{id}")));
    fields.insert("Id".to_owned(), id.into());
    fields.insert("Vermittler".to_owned(), state.vermittler.clone().into());
    Some(fields)
}

fn add(state: &mut State, request: &Request<'_>) -> Result<Answer, Fault> {
    let mut fields = request.object()?;
    let id = (200_000 + state.next()).to_string();
    let name = match fields.get("Benutzername") {
        Some(Value::String(name)) => name.clone(),
        _ => format!("kunde{id}"),
    };
    let taken = |kunde: &Kunde| kunde.fields.get("Benutzername") == Some(&name.as_str().into());
    if state.kunden.values().any(taken) {
        return Err(Fault::taken());
    }
    fields.insert("Benutzername".to_owned(), name.clone().into());
    let kontaktdaten = fields.remove("Kontaktdaten");
    state.add(&id, Value::Object(fields));
    if let (Some(Value::Array(entries)), Ok(kunde)) = (kontaktdaten, kunde(state, &id)) {
        for (number, entry) in (1..).zip(entries) {
            let mut entry = object(entry);
            entry.insert("Id".to_owned(), i32::to_string(&number).into());
            kunde.kontaktdaten.push(entry);
        }
    }
    state.effects.writes += 1;
    state.effects.kunden += 1;
    // No more than this is certain to come back.
    Ok(Answer::json(&json!({"Id": id, "Benutzername": name})))
}

fn read(state: &mut State, request: &Request<'_>, id: &str) -> Result<Answer, Fault> {
    let changed = kunde(state, id)?.changed;
    let date = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&changed);
    let date = date.map_err(|_| Fault::Technical)?;
    let asked = request
        .header("last-modified")
        .or_else(|| request.header("if-modified-since"));
    let unchanged = asked
        .and_then(http_date)
        .is_some_and(|asked| asked.as_second() >= changed.as_second());
    let mut answer = if unchanged {
        let mut answer = Answer::nothing();
        answer.status = 304;
        answer
    } else {
        let fields = shown(state, id).ok_or(Fault::NotFound)?;
        Answer::json(&Value::Object(fields))
    };
    answer.set(header::LAST_MODIFIED, &date);
    answer.set(
        header::CACHE_CONTROL,
        "private, must-revalidate, max-age=3600",
    );
    Ok(answer)
}

fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

fn replace(state: &mut State, request: &Request<'_>, id: &str) -> Result<Answer, Fault> {
    let mut fields = request.object()?;
    let now = state.now();
    let before = kunde(state, id)?;
    for key in ["Uri", "Id", "Vermittler"] {
        fields.remove(key);
    }
    if let Some(name) = before.fields.get("Benutzername") {
        fields.insert("Benutzername".to_owned(), name.clone());
    }
    before.fields = fields;
    before.changed = now;
    state.effects.writes += 1;
    let fields = shown(state, id).ok_or(Fault::NotFound)?;
    Ok(Answer::json(&Value::Object(fields)))
}

/// Addresses and ways to reach a customer.
fn part(
    state: &mut State,
    request: &Request<'_>,
    id: &str,
    path: &[&str],
) -> Result<Answer, Fault> {
    let is_address = path[0] == "adressen";
    let uri = |state: &State, entry: &Object| {
        let number = entry.get("Id").and_then(Value::as_str).unwrap_or_default();
        state.uri(&format!("kunden/{id}/{}/{number}", path[0]))
    };
    let with_uri = |state: &State, mut entry: Object| {
        entry.insert("Uri".to_owned(), uri(state, &entry));
        Value::Object(entry)
    };
    let number = state.next().to_string();
    let kunde = kunde(state, id)?;
    let entries = if is_address {
        &mut kunde.adressen
    } else {
        &mut kunde.kontaktdaten
    };
    let place = |entries: &[Object], number: &str| {
        entries
            .iter()
            .position(|entry| entry.get("Id") == Some(&number.into()))
            .ok_or(Fault::NotFound)
    };
    let entry = match (request.method, &path[1..]) {
        ("GET", []) => {
            let entries = entries.clone();
            let shown: Vec<Value> = entries
                .into_iter()
                .map(|entry| with_uri(state, entry))
                .collect();
            return Ok(Answer::json(&shown.into()));
        }
        ("GET", [number]) if !is_address => {
            let entry = entries[place(entries, number)?].clone();
            return Ok(Answer::json(&with_uri(state, entry)));
        }
        ("PUT", []) if is_address => None,
        ("POST", []) if !is_address => None,
        ("PUT", [number]) => Some(*number),
        ("DELETE", [number]) => {
            entries.remove(place(entries, number)?);
            state.effects.writes += 1;
            return Ok(Answer::nothing());
        }
        _ => return Err(Fault::NotFound),
    };
    let mut fields = request.object()?;
    fields.remove("Uri");
    fields.insert("Id".to_owned(), entry.unwrap_or(&number).into());
    match entry {
        Some(number) => {
            let place = place(entries, number)?;
            entries[place].clone_from(&fields);
        }
        None => entries.push(fields.clone()),
    }
    state.effects.writes += 1;
    state.effects.adressen += usize::from(is_address && entry.is_none());
    Ok(Answer::json(&with_uri(state, fields)))
}

fn tags(
    state: &mut State,
    request: &Request<'_>,
    id: &str,
    path: &[&str],
) -> Result<Answer, Fault> {
    let tags = &mut kunde(state, id)?.tags;
    match (request.method, path) {
        ("GET", []) => return Ok(Answer::json(&json!(tags))),
        ("PUT", [tag]) => {
            tags.retain(|known| known != tag);
            tags.push((*tag).to_owned());
        }
        ("DELETE", [tag]) => tags.retain(|known| known != tag),
        _ => return Err(Fault::NotFound),
    }
    state.effects.writes += 1;
    Ok(Answer::nothing())
}

fn details(
    state: &mut State,
    request: &Request<'_>,
    id: &str,
    path: &[&str],
) -> Result<Answer, Fault> {
    let details = &mut kunde(state, id)?.details;
    match (request.method, path) {
        ("GET", []) => Ok(Answer::json(&details.values().cloned().collect())),
        ("GET", [detail]) => Ok(Answer::json(details.get(*detail).ok_or(Fault::NotFound)?)),
        ("PUT", [detail]) => {
            let value = request.json()?;
            details.insert((*detail).to_owned(), value.clone());
            state.effects.writes += 1;
            Ok(Answer::json(&value))
        }
        _ => Err(Fault::NotFound),
    }
}

/// By text in ids and fields, or by mail address; by the number of the customer.
fn search(state: &mut State, request: &Request<'_>) -> Result<Answer, Fault> {
    let number = |name, default| match request.parameter(name) {
        Some(text) => text.parse::<usize>().map_err(|_| Fault::BadRequest),
        None => Ok(default),
    };
    let (from, size) = (number("from", 0)?, number("size", 10)?);
    let mail = match request.method {
        "POST" => request.object()?.get("mail").cloned(),
        _ => None,
    };
    let text = request.parameter("q").map(str::to_lowercase);
    let found = state.kunden.iter().filter(|(id, kunde)| {
        let of_text = text.as_ref().is_none_or(|text| {
            let fields = Value::Object(kunde.fields.clone())
                .to_string()
                .to_lowercase();
            id.contains(text) || fields.contains(text)
        });
        let of_mail = mail.as_ref().is_none_or(|mail| {
            kunde
                .kontaktdaten
                .iter()
                .any(|entry| entry.get("Value") == Some(mail))
        });
        of_text && of_mail
    });
    let shown: Vec<Value> = found
        .skip(from)
        .take(size.min(MOST))
        .map(|(id, kunde)| result(id, kunde))
        .collect();
    Ok(Answer::json(&shown.into()))
}

fn result(id: &str, kunde: &Kunde) -> Value {
    let mut person = kunde
        .fields
        .get("Person")
        .cloned()
        .map(object)
        .unwrap_or_default();
    person.retain(|key, _| matches!(key.as_str(), "Vorname" | "Nachname" | "Firma"));
    let text: Vec<&str> = person.values().filter_map(Value::as_str).collect();
    let text = text.join(" ");
    let mut result = json!({"Id": id, "Text": text, "Person": person});
    if let Some(adresse) = kunde.adressen.first() {
        let mut adresse = adresse.clone();
        adresse
            .retain(|key, _| matches!(key.as_str(), "Strasse" | "Postleitzahl" | "Ort" | "Land"));
        result["Hauptwohnsitz"] = Value::Object(adresse);
    }
    result
}
