//! The members of a JSON object.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::document::{Json, Name};
use super::raw;
use super::read::ReadJson;
use crate::error::DecodeError;
use crate::extra::Extra;

/// The members of an object, in the order in which they came.
#[derive(Debug)]
pub struct Object<'x> {
    members: Vec<Member<'x>>,
    /// What stands for a member that isn't there.
    nothing: Json<'x>,
}

#[derive(Debug)]
struct Member<'x> {
    name: Cow<'x, str>,
    json: Json<'x>,
    is_known: bool,
}

impl<'x> Object<'x> {
    pub(super) fn of(json: Json<'x>) -> Result<Self, DecodeError> {
        let Members(members) = json.parsed()?;
        let members = members.into_iter().map(|(name, value)| Member {
            name,
            json: json.inside(value),
            is_known: false,
        });
        Ok(Self {
            // It says what ASP.NET calls the class of the value, and is no member of it.
            members: members.filter(|member| member.name != "__type").collect(),
            nothing: json.nothing(),
        })
    }

    /// Reads a member. One that isn't there is as null: `None` for an `Option`, nil for a `Nillable`, else an error.
    ///
    /// # Errors
    /// When it is no such value, or comes more than once.
    pub fn member<T: ReadJson>(&mut self, name: &str) -> Result<T, DecodeError> {
        let json = self.find(name)?;
        T::read_json(json).map_err(|error| error.within(name))
    }

    /// Reads a member of a recursive type, or null.
    ///
    /// # Errors
    /// As [`member`](Self::member).
    pub fn boxed<T: ReadJson>(&mut self, name: &str) -> Result<Option<Box<T>>, DecodeError> {
        let value: Option<T> = self.member(name)?;
        Ok(value.map(Box::new))
    }

    /// Reads a member that holds a list, or null.
    ///
    /// # Errors
    /// As [`member`](Self::member).
    pub fn list<T: ReadJson>(&mut self, name: &str) -> Result<Option<Vec<T>>, DecodeError> {
        let json = self.find(name)?;
        json.list().map_err(|error| error.within(name))
    }

    /// The same where null means that there are no items.
    ///
    /// # Errors
    /// As [`member`](Self::member).
    pub fn items<T: ReadJson>(&mut self, name: &str) -> Result<Vec<T>, DecodeError> {
        self.list(name).map(Option::unwrap_or_default)
    }

    /// The same where null is no list.
    ///
    /// # Errors
    /// As [`member`](Self::member).
    pub fn required_list<T: ReadJson>(&mut self, name: &str) -> Result<Vec<T>, DecodeError> {
        let list = self.list(name)?;
        list.ok_or_else(|| self.nothing.no_simple_value().within(name))
    }

    /// Keeps the members that nobody asked for so far.
    #[must_use]
    pub fn rest(&self) -> Extra {
        let mut extra = Extra::new();
        for (position, member) in self.members.iter().enumerate() {
            if !member.is_known {
                extra.push(position, raw::kept(&member.name, member.json.text()));
            }
        }
        extra
    }

    /// The value of a member.
    pub(super) fn find(&mut self, name: &str) -> Result<Json<'x>, DecodeError> {
        let mut found = self.members.iter_mut().filter(|member| member.name == name);
        let Some(member) = found.next() else {
            return Ok(self.nothing);
        };
        member.is_known = true;
        let json = member.json;
        if found.next().is_some() {
            return Err(json.error("occurs more than once").within(name));
        }
        Ok(json)
    }
}

/// Names and values in their order, which a map would lose.
struct Members<'x>(Vec<(Cow<'x, str>, &'x RawValue)>);

impl<'x> Deserialize<'x> for Members<'x> {
    fn deserialize<D: Deserializer<'x>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'x> Visitor<'x> for Pairs {
            type Value = Vec<(Cow<'x, str>, &'x RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'x>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some((Name(name), value)) = map.next_entry()? {
                    pairs.push((name, value));
                }
                Ok(pairs)
            }
        }

        deserializer.deserialize_map(Pairs).map(Self)
    }
}
