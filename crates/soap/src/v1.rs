//! Everything that generated code names, in one place that keeps its meaning.
//!
//! Code that was generated for this version compiles with every later release that still has the module.

pub use bytes::Bytes;
pub use http::Request;
pub use http::response::Parts;
pub use kontorhaus_core::{
    Body, Call, Client, Context, Grade, Idempotency, Operation, Outcome, ReadError, RequestError,
    Service,
};
pub use rust_decimal::Decimal;

/// The functions `request` and `read` of an [`Operation`] over SOAP.
pub use crate::__exchange as exchange;
/// The functions `write_body` and `read_body` of a [`SoapOperation`] in the usual form.
pub use crate::__payload as payload;
pub use crate::addressing::Addressing;
#[cfg(feature = "json")]
pub use crate::asmx::{self, Wire};
pub use crate::attachment::Attachment;
pub use crate::encoded::{Array, Typed};
pub use crate::envelope::SoapVersion;
pub use crate::error::{DecodeError, EncodeError, ValueError};
pub use crate::escape::Text;
pub use crate::extra::{Extra, RawXml};
pub use crate::facets::Facets;
pub use crate::fault::Fault;
pub use crate::hidden::Hidden;
#[cfg(feature = "json")]
pub use crate::json::{
    Json, JsonOperation, JsonService, JsonWriter, Object, ReadJson, ServerZone, WriteJson,
};
pub use crate::nillable::Nillable;
pub use crate::operation::{FaultRule, SoapOperation, SoapService, grade, request, response};
pub use crate::read::{Attribute, Reader};
#[cfg(feature = "validate")]
pub use crate::validate::{Validate, Violation, Violations};
pub use crate::value::{JsonForm, ReadXml, Simple, WriteXml, trim};
pub use crate::write::Writer;
pub use crate::xsd::{
    AsDouble, AsFloat, Base64, Date, DateInDateTime, DateTime, Duration, GDay, GMonth, GMonthDay,
    GYear, GYearMonth, Hex, Integer, QName, Time, TimeInDateTime, Zone,
};
pub use crate::{fields, number_enum, open_text_enum, text_enum};

/// A name of XML: of an element its namespace and its local name, of a prefix itself and its namespace.
pub type Name = (&'static str, &'static str);
