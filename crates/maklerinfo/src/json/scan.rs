//! Lists and objects, split into their parts without reading these.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::JsonError;

/// How many parts a list or an object may have: a list of empty objects takes a few bytes each on the wire, and
/// hundreds as values.
const MOST: usize = 100_000;

/// The bytes as one JSON value.
pub(crate) fn parse(bytes: &[u8]) -> Result<&RawValue, JsonError> {
    // The text first: a value that is kept unread is not looked into.
    let text = std::str::from_utf8(bytes)
        .map_err(|error| JsonError::new(format!("is no UTF-8 at byte {}", error.valid_up_to())))?;
    serde_json::from_str(text).map_err(|error| syntax(&error))
}

/// The elements of a list.
pub(crate) fn elements(json: &RawValue) -> Result<Vec<&RawValue>, JsonError> {
    let parts: Parts<'_, List> = split(json, '[', "a list")?;
    Ok(parts.0.into_iter().map(|(_, value)| value).collect())
}

/// The members of an object.
pub(crate) fn members(json: &RawValue) -> Result<Vec<(String, &RawValue)>, JsonError> {
    let parts: Parts<'_, Object> = split(json, '{', "an object")?;
    Ok(parts.0)
}

fn split<'a, K>(json: &'a RawValue, open: char, what: &str) -> Result<Parts<'a, K>, JsonError>
where
    Parts<'a, K>: Deserialize<'a>,
{
    if !json.get().starts_with(open) {
        return Err(JsonError::new(format!("is not {what}")));
    }
    serde_json::from_str(json.get()).map_err(|error| syntax(&error))
}

/// Only mistakes of syntax come here, and their words hold no value.
fn syntax(error: &serde_json::Error) -> JsonError {
    JsonError::new(error.to_string())
}

/// The parts of a value that is split as a `K`; those of a list have no names.
struct Parts<'a, K>(Vec<(String, &'a RawValue)>, PhantomData<K>);

struct List;
struct Object;

impl<'de: 'a, 'a> Deserialize<'de> for Parts<'a, List> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Splitter(PhantomData))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Parts<'a, Object> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Splitter(PhantomData))
    }
}

struct Splitter<'a, K>(PhantomData<(&'a (), K)>);

impl<'de: 'a, 'a, K> Visitor<'de> for Splitter<'a, K> {
    type Value = Parts<'a, K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut parts = Vec::new();
        while let Some(value) = list.next_element()? {
            add(&mut parts, String::new(), value)?;
        }
        Ok(Parts(parts, PhantomData))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut parts = Vec::new();
        while let Some((key, value)) = object.next_entry()? {
            add(&mut parts, key, value)?;
        }
        Ok(Parts(parts, PhantomData))
    }
}

fn add<'a, E: serde::de::Error>(
    parts: &mut Vec<(String, &'a RawValue)>,
    key: String,
    value: &'a RawValue,
) -> Result<(), E> {
    if parts.len() == MOST {
        return Err(E::custom(format_args!("has more than {MOST} parts")));
    }
    parts.push((key, value));
    Ok(())
}
