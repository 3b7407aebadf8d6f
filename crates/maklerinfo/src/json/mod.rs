//! JSON: what the service sends beyond the fields that are known, kept exactly as it came.

mod error;
mod extra;
#[macro_use]
mod object;
mod scan;
mod value;

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

pub use self::error::JsonError;
pub use self::extra::Extra;
pub(crate) use self::extra::member;
pub(crate) use self::object::Hidden;
pub(crate) use self::scan::{elements, members, parse};
pub(crate) use self::value::{Value, ascii, text};

/// A JSON value as it was written: its numbers keep their digits, its objects the order of their keys.
///
/// ```
/// use kontorhaus_maklerinfo::Json;
///
/// let json = Json::parse(r#"{"Wert": 12345678901234567890.10}"#)?;
/// assert_eq!(json.as_str(), r#"{"Wert": 12345678901234567890.10}"#);
/// assert_eq!(format!("{json:?}"), "Json(33 bytes)");
///
/// let grund = Json::of(&["zu teuer"])?;
/// assert_eq!(grund.as_str(), r#"["zu teuer"]"#);
/// let read: Vec<String> = grund.read()?;
/// assert_eq!(read, ["zu teuer"]);
/// # Ok::<(), kontorhaus_maklerinfo::JsonError>(())
/// ```
///
/// `Debug` shows its length only.
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// Takes a text that is one JSON value.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, JsonError> {
        Ok(Self(parse(text.as_bytes())?.to_owned()))
    }

    /// Writes a value, say one that `serde_json::json!` makes.
    ///
    /// # Errors
    ///
    /// When the type cannot be written as JSON.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, JsonError> {
        let raw = serde_json::value::to_raw_value(value);
        raw.map(Self)
            .map_err(|_| JsonError::new("the value cannot be written as JSON"))
    }

    /// Reads it into a type of one's own, or into `serde_json::Value`, which keeps of a number what an `f64` holds.
    ///
    /// # Errors
    ///
    /// When it does not fit the type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        // The words of serde repeat values, which may be personal.
        serde_json::from_str(self.as_str()).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            JsonError::new(format!(
                "does not fit the type, at line {line} column {column}"
            ))
        })
    }

    /// The text, without white space around it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    pub(crate) fn raw(raw: &RawValue) -> Self {
        Self(raw.to_owned())
    }
}

/// Two values are equal if they are written alike.
impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Json {}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({} bytes)", self.as_str().len())
    }
}

/// For `serde_json` only, as with every type here: other formats cannot carry JSON unread.
impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}
