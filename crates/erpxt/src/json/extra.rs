//! Members that no field holds.

use std::fmt;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Json, JsonError, Members, ObjectWriter, Problem, reference};

/// Members of a JSON object that its type has no field for.
///
/// They are kept as the service wrote them, numbers to the last digit, in their order, and
/// are written back with the object. Only the serialiser's marks `$id` and `$ref` are left
/// out, at every depth.
///
/// ```
/// use kontorhaus_erpxt::Product;
///
/// let text = r#"{"Id":7,"Name":"Kiste","UnitOfMeasurment":"Stk.","Rate":9,"Weight":0.30}"#;
/// let product: Product = serde_json::from_str(text)?;
/// assert_eq!(product.extra.text("Weight"), Some("0.30"));
/// assert_eq!(product.extra.value("Weight")?, Some(serde_json::json!(0.3)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Extra(Vec<(String, Box<RawValue>)>);

impl Extra {
    /// The names of the members, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A member's JSON text as it came; `None` if there is no such member.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        let member = self.0.iter().find(|(known, _)| known == name);
        member.map(|(_, raw)| raw.get())
    }

    /// A member's value; `None` if there is no such member. A number that is no whole one
    /// passes through a float here; [`text`](Self::text) has all its digits.
    ///
    /// # Errors
    ///
    /// When the value is nested too deep for [`Value`].
    pub fn value(&self, name: &str) -> Result<Option<Value>, JsonError> {
        let value = self.text(name).map(serde_json::from_str).transpose();
        value.map_err(|error| JsonError::of(&error))
    }

    /// Sets a member, to be sent with the object.
    ///
    /// A name that the object has a field for is refused when the object is sent.
    ///
    /// # Errors
    ///
    /// When the value cannot be written as JSON.
    pub fn insert(
        &mut self,
        name: impl Into<String>,
        value: impl Serialize,
    ) -> Result<(), JsonError> {
        let value = serde_json::value::to_raw_value(&value);
        let (name, value) = (name.into(), value.map_err(|error| JsonError::of(&error))?);
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
        Ok(())
    }

    /// Removes a member, and says whether it was there.
    pub fn remove(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|(known, _)| known != name);
        self.0.len() < before
    }

    /// Keeps a member of an answer.
    pub(super) fn keep(&mut self, name: String, raw: &RawValue) -> Result<(), Problem> {
        let stripped = reference::strip(raw).map_err(|problem| problem.in_member(&name))?;
        if let Some(raw) = stripped {
            self.0.push((name, raw));
        }
        Ok(())
    }

    /// Writes the members into an object that has fields of the names `known`.
    pub(super) fn write_into(
        &self,
        object: &mut ObjectWriter<'_>,
        known: &[&str],
    ) -> Result<(), Problem> {
        for (name, raw) in &self.0 {
            if known.contains(&name.as_str()) {
                let what = "is set among the extra members, but there is a field for it";
                return Err(Problem::new(what).in_member(name));
            }
            object.value(name, |out| {
                out.push_str(raw.get());
                Ok(true)
            })?;
        }
        Ok(())
    }
}

/// An object of which no member is known.
impl Json for Extra {
    fn read(raw: &RawValue) -> Result<Self, Problem> {
        Members::read(raw)?.rest()
    }

    fn write(&self, out: &mut String) -> Result<(), Problem> {
        let mut object = ObjectWriter::new(out);
        self.write_into(&mut object, &[])?;
        object.end();
        Ok(())
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Whether the same members have the same text.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        let texts = |extra: &'_ Self| -> Vec<(String, String)> {
            let member =
                |(name, raw): &(String, Box<RawValue>)| (name.clone(), raw.get().to_owned());
            extra.0.iter().map(member).collect()
        };
        texts(self) == texts(other)
    }
}

impl fmt::Debug for Extra {
    /// The names; values may be anybody's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}
