//! Enumerations, made of their values.

/// An enumeration of texts, open for others: `Other` holds what the schema doesn't list.
///
/// The type reads and writes itself, is made of a text by `From`, and gives it back by `as_str`. Behind a text may stand the number that
/// ASP.NET writes for it on the JSON wire.
///
/// ```
/// kontorhaus_soap::v1::text_enum! {
///     /// A colour.
///     pub enum Colour {
///         /// `red`
///         Red = "red",
///         /// `green`
///         Green = "green" | 1,
///     }
/// }
///
/// assert_eq!(Colour::from("red"), Colour::Red);
/// assert_eq!(Colour::from("blue").as_str(), "blue");
/// ```
#[macro_export]
macro_rules! text_enum {
    ($($enumeration:tt)*) => {
        $crate::open_text_enum! { @closed $($enumeration)* }
    };
}

/// The same for values to which a service may add, so that validation has nothing to say against others.
#[macro_export]
macro_rules! open_text_enum {
    (@is_known open) => {};
    (@is_known closed) => {
        fn is_known(&self) -> bool {
            !matches!(self, Self::Other(_))
        }
    };
    (
        @$kind:ident
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $value:literal $(| $number:literal)?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
            /// A value that this version doesn't know.
            Other(String),
        }

        impl $name {
            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Other(value) => value,
                }
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Other(value.to_owned()),
                }
            }
        }

        impl $crate::v1::Simple for $name {
            const JSON: $crate::v1::JsonForm = $crate::v1::JsonForm::Numbered(&[$($(($value, $number),)?)*]);

            fn parse(text: &str) -> Result<Self, $crate::v1::ValueError> {
                let trimmed = $crate::v1::trim(text);
                if trimmed.len() < text.len() {
                    // Blanks may belong to the value.
                    let value = Self::from(text);
                    if !matches!(value, Self::Other(_)) {
                        return Ok(value);
                    }
                }
                Ok(Self::from(trimmed))
            }

            fn format(&self, out: &mut $crate::v1::Text<'_>) -> Result<(), $crate::v1::ValueError> {
                out.push(self.as_str())
            }

            $crate::open_text_enum! { @is_known $kind }
        }
    };
    ($($enumeration:tt)*) => {
        $crate::open_text_enum! { @open $($enumeration)* }
    };
}

/// An enumeration of numbers, open for others.
///
/// ```
/// kontorhaus_soap::v1::number_enum! {
///     /// A kind.
///     pub enum Kind {
///         /// In percent.
///         Percent = 1,
///     }
/// }
///
/// assert_eq!(Kind::from(1), Kind::Percent);
/// assert_eq!(Kind::from(-7).number(), -7);
/// ```
#[macro_export]
macro_rules! number_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $value:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
            /// A value that this version doesn't know.
            Other(i32),
        }

        impl $name {
            /// The number on the wire.
            #[must_use]
            pub fn number(self) -> i32 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Other(number) => number,
                }
            }
        }

        impl From<i32> for $name {
            fn from(number: i32) -> Self {
                match number {
                    $($value => Self::$variant,)*
                    _ => Self::Other(number),
                }
            }
        }

        impl $crate::v1::Simple for $name {
            const JSON: $crate::v1::JsonForm = $crate::v1::JsonForm::Literal;

            fn parse(text: &str) -> Result<Self, $crate::v1::ValueError> {
                <i32 as $crate::v1::Simple>::parse(text).map(Self::from)
            }

            fn format(&self, out: &mut $crate::v1::Text<'_>) -> Result<(), $crate::v1::ValueError> {
                $crate::v1::Simple::format(&self.number(), out)
            }
        }
    };
}
