//! `Serialize` and `Deserialize` of structs, by the names of their fields.
//!
//! Not derived: a derived form reads `null` as nothing where a value may be left out, so that a nil would be lost. It also takes the compiler
//! more time and memory, which tells with large services.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, IgnoredAny, IntoDeserializer, MapAccess, Visitor, value};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize};

pub use serde;

use crate::extra::Extra;

/// A struct that is read field by field.
pub trait Fields<'de>: Sized {
    /// The struct's name.
    const NAME: &'static str;
    /// The names of its fields.
    const FIELDS: &'static [&'static str];

    /// Reads all fields.
    ///
    /// # Errors
    ///
    /// A value that can't be read, a field that is there twice, and a required one that isn't.
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<Self, A::Error>;
}

/// Reads a struct.
///
/// # Errors
///
/// As [`Fields::read`].
pub fn structure<'de, T: Fields<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_struct(T::NAME, T::FIELDS, Struct(PhantomData))
}

struct Struct<T>(PhantomData<T>);

impl<'de, T: Fields<'de>> Visitor<'de> for Struct<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the fields of {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        T::read(&mut map)
    }
}

/// The next field's name, past those that the struct doesn't know.
///
/// # Errors
///
/// Those of the input.
pub fn next<'de, A: MapAccess<'de>>(
    map: &mut A,
    names: &[&'static str],
) -> Result<Option<&'static str>, A::Error> {
    while let Some(known) = map.next_key_seed(Key(names))? {
        if known.is_some() {
            return Ok(known);
        }
        map.next_value::<IgnoredAny>()?;
    }
    Ok(None)
}

struct Key<'n>(&'n [&'static str]);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Option<&'static str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<&'static str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().find(|known| **known == name).copied())
    }
}

/// What a field of the type `F` is when it isn't there.
pub trait Kind<F> {
    /// The value of one that was left out, if it may be.
    #[must_use]
    fn absent() -> Option<F> {
        None
    }

    /// Whether to leave it out.
    fn is_absent(_value: &F) -> bool {
        false
    }
}

/// How a field of the type `F` is read.
pub trait ReadKind<'de, F>: Kind<F> {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// A value that can't be read.
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<F, A::Error>;
}

/// A field that must be there.
#[derive(Debug)]
pub enum Required {}

impl<F> Kind<F> for Required {}

/// A field that may be left out.
#[derive(Debug)]
pub enum Optional {}

impl<T> Kind<Option<T>> for Optional {
    fn absent() -> Option<Option<T>> {
        Some(None)
    }

    fn is_absent(value: &Option<T>) -> bool {
        value.is_none()
    }
}

/// A list, which is written even if it is empty.
#[derive(Debug)]
pub enum List {}

impl<F: Default> Kind<F> for List {
    fn absent() -> Option<F> {
        Some(F::default())
    }
}

/// What the type doesn't know.
#[derive(Debug)]
pub enum Rest {}

impl Kind<Extra> for Rest {
    fn absent() -> Option<Extra> {
        Some(Extra::new())
    }

    fn is_absent(value: &Extra) -> bool {
        value.is_empty()
    }
}

impl<'de, F: Deserialize<'de>> ReadKind<'de, F> for Required {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<F, A::Error> {
        map.next_value()
    }
}

impl<'de, T: Deserialize<'de>> ReadKind<'de, Option<T>> for Optional {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
        map.next_value_seed(Present(PhantomData))
    }
}

impl<'de, F: Deserialize<'de> + Default> ReadKind<'de, F> for List {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<F, A::Error> {
        map.next_value()
    }
}

impl<'de> ReadKind<'de, Extra> for Rest {
    fn read<A: MapAccess<'de>>(map: &mut A) -> Result<Extra, A::Error> {
        map.next_value()
    }
}

/// Reads a value that is there. A `null` is nil where the type has one, and else as if the value were not there.
struct Present<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Present<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Present<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::deserialize(deserializer).map(Some)
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        let null: value::UnitDeserializer<value::Error> = ().into_deserializer();
        Ok(T::deserialize(null).ok())
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        self.visit_none()
    }
}

/// Reads a field into its place.
///
/// # Errors
///
/// A value that can't be read, or a second one.
pub fn set<'de, K: ReadKind<'de, F>, F, A: MapAccess<'de>>(
    place: &mut Option<F>,
    name: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    if place.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *place = Some(K::read(map)?);
    Ok(())
}

/// What was read into a field's place.
///
/// # Errors
///
/// Nothing, where there must be something.
pub fn take<K: Kind<F>, F, E: Error>(place: Option<F>, name: &'static str) -> Result<F, E> {
    place
        .or_else(K::absent)
        .ok_or_else(|| E::missing_field(name))
}

/// Writes a field, unless it is left out.
///
/// # Errors
///
/// Those of the output.
pub fn write<K: Kind<F>, F: Serialize, S: SerializeStruct>(
    out: &mut S,
    name: &'static str,
    value: &F,
) -> Result<(), S::Error> {
    if K::is_absent(value) {
        out.skip_field(name)
    } else {
        out.serialize_field(name, value)
    }
}

/// Whether a field is written: 1, or 0.
pub fn written<K: Kind<F>, F>(value: &F) -> usize {
    usize::from(!K::is_absent(value))
}

/// What [`fields`](crate::fields) makes for serde: its lines, each with what follows the field's name in parentheses.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_fields {
    ($name:ident { $($kind:ident $field:ident $how:tt,)* }) => {
        impl $crate::__serde::serde::Serialize for $name {
            fn serialize<S: $crate::__serde::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let fields = 0 $(+ $crate::__serde::written::<
                    $crate::__serde_fields!(@ $kind $how), _
                >(&self.$field))*;
                let mut to = to.serialize_struct(stringify!($name), fields)?;
                $($crate::__serde::write::<$crate::__serde_fields!(@ $kind $how), _, _>(
                    &mut to, stringify!($field), &self.$field,
                )?;)*
                $crate::__serde::serde::ser::SerializeStruct::end(to)
            }
        }

        impl<'de> $crate::__serde::Fields<'de> for $name {
            const NAME: &'static str = stringify!($name);
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn read<A: $crate::__serde::serde::de::MapAccess<'de>>(map: &mut A) -> Result<Self, A::Error> {
                $(let mut $field = None;)*
                while let Some(name) = $crate::__serde::next(map, Self::FIELDS)? {
                    match name {
                        $(stringify!($field) => $crate::__serde::set::<
                            $crate::__serde_fields!(@ $kind $how), _, _
                        >(&mut $field, name, map)?,)*
                        _ => {}
                    }
                }
                Ok(Self {
                    $($field: $crate::__serde::take::<
                        $crate::__serde_fields!(@ $kind $how), _, _
                    >($field, stringify!($field))?,)*
                })
            }
        }

        impl<'de> $crate::__serde::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__serde::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::__serde::structure(from)
            }
        }
    };
    (@ required $how:tt) => { $crate::__serde::Required };
    (@ rest $how:tt) => { $crate::__serde::Rest };
    (@ $kind:ident (, each $($how:tt)*)) => { $crate::__serde::List };
    (@ $kind:ident $how:tt) => { $crate::__serde::Optional };
}
