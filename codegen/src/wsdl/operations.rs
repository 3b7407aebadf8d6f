//! Abstract operations and their bindings, joined.

use std::collections::BTreeMap;

use super::bindings::Soap;
use super::messages::{Direction, Messages};
use super::{Binding, Fault, Operation, OperationVersion, Style};
use crate::diagnostics::{Diagnostic, Problems};
use crate::load::Node;
use crate::schema::{Docs, QName};
use crate::xmlns;

/// A SOAP binding and where it was read.
pub(super) struct Bound<'a> {
    pub(super) binding: Binding,
    pub(super) node: Node<'a>,
    pub(super) soap: Soap<'a>,
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
    for node in node.children_named(xmlns::WSDL, "operation") {
        let offers = own
            .iter_mut()
            .map(|(bound, offers)| (*bound, offers.take(node)));
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
        problems.add(Diagnostic::error(message).at(extra.span()));
    }
    found
}

/// The operations of a binding that are not yet joined to abstract ones, by name.
struct Offers<'a> {
    by_name: BTreeMap<&'a str, Vec<Node<'a>>>,
}

impl<'a> Offers<'a> {
    fn new(bound: &Bound<'a>) -> Self {
        let mut by_name: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for node in bound.node.children_named(xmlns::WSDL, "operation") {
            let name = node.value("name").unwrap_or_default();
            by_name.entry(name).or_default().push(node);
        }
        Self { by_name }
    }

    /// What offers an abstract operation. Overloaded ones are told apart by the names of their messages, or else by their order.
    fn take(&mut self, operation: Node<'_>) -> Option<Node<'a>> {
        let alike = self.by_name.get_mut(operation.value("name")?)?;
        let exact = alike.iter().position(|offer| {
            ["input", "output"].iter().all(|direction| {
                message_name(operation, direction) == message_name(*offer, direction)
            })
        });
        let at = exact.unwrap_or(0);
        (at < alike.len()).then(|| alike.remove(at))
    }

    fn left(self) -> impl Iterator<Item = Node<'a>> {
        self.by_name.into_values().flatten()
    }
}

fn message_name<'a>(operation: Node<'a>, direction: &str) -> Option<&'a str> {
    let message = operation
        .children()
        .find(|child| child.is(xmlns::WSDL, direction));
    message.and_then(|message| message.value("name"))
}

struct Joiner<'j, 'a, 't> {
    port_type: &'j QName,
    node: Node<'a>,
    messages: &'j mut Messages<'a, 't>,
    problems: &'j mut Problems,
}

impl<'a> Joiner<'_, 'a, '_> {
    fn join(&mut self, offers: &[(&Bound<'a>, Node<'a>)]) -> Option<Operation> {
        let name = self.node.value("name").unwrap_or_default().to_owned();
        if !is_name(&name) {
            let message = format!("`{name}` is no name for an operation");
            self.problems
                .add(Diagnostic::error(message).at(self.node.span()));
            return None;
        }
        let Some((bound, offer)) = offers.first().copied() else {
            let message = format!("no SOAP binding offers the operation `{name}`: it is left out");
            self.problems
                .add(Diagnostic::note(message).at(self.node.span()));
            return None;
        };
        let Some(input_node) = self.node.child(xmlns::WSDL, "input") else {
            let message = format!("the operation `{name}` has no input: it is left out");
            let help = "the server would call, and clients answer";
            self.problems
                .add(Diagnostic::note(message).at(self.node.span()).help(help));
            return None;
        };
        let output_node = self.node.child(xmlns::WSDL, "output");

        let style = style(bound, offer);
        // When the binding says no namespace, the wrapper is in its own.
        let namespace = &bound.binding.name.namespace;
        let wrapper = |suffix| QName::new(namespace, format!("{name}{suffix}"));
        let direction = |local, suffix| Direction {
            node: offer.child(xmlns::WSDL, local),
            soap: bound.soap,
            style,
            wrapper: wrapper(suffix),
        };
        let (request, answer) = (direction("input", ""), direction("output", "Response"));
        let use_ = request.use_();
        for (other, other_offer) in &offers[1..] {
            let other_use = Direction {
                node: other_offer.child(xmlns::WSDL, "input"),
                soap: other.soap,
                style,
                wrapper: QName::default(),
            };
            if self::style(other, *other_offer) != style || other_use.use_() != use_ {
                let message = format!(
                    "`{}` binds the operation `{name}` otherwise than `{}`",
                    other.binding.name, bound.binding.name
                );
                let help = "the first binding's style is taken for both";
                self.problems.add(
                    Diagnostic::warning(message)
                        .at(other_offer.span())
                        .help(help),
                );
            }
        }

        let input_headers = request.headers(self.messages, self.problems);
        let input = self.messages.named(input_node, self.problems);
        let input = input.map(|it| request.body(it, &input_headers, self.problems));
        let output_headers = match output_node {
            Some(_) => answer.headers(self.messages, self.problems),
            None => Vec::new(),
        };
        let output = output_node.and_then(|node| self.messages.named(node, self.problems));
        let output = output.map(|it| answer.body(it, &output_headers, self.problems));
        let faults = self.faults();
        Some(Operation {
            docs: self.docs(offer),
            name,
            port_type: self.port_type.clone(),
            style,
            use_,
            versions: versions(offers),
            input: input?,
            output,
            input_headers,
            output_headers,
            faults,
            addressing_action: addressing_action(input_node),
            span: self.node.span(),
        })
    }

    fn docs(&self, offer: Node<'_>) -> Docs {
        let docs = self.node.docs(xmlns::WSDL);
        if docs.is_empty() {
            offer.docs(xmlns::WSDL)
        } else {
            docs
        }
    }

    fn faults(&mut self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for node in self.node.children_named(xmlns::WSDL, "fault") {
            let Some((message, mut read)) = self.messages.named(node, self.problems) else {
                continue;
            };
            if read.parts.len() > 1 {
                self.problems.add(
                    Diagnostic::warning(format!("the fault message `{message}` has several parts"))
                        .at(node.span())
                        .help("its first part is taken"),
                );
            }
            if read.parts.is_empty() {
                self.problems.add(
                    Diagnostic::note(format!("the fault message `{message}` has no parts"))
                        .at(node.span())
                        .help("it comes as an untyped fault"),
                );
                continue;
            }
            let name = node.value("name").unwrap_or(&message.local).to_owned();
            faults.push(Fault {
                name,
                message,
                part: read.parts.swap_remove(0),
            });
        }
        faults
    }
}

/// The versions of SOAP that offer an operation; of two bindings of one version the first.
fn versions(offers: &[(&Bound<'_>, Node<'_>)]) -> Vec<OperationVersion> {
    let mut versions: Vec<OperationVersion> = Vec::new();
    for (bound, offer) in offers {
        if versions
            .iter()
            .any(|known| known.version == bound.binding.version)
        {
            continue;
        }
        let operation = offer.child(bound.soap.namespace, "operation");
        let action = operation.and_then(|it| it.value("soapAction"));
        versions.push(OperationVersion {
            version: bound.binding.version,
            binding: bound.binding.name.clone(),
            action: action.unwrap_or_default().to_owned(),
        });
    }
    versions.sort_by_key(|it| it.version);
    versions
}

fn style(bound: &Bound<'_>, offer: Node<'_>) -> Style {
    let own = offer
        .child(bound.soap.namespace, "operation")
        .and_then(|it| it.value("style"));
    match own.or_else(|| bound.soap.element.value("style")) {
        Some("rpc") => Style::Rpc,
        _ => Style::Document,
    }
}

fn addressing_action(input: Node<'_>) -> Option<String> {
    let mut actions = xmlns::ADDRESSING
        .iter()
        .filter_map(|uri| input.attribute_ns(uri, "Action"));
    actions.next().map(|action| action.value.clone())
}

/// Whether a name can be one: in rpc style it becomes an element.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "_-.".contains(c))
}
