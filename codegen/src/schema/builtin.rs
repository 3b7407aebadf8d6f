//! The types that XML Schema itself has.

use std::fmt;

macro_rules! builtins {
    ($($variant:ident = $name:literal: $docs:literal,)+) => {
        /// A type of XML Schema 1.0 itself.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Builtin {
            $(#[doc = $docs] $variant,)+
        }

        impl Builtin {
            /// Every built-in.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its local name in the namespace of XML Schema.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The built-in with this local name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

builtins! {
    AnyType = "anyType": "Anything at all.",
    AnySimpleType = "anySimpleType": "Any text.",
    String = "string": "Text, blanks kept.",
    NormalizedString = "normalizedString": "Text without line breaks and tabs.",
    Token = "token": "Text without blanks at the ends or doubled.",
    Language = "language": "A language tag.",
    Name = "Name": "An XML name.",
    NcName = "NCName": "An XML name without a colon.",
    Id = "ID": "A name that is unique in the document.",
    IdRef = "IDREF": "A reference to an `ID`.",
    IdRefs = "IDREFS": "References to `ID`s.",
    Entity = "ENTITY": "The name of an unparsed entity.",
    Entities = "ENTITIES": "Names of unparsed entities.",
    NmToken = "NMTOKEN": "A name token.",
    NmTokens = "NMTOKENS": "Name tokens.",
    QName = "QName": "A name with a prefix.",
    Notation = "NOTATION": "The name of a notation.",
    AnyUri = "anyURI": "An address.",
    Boolean = "boolean": "`true`, `false`, `1` or `0`.",
    Decimal = "decimal": "A decimal number of any length.",
    Integer = "integer": "An integer of any length.",
    NonPositiveInteger = "nonPositiveInteger": "An integer up to 0.",
    NegativeInteger = "negativeInteger": "An integer below 0.",
    NonNegativeInteger = "nonNegativeInteger": "An integer from 0.",
    PositiveInteger = "positiveInteger": "An integer from 1.",
    Long = "long": "64 bits, signed.",
    Int = "int": "32 bits, signed.",
    Short = "short": "16 bits, signed.",
    Byte = "byte": "8 bits, signed.",
    UnsignedLong = "unsignedLong": "64 bits, unsigned.",
    UnsignedInt = "unsignedInt": "32 bits, unsigned.",
    UnsignedShort = "unsignedShort": "16 bits, unsigned.",
    UnsignedByte = "unsignedByte": "8 bits, unsigned.",
    Float = "float": "32 bits, binary.",
    Double = "double": "64 bits, binary.",
    Duration = "duration": "A length of time.",
    DateTime = "dateTime": "A date and time, with or without a zone.",
    Time = "time": "A time of day.",
    Date = "date": "A date.",
    GYearMonth = "gYearMonth": "A month of a year.",
    GYear = "gYear": "A year.",
    GMonthDay = "gMonthDay": "A day of every year.",
    GDay = "gDay": "A day of every month.",
    GMonth = "gMonth": "A month of every year.",
    HexBinary = "hexBinary": "Bytes in hexadecimal.",
    Base64Binary = "base64Binary": "Bytes in Base64.",
}

impl Builtin {
    /// The built-in with this local name, also by a name of XML Schema 1.1 or of a draft that has a near equivalent in 1.0.
    pub(crate) fn from_name_or_alias(name: &str) -> Option<Self> {
        Some(match name {
            "dateTimeStamp" | "timeInstant" => Self::DateTime,
            "dayTimeDuration" | "yearMonthDuration" | "timeDuration" => Self::Duration,
            "anyAtomicType" => Self::AnySimpleType,
            "uriReference" => Self::AnyUri,
            _ => return Self::from_name(name),
        })
    }

    /// What is meant by the name of a type of some programming language or database that XML Schema doesn't have.
    pub(super) fn by_other_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "any" | "array" | "arraylist" | "hash" | "map" | "mixed" | "object" | "struct"
            | "variant" => Self::AnyType,
            "bool" => Self::Boolean,
            "char" | "guid" | "str" | "text" | "uuid" | "varchar" => Self::String,
            "currency" | "money" | "number" | "numeric" => Self::Decimal,
            "real" => Self::Double,
            "timestamp" => Self::DateTime,
            "binary" | "blob" => Self::Base64Binary,
            _ => return None,
        })
    }
}

impl fmt::Display for Builtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "xs:{}", self.name())
    }
}
