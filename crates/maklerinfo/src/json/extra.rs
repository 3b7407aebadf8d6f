//! Members that no field holds.

use std::fmt;

use serde_json::value::RawValue;

use super::{Json, Value};

/// What an object holds beyond its fields: keys that are not known here, and `null` where a field was sent as that.
///
/// It is written back with the object, so that nothing is lost when an object is read, changed and sent. A key that is
/// also a field goes out only while that field is `None`: so a `null` can be sent.
///
/// ```
/// use kontorhaus_maklerinfo::{Json, Laufzeit};
///
/// let mut laufzeit = Laufzeit::new();
/// laufzeit.extra.insert("Beginn", Json::parse("null")?);
/// # Ok::<(), kontorhaus_maklerinfo::JsonError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Extra(Vec<(String, Json)>);

impl Extra {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        // As JSON readers do that keep one of two.
        let found = self.0.iter().rev().find(|(name, _)| name == key);
        found.map(|(_, value)| value)
    }

    /// Sets a key, and gives the value that it had.
    pub fn insert(&mut self, key: impl Into<String>, value: Json) -> Option<Json> {
        let key = key.into();
        let before = self.remove(&key);
        self.0.push((key, value));
        before
    }

    /// Takes a key out, with its value.
    pub fn remove(&mut self, key: &str) -> Option<Json> {
        let before = self.get(key).cloned();
        self.0.retain(|(name, _)| name != key);
        before
    }

    /// Keys and values, as they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The texts in the values.
    pub(crate) fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        for (_, value) in &self.0 {
            if let Ok(value) = value.read() {
                gather(value, &mut texts);
            }
        }
        texts
    }

    /// Keeps what an object brought.
    pub(crate) fn keep(&mut self, key: String, value: &RawValue) {
        self.0.push((key, Json::raw(value)));
    }

    /// Writes the members, but for those whose key was `written` as a field.
    pub(crate) fn write(&self, out: &mut String, written: &[&str]) {
        for (key, value) in self.iter().filter(|(key, _)| !written.contains(key)) {
            member(out, key, value);
        }
    }
}

fn gather(value: serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => texts.push(text),
        serde_json::Value::Array(items) => items.into_iter().for_each(|item| gather(item, texts)),
        serde_json::Value::Object(members) => {
            members
                .into_iter()
                .for_each(|(_, value)| gather(value, texts));
        }
        _ => {}
    }
}

/// Writes a member into an object that was opened.
pub(crate) fn member(out: &mut String, key: &str, value: &impl Value) {
    if !out.ends_with('{') {
        out.push(',');
    }
    key.to_owned().write(out);
    out.push(':');
    value.write(out);
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Extra({} members)", self.0.len())
    }
}
