//! Objects: their members, and the macros that make a type of a list of fields.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Extra, Json, Problem, kind, reference};

/// An object of the service has some forty members. One of more than this is something else.
const MOST: usize = 256;

/// The members of an object, without the serialiser's marks.
pub(crate) struct Members<'a> {
    members: Vec<(Cow<'a, str>, &'a RawValue)>,
    /// Whether it had a `$ref`.
    reference: bool,
}

impl<'a> Members<'a> {
    pub(crate) fn read(raw: &'a RawValue) -> Result<Self, Problem> {
        if kind(raw) != "an object" {
            return Err(Problem::new(format!("is {} and no object", kind(raw))));
        }
        let mut members = Self {
            members: Vec::new(),
            reference: false,
        };
        let read = serde_json::Deserializer::from_str(raw.get()).deserialize_map(&mut members);
        read.map_err(|error| Problem::syntax(&error))?;
        if members.members.len() > MOST {
            return Err(Problem::new(format!("has more than {MOST} members")));
        }
        Ok(members)
    }

    /// Whether it is nothing but a reference to an object elsewhere in the answer.
    pub(super) fn is_bare_reference(&self) -> bool {
        self.reference && self.members.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.members.iter().map(|(name, value)| (&**name, *value))
    }

    /// Takes the member that has one of these names out.
    pub(crate) fn take<T: Json>(&mut self, names: &[&str]) -> Result<T, Problem> {
        let is_it = |(name, _): &(Cow<'a, str>, _)| names.contains(&&**name);
        let Some(at) = self.members.iter().position(is_it) else {
            let missing = || Problem::new("is missing").in_member(names[0]);
            return T::absent().ok_or_else(missing);
        };
        let (name, raw) = self.members.remove(at);
        if self.members.iter().any(is_it) {
            return Err(Problem::new("occurs twice").in_member(&name));
        }
        T::read(raw).map_err(|problem| problem.in_member(&name))
    }

    /// What was not taken.
    pub(crate) fn rest(self) -> Result<Extra, Problem> {
        let mut extra = Extra::default();
        for (at, (name, raw)) in self.members.iter().enumerate() {
            if self.members[..at]
                .iter()
                .any(|(earlier, _)| earlier == name)
            {
                // The name may be anybody's data, say a key of a dictionary.
                return Err(Problem::new("has two members of one name"));
            }
            extra.keep(name.clone().into_owned(), raw)?;
        }
        Ok(extra)
    }

    /// Refuses what only refers to an object elsewhere: what it holds is not here.
    pub(crate) fn content(self) -> Result<Self, Problem> {
        if self.is_bare_reference() {
            let what =
                "only refers to an object elsewhere in the answer ($ref), which is not followed";
            return Err(Problem::new(what));
        }
        Ok(self)
    }
}

impl<'a> Visitor<'a> for &mut Members<'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        /// Borrowed where it holds no escape.
        #[derive(Deserialize)]
        struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

        while let Some((Name(name), value)) = map.next_entry::<Name<'a>, &'a RawValue>()? {
            self.reference |= name == "$ref";
            // One more than allowed is enough to tell.
            if !reference::is_mark(&name) && self.members.len() <= MOST {
                self.members.push((name, value));
            }
        }
        Ok(())
    }
}

/// Writes an object member by member.
pub(crate) struct ObjectWriter<'a> {
    out: &'a mut String,
    separator: char,
}

impl<'a> ObjectWriter<'a> {
    pub(crate) fn new(out: &'a mut String) -> Self {
        Self {
            out,
            separator: '{',
        }
    }

    /// Writes a field, unless it is to be left out.
    pub(crate) fn field<T: Json>(&mut self, name: &str, value: &T) -> Result<(), Problem> {
        if value.is_absent() {
            return Ok(());
        }
        let written = self.value(name, |out| value.write(out).map(|()| true));
        written.map_err(|problem| problem.in_member(name))
    }

    /// Writes a member whose value `write` appends; takes it back if that gives false.
    pub(super) fn value(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut String) -> Result<bool, Problem>,
    ) -> Result<(), Problem> {
        let before = self.out.len();
        self.out.push(self.separator);
        name.to_owned().write(self.out)?;
        self.out.push(':');
        if write(self.out)? {
            self.separator = ',';
        } else {
            self.out.truncate(before);
        }
        Ok(())
    }

    /// Writes the members that have no field.
    pub(crate) fn extra(&mut self, extra: &Extra, known: &[&str]) -> Result<(), Problem> {
        extra.write_into(self, known)
    }

    pub(crate) fn end(self) {
        if self.separator == '{' {
            self.out.push('{');
        }
        self.out.push('}');
    }
}

/// A type for an object: a line for each field, with its name in JSON and, after `|`, other
/// names that it may come under.
macro_rules! object {
    (
        $(#[$doc:meta])*
        pub struct $type:ident {
            $( $(#[$field_doc:meta])* $name:literal $(| $other:literal)* $field:ident: $value:ty, )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $type {
            $( $(#[$field_doc])* pub $field: $value, )*
            /// Members that have no field here, as they came.
            pub extra: $crate::Extra,
        }

        impl $crate::json::Json for $type {
            fn read(raw: &serde_json::value::RawValue) -> Result<Self, $crate::json::Problem> {
                let mut members = $crate::json::Members::read(raw)?.content()?;
                Ok(Self {
                    $( $field: members.take(&[$name $(, $other)*])?, )*
                    extra: members.rest()?,
                })
            }

            fn write(&self, out: &mut String) -> Result<(), $crate::json::Problem> {
                let mut object = $crate::json::ObjectWriter::new(out);
                $( object.field($name, &self.$field)?; )*
                object.extra(&self.extra, &[$( $name $(, $other)* ),*])?;
                object.end();
                Ok(())
            }

            fn show(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type))
                    $( .field(stringify!($field), &$crate::json::Shown(&self.$field)) )*
                    .field("extra", &self.extra)
                    .finish()
            }
        }

        impl std::fmt::Debug for $type {
            /// Texts are shown as `***`.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::json::Json::show(self, f)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::json::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::json::deserialize(deserializer)
            }
        }
    };
}

/// An object that is sent: `new` takes what it needs, setters take the rest.
macro_rules! request {
    (
        $(#[$doc:meta])*
        pub struct $type:ident {
            $( $(#[$must_doc:meta])* $must_name:literal $must:ident: $must_value:ty, )*
            ..
            $( $(#[$may_doc:meta])* $may_name:literal $may:ident / $with:ident: $may_value:ty, )*
        }
    ) => {
        $crate::json::object! {
            $(#[$doc])*
            #[must_use = "it does nothing until it is sent"]
            pub struct $type {
                $( $(#[$must_doc])* $must_name $must: $must_value, )*
                $( $(#[$may_doc])* $may_name $may: Option<$may_value>, )*
            }
        }

        impl $type {
            /// With what is required; the rest is left out until it is set.
            pub fn new($( $must: impl Into<$must_value> ),*) -> Self {
                Self {
                    $( $must: $must.into(), )*
                    $( $may: None, )*
                    extra: $crate::Extra::default(),
                }
            }

            $(
                #[doc = concat!("Sets [`", stringify!($may), "`](Self::", stringify!($may), ").")]
                pub fn $with(mut self, $may: impl Into<$may_value>) -> Self {
                    self.$may = Some($may.into());
                    self
                }
            )*
        }
    };
}

/// The two objects that create and update a resource: the same fields, and to update the key.
macro_rules! writable {
    (
        $(#[$new_doc:meta])* create $new:ident;
        $(#[$update_doc:meta])* update $update:ident;
        $($fields:tt)*
    ) => {
        $crate::json::request! {
            $(#[$new_doc])*
            pub struct $new { $($fields)* }
        }

        $crate::json::request! {
            $(#[$update_doc])*
            pub struct $update {
                /// The key of what is updated. *Observed; documented for payment types on the Polish host.*
                "Id" id: i64,
                $($fields)*
            }
        }
    };
}

pub(crate) use {object, request, writable};
