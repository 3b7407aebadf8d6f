//! The service's JSON: decimals to the last digit, members that are not known kept, and
//! errors that say where.
//!
//! `serde_json` finds where each value begins and ends; what a value means is read from its
//! text. So no number passes through a float, neither in the fields that this crate knows
//! nor in those that it keeps for the caller.

mod error;
mod extra;
mod number;
mod object;
mod problem;
mod reference;
mod value;

pub use error::JsonError;
pub use extra::Extra;
pub(crate) use object::{Members, ObjectWriter, object, request, writable};
pub(crate) use problem::Problem;
pub(crate) use value::{Json, Shown, each, kind, text};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A document: one value, with nothing after it.
pub(crate) fn document(bytes: &[u8]) -> Result<&RawValue, Problem> {
    // Some servers begin with a byte order mark.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| Problem::syntax(&error))
}

/// The JSON text of a value.
pub(crate) fn write<T: Json>(value: &T) -> Result<String, Problem> {
    let mut text = String::new();
    value.write(&mut text)?;
    Ok(text)
}

/// For `impl Serialize`.
pub(crate) fn serialize<T: Json, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = write(value).map_err(serde::ser::Error::custom)?;
    let raw = RawValue::from_string(text).map_err(serde::ser::Error::custom)?;
    raw.serialize(serializer)
}

/// For `impl Deserialize`.
pub(crate) fn deserialize<'de, T: Json, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    T::read(&raw).map_err(serde::de::Error::custom)
}
