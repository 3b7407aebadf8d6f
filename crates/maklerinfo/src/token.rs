//! One-time passwords for the archive, and ids of documents: answers whose form is not documented.

use std::fmt;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::HeaderMap;
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Body, RequestError};

use crate::answer::Answer;
use crate::json::{self, Json, JsonError, Value, members};
use crate::request::Payload;

/// The contracts that a one-time password for archiving is good for. *Documented.*
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contracts(Option<Vec<String>>);

impl Contracts {
    /// All contracts of the customer.
    #[must_use]
    pub fn all() -> Self {
        Self(None)
    }

    /// These contracts only; at least one.
    #[must_use]
    pub fn only<S: Into<String>>(ids: impl IntoIterator<Item = S>) -> Self {
        Self(Some(ids.into_iter().map(Into::into).collect()))
    }
}

impl Payload for Contracts {
    fn put(&self, headers: &mut HeaderMap) -> Result<Body, RequestError> {
        let Some(ids) = &self.0 else {
            return Ok(Body::empty());
        };
        if ids.is_empty() {
            // The service would take it for all.
            let problem = RequestError::new("must name a contract").at("Contracts");
            return Err(problem.advice("Contracts::all() is for all contracts."));
        }
        let json = Json::parse(&format!("{{\"Contracts\":{}}}", json::text(ids)));
        let json = json.map_err(|error| RequestError::new("no JSON").source(error))?;
        json.put(headers)
    }
}

/// A one-time password for archiving, as the service gave it. `Debug` hides it.
#[derive(Clone)]
pub struct ArchivToken {
    otp: Option<SecretString>,
    json: Option<Json>,
}

impl ArchivToken {
    /// The password, for [`Credentials::otp`](crate::Credentials::otp): the answer if it is a text, or the only text in it
    /// if it is an object. `None` if it has another form, which [`json`](Self::json) gives.
    #[must_use]
    pub fn otp(&self) -> Option<&SecretString> {
        self.otp.as_ref()
    }

    /// The answer as it came, unless it was plain text.
    #[must_use]
    pub fn json(&self) -> Option<&Json> {
        self.json.as_ref()
    }
}

impl Answer for ArchivToken {
    fn secrets(body: &[u8]) -> Vec<SecretString> {
        let otp = match json_of(body) {
            Some(json) => only_text(&json),
            None => plain(body).ok(),
        };
        otp.map(SecretString::from).into_iter().collect()
    }

    fn of(body: &Bytes) -> Result<Self, JsonError> {
        let json = json_of(body);
        if json.is_none() {
            plain(body)?;
        }
        let otp = Self::secrets(body).pop();
        Ok(Self { otp, json })
    }
}

impl fmt::Debug for ArchivToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArchivToken").finish_non_exhaustive()
    }
}

/// The id of a document, as the service gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DokumentId {
    id: Option<String>,
    json: Option<Json>,
}

impl DokumentId {
    /// The id: the answer if it is a text or a number, or its `Id`. *Inferred.* `None` if it has another form, which
    /// [`json`](Self::json) gives.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The answer as it came, unless it was plain text.
    #[must_use]
    pub fn json(&self) -> Option<&Json> {
        self.json.as_ref()
    }
}

impl Answer for DokumentId {
    fn of(body: &Bytes) -> Result<Self, JsonError> {
        let Some(json) = json_of(body) else {
            return Ok(Self {
                id: Some(plain(body)?),
                json: None,
            });
        };
        let text = |json: &_| String::read(json).ok();
        let id = json::parse(json.as_str().as_bytes()).ok().and_then(|raw| {
            let named = || members(raw).ok()?.into_iter().find(|(key, _)| key == "Id");
            text(raw).or_else(|| text(named()?.1))
        });
        Ok(Self {
            id,
            json: Some(json),
        })
    }
}

fn json_of(body: &[u8]) -> Option<Json> {
    json::parse(body).ok().map(Json::raw)
}

/// A text that is no JSON: one word.
fn plain(body: &[u8]) -> Result<String, JsonError> {
    let text = str::from_utf8(body).unwrap_or_default().trim();
    // JSON that breaks off has no space in it either.
    let is_word = text.bytes().all(|byte| byte.is_ascii_graphic());
    if text.is_empty() || !is_word || text.starts_with(['{', '[', '"']) {
        return Err(JsonError::new("is neither JSON nor a single word"));
    }
    Ok(text.to_owned())
}

/// The text that the JSON is, or the only one in it.
fn only_text(json: &Json) -> Option<String> {
    let raw = json::parse(json.as_str().as_bytes()).ok()?;
    if let Ok(text) = String::read(raw) {
        return Some(text);
    }
    let mut texts = members(raw)
        .ok()?
        .into_iter()
        .filter(|(_, value)| value.get().starts_with('"'));
    match (texts.next(), texts.next()) {
        (Some((_, text)), None) => String::read(text).ok(),
        _ => None,
    }
}
