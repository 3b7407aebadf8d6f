//! Typed XML over quick-xml, the value types of XML Schema, and SOAP 1.1 and 1.2.
//!
//! Three layers, each usable without the next:
//!
//! - **Values**: [`xsd`] has the simple types, each with all its lexical forms ([`Simple`]).
//! - **Elements**: a type reads itself from a [`Reader`] ([`ReadXml`]) and writes itself to a [`Writer`]
//!   ([`WriteXml`]), in about a line per field. Reading is tolerant and never guesses: a required element that is
//!   missing is an error, not a default. Writing is exact.
//! - **Messages**: [`SoapOperation`] makes an [`Operation`](kontorhaus_core::Operation) of a typed request and answer;
//!   [`request`] and [`response`] do the work. [`response`] also decides what is known of the call's effect.
//!
//! Generated code names the module [`v1`] and nothing else.

mod answer;
mod encoding;
mod envelope;
mod error;
mod escape;
mod extra;
mod fault;
mod hidden;
mod injected;
mod limits;
mod mask;
mod name;
mod nillable;
mod operation;
mod path;
mod read;
mod scope;
#[cfg(feature = "serde")]
mod serialise;
pub mod v1;
mod value;
mod write;
pub mod xsd;

pub use self::envelope::SoapVersion;
pub use self::error::{DecodeError, EncodeError, ValueError};
pub use self::escape::Text;
pub use self::extra::{Extra, RawXml};
pub use self::fault::Fault;
pub use self::hidden::Hidden;
pub use self::injected::Injected;
pub use self::limits::Limits;
pub use self::nillable::Nillable;
pub use self::operation::{FaultRule, SoapOperation, SoapService, request, response};
pub use self::read::{Attribute, Reader, decode};
pub use self::value::{ReadXml, Simple, WriteXml, trim};
pub use self::write::Writer;
