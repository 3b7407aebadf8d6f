//! Values as JSON: a record is an object with all its fields, a choice one with its arm, an enumeration the name of its variant.
//!
//! `serde` can derive the same, in code that takes many times as long to compile.

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

fn member<T: DeserializeOwned>(members: &mut Map<String, Value>, name: &str) -> Result<T, String> {
    let value = members.remove(name).unwrap_or_default();
    T::deserialize(value).map_err(|error| format!("{name}: {error}"))
}

fn insert(members: &mut Map<String, Value>, name: &str, value: &impl Serialize) -> Result<(), String> {
    let value = serde_json::to_value(value).map_err(|error| format!("{name}: {error}"))?;
    members.insert(name.to_owned(), value);
    Ok(())
}

/// The name of an arm, and its value.
fn arm(members: Map<String, Value>) -> Result<(String, Value), String> {
    let mut members = members.into_iter();
    match (members.next(), members.next()) {
        (Some(arm), None) => Ok(arm),
        _ => Err("not one arm".to_owned()),
    }
}

macro_rules! record {
    ($name:ident: $($field:ident)*) => {
        impl<'de> Deserialize<'de> for crate::$name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                fn read(members: &mut Map<String, Value>) -> Result<crate::$name, String> {
                    Ok(crate::$name { $($field: member(members, stringify!($field))?,)* })
                }
                read(&mut Map::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        }

        impl Serialize for crate::$name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                fn write(it: &crate::$name, members: &mut Map<String, Value>) -> Result<(), String> {
                    $(insert(members, stringify!($field), &it.$field)?;)*
                    Ok(())
                }
                let mut members = Map::new();
                write(self, &mut members).map_err(S::Error::custom)?;
                members.serialize(serializer)
            }
        }
    };
}

macro_rules! fault {
    ($name:ident: $($arm:ident)*) => {
        impl Serialize for crate::$name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut members = Map::new();
                match self {
                    $(Self::$arm(value) => insert(&mut members, stringify!($arm), value),)*
                    other => Err(format!("it is not declared: {other:?}")),
                }
                .map_err(S::Error::custom)?;
                members.serialize(serializer)
            }
        }
    };
}

macro_rules! choice {
    ($name:ident: $($arm:ident)*) => {
        fault!($name: $($arm)*);

        impl<'de> Deserialize<'de> for crate::$name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                fn read(members: Map<String, Value>) -> Result<crate::$name, String> {
                    let (name, value) = arm(members)?;
                    match name.as_str() {
                        $(stringify!($arm) => {
                            let value = serde_json::from_value(value);
                            value.map(crate::$name::$arm).map_err(|error| error.to_string())
                        })*
                        other => Err(format!("{other} is no arm")),
                    }
                }
                read(Map::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        }
    };
}

macro_rules! text {
    ($name:ident: $($variant:ident)*) => {
        impl<'de> Deserialize<'de> for crate::$name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                match String::deserialize(deserializer)?.as_str() {
                    $(stringify!($variant) => Ok(Self::$variant),)*
                    other => Err(D::Error::custom(format_args!("{other} is no variant"))),
                }
            }
        }

        impl Serialize for crate::$name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(match self {
                    $(Self::$variant => stringify!($variant),)*
                    other => return Err(S::Error::custom(format_args!("it is not known: {other:?}"))),
                })
            }
        }
    };
}

