//! Values from JSON.

use super::document::Json;
use super::instant;
use crate::error::{DecodeError, SHOWN, shortened};
use crate::nillable::Nillable;
use crate::value::{JsonForm, Simple};
use crate::xsd::Base64;

/// A type that is read from a JSON value.
pub trait ReadJson: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// When it is no such value.
    fn read_json(json: Json<'_>) -> Result<Self, DecodeError>;
}

impl<T: Simple> ReadJson for T {
    fn read_json(json: Json<'_>) -> Result<Self, DecodeError> {
        let string = json.string()?;
        let text = match (T::JSON, string, json.scalar()) {
            (JsonForm::Instant | JsonForm::Day | JsonForm::Clock, Some(text), _) => {
                let read = instant::read(&text, T::JSON, json.zone());
                read.map_err(|error| json.error(error.describe(&text)))?
            }
            (JsonForm::Bytes, None, None) => {
                let bytes: Vec<u8> = json.parsed()?;
                Base64(bytes).to_string()
            }
            (JsonForm::Numbered(numbers), None, Some(literal)) => {
                let number = literal.parse::<i64>().ok();
                let known = numbers.iter().find(|(_, known)| Some(*known) == number);
                known.map_or(literal, |(name, _)| name).to_owned()
            }
            (_, Some(text), _) => text.into_owned(),
            (_, None, Some(literal)) => literal.to_owned(),
            (_, None, None) => return Err(json.no_simple_value()),
        };
        // The text goes into the value, so what an error may show of it is kept aside.
        let shown = shortened(&text, SHOWN).into_owned();
        T::parse_owned(text).map_err(|error| json.error(error.describe(&shown)))
    }
}

impl<T: ReadJson> ReadJson for Option<T> {
    fn read_json(json: Json<'_>) -> Result<Self, DecodeError> {
        if json.is_null() {
            return Ok(None);
        }
        T::read_json(json).map(Some)
    }
}

impl<T: ReadJson> ReadJson for Nillable<T> {
    fn read_json(json: Json<'_>) -> Result<Self, DecodeError> {
        Option::read_json(json).map(Self::from_option)
    }
}
