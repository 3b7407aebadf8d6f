//! Text to a tree, within limits.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute as Raw;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::document::{Attribute, Content, Document, Element, NodeId};
use super::entities::{Entities, predefined};
use crate::diagnostics::{Diagnostic, Problems, SourceId, Span};
use crate::schema::is_known;
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
        entities: Entities::default(),
    };
    match builder.run() {
        Ok(()) => Some(Document {
            elements: builder.elements,
        }),
        Err(diagnostic) => {
            let diagnostic = builder.web_page().unwrap_or(*diagnostic);
            problems.add(diagnostic);
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
    entities: Entities,
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
                Event::GeneralRef(reference) => self.reference(&reference, span)?,
                Event::DocType(declaration) => self.entities.read(&declaration),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => return self.finish(span),
            }
        }
    }

    /// What is wrong with a text that isn't meant to be XML: a server's page about its service, saved in place of the WSDL.
    fn web_page(&self) -> Option<Diagnostic> {
        let root = self.elements.first()?;
        let page = Diagnostic::error("this is a web page and no WSDL or schema").at(root.span);
        let is_page = root.local.eq_ignore_ascii_case("html");
        is_page.then(|| page.help("the address of the WSDL often ends in `?wsdl`"))
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
            let value = self.value(&attribute, value_span)?;
            let prefix = match name {
                "xmlns" => Some(""),
                _ => name.strip_prefix("xmlns:"),
            };
            if let Some(prefix) = prefix {
                let uri = self.declared(&value, value_span);
                declared.push((prefix.to_owned(), uri));
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
        let mut namespace = self.lookup(prefix, span);
        if prefix.is_empty() && self.is_of_schema(parent, &namespace, local) {
            self.problems.add_once(
                Diagnostic::warning(format!("`{local}` is not in the namespace of XML Schema"))
                    .at(span)
                    .help("it is read as if it were: a prefix or an `xmlns` is missing"),
            );
            namespace = self.uri(xmlns::XSD);
        }
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

    /// The value of an attribute, its references resolved.
    fn value(&mut self, attribute: &Raw<'_>, span: Span) -> Outcome<String> {
        let name = attribute.key.into_inner();
        // The reader asks by a closure that gives out references.
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        if attribute.value.contains('&') {
            for part in attribute.value.split('&').skip(1) {
                let entity = part.split(';').next().unwrap_or_default();
                let text = match predefined(entity) {
                    Some(text) => Some(text),
                    None => self.entities.expand(entity),
                };
                if let Some(text) = text {
                    known.insert(entity.to_owned(), text.to_owned());
                }
            }
        }
        let resolve = |entity: &str| known.get(entity).map(String::as_str);
        let value = attribute.normalized_value_with(XmlVersion::Explicit1_0, 1, resolve);
        match value {
            Ok(value) => Ok(value.into_owned()),
            Err(error) => {
                let message = format!("not well-formed XML: attribute `{name}`: {error}");
                Err(Box::new(Diagnostic::error(message).at(span)))
            }
        }
    }

    /// A reference in a text, like `&amp;` or `&#10;`.
    fn reference(&mut self, reference: &BytesRef<'_>, span: Span) -> Outcome {
        let name: &str = reference;
        match reference.resolve_char_ref() {
            Ok(Some(c)) => return self.characters(c.encode_utf8(&mut [0; 4]), span),
            Ok(None) => {}
            Err(error) => {
                let message = format!("not well-formed XML: {error}");
                return Err(Box::new(Diagnostic::error(message).at(span)));
            }
        }
        if let Some(text) = predefined(name) {
            return self.characters(text, span);
        }
        if let Some(text) = self.entities.expand(name).map(str::to_owned) {
            return self.characters(&text, span);
        }
        let refused = Diagnostic::error(format!("the entity `&{name};` is not read")).at(span);
        if self.entities.knows(name) {
            let help = "it is made of other entities or stands elsewhere: write it out";
            return Err(Box::new(refused.help(help)));
        }
        // People write HTML into documentation.
        let message = format!("not well-formed XML: unknown entity `&{name};`");
        if !self.in_documentation() {
            return Err(Box::new(Diagnostic::error(message).at(span)));
        }
        self.problems.add_once(
            Diagnostic::warning(message)
                .at(span)
                .help("it is passed over"),
        );
        self.characters(" ", span)
    }

    /// Whether what stands here says nothing about messages.
    fn in_documentation(&self) -> bool {
        self.open.iter().any(|id| {
            let element = self.elements.get(*id as usize);
            element.is_some_and(|it| matches!(&*it.local, "documentation" | "appinfo"))
        })
    }

    /// Whether an element without a prefix stands where only one of XML Schema can. Its namespace is none or WSDL's when the one around it has
    /// a prefix, or when the file is a schema that says none.
    fn is_of_schema(&self, parent: Option<NodeId>, namespace: &str, local: &str) -> bool {
        if !matches!(namespace, "" | xmlns::WSDL) || self.in_documentation() {
            return false;
        }
        match parent.and_then(|parent| self.elements.get(parent as usize)) {
            Some(parent) if *parent.namespace == *xmlns::XSD => is_known(local),
            Some(parent) => {
                local == "schema" && *parent.namespace == *xmlns::WSDL && parent.local == "types"
            }
            None => local == "schema",
        }
    }

    /// The namespace that a declaration means.
    fn declared(&mut self, uri: &str, span: Span) -> Rc<str> {
        if let Some(meant) = xmlns::misspelt(uri) {
            self.problems.add_once(
                Diagnostic::warning(format!("the namespace `{uri}` is nothing known"))
                    .at(span)
                    .help(format!("it is read as `{meant}`")),
            );
            return self.uri(meant);
        }
        self.uri(uri)
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
            _ => {
                let message = format!("the prefix `{prefix}` is not declared");
                let problem = if self.in_documentation() {
                    Diagnostic::warning(message)
                } else {
                    Diagnostic::error(message)
                };
                let help = format!("add `xmlns:{prefix}=\"…\"` to this element or one around it");
                self.problems.add(problem.at(span).help(help));
            }
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
