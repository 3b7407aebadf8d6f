//! WS-Addressing: whether a binding asks for it, and the action of each operation.

use super::{Addressing, Operation};
use crate::load::{Loaded, Node};
use crate::xmlns;

/// Where policies are, by their names: bindings refer to them.
#[derive(Debug)]
pub(super) struct Policies<'a> {
    named: Vec<(&'a str, Node<'a>)>,
    /// The first that asks for something else.
    pub(super) first_other: Option<Node<'a>>,
}

impl<'a> Policies<'a> {
    pub(super) fn new(loaded: &'a Loaded) -> Self {
        let mut policies = Self {
            named: Vec::new(),
            first_other: None,
        };
        let roots = (0..loaded.documents.len()).filter_map(|index| loaded.root(index));
        for root in roots.filter(|root| root.is(xmlns::WSDL, "definitions")) {
            for child in root.children().filter(|child| is_policy(*child, "Policy")) {
                if asks_for_more(child) {
                    policies.first_other.get_or_insert(child);
                }
                let mut attributes = child.attributes().iter();
                // `wsu:Id` or `xml:id`; `Name` is a whole address.
                let id = attributes.find(|it| matches!(it.local.as_str(), "Id" | "id" | "Name"));
                policies
                    .named
                    .extend(id.map(|id| (id.value.as_str(), child)));
            }
        }
        policies
    }

    /// What a binding or port says, itself or by a policy.
    pub(super) fn addressing(&self, node: Node<'a>) -> Addressing {
        let found = node.children().map(|child| {
            if is_policy(child, "PolicyReference") {
                let name = child.value("URI").unwrap_or_default();
                let name = name.strip_prefix('#').unwrap_or(name);
                let policy = self.named.iter().find(|(known, _)| *known == name);
                policy.map_or(Addressing::Off, |(_, policy)| within(*policy))
            } else if is_policy(child, "Policy") {
                within(child)
            } else {
                asserted(child)
            }
        });
        found.max().unwrap_or_default()
    }
}

fn is_policy(node: Node<'_>, local: &str) -> bool {
    node.local() == local && xmlns::POLICY.contains(&node.namespace())
}

/// What is asserted anywhere in a policy. A server that offers a choice understands what it offers.
fn within(policy: Node<'_>) -> Addressing {
    let below = policy
        .children()
        .map(|child| asserted(child).max(within(child)));
    below.max().unwrap_or_default()
}

/// Whether anything but WS-Addressing is asserted in a policy.
fn asks_for_more(policy: Node<'_>) -> bool {
    policy.children().any(|child| {
        if xmlns::POLICY.contains(&child.namespace()) {
            asks_for_more(child)
        } else {
            asserted(child) == Addressing::Off
        }
    })
}

fn asserted(node: Node<'_>) -> Addressing {
    match (node.namespace(), node.local()) {
        (xmlns::ADDRESSING_METADATA, "Addressing")
        | (xmlns::ADDRESSING_WSDL, "UsingAddressing") => Addressing::V1,
        (xmlns::ADDRESSING_2004 | xmlns::ADDRESSING_2004_POLICY, "UsingAddressing") => {
            Addressing::Submission
        }
        _ => Addressing::Off,
    }
}

/// The action of a request that declares none: the `SOAPAction`, or else one put together by the rule of the specification.
pub(super) fn default_action(operation: &Operation, input_name: Option<&str>) -> String {
    let soap_action = operation.versions.iter().map(|version| &version.action);
    if let Some(action) = soap_action.into_iter().find(|action| !action.is_empty()) {
        return action.clone();
    }
    let namespace = &operation.port_type.namespace;
    let delimiter = if namespace.starts_with("urn:") {
        ':'
    } else {
        '/'
    };
    let namespace = namespace.strip_suffix(delimiter).unwrap_or(namespace);
    let input = match (input_name, &operation.output) {
        (Some(name), _) => name.to_owned(),
        (None, Some(_)) => format!("{}Request", operation.name),
        (None, None) => operation.name.clone(),
    };
    let port_type = &operation.port_type.local;
    format!("{namespace}{delimiter}{port_type}{delimiter}{input}")
}
