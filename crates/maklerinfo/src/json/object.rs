//! The types whose fields are known in part.

use std::fmt;

/// What stands in `Debug` for a field that may be personal.
pub(crate) struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Makes a struct for each object. A row is a field, its setter, its type and its key on the wire; `shown` lets `Debug`
/// show it.
macro_rules! objects {
    ($(
        $(#[$about:meta])*
        struct $name:ident {
            $( $(#[$field_about:meta])* $field:ident $with:ident: $type:ty = $key:literal $($shown:ident)?, )+
        }
    )+) => { $(
        $(#[$about])*
        ///
        /// Every field may be absent, and is not sent then. What the service sends beyond them is kept in `extra` and
        /// written back. `Debug` hides what may be personal.
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$field_about])* pub $field: Option<$type>, )+
            /// What else there is.
            pub extra: $crate::json::Extra,
        }

        impl $name {
            /// An object without any field.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            $(
                #[doc = concat!("Sets `", $key, "`.")]
                #[must_use]
                pub fn $with(mut self, value: impl Into<$type>) -> Self {
                    self.$field = Some(value.into());
                    self
                }
            )+
        }

        impl $crate::json::Value for $name {
            fn read(json: &serde_json::value::RawValue) -> Result<Self, $crate::json::JsonError> {
                let mut object = Self::default();
                for (key, value) in $crate::json::members(json)? {
                    match &*key {
                        $( $key if value.get() != "null" => {
                            let read = $crate::json::Value::read(value);
                            object.$field = Some(read.map_err(|error: $crate::json::JsonError| error.within($key))?);
                        } )+
                        _ => object.extra.keep(key, value),
                    }
                }
                Ok(object)
            }

            fn write(&self, out: &mut String) {
                let mut written = Vec::new();
                let mut members = String::from("{");
                $( if let Some(value) = &self.$field {
                    $crate::json::member(&mut members, $key, value);
                    written.push($key);
                } )+
                self.extra.write(&mut members, &written);
                members.push('}');
                out.push_str(&members);
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let text = $crate::json::text(self);
                let json = $crate::json::Json::parse(&text).map_err(serde::ser::Error::custom)?;
                serde::Serialize::serialize(&json, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = Box::<serde_json::value::RawValue>::deserialize(deserializer)?;
                $crate::json::Value::read(&json).map_err(serde::de::Error::custom)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name))
                    $( .field(stringify!($field), &objects!(@debug self.$field $($shown)?)) )+
                    .field("extra", &self.extra)
                    .finish()
            }
        }
    )+ };
    (@debug $self:ident.$field:ident shown) => { $self.$field };
    (@debug $self:ident.$field:ident) => { $self.$field.as_ref().map(|_| $crate::json::Hidden) };
}
