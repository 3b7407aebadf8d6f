//! Which wire a request came over, and which method it is for.

use axum::http::{HeaderMap, Method as Verb, header};

use super::fault::Fault;
use super::schema::{METHODS, Method};
use super::state::State;
use super::value::Record;
use super::{json, soap};

/// How a request came, and so how the answer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    Soap11,
    Soap12,
    Json,
}

/// Finds out over which wire a request came: ASP.NET takes it for JSON if there is a path behind the page and the content
/// type says so.
pub(crate) fn wire(method: Option<&str>, headers: &HeaderMap) -> Result<Wire, Fault> {
    let content_type = content_type(headers);
    let is_json =
        content_type == "application/json" || content_type.starts_with("application/json;");
    match method {
        Some(_) if is_json => Ok(Wire::Json),
        Some(_) => Err(Fault::UnrecognizedFormat),
        None if content_type.starts_with("text/xml") => Ok(Wire::Soap11),
        None if content_type.starts_with("application/soap+xml") => Ok(Wire::Soap12),
        None if is_json => Err(Fault::UnrecognizedFormat),
        None => Err(Fault::WrongMediaType),
    }
}

fn content_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok());
    text.unwrap_or_default().to_ascii_lowercase()
}

/// The method and its arguments.
pub(crate) fn read(
    wire: Wire,
    state: &State,
    verb: &Verb,
    path: Option<&str>,
    headers: &HeaderMap,
    body: &str,
) -> Result<(&'static Method, Record), Fault> {
    if wire == Wire::Json {
        let name = path.unwrap_or_default();
        if !state.script_service {
            return Err(Fault::NoScriptService);
        }
        let mut methods = METHODS.iter();
        let method = methods
            .find(|method| method.name.eq_ignore_ascii_case(name))
            .ok_or_else(|| Fault::UnknownMethod(name.to_owned()))?;
        if verb != Verb::POST {
            return Err(Fault::WrongVerb {
                method: method.name.to_owned(),
                verb: verb.to_string(),
            });
        }
        return Ok((method, json::read(method, body)?));
    }
    let namespace = state.namespace.as_str();
    let document = roxmltree::Document::parse(body).map_err(|_| Fault::BrokenXml)?;
    let element = soap::body_element(&document);
    let method = match action(wire, headers) {
        Some(action) => METHODS
            .iter()
            .find(|method| action == format!("{namespace}{}", method.name))
            .ok_or(Fault::UnknownAction(action))?,
        // Routed by the element, whose namespace must be right then.
        None => element
            .filter(|element| element.tag_name().namespace() == Some(namespace))
            .and_then(|element| {
                METHODS
                    .iter()
                    .find(|method| method.name == element.tag_name().name())
            })
            .ok_or(Fault::NoAction)?,
    };
    Ok((method, soap::arguments(method, element, namespace)?))
}

/// The action, without quotes; `None` if the request does not say.
fn action(wire: Wire, headers: &HeaderMap) -> Option<String> {
    if wire == Wire::Soap11 {
        let action = headers.get("soapaction")?.to_str().ok()?;
        return Some(action.trim().trim_matches('"').to_owned());
    }
    let content_type = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let parameters = content_type.split(';').map(str::trim);
    let mut actions = parameters.filter_map(|parameter| parameter.strip_prefix("action="));
    Some(actions.next()?.trim_matches('"').to_owned())
}
