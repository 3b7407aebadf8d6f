//! Operations: what is sent, what comes back, and how.

use super::{Field, Grade, Namespace, Struct, TypeId, Value};
use crate::overlay::IdempotencyRule;
use crate::schema::QName;
use crate::wsdl::{Addressing, SoapVersion};

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The name in the WSDL.
    pub name: String,
    /// The method of the client.
    pub method: String,
    /// The request: a type of its own, never shared.
    pub request: Struct,
    /// Elements around the request's fields, outermost first; the first one stands in the SOAP body.
    pub shells: Vec<QName>,
    /// Header blocks that the request may have: fields of [`Api::headers`](super::Api::headers).
    pub headers: Vec<Field>,
    /// What comes back in the body.
    pub output: Output,
    /// The record of all that comes back, where that is more than the body.
    pub answer: Option<Struct>,
    /// What it declares that it fails with: one of [`Api::faults`](super::Api::faults).
    pub fault: Option<TypeId>,
    /// The answer's field that repeats the call id.
    pub echo: Option<Echo>,
    /// The versions of SOAP, each with its `SOAPAction`; the first is spoken if nobody says otherwise.
    pub versions: Vec<(SoapVersion, String)>,
    /// The version of WS-Addressing, and the action in its headers.
    pub addressing: Option<(Addressing, String)>,
    /// Values are written by SOAP encoding.
    pub encoded: bool,
    /// Nobody answers.
    pub one_way: bool,
    /// Whether it may be repeated.
    pub idempotency: IdempotencyRule,
    /// Path of the check before sending.
    pub check: Option<String>,
    /// How sure the request is, its namespaces aside.
    pub grade: Grade,
    /// Prefixes that the request uses.
    pub prefixes: Vec<Namespace>,
}

impl Operation {
    /// How large it is, in fields.
    #[must_use]
    pub fn weight(&self) -> usize {
        let answer = self.answer.iter().map(|answer| answer.fields.len());
        5 + self.request.fields.len() + answer.sum::<usize>()
    }
}

/// What an operation gives back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// There is no answer, or it is empty by contract.
    Nothing {
        /// The element in the SOAP body, if there is one.
        element: Option<QName>,
    },
    /// The SOAP body itself is the value.
    Body {
        /// Its value.
        value: Value,
    },
    /// The element in the SOAP body is the value.
    Value {
        /// The element.
        element: QName,
        /// Its value.
        value: Value,
    },
    /// The only child of the element in the SOAP body is the value.
    Child {
        /// The element.
        element: QName,
        /// The child.
        field: Box<Field>,
    },
}

impl Output {
    /// What the value is, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Nothing { .. } => None,
            Self::Body { value } | Self::Value { value, .. } => Some(value),
            Self::Child { field, .. } => Some(&field.value),
        }
    }
}

/// The answer's field that repeats the call id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    /// The Rust name.
    pub field: String,
    /// Whether it is an `Option`.
    pub optional: bool,
}
