//! Answers that are no success.

use serde_json::{Value, json};

/// A refusal: an HTTP status and a body.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The body; `None` for an empty one.
    pub body: Option<Value>,
}

impl Refusal {
    /// A refusal with that status and an empty body.
    #[must_use]
    pub fn bare(status: u16) -> Self {
        Self { status, body: None }
    }

    /// A refusal with a message.
    #[must_use]
    pub fn new(status: u16, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            status,
            body: Some(json!({ "Message": message })),
        }
    }

    /// The refusal for an entity that is not there, as the service words it.
    #[must_use]
    pub fn missing(status: u16, entity: &str, id: i64) -> Self {
        let message = format!("No row with the given identifier exists[{entity}#{id}]");
        Self {
            status,
            body: Some(json!({
                "Message": message,
                "Data": { "EntityId": id.to_string(), "EntityName": entity },
                "Code": "EntityNotFoundException",
            })),
        }
    }

    /// The token endpoint's refusal, in the form of RFC 6749.
    pub(crate) fn token(status: u16, error: &str, description: &str) -> Self {
        Self {
            status,
            body: Some(json!({ "error": error, "error_description": description })),
        }
    }
}
