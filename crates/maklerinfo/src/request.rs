//! From a function's path and payload to a request.

use std::fmt::Write as _;

use kontorhaus_core::http::{HeaderMap, HeaderValue, Method, Request, Uri, header};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Body, Context, RequestError, UrlTemplate};

use crate::cache::{Kin, Shared, only_if_newer};
use crate::credentials::Vermittler;
use crate::json::{self, Value};

/// What a request carries beside its path.
pub(crate) trait Payload {
    /// Sets the headers and gives the body.
    fn put(&self, headers: &mut HeaderMap) -> Result<Body, RequestError>;

    /// Texts beside the body that may be personal.
    fn hidden(&self) -> Vec<String> {
        Vec::new()
    }
}

/// No body.
pub(crate) struct Nothing;

impl Payload for Nothing {
    fn put(&self, _: &mut HeaderMap) -> Result<Body, RequestError> {
        Ok(Body::empty())
    }
}

impl<T: Value> Payload for T {
    fn put(&self, headers: &mut HeaderMap) -> Result<Body, RequestError> {
        let json = HeaderValue::from_static("application/json");
        headers.insert(header::CONTENT_TYPE, json);
        Ok(json::text(self).into())
    }
}

/// The request of a function.
pub(crate) fn build(
    context: &Context<'_>,
    method: Method,
    template: &'static str,
    values: &[&str],
    payload: &dyn Payload,
) -> Result<Request<Body>, RequestError> {
    let path = fill(context, template, values)?;
    let mut request = to_path(context, method, &path, payload)?;
    request.extensions_mut().insert(UrlTemplate(template));
    Ok(request)
}

/// The request for a path that is encoded already.
pub(crate) fn to_path(
    context: &Context<'_>,
    method: Method,
    path: &str,
    payload: &dyn Payload,
) -> Result<Request<Body>, RequestError> {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method;
    *request.uri_mut() = address(context.endpoint(), path)?;
    for text in payload.hidden() {
        context.add_secret(&SecretString::from(text));
    }
    let body = payload.put(request.headers_mut())?;
    *request.body_mut() = body;
    if request.method() == Method::GET {
        ask_if_changed(&mut request, context)?;
    }
    Ok(request)
}

/// Lets the client's cache take part in a request that reads.
fn ask_if_changed(request: &mut Request<Body>, context: &Context<'_>) -> Result<(), RequestError> {
    let Some(Shared(cache)) = context.setting() else {
        return Ok(());
    };
    // The answer to a body depends on more than the path.
    if request
        .body()
        .as_bytes()
        .is_none_or(|body| !body.is_empty())
    {
        return Ok(());
    }
    let key = request
        .uri()
        .path_and_query()
        .map_or("", |path| path.as_str())
        .to_owned();
    let kept = cache.get(&key);
    if let Some(kept) = &kept {
        let date = HeaderValue::from_str(&kept.last_modified).map_err(|_| {
            RequestError::new("the cache gave a date that no header can hold").at("Last-Modified")
        })?;
        only_if_newer(request.headers_mut(), &date);
    }
    request.extensions_mut().insert(Kin { key, kept });
    Ok(())
}

/// The address of a path below the endpoint.
fn address(endpoint: &Uri, path: &str) -> Result<Uri, RequestError> {
    let origin = match (endpoint.scheme_str(), endpoint.authority()) {
        (Some(scheme), Some(authority)) => format!("{scheme}://{authority}"),
        _ => return Err(RequestError::new("the endpoint is no absolute address")),
    };
    let address = format!("{origin}{}{path}", base(endpoint));
    // Neither the message nor its cause repeats the path.
    address.parse().map_err(|_| {
        RequestError::new("holds a character that must be encoded, or is too long").at("path")
    })
}

/// The path of the endpoint, without a slash at its end.
pub(crate) fn base(endpoint: &Uri) -> &str {
    endpoint.path().trim_end_matches('/')
}

/// Puts values into the placeholders of a template, in their order; `{vmt}` is the client's broker.
///
/// Values are personal at times, so none of them is shown by whatever the call prints.
pub(crate) fn fill(
    context: &Context<'_>,
    template: &str,
    values: &[&str],
) -> Result<String, RequestError> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut values = values.iter();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        path.push_str(before);
        if name == "vmt" {
            segment(name, vermittler(context)?, &mut path)?;
        } else {
            let value = values.next().copied().unwrap_or_default();
            // A server's error page may repeat it.
            context.add_secret(&SecretString::from(value));
            segment(name, value, &mut path)?;
        }
        rest = after;
    }
    if values.next().is_some() {
        return Err(
            RequestError::new("has fewer names in braces than there are values").at("path"),
        );
    }
    path.push_str(rest);
    Ok(path)
}

fn vermittler<'a>(context: &Context<'a>) -> Result<&'a str, RequestError> {
    match context.setting::<Vermittler>() {
        Some(Vermittler(number)) => Ok(number),
        None => Err(RequestError::new("the client knows no broker's number").at("vmt")),
    }
}

/// Adds a value as one segment of a path, or as a part of one.
fn segment(name: &str, value: &str, path: &mut String) -> Result<(), RequestError> {
    let problem = match value {
        // The request would go to the whole collection.
        "" => "must not be empty",
        // Servers and clients leave such segments out, also when they are encoded.
        "." | ".." => "must not be a dot or two",
        _ => {
            encode(value, path);
            return Ok(());
        }
    };
    Err(RequestError::new(problem).at(name.to_owned()))
}

/// Adds a text, percent-encoded but for letters, digits and `-._~`.
pub(crate) fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}
