//! Contracts.

use serde_json::{Value, json};

use super::answer::Answer;
use super::fault::Fault;
use super::route::Request;
use super::state::{Object, State, Vertrag};

pub(crate) fn answer(
    state: &mut State,
    request: &Request<'_>,
    kunde: &str,
    path: &[&str],
) -> Result<Answer, Fault> {
    match (request.method, path) {
        ("GET", []) => {
            let ids: Vec<String> = vertraege(state, kunde)?.keys().cloned().collect();
            let shown: Vec<Value> = ids
                .iter()
                .filter_map(|id| shown(state, kunde, id))
                .collect();
            Ok(Answer::json(&shown.into()))
        }
        ("POST", []) => {
            let fields = request.object()?;
            let id = (2_000 + state.next()).to_string();
            let vertrag = Vertrag {
                fields,
                ..Vertrag::default()
            };
            vertraege(state, kunde)?.insert(id.clone(), vertrag);
            state.effects.writes += 1;
            state.effects.vertraege += 1;
            one(state, kunde, &id)
        }
        ("GET", [id]) => one(state, kunde, id),
        ("PUT", [id]) => {
            let changes = request.object()?;
            let vertrag = vertrag(state, kunde, id)?;
            vertrag.fields.extend(changes.clone());
            state.effects.writes += 1;
            // Part of a contract is what goes in and what comes out.
            Ok(Answer::json(&Value::Object(changes)))
        }
        ("GET", [id, "dokumente"]) => {
            vertrag(state, kunde, id)?;
            Ok(Answer::json(&documents(state, id)))
        }
        (_, [id, part]) => of_vertrag(state, request, kunde, id, part),
        _ => Err(Fault::NotFound),
    }
}

fn of_vertrag(
    state: &mut State,
    request: &Request<'_>,
    kunde: &str,
    id: &str,
    part: &str,
) -> Result<Answer, Fault> {
    let vertrag = vertrag(state, kunde, id)?;
    let answer = match (request.method, part) {
        ("GET", "vorversicherung") => {
            return Ok(Answer::json(&Value::Object(
                vertrag.vorversicherung.clone(),
            )));
        }
        ("GET", "vorschaeden") => return Ok(Answer::json(&vertrag.vorschaeden.clone().into())),
        ("POST", "uebertragen") => {
            vertrag.uebertragen = true;
            Answer::nothing()
        }
        ("POST", "kuendigung") => {
            let kuendigung = Value::Object(request.object()?);
            vertrag.kuendigungen.push(kuendigung.clone());
            Answer::json(&kuendigung)
        }
        ("PUT", "vorversicherung") => {
            vertrag.vorversicherung.extend(request.object()?);
            Answer::json(&Value::Object(vertrag.vorversicherung.clone()))
        }
        ("POST", "vorschaeden") => {
            let schaden = Value::Object(request.object()?);
            vertrag.vorschaeden.push(schaden.clone());
            Answer::json(&schaden)
        }
        _ => return Err(Fault::NotFound),
    };
    state.effects.writes += 1;
    Ok(answer)
}

/// All contracts that have these fields: which may be asked for is not known.
pub(crate) fn search(state: &mut State, request: &Request<'_>) -> Result<Answer, Fault> {
    if request.method != "GET" {
        return Err(Fault::NotFound);
    }
    let wanted = request.object()?;
    let ids: Vec<(String, String)> = state
        .kunden
        .iter()
        .flat_map(|(kunde, of)| of.vertraege.keys().map(|id| (kunde.clone(), id.clone())))
        .collect();
    let all = ids.iter().filter_map(|(kunde, id)| shown(state, kunde, id));
    let found: Vec<Value> = all
        .filter(|vertrag| {
            wanted
                .iter()
                .all(|(key, value)| vertrag.get(key) == Some(value))
        })
        .collect();
    Ok(Answer::json(&found.into()))
}

type Vertraege = std::collections::BTreeMap<String, Vertrag>;

fn vertraege<'a>(state: &'a mut State, kunde: &str) -> Result<&'a mut Vertraege, Fault> {
    let kunde = state.kunden.get_mut(kunde).ok_or(Fault::NotFound)?;
    Ok(&mut kunde.vertraege)
}

fn vertrag<'a>(state: &'a mut State, kunde: &str, id: &str) -> Result<&'a mut Vertrag, Fault> {
    vertraege(state, kunde)?.get_mut(id).ok_or(Fault::NotFound)
}

fn one(state: &State, kunde: &str, id: &str) -> Result<Answer, Fault> {
    let vertrag = shown(state, kunde, id).ok_or(Fault::NotFound)?;
    Ok(Answer::json(&vertrag))
}

fn shown(state: &State, kunde: &str, id: &str) -> Option<Value> {
    let mut fields = state.kunden.get(kunde)?.vertraege.get(id)?.fields.clone();
    for (key, value) in [
        ("Uri", state.uri(&format!("kunden/{kunde}/vertraege/{id}"))),
        ("Id", id.into()),
        ("Vermittler", state.vermittler.clone().into()),
        ("Kunde", kunde.into()),
    ] {
        fields.insert(key.to_owned(), value);
    }
    Some(Value::Object(fields))
}

/// The documents of a contract, by their links.
fn documents(state: &State, id: &str) -> Value {
    let link = json!({"Typ": "vertrag", "Id": id});
    let linked = |fields: &Object| {
        let links = fields.get("Zuordnungen").and_then(Value::as_array);
        links.is_some_and(|links| links.contains(&link))
    };
    let entries = state.archiv.values().filter(|entry| linked(&entry.fields));
    entries
        .map(|entry| Value::Object(entry.fields.clone()))
        .collect()
}
