//! Abstract operations and their bindings, joined.

use std::collections::{BTreeMap, BTreeSet};

use super::addressing;
use super::bindings::Soap;
use super::messages::{Direction, Messages};
use super::{Addressing, Binding, Fault, Operation, OperationVersion, PartContent, Style, Use};
use crate::diagnostics::{Diagnostic, Problems};
use crate::load::Node;
use crate::schema::{Docs, QName};
use crate::xmlns;

/// A SOAP binding and where it was read.
pub(super) struct Bound<'a> {
    pub(super) binding: Binding,
    /// None where the binding is assumed.
    pub(super) node: Option<Node<'a>>,
    pub(super) soap: Soap<'a>,
    /// What the binding or a port of it says of WS-Addressing.
    pub(super) addressing: Addressing,
}

/// The operations of one port type, each with all bindings that offer it.
pub(super) fn operations<'a>(
    port_type: &QName,
    node: Node<'a>,
    bindings: &[Bound<'a>],
    messages: &mut Messages<'a, '_>,
    problems: &mut Problems,
) -> Vec<Operation> {
    let own = bindings
        .iter()
        .filter(|it| it.binding.port_type == *port_type);
    let mut own: Vec<_> = own.map(|bound| (bound, Offers::new(bound))).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut overloads: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for node in node.children_named(xmlns::WSDL, "operation") {
        let alike = overloads.entry(node.value("name")).or_default();
        alike.insert(message_names(node));
    }
    for node in node.children_named(xmlns::WSDL, "operation") {
        let alike = &overloads[&node.value("name")];
        let offers = own
            .iter_mut()
            .map(|(bound, offers)| (*bound, offers.take(node, alike)));
        let offers: Vec<_> = offers
            .filter_map(|(bound, offer)| Some((bound, offer?)))
            .collect();
        let mut joiner = Joiner {
            port_type,
            node,
            messages,
            problems,
        };
        found.extend(joiner.join(&offers));
    }
    for extra in own.into_iter().flat_map(|(_, offers)| offers.left()) {
        let name = extra.value("name").unwrap_or_default();
        let message = format!("the port type `{port_type}` has no operation `{name}`");
        let help = "the binding's is left out: nothing says which messages it has";
        problems.add(Diagnostic::warning(message).at(extra.span()).help(help));
    }
    found
}

/// The operations of a binding that are not yet joined to abstract ones, by name.
struct Offers<'a> {
    by_name: BTreeMap<&'a str, Vec<Node<'a>>>,
    /// Whatever there is is offered.
    assumed: bool,
}

/// How a binding offers an operation: its element, or none where the binding is assumed.
type Offer<'a> = Option<Node<'a>>;

impl<'a> Offers<'a> {
    fn new(bound: &Bound<'a>) -> Self {
        let mut by_name: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let nodes = bound.node.into_iter();
        for node in nodes.flat_map(|node| node.children_named(xmlns::WSDL, "operation")) {
            let name = node.value("name").unwrap_or_default();
            by_name.entry(name).or_default().push(node);
        }
        Self {
            by_name,
            assumed: bound.node.is_none(),
        }
    }

    /// What offers an abstract operation. Overloaded ones are told apart by the names of their messages, or else by their order: what names the
    /// messages of another is that one's.
    fn take(
        &mut self,
        operation: Node<'_>,
        overloads: &BTreeSet<MessageNames<'_>>,
    ) -> Option<Offer<'a>> {
        if self.assumed {
            return Some(None);
        }
        let offers = self.by_name.get_mut(operation.value("name")?)?;
        let names = message_names(operation);
        let exact = |offer: &Node<'_>| message_names(*offer) == names;
        let free = |offer: &Node<'_>| !overloads.contains(&message_names(*offer));
        let at = offers.iter().position(exact);
        let at = at.or_else(|| offers.iter().position(free))?;
        Some(Some(offers.remove(at)))
    }

    fn left(self) -> impl Iterator<Item = Node<'a>> {
        self.by_name.into_values().flatten()
    }
}

/// The names that an operation gives its input and its output.
type MessageNames<'a> = (Option<&'a str>, Option<&'a str>);

fn message_names(operation: Node<'_>) -> MessageNames<'_> {
    let name = |direction| operation.child(xmlns::WSDL, direction)?.value("name");
    (name("input"), name("output"))
}

struct Joiner<'j, 'a, 't> {
    port_type: &'j QName,
    node: Node<'a>,
    messages: &'j mut Messages<'a, 't>,
    problems: &'j mut Problems,
}

impl<'a> Joiner<'_, 'a, '_> {
    fn join(&mut self, offers: &[(&Bound<'a>, Offer<'a>)]) -> Option<Operation> {
        let name = self.node.value("name").unwrap_or_default().to_owned();
        let Some((bound, offer)) = offers.first().copied() else {
            let message = format!("no SOAP binding offers the operation `{name}`: it is left out");
            self.problems
                .add(Diagnostic::note(message).at(self.node.span()));
            return None;
        };
        let input_node = self.input(&name)?;
        let output_node = self.node.child(xmlns::WSDL, "output");

        let style = match bound.node {
            Some(_) => style(bound, offer),
            None => self.assumed_style(input_node, output_node),
        };
        self.check_name(&name, style)?;
        // When the binding says no namespace, the wrapper is in its own.
        let namespace = &bound.binding.name.namespace;
        let wrapper = |suffix| QName::new(namespace, format!("{name}{suffix}"));
        let direction = |local, suffix| Direction {
            node: offer.and_then(|offer| offer.child(xmlns::WSDL, local)),
            soap: bound.soap,
            style,
            wrapper: wrapper(suffix),
        };
        let (request, answer) = (direction("input", ""), direction("output", "Response"));
        let use_ = request.use_();
        self.compare(&name, offers, style, use_);

        let input_headers = request.headers(input_node, self.messages, self.problems);
        let input = self.messages.named(input_node, self.problems);
        let input = input.map(|it| request.body(it, &input_headers, self.problems));
        let output_headers = match output_node {
            Some(node) => answer.headers(node, self.messages, self.problems),
            None => Vec::new(),
        };
        let output = output_node.and_then(|node| self.messages.named(node, self.problems));
        let output = output.map(|it| answer.body(it, &output_headers, self.problems));
        let mut faults = self.faults(offer);
        for direction in [&request, &answer] {
            faults.extend(direction.header_faults(self.messages, self.problems));
        }
        let addressing = offers.iter().map(|(bound, _)| bound.addressing).max();
        let mut operation = Operation {
            docs: self.docs(offer),
            name,
            port_type: self.port_type.clone(),
            style,
            use_,
            versions: versions(offers, self.problems),
            input: input?,
            output,
            input_headers,
            output_headers,
            faults,
            addressing: addressing.unwrap_or_default(),
            addressing_action: String::new(),
            span: self.node.span(),
        };
        operation.addressing_action = declared_action(input_node)
            .unwrap_or_else(|| addressing::default_action(&operation, input_node.value("name")));
        Some(operation)
    }

    /// The request of the operation. Without one it is the server that would call.
    fn input(&mut self, name: &str) -> Option<Node<'a>> {
        let Some(input) = self.node.child(xmlns::WSDL, "input") else {
            let message = format!("the operation `{name}` has no input: it is left out");
            let help = "the server would call, and clients answer";
            self.problems
                .add(Diagnostic::note(message).at(self.node.span()).help(help));
            return None;
        };
        let output = self.node.child(xmlns::WSDL, "output");
        if output.is_some_and(|output| output.id < input.id) {
            let message = format!("the output of the operation `{name}` stands before its input");
            let help = "by the letter the server would call; over HTTP it can't, so it is read as request and answer";
            self.problems
                .add(Diagnostic::warning(message).at(self.node.span()).help(help));
        }
        Some(input)
    }

    /// Whether a name can be one: in rpc style it becomes an element.
    fn check_name(&mut self, name: &str, style: Style) -> Option<()> {
        let is_name = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || "_-.".contains(c));
        if is_name {
            return Some(());
        }
        let message = format!("`{name}` is no name for an operation");
        let diagnostic = match style {
            Style::Rpc => Diagnostic::error(message).help("it would be the name of an element"),
            Style::Document => {
                Diagnostic::warning(message).help("it is on no wire, so it is taken")
            }
        };
        self.problems.add(diagnostic.at(self.node.span()));
        (style == Style::Document).then_some(())
    }

    /// Without a binding: parts with types are arguments.
    fn assumed_style(&mut self, input: Node<'a>, output: Option<Node<'a>>) -> Style {
        let messages = [Some(input), output].into_iter().flatten();
        let mut named = messages.filter_map(|node| self.messages.named(node, self.problems));
        let has_types = named.any(|(_, message)| {
            let mut parts = message.parts.iter();
            parts.any(|part| matches!(part.content, PartContent::Type(_)))
        });
        if has_types {
            Style::Rpc
        } else {
            Style::Document
        }
    }

    /// Warns of bindings that say other things of the operation than the first does.
    fn compare(&mut self, name: &str, offers: &[(&Bound<'a>, Offer<'a>)], style: Style, use_: Use) {
        for (other, offer) in offers.iter().skip(1) {
            let request = Direction {
                node: offer.and_then(|offer| offer.child(xmlns::WSDL, "input")),
                soap: other.soap,
                style,
                wrapper: QName::default(),
            };
            if self::style(other, *offer) == style && request.use_() == use_ {
                continue;
            }
            let first = &offers[0].0.binding.name;
            let message = format!(
                "`{}` binds the operation `{name}` otherwise than `{first}`",
                other.binding.name
            );
            let help = "the first binding's style is taken for both";
            let span = offer.map_or(self.node.span(), Node::span);
            self.problems
                .add(Diagnostic::warning(message).at(span).help(help));
        }
    }

    fn docs(&self, offer: Offer<'_>) -> Docs {
        let docs = self.node.docs(xmlns::WSDL);
        match offer {
            Some(offer) if docs.is_empty() => offer.docs(xmlns::WSDL),
            _ => docs,
        }
    }

    fn faults(&mut self, offer: Offer<'_>) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut names = Vec::new();
        for node in self.node.children_named(xmlns::WSDL, "fault") {
            names.extend(node.value("name"));
            let Some((message, read)) = self.messages.named(node, self.problems) else {
                continue;
            };
            if read.parts.len() > 1 {
                self.problems.add(
                    Diagnostic::warning(format!("the fault message `{message}` has several parts"))
                        .at(read.span)
                        .help("any of them may come"),
                );
            }
            if read.parts.is_empty() {
                self.problems.add(
                    Diagnostic::note(format!("the fault message `{message}` has no parts"))
                        .at(read.span)
                        .help("it comes as an untyped fault"),
                );
            }
            let name = node.value("name").unwrap_or(&message.local);
            faults.extend(read.parts.into_iter().map(|part| Fault {
                name: name.to_owned(),
                message: message.clone(),
                part,
                in_header: false,
            }));
        }
        let bound = offer.into_iter();
        for node in bound.flat_map(|offer| offer.children_named(xmlns::WSDL, "fault")) {
            let name = node.value("name").unwrap_or_default();
            if !names.contains(&name) {
                let message = format!("the port type's operation has no fault `{name}`");
                self.problems.add(
                    Diagnostic::warning(message)
                        .at(node.span())
                        .help("it comes as an untyped fault"),
                );
            }
        }
        faults
    }
}

/// The versions of SOAP that offer an operation; of two bindings of one version the first.
fn versions(offers: &[(&Bound<'_>, Offer<'_>)], problems: &mut Problems) -> Vec<OperationVersion> {
    let mut versions: Vec<OperationVersion> = Vec::new();
    for (bound, offer) in offers {
        let element = offer.and_then(|offer| offer.child(bound.soap.namespace, "operation"));
        let action = element.and_then(|it| it.attribute("soapAction"));
        let text = action.map_or("", |action| unquoted(action.value.trim()));
        let version = bound.binding.version;
        if let Some(known) = versions.iter().find(|known| known.version == version) {
            if let Some(action) = action.filter(|_| known.action != text) {
                let message = format!(
                    "`{}` gives another action than `{}`, which is of the same version of SOAP",
                    bound.binding.name, known.binding
                );
                let help = format!("`{}` is taken", known.action);
                problems.add(Diagnostic::warning(message).at(action.span).help(help));
            }
            continue;
        }
        versions.push(OperationVersion {
            version,
            binding: bound.binding.name.clone(),
            action: text.to_owned(),
        });
    }
    versions.sort_by_key(|it| it.version);
    versions
}

/// The HTTP header has quotes around the action; some files have them already.
fn unquoted(action: &str) -> &str {
    let inner = action.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    inner.unwrap_or(action).trim()
}

fn style(bound: &Bound<'_>, offer: Offer<'_>) -> Style {
    let own = offer.and_then(|offer| offer.child(bound.soap.namespace, "operation"));
    let own = own.and_then(|it| it.value("style"));
    match own.or_else(|| bound.soap.element?.value("style")) {
        Some("rpc") => Style::Rpc,
        _ => Style::Document,
    }
}

fn declared_action(input: Node<'_>) -> Option<String> {
    let mut actions = xmlns::ADDRESSING
        .iter()
        .filter_map(|uri| input.attribute_ns(uri, "Action"));
    actions.next().map(|action| action.value.clone())
}
