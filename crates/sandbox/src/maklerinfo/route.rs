//! From method and path to a function.

use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::answer::Answer;
use super::auth::{self, Rights};
use super::fault::Fault;
use super::state::State;
use super::{archiv, kunden, vertraege};
use crate::percent::decode;

/// A request of a function, alone or as a part.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    /// Below the address of the service, decoded.
    pub(crate) segments: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

impl<'a> Request<'a> {
    /// `target` is path and query.
    pub(crate) fn new(
        method: &'a str,
        target: &str,
        headers: &'a HeaderMap,
        body: &'a [u8],
    ) -> Option<Self> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let query = query.split('&').filter_map(|pair| pair.split_once('='));
        Some(Self {
            method,
            segments: segments.map(decode).collect::<Option<_>>()?,
            query: query
                .map(|(name, value)| Some((decode(name)?, decode(value)?)))
                .collect::<Option<_>>()?,
            headers,
            body,
        })
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        auth::text(self.headers, name)
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Result<Value, Fault> {
        let is_json = self
            .header("content-type")
            .is_some_and(|value| value.starts_with("application/json"));
        let value = serde_json::from_slice(self.body).ok().filter(|_| is_json);
        value.ok_or(Fault::BadRequest)
    }

    /// The body as a JSON object.
    pub(crate) fn object(&self) -> Result<super::state::Object, Fault> {
        match self.json()? {
            Value::Object(members) => Ok(members),
            _ => Err(Fault::BadRequest),
        }
    }
}

/// Carries a request out.
pub(crate) fn answer(state: &mut State, rights: &Rights, request: &Request<'_>) -> Answer {
    function(state, rights, request).unwrap_or_else(|fault| Answer::fault(&fault))
}

fn function(state: &mut State, rights: &Rights, request: &Request<'_>) -> Result<Answer, Fault> {
    let segments: Vec<&str> = request.segments.iter().map(String::as_str).collect();
    if let Rights::Archive(token) = rights {
        let archives = segments
            == [
                &*state.vermittler,
                "kunden",
                &*token.kunde,
                "archiveintraege",
            ];
        if !archives || request.method != "POST" {
            return Err(Fault::Blocked);
        }
    }
    match (request.method, segments.as_slice()) {
        ("GET", [list @ ("laender" | "sparten" | "vertragsstatus")]) => {
            Ok(Answer::json(&global(list)))
        }
        ("PATCH", ["vermittler", number]) => untervermittler(state, number, request),
        (_, ["vermittler", ..]) => Err(Fault::NotFound),
        (_, [vermittler, rest @ ..]) if *vermittler == state.vermittler => match rest {
            ["gesellschaften"] if request.method == "GET" => Ok(Answer::json(&gesellschaften())),
            ["kunden", kunde, "vertraege", rest @ ..] => {
                vertraege::answer(state, request, kunde, rest)
            }
            ["vertraege", "_suche"] => vertraege::search(state, request),
            [
                "kunden",
                kunde,
                rest @ ("dokumente" | "archiveintraege" | "generate-archive-token"),
            ] => archiv::of_kunde(state, rights, request, kunde, rest),
            ["policendokumente"] => archiv::police(state, request),
            ["archiveintraege", rest @ ..] => archiv::answer(state, request, rest),
            ["kunden", rest @ ..] => kunden::answer(state, request, rest),
            _ => Err(Fault::NotFound),
        },
        // A number that this access may not use.
        (
            _,
            [
                _,
                "kunden" | "vertraege" | "archiveintraege" | "policendokumente" | "gesellschaften",
                ..,
            ],
        ) => Err(Fault::BadRequest),
        _ => Err(Fault::NotFound),
    }
}

fn global(list: &str) -> Value {
    match list {
        "laender" => {
            json!([{"Text": "Deutschland", "Value": "DE"}, {"Text": "Österreich", "Value": "AT"}])
        }
        "sparten" => json!([{"Text": "KFZ", "Value": "050"}, {"Text": "Leben", "Value": "010"}]),
        _ => json!([{"Text": "Antrag", "Value": "X"}, {"Text": "Aktiv", "Value": "F"}]),
    }
}

fn gesellschaften() -> Value {
    let logo =
        json!({"Breite": 120, "Höhe": null, "Pfad": "https://www.example.org/logos/10330.png"});
    json!([
        {"Value": "10330", "Text": "Musterversicherung", "Logos": [logo], "VertragsanlageMoeglich": true},
        {"Value": "55150", "Text": "Beispiel Leben", "Logos": [], "VertragsanlageMoeglich": false},
    ])
}

/// What is left out stays; an empty text clears.
fn untervermittler(
    state: &mut State,
    number: &str,
    request: &Request<'_>,
) -> Result<Answer, Fault> {
    let changes = request.object()?;
    let record = state
        .untervermittler
        .get_mut(number)
        .ok_or(Fault::NotFound)?;
    merge(record, changes);
    state.effects.writes += 1;
    let mut answer = Answer::nothing();
    answer.set(axum::http::header::CONTENT_TYPE, "application/json");
    Ok(answer)
}

fn merge(record: &mut super::state::Object, changes: super::state::Object) {
    for (key, value) in changes {
        match (record.get_mut(&key), value) {
            (Some(Value::Object(record)), Value::Object(changes)) => merge(record, changes),
            (_, Value::String(text)) if text.is_empty() => {
                record.remove(&key);
            }
            (_, value) => {
                record.insert(key, value);
            }
        }
    }
}
