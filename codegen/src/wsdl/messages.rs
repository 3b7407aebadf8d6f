//! Messages and what of them stands where.

use std::collections::{BTreeMap, BTreeSet};

use super::bindings::Soap;
use super::tables::Tables;
use super::{Body, Fault, Header, Message, Part, PartContent, Style, Use};
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::load::{Attribute, Node};
use crate::schema::{Builtin, Index, Kind, QName, TypeRef};
use crate::xmlns;

/// Reads messages, each once.
pub(super) struct Messages<'a, 't> {
    tables: &'t Tables<'a>,
    index: &'t Index<'a>,
    /// With whether every part of it could be read.
    read: BTreeMap<QName, (Message, bool)>,
    forgotten: Forgotten,
}

/// The elements that parts name and no schema declares, with where.
pub(super) type Forgotten = BTreeMap<QName, Span>;

impl<'a, 't> Messages<'a, 't> {
    pub(super) fn new(tables: &'t Tables<'a>, index: &'t Index<'a>) -> Self {
        Self {
            tables,
            index,
            read: BTreeMap::new(),
            forgotten: Forgotten::new(),
        }
    }

    /// The message that an attribute `message` names; `None` also if a part of it is wrong.
    pub(super) fn named(
        &mut self,
        from: Node<'_>,
        problems: &mut Problems,
    ) -> Option<(QName, Message)> {
        let (name, node) = self.tables.messages.resolve(from, "message", problems)?;
        let index = self.index;
        let read = self
            .read
            .entry(name.clone())
            .or_insert_with(|| message(index, node, &mut self.forgotten, problems));
        let (message, complete) = read.clone();
        complete.then_some((name, message))
    }

    /// All messages. What is wrong with one that no SOAP operation uses keeps no one from using the others.
    pub(super) fn finish(
        mut self,
        problems: &mut Problems,
    ) -> (BTreeMap<QName, Message>, Forgotten) {
        for (name, node) in &self.tables.messages.in_order {
            if self.read.contains_key(name) {
                continue;
            }
            let mut unused = Problems::default();
            let read = message(self.index, *node, &mut self.forgotten, &mut unused);
            problems.add_lesser(unused);
            self.read.insert(name.clone(), read);
        }
        let read = self.read.into_iter();
        let messages = read.map(|(name, (message, _))| (name, message));
        (messages.collect(), self.forgotten)
    }
}

fn message(
    index: &Index<'_>,
    node: Node<'_>,
    forgotten: &mut Forgotten,
    problems: &mut Problems,
) -> (Message, bool) {
    let mut names = BTreeSet::new();
    let mut parts = Vec::new();
    for declared in node.children_named(xmlns::WSDL, "part") {
        let name = declared.value("name").unwrap_or_default();
        if names.insert(name) {
            parts.push(part(index, declared, forgotten, problems));
        } else {
            problems.add(
                Diagnostic::warning(format!("the message has two parts `{name}`"))
                    .at(declared.span())
                    .help("the first is used"),
            );
        }
    }
    let complete = parts.iter().all(Option::is_some);
    let parts = parts.into_iter().flatten().collect();
    (
        Message {
            docs: node.docs(xmlns::WSDL),
            parts,
            span: node.span(),
        },
        complete,
    )
}

fn part(
    index: &Index<'_>,
    node: Node<'_>,
    forgotten: &mut Forgotten,
    problems: &mut Problems,
) -> Option<Part> {
    let name = node.value("name").unwrap_or_default().to_owned();
    let (docs, span) = (node.docs(xmlns::WSDL), node.span());
    // Some tools write both, and leave one empty.
    let said = |local| {
        node.attribute(local)
            .filter(|it| !it.value.trim().is_empty())
    };
    let (attribute, kind) = match (said("element"), said("type")) {
        (Some(element), _) => (element, Kind::Element),
        (None, Some(type_)) => (type_, Kind::Type),
        (None, None) => {
            let message = format!("the part `{name}` says neither `element` nor `type`");
            let warning = Diagnostic::warning(message).at(span);
            problems.add(warning.help("anything may be in it"));
            let content = PartContent::Type(TypeRef::Builtin(Builtin::AnyType));
            return Some(Part {
                name,
                content,
                docs,
                span,
            });
        }
    };
    let (kind, found) = named(index, node, attribute, kind, forgotten, problems)?;
    let content = match kind {
        Kind::Element => PartContent::Element(found),
        _ => PartContent::Type(index.type_ref(found)),
    };
    Some(Part {
        name,
        content,
        docs,
        span,
    })
}

/// What a part names. Some files say `element` of a type, or `type` of an element.
fn named(
    index: &Index<'_>,
    node: Node<'_>,
    attribute: &Attribute,
    kind: Kind,
    forgotten: &mut Forgotten,
    problems: &mut Problems,
) -> Option<(Kind, QName)> {
    let value = attribute.value.trim();
    let resolve = |kind| {
        let mut problems = Problems::default();
        let found = index.resolve(node, None, value, kind, attribute.span, &mut problems);
        (found, problems)
    };
    let (found, missing) = resolve(kind);
    if let Some(found) = found {
        problems.append(missing);
        return Some((kind, found));
    }
    let other = match kind {
        Kind::Element => Kind::Type,
        _ => Kind::Element,
    };
    let (Some(found), _) = resolve(other) else {
        let Some(name) = index.forgotten(node, None, value) else {
            problems.append(missing);
            return None;
        };
        problems.add(index.forgotten_warning(kind, &name, attribute.span));
        if kind == Kind::Element {
            forgotten.entry(name.clone()).or_insert(attribute.span);
        }
        return Some((kind, name));
    };
    let message = format!(
        "the part says `{}`, but names what is {}",
        kind.name(),
        match other {
            Kind::Type => "a type",
            _ => "an element",
        }
    );
    let help = format!("it is read as if it said `{}`", other.name());
    problems.add(Diagnostic::warning(message).at(attribute.span).help(help));
    Some((other, found))
}

/// One direction of an operation in a binding: its `input` or `output`.
pub(super) struct Direction<'a> {
    /// The element in the binding; some leave it out when there is nothing to say.
    pub(super) node: Option<Node<'a>>,
    pub(super) soap: Soap<'a>,
    pub(super) style: Style,
    /// The element around the parts in rpc style, and the namespace if the binding says none.
    pub(super) wrapper: QName,
}

impl<'a> Direction<'a> {
    /// The extension elements, also those inside the parts of a MIME message.
    fn extensions(&self) -> Vec<Node<'a>> {
        let mut found = Vec::new();
        for child in self.node.into_iter().flat_map(Node::children) {
            if child.is(xmlns::WSDL_MIME, "multipartRelated") {
                for part in child.children_named(xmlns::WSDL_MIME, "part") {
                    found.extend(part.children());
                }
            } else {
                found.push(child);
            }
        }
        found
    }

    fn soap(&self, local: &'static str) -> impl Iterator<Item = Node<'a>> {
        let namespace = self.soap.namespace;
        self.extensions()
            .into_iter()
            .filter(move |node| node.is(namespace, local))
    }

    /// How values are written.
    pub(super) fn use_(&self) -> Use {
        self.soap("body").next().map_or(Use::Literal, use_)
    }

    /// What of a message stands in the body and beside it.
    pub(super) fn body(
        &self,
        (name, message): (QName, Message),
        headers: &[Header],
        problems: &mut Problems,
    ) -> Body {
        let soap_body = self.soap("body").next();
        let attached: Vec<&str> = self
            .extensions()
            .into_iter()
            .filter(|node| node.is(xmlns::WSDL_MIME, "content"))
            .filter_map(|node| node.value("part"))
            .collect();
        let listed = soap_body.and_then(|body| body.attribute("parts"));
        let listed: Option<Vec<&str>> = listed.and_then(|parts| {
            let names: Vec<_> = parts
                .value
                .split(|c: char| c.is_whitespace() || c == ',')
                .filter(|name| !name.is_empty())
                .collect();
            let known = |name: &&str| message.parts.iter().any(|part| part.name == **name);
            if let Some(unknown) = names.iter().find(|name| !known(name)) {
                // gSOAP writes `parts="Body"` whatever the parts are called: once is enough.
                problems.add_once(
                    Diagnostic::warning(format!("the message has no part `{unknown}`"))
                        .at(parts.span)
                        .help("all its parts that are no headers are taken, here and elsewhere"),
                );
                return None;
            }
            Some(names)
        });
        let in_header = |part: &Part| {
            headers
                .iter()
                .any(|header| header.message == name && header.part.name == part.name)
        };
        let mut parts = Vec::new();
        let mut attachments = Vec::new();
        for part in message.parts {
            let is_listed = listed
                .as_ref()
                .is_some_and(|names| names.contains(&&*part.name));
            if attached.contains(&part.name.as_str()) && !is_listed {
                attachments.push(part);
            } else if is_listed || (listed.is_none() && !in_header(&part)) {
                parts.push(part);
            } else if !in_header(&part) {
                let message = format!("the part `{}` is left out", part.name);
                let help = "the binding puts it neither into the body nor into a header";
                problems.add(Diagnostic::note(message).at(part.span).help(help));
            }
        }
        let wrapper = (self.style == Style::Rpc).then(|| {
            let namespace = soap_body.and_then(|body| body.value("namespace"));
            match namespace {
                Some(namespace) => QName::new(namespace, self.wrapper.local.clone()),
                None => self.wrapper.clone(),
            }
        });
        Body {
            message: name,
            wrapper,
            parts,
            attachments,
        }
    }

    /// The header blocks; `own` is the abstract element with the message of this direction.
    pub(super) fn headers(
        &self,
        own: Node<'_>,
        messages: &mut Messages<'_, '_>,
        problems: &mut Problems,
    ) -> Vec<Header> {
        let mut headers = Vec::new();
        for node in self.soap("header") {
            let mut from = node;
            if node.attribute("message").is_none() && own.attribute("message").is_some() {
                problems.add(
                    Diagnostic::warning("`header` does not say its message")
                        .at(node.span())
                        .help(format!(
                            "the part is taken from that of the {}",
                            own.local()
                        )),
                );
                from = own;
            }
            let Some((name, message)) = messages.named(from, problems) else {
                continue;
            };
            let wanted = node.value("part").unwrap_or_default();
            let part = match message.parts.iter().find(|part| part.name == wanted) {
                Some(part) => part.clone(),
                None if message.parts.len() == 1 => {
                    problems.add(
                        Diagnostic::warning(format!("the message `{name}` has no part `{wanted}`"))
                            .at(node.span())
                            .help("its only part is taken"),
                    );
                    message.parts[0].clone()
                }
                None => {
                    problems.add(
                        Diagnostic::error(format!("the message `{name}` has no part `{wanted}`"))
                            .at(node.span()),
                    );
                    continue;
                }
            };
            headers.push(Header {
                message: name,
                part,
                use_: use_(node),
                namespace: node.value("namespace").map(str::to_owned),
            });
        }
        headers
    }

    /// What comes in the header of a fault that is about a header block.
    pub(super) fn header_faults(
        &self,
        messages: &mut Messages<'_, '_>,
        problems: &mut Problems,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        let headers = self.soap("header");
        for node in headers.flat_map(|it| it.children_named(self.soap.namespace, "headerfault")) {
            // Without its message it comes as an untyped one.
            let mut unread = Problems::default();
            let Some((message, read)) = messages.named(node, &mut unread) else {
                problems.add_lesser(unread);
                continue;
            };
            problems.append(unread);
            let wanted = node.value("part").unwrap_or_default();
            let only = (read.parts.len() == 1).then(|| &read.parts[0]);
            let part = read.parts.iter().find(|part| part.name == wanted);
            match part.or(only) {
                Some(part) => faults.push(Fault {
                    name: part.name.clone(),
                    message,
                    part: part.clone(),
                    in_header: true,
                }),
                None => problems.add(
                    Diagnostic::warning(format!("the message `{message}` has no part `{wanted}`"))
                        .at(node.span())
                        .help("the header fault comes as an untyped one"),
                ),
            }
        }
        faults
    }
}

fn use_(node: Node<'_>) -> Use {
    match node.value("use") {
        Some("encoded") => Use::Encoded,
        Some("literal") => Use::Literal,
        // What is neither has been warned of.
        Some(_) if node.value("encodingStyle").is_some_and(|it| !it.is_empty()) => Use::Encoded,
        _ => Use::Literal,
    }
}
