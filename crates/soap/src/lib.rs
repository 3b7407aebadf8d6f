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
//! With the feature `json`, the same operations also go over the JSON wire of ASP.NET services: [`JsonOperation`], and
//! [`Wire`] to choose.
//! A type also knows the limits of its schema; `Validate` checks them on request, with the feature `validate`.
//!
//! What a client's settings say goes into every message: [`SoapVersion`], [`Injected`] values, a [`UsernameToken`].
//!
//! Generated code names the module [`v1`] and nothing else. It looks like this:
//!
//! ```
//! use kontorhaus_soap::v1::{AsDouble, Decimal, DecodeError, EncodeError, ReadXml, Reader, WriteXml, Writer};
//! use kontorhaus_soap::{Limits, decode};
//!
//! struct Voucher {
//!     num: String,
//!     amount: Decimal,
//!     label: Option<String>,
//! }
//!
//! impl ReadXml for Voucher {
//!     fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
//!         let mut num = None;
//!         let mut amount: Option<AsDouble> = None;
//!         let mut label = None;
//!         r.children("", |r, name| match name {
//!             "Num" => r.one(&mut num),
//!             "Amount" => r.one(&mut amount),
//!             "Label" => r.filled(&mut label),
//!             _ => r.skip(),
//!         })?;
//!         Ok(Self {
//!             num: r.required(num, "Num")?,
//!             amount: r.required(amount, "Amount")?.0,
//!             label,
//!         })
//!     }
//! }
//!
//! impl WriteXml for Voucher {
//!     fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
//!         w.element("Num", &self.num)?;
//!         w.element("Amount", &AsDouble(self.amount))?;
//!         w.optional("Label", &self.label)
//!     }
//! }
//!
//! let xml = "<Voucher><Label/><Amount>49.899999999999999</Amount><Num>7KQ2-M4XA</Num></Voucher>";
//! let voucher: Voucher = decode(xml, Limits::default())?;
//! let mut writer = Writer::new();
//! writer.element("Voucher", &voucher)?;
//! assert_eq!(writer.finish(), "<Voucher><Num>7KQ2-M4XA</Num><Amount>49.9</Amount></Voucher>");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Errors say where, and show what they may: `VoucherList/VoucherData[17]/Amount: "12,50" is not a decimal`. The value
//! of a text is never shown.

mod addressing;
mod answer;
#[cfg(feature = "json")]
pub mod asmx;
mod attachment;
mod encoded;
mod encoding;
mod enumeration;
mod envelope;
mod error;
mod escape;
mod extra;
mod facets;
mod fault;
mod fields;
mod hidden;
mod injected;
#[cfg(feature = "json")]
mod json;
mod limits;
mod mask;
mod name;
mod nillable;
mod operation;
mod path;
mod read;
mod request;
mod salvage;
mod scope;
mod security;
#[cfg(feature = "serde")]
mod serialise;
pub mod v1;
#[cfg(not(feature = "validate"))]
#[path = "unchecked.rs"]
mod validate;
#[cfg(feature = "validate")]
mod validate;
mod value;
mod write;
pub mod xsd;

/// For the macros of this crate.
#[cfg(feature = "serde")]
#[doc(hidden)]
pub use self::serialise::fields as __serde;

pub use self::addressing::Addressing;
#[cfg(feature = "json")]
pub use self::asmx::Wire;
pub use self::attachment::Attachment;
pub use self::encoded::{Array, Typed};
pub use self::envelope::SoapVersion;
pub use self::error::{DecodeError, EncodeError, ValueError};
pub use self::escape::Text;
pub use self::extra::{Extra, RawXml};
pub use self::facets::Facets;
pub use self::fault::Fault;
pub use self::hidden::Hidden;
pub use self::injected::Injected;
#[cfg(feature = "json")]
pub use self::json::{
    Json, JsonOperation, JsonService, JsonWriter, Object, ReadJson, ServerZone, WriteJson,
};
pub use self::limits::Limits;
pub use self::nillable::Nillable;
pub use self::operation::{FaultRule, SoapOperation, SoapService, grade, request, response};
pub use self::read::{Attribute, Reader, decode};
pub use self::salvage::salvage;
pub use self::security::UsernameToken;
#[cfg(feature = "validate")]
pub use self::validate::{Validate, Violation, Violations};
pub use self::value::{JsonForm, ReadXml, Simple, WriteXml, trim};
pub use self::write::Writer;
