//! Elements that a type doesn't know.

use quick_xml::events::Event;

use super::Reader;
use crate::error::DecodeError;
use crate::extra::{Extra, RawXml};

impl Reader<'_> {
    /// Skips the element.
    ///
    /// # Errors
    /// When the document is broken.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        self.skip_to(self.depth - 1)
    }

    /// Skips until `depth` elements are open. Names are not resolved on the way.
    #[inline]
    pub(in crate::read) fn skip_to(&mut self, depth: usize) -> Result<(), DecodeError> {
        if self.depth > depth {
            self.skip_on(depth)
        } else {
            Ok(())
        }
    }

    fn skip_on(&mut self, depth: usize) -> Result<(), DecodeError> {
        if self.empty {
            self.empty = false;
            self.depth -= 1;
        }
        while self.depth > depth {
            self.at = self.position();
            match self.xml.read_event() {
                Ok(Event::Start(_)) => {
                    self.depth += 1;
                    if self.depth > self.limits.depth {
                        return Err(self.too_deep());
                    }
                }
                Ok(Event::End(_)) => self.depth -= 1,
                Ok(Event::Eof) => return Err(self.cut_off()),
                Ok(Event::DocType(_)) => return Err(self.doctype()),
                Ok(_) => {}
                Err(error) => return Err(self.malformed(&error)),
            }
        }
        self.scope.leave(depth);
        Ok(())
    }

    /// Keeps the element as it is, with the place it has among its siblings.
    ///
    /// # Errors
    /// When the document is broken.
    pub fn keep(&mut self, extra: &mut Extra) -> Result<(), DecodeError> {
        let position = self.children.saturating_sub(1);
        extra.push(position, self.raw()?);
        Ok(())
    }

    /// Keeps the element as it is if it is the first that comes here, else skips it.
    ///
    /// # Errors
    /// When the document is broken.
    pub fn keep_first(&mut self, slot: &mut Option<RawXml>) -> Result<(), DecodeError> {
        if slot.is_some() {
            return self.skip();
        }
        *slot = Some(self.raw()?);
        Ok(())
    }

    /// Takes the element as text, with the namespace declarations around it that it uses.
    pub(crate) fn raw(&mut self) -> Result<RawXml, DecodeError> {
        let tag = self.tag;
        let inherited = self.scope.inherited(self.depth);
        self.skip()?;
        let source = &self.text[tag.start..self.position()];
        let name_end = 1 + tag.name_length;
        let mut xml = String::with_capacity(source.len() + 64);
        xml.push_str(&source[..name_end]);
        for binding in inherited
            .iter()
            .filter(|binding| uses(source, binding.prefix))
        {
            let separator = if binding.prefix.is_empty() { "" } else { ":" };
            let uri = quick_xml::escape::escape(&*binding.uri);
            for part in [" xmlns", separator, binding.prefix, "=\"", &uri, "\""] {
                xml.push_str(part);
            }
        }
        xml.push_str(&source[name_end..]);
        Ok(RawXml::from_element(xml))
    }
}

/// Whether a prefix may matter in a piece of XML: in names, or in values of type `xs:QName`.
fn uses(source: &str, prefix: &str) -> bool {
    prefix.is_empty()
        || source
            .match_indices(prefix)
            .any(|(at, _)| source[at + prefix.len()..].starts_with(':'))
}
