//! Elements that may be `xsi:nil`.

use crate::error::{DecodeError, EncodeError};
use crate::facets::Facets;
use crate::read::Reader;
use crate::value::{ReadXml, WriteXml};
use crate::write::Writer;

/// The value of a nillable element: present and empty of meaning, or a value.
///
/// An element that may also be left out is an `Option<Nillable<T>>`: "not sent" and "sent as nil" differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nillable<T> {
    /// `xsi:nil="true"`.
    #[default]
    Nil,
    /// A value.
    Value(T),
}

impl<T> Nillable<T> {
    /// Nil for `None`.
    pub fn from_option(value: Option<T>) -> Self {
        value.map_or(Self::Nil, Self::Value)
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Nil => None,
            Self::Value(value) => Some(value),
        }
    }

    /// A reference to the value, if there is one.
    pub fn as_ref(&self) -> Nillable<&T> {
        match self {
            Self::Nil => Nillable::Nil,
            Self::Value(value) => Nillable::Value(value),
        }
    }

    /// Changes the value, if there is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nillable<U> {
        match self {
            Self::Nil => Nillable::Nil,
            Self::Value(value) => Nillable::Value(change(value)),
        }
    }

    /// Whether this is nil.
    pub fn is_nil(&self) -> bool {
        matches!(self, Self::Nil)
    }
}

impl<T> From<T> for Nillable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Nillable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T> From<Nillable<T>> for Option<T> {
    fn from(value: Nillable<T>) -> Self {
        value.into_option()
    }
}

impl<T: ReadXml> ReadXml for Nillable<T> {
    const NILLABLE: bool = true;

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.is_nil()? {
            reader.skip()?;
            return Ok(Self::Nil);
        }
        T::read(reader).map(Self::Value)
    }
}

impl<T: WriteXml> WriteXml for Nillable<T> {
    const FACETS: &'static [(&'static str, Facets)] = T::FACETS;

    fn write(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Nil => writer.nil(),
            Self::Value(value) => value.write(writer),
        }
    }
}
