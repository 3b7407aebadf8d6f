//! Text to a tree, within limits.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::document::{Attribute, Content, Document, Element, NodeId};
use crate::diagnostics::{Diagnostic, Problems, SourceId, Span};
use crate::xmlns;

/// How deep elements may stand in each other. Real files stay below 40; later stages recurse.
pub(crate) const MAX_DEPTH: usize = 128;
/// How many attributes an element may have.
const MAX_ATTRIBUTES: usize = 256;
/// How many elements a document may have; the largest services known have 100,000.
const MAX_ELEMENTS: usize = 500_000;

/// Reads a document. What is not well-formed ends it with an error; what can be passed over is noted.
pub(super) fn parse(text: &str, source: SourceId, problems: &mut Problems) -> Option<Document> {
    let mut builder = Builder {
        text,
        source,
        problems,
        uris: BTreeMap::new(),
        elements: Vec::new(),
        open: Vec::new(),
        pending: String::new(),
    };
    match builder.run() {
        Ok(()) => Some(Document {
            elements: builder.elements,
        }),
        Err(diagnostic) => {
            problems.add(*diagnostic);
            None
        }
    }
}

type Outcome<T = ()> = Result<T, Box<Diagnostic>>;

struct Builder<'t, 'p> {
    text: &'t str,
    source: SourceId,
    problems: &'p mut Problems,
    uris: BTreeMap<String, Rc<str>>,
    elements: Vec<Element>,
    open: Vec<NodeId>,
    /// Character data since the last tag.
    pending: String,
}

impl<'t> Builder<'t, '_> {
    fn run(&mut self) -> Outcome {
        self.check_characters()?;
        let mut reader = Reader::from_str(self.text);
        loop {
            let start = reader.buffer_position();
            let event = reader.read_event().map_err(|error| {
                let at = reader.error_position();
                let span = self.span(at, reader.buffer_position().max(at));
                let cut_off = matches!(error, quick_xml::Error::Syntax(_));
                let error = Diagnostic::error(format!("not well-formed XML: {error}")).at(span);
                Box::new(match self.opened() {
                    _ if cut_off => error.help("the file looks cut off"),
                    Some(opened) => error.help(opened),
                    None => error,
                })
            })?;
            let span = self.span(start, reader.buffer_position());
            match event {
                Event::Start(tag) => self.start(&tag, span)?,
                Event::Empty(tag) => {
                    self.start(&tag, span)?;
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.characters(&text.xml10_content(), span)?,
                Event::CData(text) => self.characters(&text.xml10_content(), span)?,
                Event::GeneralRef(reference) => {
                    let resolved = resolve(&reference, span)?;
                    self.characters(resolved.encode_utf8(&mut [0; 4]), span)?;
                }
                Event::DocType(_) => {
                    return Err(Box::new(
                        Diagnostic::error("a document type declaration is not allowed here")
                            .at(span)
                            .help("remove it; entities that it defines must be written out"),
                    ));
                }
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => return self.finish(span),
            }
        }
    }

    /// Which element is open, and since which line.
    fn opened(&self) -> Option<String> {
        let element = self.elements.get(*self.open.last()? as usize)?;
        let line = self
            .text
            .get(..element.span.start as usize)?
            .matches('\n')
            .count()
            + 1;
        Some(format!("`{}` was opened in line {line}", element.local))
    }

    fn finish(&mut self, end: Span) -> Outcome {
        if let Some(element) = self
            .open
            .last()
            .and_then(|id| self.elements.get(*id as usize))
        {
            let error = format!("not well-formed XML: `<{}>` is never closed", element.local);
            return Err(Box::new(
                Diagnostic::error(error)
                    .at(element.span)
                    .label("opened here")
                    .help("the file looks cut off"),
            ));
        }
        if self.elements.is_empty() {
            return Err(Box::new(
                Diagnostic::error("there is no XML in this file").at(end),
            ));
        }
        Ok(())
    }

    /// XML forbids most control characters, and quick-xml doesn't look.
    fn check_characters(&self) -> Outcome {
        let forbidden = |c: char| matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
        let Some((at, c)) = self.text.char_indices().find(|(_, c)| forbidden(*c)) else {
            return Ok(());
        };
        let message = format!(
            "not well-formed XML: the character U+{:04X} is not allowed",
            u32::from(c)
        );
        let span = self.span(at as u64, (at + c.len_utf8()) as u64);
        Err(Box::new(Diagnostic::error(message).at(span)))
    }

    fn start(&mut self, tag: &BytesStart<'t>, span: Span) -> Outcome {
        self.flush();
        let refuse = |message: String| Err(Box::new(Diagnostic::error(message).at(span)));
        if self.open.len() >= MAX_DEPTH {
            return refuse(format!(
                "elements stand more than {MAX_DEPTH} deep in each other"
            ));
        }
        if self.elements.len() >= MAX_ELEMENTS {
            return refuse(format!(
                "the document has more than {MAX_ELEMENTS} elements"
            ));
        }
        if self.open.is_empty() && !self.elements.is_empty() {
            return refuse("not well-formed XML: a second root element".to_owned());
        }
        let mut declared = Vec::new();
        let mut attributes: Vec<(&str, String, Span)> = Vec::new();
        let mut names = BTreeSet::new();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| {
                let message = format!("not well-formed XML: {error}");
                Box::new(Diagnostic::error(message).at(span))
            })?;
            let name = attribute.key.into_inner();
            if names.len() >= MAX_ATTRIBUTES {
                return refuse(format!(
                    "the element has more than {MAX_ATTRIBUTES} attributes"
                ));
            }
            if !names.insert(name) {
                return refuse(format!(
                    "not well-formed XML: the attribute `{name}` stands twice"
                ));
            }
            let value_span = self.span_of(&attribute.value).unwrap_or(span);
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|error| {
                    let message = format!("not well-formed XML: attribute `{name}`: {error}");
                    Box::new(Diagnostic::error(message).at(value_span))
                })?
                .into_owned();
            if name == "xmlns" {
                declared.push((String::new(), self.uri(&value)));
            } else if let Some(prefix) = name.strip_prefix("xmlns:") {
                declared.push((prefix.to_owned(), self.uri(&value)));
            } else {
                attributes.push((name, value, value_span));
            }
        }
        let id = NodeId::try_from(self.elements.len()).unwrap_or(NodeId::MAX);
        let parent = self.open.last().copied();
        // The element is stored first, so that its own declarations are in scope for its name.
        let none = self.uri("");
        self.elements.push(Element {
            namespace: none,
            local: String::new(),
            attributes: Vec::new(),
            declared,
            parent,
            content: Vec::new(),
            span,
        });
        if let Some(parent) = parent.and_then(|parent| self.elements.get_mut(parent as usize)) {
            parent.content.push(Content::Element(id));
        }
        self.open.push(id);

        let name = tag.name().into_inner();
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let namespace = self.lookup(prefix, span);
        let attributes = attributes
            .into_iter()
            .map(|(name, value, value_span)| {
                let (namespace, local) = match name.split_once(':') {
                    Some((prefix, local)) => (self.lookup(prefix, span), local),
                    None => (self.uri(""), name),
                };
                Attribute {
                    namespace,
                    local: local.to_owned(),
                    value,
                    span: value_span,
                }
            })
            .collect();
        if let Some(element) = self.elements.last_mut() {
            element.namespace = namespace;
            local.clone_into(&mut element.local);
            element.attributes = attributes;
        }
        Ok(())
    }

    fn end(&mut self) {
        self.flush();
        self.open.pop();
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.pending);
        if text.trim().is_empty() {
            return;
        }
        let element = self
            .open
            .last()
            .and_then(|id| self.elements.get_mut(*id as usize));
        if let Some(element) = element {
            element.content.push(Content::Text(text));
        }
    }

    fn characters(&mut self, text: &str, span: Span) -> Outcome {
        if self.open.is_empty() && !text.trim().is_empty() {
            let start = text.trim().chars().take(20).collect::<String>();
            let message = if self.elements.is_empty() {
                format!("this is no XML: it starts with `{start}`")
            } else {
                format!("not well-formed XML: `{start}` after the end of the document")
            };
            return Err(Box::new(Diagnostic::error(message).at(span)));
        }
        self.pending.push_str(text);
        Ok(())
    }

    fn lookup(&mut self, prefix: &str, span: Span) -> Rc<str> {
        for id in self.open.iter().rev() {
            let declared = self
                .elements
                .get(*id as usize)
                .map_or(&[][..], |it| &it.declared);
            if let Some((_, uri)) = declared.iter().find(|(known, _)| known == prefix) {
                return Rc::clone(uri);
            }
        }
        match prefix {
            "" => {}
            "xml" => return self.uri(xmlns::XML),
            _ => self.problems.add(
                Diagnostic::error(format!("the prefix `{prefix}` is not declared"))
                    .at(span)
                    .help(format!(
                        "add `xmlns:{prefix}=\"…\"` to this element or one around it"
                    )),
            ),
        }
        self.uri("")
    }

    fn uri(&mut self, uri: &str) -> Rc<str> {
        let uri = if xmlns::XSD_DRAFTS.contains(&uri) {
            xmlns::XSD
        } else {
            uri
        };
        if let Some(known) = self.uris.get(uri) {
            return Rc::clone(known);
        }
        let shared: Rc<str> = uri.into();
        self.uris.insert(uri.to_owned(), Rc::clone(&shared));
        shared
    }

    fn span(&self, start: u64, end: u64) -> Span {
        let clamp = |at: u64| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            source: self.source,
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// Where a part of the text stands in it.
    fn span_of(&self, part: &str) -> Option<Span> {
        let start = part
            .as_ptr()
            .addr()
            .checked_sub(self.text.as_ptr().addr())?;
        let end = start + part.len();
        (end <= self.text.len()).then(|| self.span(start as u64, end as u64))
    }
}

/// The character that a reference like `&amp;` stands for.
fn resolve(reference: &BytesRef<'_>, span: Span) -> Outcome<char> {
    let refuse = |message| Err(Box::new(Diagnostic::error(message).at(span)));
    match reference.resolve_char_ref() {
        Ok(Some(c)) => return Ok(c),
        Ok(None) => {}
        Err(error) => return refuse(format!("not well-formed XML: {error}")),
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        name => refuse(format!("not well-formed XML: unknown entity `&{name};`")),
    }
}
