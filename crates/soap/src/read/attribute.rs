//! Attributes: of the schema, `xmlns` and `xsi`.

use std::borrow::Cow;
use std::fmt;

use quick_xml::events::attributes::{AttrError, Attributes};

use super::reference::attribute_value;
use super::{Reader, Tag};
use crate::error::DecodeError;
use crate::extra::Extra;
use crate::name::{self, XSI};
use crate::scope::Scope;
use crate::value::{Simple, trim};
use crate::xsd::QName;

/// An attribute of the element that is being read.
pub struct Attribute<'r> {
    scope: &'r Scope<'r>,
    namespace: &'r str,
    name: &'r str,
    value: Cow<'r, str>,
    at: usize,
}

impl Attribute<'_> {
    /// The namespace; empty for none, as nearly all attributes have.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.namespace
    }

    /// The local name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// Reads the value.
    ///
    /// # Errors
    /// When it is no such value.
    pub fn value<T: Simple>(&self, slot: &mut Option<T>) -> Result<(), DecodeError> {
        let value =
            T::parse(&self.value).map_err(|error| self.error(error.describe(&self.value)))?;
        *slot = Some(value);
        Ok(())
    }

    /// Reads a value of type `xs:QName`.
    ///
    /// # Errors
    /// When it is no such value or its prefix is not declared.
    pub fn qname(&self, slot: &mut Option<QName>) -> Result<(), DecodeError> {
        *slot =
            Some(QName::resolve(&self.value, self.scope).map_err(|message| self.error(message))?);
        Ok(())
    }

    /// Keeps an attribute that the schema doesn't name.
    ///
    /// # Errors
    /// Never: the arms of a reader's `match` are of one type.
    pub fn keep(&self, extra: &mut Extra) -> Result<(), DecodeError> {
        extra.push_attribute(QName::new(self.namespace, self.name), &*self.value);
        Ok(())
    }

    fn error(&self, message: impl Into<String>) -> DecodeError {
        DecodeError::new(self.at, message).in_attribute(self.name)
    }
}

/// Shows the name only.
impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attribute")
            .field("namespace", &self.namespace)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl<'x> Reader<'x> {
    /// Hands the element's attributes to `read`, without `xmlns` and `xsi:…`. To be called before its content is read.
    ///
    /// # Errors
    /// What `read` fails with, or when the tag is broken.
    pub fn attributes(
        &self,
        mut read: impl FnMut(&Attribute<'_>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        for attribute in self.raw_attributes() {
            let (prefix, name, raw) = self.attribute(attribute)?;
            if prefix == "xmlns" || (prefix.is_empty() && name == "xmlns") {
                continue;
            }
            let namespace = self.attribute_namespace(prefix)?;
            if namespace == XSI {
                continue;
            }
            read(&Attribute {
                scope: &self.scope,
                namespace,
                name,
                value: attribute_value(raw)
                    .map_err(|entity| self.unknown_entity(&entity).in_attribute(name))?,
                at: self.tag.start,
            })?;
        }
        Ok(())
    }

    /// Whether the element is `xsi:nil`.
    ///
    /// # Errors
    /// When the tag is broken.
    #[inline]
    pub fn is_nil(&self) -> Result<bool, DecodeError> {
        if self.tag.has_attributes() {
            let nil = self.instance_attribute("nil")?;
            Ok(nil.is_some_and(|value| matches!(trim(&value), "true" | "1")))
        } else {
            Ok(false)
        }
    }

    /// The type that `xsi:type` says the element is of.
    ///
    /// # Errors
    /// When the tag is broken or the type's prefix is not declared.
    pub fn instance_type(&self) -> Result<Option<QName>, DecodeError> {
        let Some(name) = self.instance_attribute("type")? else {
            return Ok(None);
        };
        let resolved = QName::resolve(&name, &self.scope);
        resolved
            .map(Some)
            .map_err(|message| self.error(message).in_attribute("xsi:type"))
    }

    fn instance_attribute(&self, wanted: &str) -> Result<Option<String>, DecodeError> {
        self.foreign_attribute(XSI, wanted)
    }

    /// An attribute without a namespace.
    pub(crate) fn own_attribute(&self, wanted: &str) -> Result<Option<String>, DecodeError> {
        self.foreign_attribute("", wanted)
    }

    #[cold]
    pub(crate) fn foreign_attribute(
        &self,
        namespace: &str,
        wanted: &str,
    ) -> Result<Option<String>, DecodeError> {
        for attribute in self.raw_attributes() {
            let (prefix, name, raw) = self.attribute(attribute)?;
            if name == wanted && self.attribute_namespace(prefix)? == namespace {
                let value = attribute_value(raw).map_err(|entity| self.unknown_entity(&entity))?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    /// Takes in the namespace declarations of a tag, and checks its attributes.
    #[cold]
    pub(super) fn declare(
        &mut self,
        source: &'x str,
        name_length: usize,
    ) -> Result<(), DecodeError> {
        for (count, attribute) in Attributes::new(source, name_length).enumerate() {
            if count == self.limits.attributes {
                return Err(self.error(format!("an element has more than {count} attributes")));
            }
            let (prefix, name, raw) = self.attribute(attribute)?;
            let declared = match (prefix, name) {
                ("xmlns", prefix) => prefix,
                ("", "xmlns") => "",
                _ => continue,
            };
            if self.scope.len() == self.limits.namespaces {
                return Err(self.error(format!(
                    "more than {} namespaces are declared",
                    self.limits.namespaces
                )));
            }
            let uri = attribute_value(raw).map_err(|entity| self.unknown_entity(&entity))?;
            self.scope.declare(self.depth, declared, uri);
        }
        Ok(())
    }

    fn raw_attributes(&self) -> Attributes<'x> {
        Attributes::new(self.tag.source, self.tag.name_length)
    }

    /// The prefix, local name and raw value of an attribute.
    fn attribute(
        &self,
        attribute: Result<quick_xml::events::attributes::Attribute<'x>, AttrError>,
    ) -> Result<(&'x str, &'x str, Cow<'x, str>), DecodeError> {
        let attribute = attribute
            .map_err(|error| self.error(format!("this is not well-formed XML: {error}")))?;
        if attribute.value.len() > self.limits.text {
            return Err(self.too_long());
        }
        let key = attribute.key.into_inner();
        let (prefix, name) = name::split(key).ok_or_else(|| self.no_name(key))?;
        Ok((prefix, name, attribute.value))
    }

    /// Other than elements, attributes without a prefix are in no namespace.
    fn attribute_namespace(&self, prefix: &str) -> Result<&str, DecodeError> {
        if prefix.is_empty() {
            return Ok("");
        }
        let space = self
            .scope
            .find(prefix)
            .ok_or_else(|| self.undeclared(prefix))?;
        Ok(self.scope.uri(space))
    }
}

impl Tag<'_> {
    #[inline]
    fn has_attributes(&self) -> bool {
        self.source.len() > self.name_length
    }
}
