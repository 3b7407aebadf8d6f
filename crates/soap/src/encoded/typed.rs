//! Elements that say which type their value is of.

use crate::error::EncodeError;
use crate::value::WriteXml;
use crate::write::Writer;

/// Writes elements whose values are of a type; made by [`Writer::of_type`].
///
/// The type is said where the message is encoded. In a literal one it is known from the schema.
#[derive(Debug)]
pub struct Typed<'w> {
    writer: &'w mut Writer,
    type_: &'static str,
}

impl<'w> Typed<'w> {
    pub(crate) fn new(writer: &'w mut Writer, type_: &'static str) -> Self {
        Self { writer, type_ }
    }

    /// Writes an element.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn element<T: WriteXml + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.writer.open(name);
        self.writer.expect_type(self.type_);
        self.writer.value(value)?;
        self.writer.close();
        Ok(())
    }

    /// Writes an element if there is a value.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn optional<T: WriteXml>(
        &mut self,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), EncodeError> {
        match value {
            Some(value) => self.element(name, value),
            None => Ok(()),
        }
    }

    /// Writes an element of a recursive type if there is a value.
    ///
    /// # Errors
    /// When the value can't be written.
    pub fn optional_boxed<T: WriteXml>(
        &mut self,
        name: &str,
        value: &Option<Box<T>>,
    ) -> Result<(), EncodeError> {
        match value {
            Some(value) => self.element(name, &**value),
            None => Ok(()),
        }
    }

    /// Writes an element for each value.
    ///
    /// # Errors
    /// When a value can't be written.
    pub fn each<T: WriteXml>(&mut self, name: &str, values: &[T]) -> Result<(), EncodeError> {
        values
            .iter()
            .try_for_each(|value| self.element(name, value))
    }
}
