//! Values from JSON and back.

use std::fmt;

use jiff::civil::Date;
use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Problem;

/// How a type stands in JSON. Sealed: the trait cannot be named outside this crate.
pub trait Json: Sized {
    /// Reads a value.
    fn read(raw: &RawValue) -> Result<Self, Problem>;

    /// Appends the value's text.
    fn write(&self, out: &mut String) -> Result<(), Problem>;

    /// What a member that is not there means, unless that is an error.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether a member with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes what `Debug` shows. Texts may be anybody's data and are hidden.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// A value as [`Json::show`] shows it.
pub(crate) struct Shown<'a, T>(pub(crate) &'a T);

impl<T: Json> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}

/// What sort of value it is, with its article.
pub(crate) fn kind(raw: &RawValue) -> &'static str {
    match raw.get().as_bytes().first() {
        Some(b'"') => "a text",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}

fn expected(what: &str, raw: &RawValue) -> Problem {
    Problem::new(format!("is {} and not {what}", kind(raw)))
}

/// A text; `null` is the empty one, as the service sends either for nothing.
pub(crate) fn text(raw: &RawValue) -> Result<String, Problem> {
    match kind(raw) {
        "null" => Ok(String::new()),
        "a text" => serde_json::from_str(raw.get()).map_err(|error| Problem::syntax(&error)),
        _ => Err(expected("a text", raw)),
    }
}

/// Calls `item` with each value of a list, in order. `null` is the empty list.
pub(crate) fn each<'a>(
    raw: &'a RawValue,
    mut item: impl FnMut(&'a RawValue) -> Result<(), Problem>,
) -> Result<(), Problem> {
    struct Items<'f, F>(&'f mut F, &'f mut Option<Problem>);

    impl<'a, F: FnMut(&'a RawValue) -> Result<(), Problem>> Visitor<'a> for Items<'_, F> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
            let mut index = 0;
            while let Some(raw) = list.next_element::<&'a RawValue>()? {
                if let Err(problem) = (self.0)(raw) {
                    *self.1 = Some(problem.in_item(index));
                    return Err(serde::de::Error::custom("an item"));
                }
                index += 1;
            }
            Ok(())
        }
    }

    match kind(raw) {
        "null" => Ok(()),
        "a list" => {
            let mut problem = None;
            let items = Items(&mut item, &mut problem);
            let result = serde_json::Deserializer::from_str(raw.get()).deserialize_seq(items);
            result.map_err(|error| problem.unwrap_or_else(|| Problem::syntax(&error)))
        }
        _ => Err(expected("a list", raw)),
    }
}

impl Json for String {
    fn read(raw: &RawValue) -> Result<Self, Problem> {
        text(raw)
    }

    fn write(&self, out: &mut String) -> Result<(), Problem> {
        let quoted = serde_json::to_string(self).map_err(|error| Problem::syntax(&error))?;
        out.push_str(&quoted);
        Ok(())
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Json for bool {
    fn read(raw: &RawValue) -> Result<Self, Problem> {
        serde_json::from_str(raw.get()).map_err(|_| expected("true or false", raw))
    }

    fn write(&self, out: &mut String) -> Result<(), Problem> {
        out.push_str(if *self { "true" } else { "false" });
        Ok(())
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Json for i64 {
    fn read(raw: &RawValue) -> Result<Self, Problem> {
        serde_json::from_str(raw.get()).map_err(|_| match kind(raw) {
            "a number" => Problem::new("is no whole number of 64 bits"),
            _ => expected("a whole number", raw),
        })
    }

    fn write(&self, out: &mut String) -> Result<(), Problem> {
        out.push_str(&self.to_string());
        Ok(())
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A day as requests have it: `YYYY-MM-DD`.
impl Json for Date {
    fn read(raw: &RawValue) -> Result<Self, Problem> {
        let day = text(raw)?.parse();
        day.map_err(|_| Problem::new("is no day in the form YYYY-MM-DD"))
    }

    fn write(&self, out: &mut String) -> Result<(), Problem> {
        self.to_string().write(out)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A member that may be left out; `null` is as good as absent.
impl<T: Json> Json for Option<T> {
    fn read(raw: &RawValue) -> Result<Self, Problem> {
        if kind(raw) == "null" {
            return Ok(None);
        }
        T::read(raw).map(Some)
    }

    fn write(&self, out: &mut String) -> Result<(), Problem> {
        if let Some(value) = self {
            return value.write(out);
        }
        out.push_str("null");
        Ok(())
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.as_ref().map(Shown), f)
    }
}

/// A list, which may be absent or `null` when it is empty.
impl<T: Json> Json for Vec<T> {
    fn read(raw: &RawValue) -> Result<Self, Problem> {
        let mut items = Self::new();
        each(raw, |item| T::read(item).map(|item| items.push(item)))?;
        Ok(items)
    }

    fn write(&self, out: &mut String) -> Result<(), Problem> {
        out.push('[');
        for (index, item) in self.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            let written = item.write(out);
            written.map_err(|problem| problem.in_item(index))?;
        }
        out.push(']');
        Ok(())
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Shown)).finish()
    }
}
