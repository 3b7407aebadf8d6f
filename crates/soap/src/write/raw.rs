//! Writing what is XML already.

use super::{Open, Writer};
use crate::error::EncodeError;
use crate::extra::{self, Extra, RawXml};
use crate::path;

impl Writer {
    /// Writes what a type doesn't know into the open element: attributes, and children between the known ones, where
    /// each stood.
    ///
    /// # Errors
    /// When an attribute has no name, or a character that XML forbids.
    pub fn extra(&mut self, extra: &Extra) -> Result<(), EncodeError> {
        let Some(Open { start, name_length }) = self.open.last().copied() else {
            return Ok(());
        };
        let mut attributes = String::new();
        for (number, (name, value)) in extra.attributes().enumerate() {
            let written = extra::attribute(number, name, value, &mut attributes);
            written.map_err(|error| self.error(error.describe(&name.local)))?;
        }
        self.out.insert_str(start + 1 + name_length, &attributes);
        if extra.iter().next().is_some() {
            self.end_tag();
            let woven = extra::weave(&self.out[start..], extra);
            self.out.truncate(start);
            self.out.push_str(&woven);
        }
        Ok(())
    }

    /// Writes an element that is XML already, its name included.
    ///
    /// # Errors
    /// Never: the lines of a writer are of one type.
    pub fn whole(&mut self, element: &RawXml) -> Result<(), EncodeError> {
        self.end_tag();
        self.out.push_str(element.as_str());
        Ok(())
    }

    /// Writes attributes and content that are XML already.
    pub(crate) fn raw(&mut self, attributes: &str, content: &str) -> Result<(), EncodeError> {
        self.keep_name_from(attributes)?;
        // The XML says itself what it is.
        self.type_ = None;
        self.out.push_str(attributes);
        if !content.is_empty() {
            self.end_tag();
            self.out.push_str(content);
        }
        Ok(())
    }

    /// Attributes from elsewhere may give the prefix of the open element another meaning: then it gets another prefix.
    fn keep_name_from(&mut self, attributes: &str) -> Result<(), EncodeError> {
        let Some(Open { start, name_length }) = self.open.last().copied() else {
            return Ok(());
        };
        let name = &self.out[start + 1..start + 1 + name_length];
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let Some(theirs) = path::declared(attributes, prefix) else {
            return Ok(());
        };
        let mut starts = self.open.iter().rev().map(|open| &self.out[open.start..]);
        let ours = starts
            .find_map(|element| path::declared(path::tag(element), prefix))
            .unwrap_or_default();
        if ours == theirs {
            return Ok(());
        }
        if prefix.is_empty() {
            return Err(self.error("XML with a default namespace in an element that has none"));
        }
        // More than the attributes can declare.
        let fresh = (0..attributes.len())
            .map(|number| format!("k{number}"))
            .find(|prefix| path::declared(attributes, prefix).is_none())
            .unwrap_or_default();
        let name = format!("{fresh}:{local}");
        let declared = format!("{name} xmlns:{fresh}=\"{ours}\"");
        self.out
            .replace_range(start + 1..start + 1 + name_length, &declared);
        if let Some(open) = self.open.last_mut() {
            open.name_length = name.len();
        }
        Ok(())
    }
}
