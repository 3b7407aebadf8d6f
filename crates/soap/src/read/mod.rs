//! Reading: the document's events, one by one, into typed values.
//!
//! A [`Reader`] stands on a start tag whenever it is handed to a type; the type reads up to its end tag. The parts:
//! events and scopes here, what a type does with its children in `child`, with its text in `text`, with its attributes
//! in `attribute`, and with what it doesn't know in `unknown`.

mod attribute;
mod child;
mod reference;
mod rewrite;
mod text;
mod unknown;

use std::borrow::Cow;
use std::fmt;

use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::Event;

pub use self::attribute::Attribute;
pub(crate) use self::rewrite::{Replacement, rewrite};
use crate::attachment::{self, Attachment};
use crate::error::{DecodeError, SHOWN, shortened};
use crate::extra::RawXml;
use crate::limits::Limits;
use crate::name;
use crate::path;
use crate::scope::{Scope, Space};
use crate::value::ReadXml;

/// Reads a document from front to back.
///
/// Nothing is copied on the way but the values that are kept. Reading is tolerant: any order, unknown elements skipped,
/// every lexical form that XSD allows. A document type definition is refused, and with it every entity of its own.
#[derive(Clone)]
pub struct Reader<'x> {
    xml: quick_xml::Reader<&'x [u8]>,
    text: &'x str,
    limits: Limits,
    scope: Scope<'x>,
    /// The start tag that was read last.
    tag: Tag<'x>,
    /// Where the event that was read last starts.
    at: usize,
    /// How many elements are open.
    depth: usize,
    /// Whether any line end of the document has to be normalised.
    carriage_returns: bool,
    /// Whether `tag` was `<a/>`, so that its end comes next.
    empty: bool,
    /// How many child elements of the innermost open element have begun.
    children: usize,
    /// The start of the element below which paths in errors begin.
    root: Option<usize>,
    /// The header blocks that came before the body.
    headers: Vec<RawXml>,
    /// What came beside the envelope.
    attachments: &'x [Attachment],
    /// What an empty element means, and where its start tag is.
    default: Option<(usize, &'static str)>,
}

#[derive(Clone, Copy, Debug)]
struct Tag<'x> {
    start: usize,
    /// What stands between `<` and `>`, without the slash of an empty element.
    source: &'x str,
    name_length: usize,
    local: &'x str,
    namespace: Space,
}

enum Token<'x> {
    Start,
    End,
    Text(Cow<'x, str>),
    Eof,
}

/// Reads a whole document as one value.
///
/// # Errors
/// When the document is broken or its outermost element is no such value.
pub fn decode<T: ReadXml>(text: &str, limits: Limits) -> Result<T, DecodeError> {
    let mut reader = Reader::new(text, limits);
    let read = |reader: &mut Reader<'_>| {
        reader.first()?;
        reader.begin_paths();
        let value = T::read(reader)?;
        reader.last()?;
        Ok(value)
    };
    read(&mut reader).map_err(|error| reader.located(error))
}

impl<'x> Reader<'x> {
    /// A reader at the front of a document.
    pub(crate) fn new(text: &'x str, limits: Limits) -> Self {
        // All of them: quick-xml would take another one off without counting it.
        let text = text.trim_start_matches('\u{FEFF}');
        Self {
            xml: quick_xml::Reader::from_str(text),
            text,
            limits,
            scope: Scope::new(),
            tag: Tag {
                start: 0,
                source: "",
                name_length: 0,
                local: "",
                namespace: Space::NONE,
            },
            at: 0,
            depth: 0,
            carriage_returns: memchr::memchr(b'\r', text.as_bytes()).is_some(),
            empty: false,
            children: 0,
            root: None,
            headers: Vec::new(),
            attachments: &[],
            default: None,
        }
    }

    /// The same with what came beside the document.
    pub(crate) fn beside(mut self, attachments: &'x [Attachment]) -> Self {
        self.attachments = attachments;
        self
    }

    /// Goes back to the front of the document.
    pub(crate) fn restart(&mut self) {
        *self = Self::new(self.text, self.limits).beside(self.attachments);
    }

    /// Keeps the children of the element as header blocks.
    pub(crate) fn keep_headers(&mut self) -> Result<(), DecodeError> {
        let mut headers = Vec::new();
        self.children_ns(|reader, _| reader.each(&mut headers))?;
        self.headers = headers;
        Ok(())
    }

    /// The header blocks, which nobody else gets then.
    pub(crate) fn take_headers(&mut self) -> Vec<RawXml> {
        std::mem::take(&mut self.headers)
    }

    /// A block of the envelope's header, if it came with a value.
    ///
    /// # Errors
    /// When it is no such value.
    pub fn header<T: ReadXml>(
        &self,
        namespace: &str,
        name: &'static str,
    ) -> Result<Option<T>, DecodeError> {
        let mut headers = self.headers.iter();
        let Some(block) = headers.find(|block| block.is(namespace, name)) else {
            return Ok(None);
        };
        let value = block.read_unless_nil();
        value.map_err(|error| self.error(format!("in the header {name}: {error}")))
    }

    /// What came beside the envelope for a part of the message; `place` counts such parts from 0.
    #[must_use]
    pub fn attachment(&self, part: &str, place: usize) -> Option<Attachment> {
        attachment::of_part(self.attachments, part, place).cloned()
    }

    /// Goes to the outermost element.
    pub(crate) fn first(&mut self) -> Result<(), DecodeError> {
        loop {
            match self.next()? {
                Token::Start => return Ok(()),
                Token::Text(text) if text.trim_ascii().is_empty() => {}
                Token::Eof if self.text.trim_ascii().is_empty() => {
                    return Err(self.error("the document is empty"));
                }
                Token::Eof => return Err(self.error("the document has no element")),
                Token::Text(_) | Token::End => return Err(self.error("this is not XML")),
            }
        }
    }

    /// Goes to the end of the document, after its outermost element.
    pub(crate) fn last(&mut self) -> Result<(), DecodeError> {
        loop {
            match self.next()? {
                Token::Eof => return Ok(()),
                Token::Text(text) if text.trim_ascii().is_empty() => {}
                _ => return Err(self.error("there is more after the document's end")),
            }
        }
    }

    /// Goes to the end of the document, over whatever is still open.
    pub(crate) fn finish(&mut self) -> Result<(), DecodeError> {
        self.skip_to(0)?;
        self.last()
    }

    /// The next event that matters.
    fn next(&mut self) -> Result<Token<'x>, DecodeError> {
        if self.empty {
            self.empty = false;
            self.leave();
            return Ok(Token::End);
        }
        loop {
            self.at = self.position();
            match self.xml.read_event() {
                Ok(Event::Start(tag)) => {
                    let name_length = tag.name().0.len();
                    self.enter(name_length, 1)?;
                    return Ok(Token::Start);
                }
                Ok(Event::Text(text)) => return Ok(Token::Text(self.content(text.into_inner())?)),
                Ok(Event::End(_)) => {
                    self.leave();
                    return Ok(Token::End);
                }
                Ok(Event::Empty(tag)) => {
                    let name_length = tag.name().0.len();
                    self.enter(name_length, 2)?;
                    self.empty = true;
                    return Ok(Token::Start);
                }
                Ok(Event::CData(text)) => return Ok(Token::Text(self.content(text.into_inner())?)),
                Ok(Event::GeneralRef(name)) => {
                    let text =
                        reference::resolve(&name).ok_or_else(|| self.unknown_entity(&name))?;
                    return Ok(Token::Text(Cow::Owned(text.into())));
                }
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => {}
                Ok(Event::DocType(_)) => return Err(self.doctype()),
                Ok(Event::Eof) if self.depth == 0 => return Ok(Token::Eof),
                Ok(Event::Eof) => return Err(self.cut_off()),
                Err(error) => return Err(self.malformed(&error)),
            }
        }
    }

    /// Takes in the start tag at `at`, whose end is `closing` bytes long.
    #[inline]
    fn enter(&mut self, name_length: usize, closing: usize) -> Result<(), DecodeError> {
        self.depth += 1;
        if self.depth > self.limits.depth {
            return Err(self.too_deep());
        }
        let source = &self.text[self.at + 1..self.position() - closing];
        let name = &source[..name_length];
        if source.len() > name_length {
            self.declare(source, name_length)?;
        }
        let (prefix, local) = name::split(name).ok_or_else(|| self.no_name(name))?;
        let namespace = if prefix.is_empty() {
            self.scope.default()
        } else {
            self.scope
                .find(prefix)
                .ok_or_else(|| self.undeclared(prefix))?
        };
        self.tag = Tag {
            start: self.at,
            source,
            name_length,
            local,
            namespace,
        };
        Ok(())
    }

    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
        self.scope.leave(self.depth);
    }

    /// The byte after the event that was read last.
    #[inline]
    fn position(&self) -> usize {
        self.text.len() - self.xml.get_ref().len()
    }

    /// The namespace of the element whose start tag was read last; empty for none.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.scope.uri(self.tag.namespace)
    }

    /// The local name of that element.
    #[must_use]
    pub fn local_name(&self) -> &'x str {
        self.tag.local
    }

    /// The whole document.
    pub(crate) fn document(&self) -> &'x str {
        self.text
    }

    pub(crate) fn is(&self, namespace: &str, local: &str) -> bool {
        self.tag.local == local && self.scope.is(self.tag.namespace, namespace)
    }

    /// Paths in errors begin below the element whose start tag was read last.
    pub(crate) fn begin_paths(&mut self) {
        self.root = Some(self.tag.start);
    }

    /// An error at the event that was read last.
    #[must_use]
    pub fn error(&self, message: impl Into<String>) -> DecodeError {
        DecodeError::new(self.at, message)
    }

    /// Works out the path of an error.
    pub(crate) fn located(&self, error: DecodeError) -> DecodeError {
        let path = path::path(self.text, self.root, error.offset());
        error.at_path(&path)
    }
}

/// What is seldom: kept apart so that the way through [`Reader::next`] stays short.
impl Reader<'_> {
    #[cold]
    fn cut_off(&self) -> DecodeError {
        DecodeError::new(self.text.len(), "the document is cut off")
    }

    #[cold]
    fn malformed(&self, error: &quick_xml::Error) -> DecodeError {
        // On an error the reader stays before the broken part, so a broken end is all that is left.
        let rest = *self.xml.get_ref();
        match error {
            quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) if rest.len() > "<!".len() => {
                self.error("this is not well-formed XML: unknown markup")
            }
            quick_xml::Error::Syntax(_) => self.cut_off(),
            quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) if rest.is_empty() => {
                self.cut_off()
            }
            error => self.error(format!("this is not well-formed XML: {error}")),
        }
    }

    #[cold]
    fn doctype(&self) -> DecodeError {
        self.error("a document type definition is refused")
    }

    #[cold]
    fn too_deep(&self) -> DecodeError {
        self.error(format!(
            "elements are nested more than {} deep",
            self.limits.depth
        ))
    }

    #[cold]
    fn no_name(&self, name: &str) -> DecodeError {
        self.error(format!("\"{}\" is not a name", shortened(name, SHOWN)))
    }

    #[cold]
    fn undeclared(&self, prefix: &str) -> DecodeError {
        self.error(format!("the prefix {prefix} is not declared"))
    }

    #[cold]
    fn unknown_entity(&self, name: &str) -> DecodeError {
        self.error(format!("the entity &{name}; is unknown"))
    }
}

/// Shows where the reader stands, but nothing of what it reads.
impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("element", &self.tag.local)
            .field("at", &self.at)
            .field("of", &self.text.len())
            .finish_non_exhaustive()
    }
}
