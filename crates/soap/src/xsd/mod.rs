//! The value types of XML Schema.
//!
//! `String`, `bool`, the integers, `f32`, `f64` and [`Decimal`](rust_decimal::Decimal) stand for themselves, and a `Vec`
//! of them for an `xs:list`; what the standard library has no type for is here. Each reads every lexical form that XSD
//! 1.0 allows and writes one.

mod binary;
mod calendar;
mod decimal;
mod duration;
mod float;
mod fragment;
mod integer;
mod list;
mod qname;
mod text;
mod within_date_time;
mod zone;

pub(crate) use self::list::AnyList;

pub use self::binary::{Base64, Hex};
pub use self::calendar::{Date, DateTime, Time};
pub use self::decimal::{AsDouble, AsFloat};
pub use self::duration::Duration;
pub use self::fragment::{GDay, GMonth, GMonthDay, GYear, GYearMonth};
pub use self::integer::Integer;
pub use self::qname::QName;
pub use self::within_date_time::{DateInDateTime, TimeInDateTime};
pub use self::zone::Zone;
