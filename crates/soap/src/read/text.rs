//! Simple content.

use std::borrow::Cow;

use super::{Reader, Token};
use crate::error::{DecodeError, SHOWN, ValueError, shortened};
use crate::name;
use crate::value::{Simple, trim};
use crate::xsd::QName;

impl<'x> Reader<'x> {
    /// Reads the text of the element; borrowed where it stands in one piece.
    ///
    /// # Errors
    /// When there are elements in it, or the document is broken.
    pub fn text(&mut self) -> Result<Cow<'x, str>, DecodeError> {
        let first = match self.characters() {
            Some(first) => Token::Text(Cow::Borrowed(first)),
            None => self.next()?,
        };
        match first {
            Token::End | Token::Eof => Ok(Cow::Borrowed("")),
            Token::Text(first) => match self.next()? {
                Token::End | Token::Eof => Ok(first),
                Token::Text(second) => self.more_text(first, &second),
                Token::Start => Err(self.unexpected_child()),
            },
            Token::Start => Err(self.unexpected_child()),
        }
    }

    /// The characters up to the next markup: what most values are, and no event of quick-xml is needed for them.
    #[inline]
    fn characters(&mut self) -> Option<&'x str> {
        if self.empty {
            return None;
        }
        let rest = &self.text[self.position()..];
        let length = memchr::memchr2(b'<', b'&', rest.as_bytes())?;
        let (characters, rest) = rest.split_at(length);
        let is_plain = rest.starts_with('<')
            && length <= self.limits.text
            && !(self.carriage_returns && characters.contains('\r'));
        is_plain.then(|| {
            *self.xml.get_mut() = rest.as_bytes();
            characters
        })
    }

    /// Goes on where comments, references or CDATA sections divide a text.
    fn more_text(
        &mut self,
        first: Cow<'x, str>,
        second: &str,
    ) -> Result<Cow<'x, str>, DecodeError> {
        let mut text = first.into_owned();
        text.push_str(second);
        loop {
            if text.len() > self.limits.text {
                return Err(self.too_long());
            }
            match self.next()? {
                Token::End | Token::Eof => return Ok(Cow::Owned(text)),
                Token::Text(more) => text.push_str(&more),
                Token::Start => return Err(self.unexpected_child()),
            }
        }
    }

    /// Reads a value of a simple type.
    ///
    /// # Errors
    /// When the text is no such value.
    pub fn value<T: Simple>(&mut self) -> Result<T, DecodeError> {
        let start = self.tag.start;
        let default = self.default.take().filter(|(of, _)| *of == start);
        let text = self.text()?;
        match default.map_or(text, |(_, default)| Cow::Borrowed(default)) {
            Cow::Borrowed(text) => T::parse(text).map_err(|error| self.invalid(text, &error)),
            Cow::Owned(text) => {
                // The text goes into the value, so what an error may show of it is kept aside.
                let shown = shortened(&text, SHOWN).into_owned();
                T::parse_owned(text).map_err(|error| self.invalid(&shown, &error))
            }
        }
    }

    /// Reads a value of type `xs:QName`.
    pub(crate) fn qname(&mut self) -> Result<QName, DecodeError> {
        // The element itself may declare the prefix, and is left before its whole text is known.
        let scope = self.scope.clone();
        let name = self.text()?;
        QName::resolve(&name, &scope).map_err(|message| self.error(message))
    }

    /// Reads a fault code: meant to be an `xs:QName`, but servers also send prefixes that they never declare.
    pub(crate) fn fault_code(&mut self) -> Result<QName, DecodeError> {
        let scope = self.scope.clone();
        let code = self.text()?;
        Ok(QName::resolve(&code, &scope)
            .unwrap_or_else(|_| QName::new("", name::local(trim(&code)))))
    }

    /// Character data as XML defines it: every line end a line feed.
    #[inline]
    pub(super) fn content(&self, raw: Cow<'x, str>) -> Result<Cow<'x, str>, DecodeError> {
        if raw.len() > self.limits.text {
            return Err(self.too_long());
        }
        if self.carriage_returns && raw.contains('\r') {
            return Ok(Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n")));
        }
        Ok(raw)
    }

    #[cold]
    fn invalid(&self, text: &str, error: &ValueError) -> DecodeError {
        self.error(error.describe(text))
    }

    #[cold]
    fn unexpected_child(&self) -> DecodeError {
        self.error("an element where only text is expected")
    }

    #[cold]
    pub(super) fn too_long(&self) -> DecodeError {
        self.error(format!("a text is longer than {} bytes", self.limits.text))
    }
}
