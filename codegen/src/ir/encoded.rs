//! What SOAP encoding adds to values: arrays, and types that are said.

use super::build::Builder;
use super::model::{Plain, SchemaType, Value};
use crate::schema::{Builtin, ComplexType, QName, SoapArray, Type, TypeRef};
use crate::xmlns;

/// How many arrays may stand in each other.
const MAX_ARRAYS: usize = 16;

impl<'s> Builder<'s, '_> {
    /// The value of an array type: one `Array` for each pair of brackets, the innermost first.
    pub(super) fn array(&mut self, complex: &'s ComplexType, array: &'s SoapArray) -> Value {
        let address = std::ptr::from_ref(complex).addr();
        // An array of itself has no Rust type without a name in between.
        if !self.open_arrays.insert(address) {
            return Value::Plain(Plain("RawXml"));
        }
        let mut value = self.value(&array.item, "item", None);
        self.open_arrays.remove(&address);
        for _ in 0..array.dimensions.matches('[').count().clamp(1, MAX_ARRAYS) {
            value = Value::Array(Box::new(value));
        }
        value
    }

    /// The type that a value of this type says it is of, where it has to: `None` for anything, and for what has no name.
    pub(super) fn schema_type(&mut self, type_: &TypeRef) -> Option<SchemaType> {
        let named = self.named(type_, 0)?;
        if !self.encoded && named.dimensions.is_empty() {
            return None;
        }
        self.namespace(&named.name);
        Some(named)
    }

    fn named(&self, type_: &TypeRef, depth: usize) -> Option<SchemaType> {
        let name = match type_ {
            TypeRef::Builtin(builtin) if *builtin != Builtin::AnyType => {
                QName::new(xmlns::XSD, builtin.name())
            }
            TypeRef::Named(name) => match self.schemas.types.get(name) {
                Some(Type::Complex(ComplexType {
                    array: Some(array), ..
                })) => return self.array_type(array, depth),
                Some(Type::Complex(complex)) if complex.mixed => return None,
                _ => name.clone(),
            },
            TypeRef::Builtin(_) | TypeRef::Anonymous(_) | TypeRef::OfElement(_) => return None,
        };
        Some(SchemaType {
            name,
            dimensions: String::new(),
        })
    }

    /// The brackets of the items come first: `int[][,]` is a table of lists.
    fn array_type(&self, array: &SoapArray, depth: usize) -> Option<SchemaType> {
        if depth == MAX_ARRAYS {
            return None;
        }
        let anything = SchemaType {
            name: QName::new(xmlns::XSD, "anyType"),
            dimensions: String::new(),
        };
        let mut type_ = self.named(&array.item, depth + 1).unwrap_or(anything);
        let brackets = array.dimensions.chars().filter(|c| "[,]".contains(*c));
        type_.dimensions.extend(brackets);
        Some(type_)
    }
}
