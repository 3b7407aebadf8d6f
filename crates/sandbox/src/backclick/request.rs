//! From the bytes of a call to its answer.

use std::net::IpAddr;

use roxmltree::{Document, Node};

use super::fault::Fault;
use super::fields::Fields;
use super::schema::{API_KEY, OPERATIONS};
use super::state::System;
use super::validation;

const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Refusal {
    Fault(Fault),
    /// HTTP 400 without content.
    BrokenXml,
    /// No operation has such an element: HTTP 404 without content.
    NoEndpoint,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Reads a call and carries it out: first the schema is checked, then the caller, since the key stands in the request.
pub(crate) fn carry_out(
    system: &mut System,
    caller: IpAddr,
    body: &[u8],
) -> Result<String, Refusal> {
    let text = std::str::from_utf8(body).map_err(|_| Refusal::BrokenXml)?;
    let document = Document::parse(text).map_err(|_| Refusal::BrokenXml)?;
    let payload = payload(&document).ok_or(Refusal::NoEndpoint)?;
    let name = payload.tag_name().name().strip_suffix("Request");
    let operation = OPERATIONS
        .iter()
        .find(|operation| Some(operation.name) == name)
        .ok_or(Refusal::NoEndpoint)?;
    let violations = validation::violations(payload, operation);
    if !violations.is_empty() {
        return Err(Fault::Validation(violations).into());
    }
    let fields = Fields(payload);
    authorise(system, caller, fields)?;
    system.settle();
    let answer = (operation.run)(system, fields)?;
    Ok(answer.message(operation.name))
}

fn payload<'a, 'i>(document: &'a Document<'i>) -> Option<Node<'a, 'i>> {
    let envelope = document.root_element();
    let mut parts = envelope.children();
    let body = parts.find(|part| part.has_tag_name((ENVELOPE, "Body")))?;
    body.first_element_child()
}

/// A key opens the service to any caller; without one the caller's address must be on the list.
fn authorise(system: &System, caller: IpAddr, fields: Fields<'_, '_>) -> Result<(), Fault> {
    match fields.text(API_KEY) {
        Some(key) if key == system.api_key => Ok(()),
        Some(_) => Err(Fault::InvalidApiKey),
        None if system.allowed.contains(&caller) => Ok(()),
        None => Err(Fault::AddressNotAllowed(caller)),
    }
}
