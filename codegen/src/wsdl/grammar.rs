//! What may stand where in a WSDL file. A misspelt element would be passed over without a word, and with it what it says.

use crate::diagnostics::{Diagnostic, Problems};
use crate::load::Node;
use crate::spelling::slip;
use crate::xmlns;

/// An element: what may stand in it besides documentation and foreign extensions, and which attributes without a namespace it has.
struct Rule {
    wsdl: Children,
    /// Elements of the SOAP bindings.
    soap: Children,
    attributes: &'static [&'static str],
}

type Children = &'static [(&'static str, &'static Rule)];

const fn rule(wsdl: Children, soap: Children, attributes: &'static [&'static str]) -> Rule {
    Rule {
        wsdl,
        soap,
        attributes,
    }
}

const DEFINITIONS: Rule = rule(
    &[
        ("import", &rule(&[], &[], &["namespace", "location"])),
        ("types", &rule(&[], &[], &[])),
        ("message", &MESSAGE),
        ("portType", &PORT_TYPE),
        ("binding", &BINDING),
        ("service", &SERVICE),
    ],
    &[],
    &["name", "targetNamespace"],
);
const MESSAGE: Rule = rule(
    &[("part", &rule(&[], &[], &["name", "element", "type"]))],
    &[],
    &["name"],
);
const PORT_TYPE: Rule = rule(&[("operation", &ABSTRACT_OPERATION)], &[], &["name"]);
const ABSTRACT_OPERATION: Rule = rule(
    &[
        ("input", &ABSTRACT),
        ("output", &ABSTRACT),
        ("fault", &ABSTRACT),
    ],
    &[],
    &["name", "parameterOrder"],
);
const ABSTRACT: Rule = rule(&[], &[], &["name", "message"]);
const BINDING: Rule = rule(
    &[("operation", &BOUND_OPERATION)],
    &[("binding", &rule(&[], &[], &["transport", "style"]))],
    &["name", "type"],
);
const BOUND_OPERATION: Rule = rule(
    &[
        ("input", &BOUND),
        ("output", &BOUND),
        ("fault", &BOUND_FAULT),
    ],
    &[(
        "operation",
        &rule(&[], &[], &["soapAction", "soapActionRequired", "style"]),
    )],
    &["name"],
);
const BOUND: Rule = rule(&[], &[("body", &BODY), ("header", &HEADER)], &["name"]);
const BOUND_FAULT: Rule = rule(&[], &[("fault", &FAULT)], &["name"]);
const BODY: Rule = rule(&[], &[], &["parts", "use", "encodingStyle", "namespace"]);
const HEADER: Rule = rule(&[], &[("headerfault", &BLOCK)], BLOCK.attributes);
const BLOCK: Rule = rule(
    &[],
    &[],
    &["message", "part", "use", "encodingStyle", "namespace"],
);
const FAULT: Rule = rule(&[], &[], &["name", "use", "encodingStyle", "namespace"]);
const SERVICE: Rule = rule(&[("port", &PORT)], &[], &["name"]);
const PORT: Rule = rule(
    &[],
    &[("address", &rule(&[], &[], &["location"]))],
    &["name", "binding"],
);

/// Attributes with a choice of values; the first is that of a missing one.
const VALUES: &[(&str, &[&str])] = &[
    ("style", &["document", "rpc"]),
    ("use", &["literal", "encoded"]),
];

/// Warns of everything in a WSDL document that it has no place for.
pub(super) fn check(root: Node<'_>, problems: &mut Problems) {
    Checker { problems }.element(root, &DEFINITIONS);
}

struct Checker<'p> {
    problems: &'p mut Problems,
}

impl Checker<'_> {
    fn element(&mut self, node: Node<'_>, rule: &Rule) {
        self.attributes(node, rule);
        for child in node.children() {
            self.child(child, rule);
        }
    }

    fn child(&mut self, child: Node<'_>, parent: &Rule) {
        let known = match child.namespace() {
            xmlns::WSDL if child.local() == "documentation" => return,
            xmlns::WSDL => self.known("WSDL", child, parent.wsdl),
            xmlns::WSDL_SOAP11 | xmlns::WSDL_SOAP12 => {
                self.known("the SOAP binding", child, parent.soap)
            }
            // The parts of a message with attachments: each holds what the message itself would.
            xmlns::WSDL_MIME => {
                for inner in child.children() {
                    self.child(inner, parent);
                }
                None
            }
            _ => {
                self.extension(child);
                None
            }
        };
        if let Some(rule) = known {
            self.element(child, rule);
        }
    }

    fn known(&mut self, language: &str, node: Node<'_>, known: Children) -> Option<&'static Rule> {
        let name = node.local();
        if let Some((_, rule)) = known.iter().find(|(known, _)| *known == name) {
            return Some(rule);
        }
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let message = format!("{language} has no `{name}` here");
        let help = meant(name, &names).unwrap_or_else(|| "it is passed over".to_owned());
        self.problems
            .add(Diagnostic::warning(message).at(node.span()).help(help));
        None
    }

    /// An extension may say that a client has to understand it.
    fn extension(&mut self, node: Node<'_>) {
        let required = node.attribute_ns(xmlns::WSDL, "required");
        let is_required = required.is_some_and(|it| matches!(it.value.trim(), "true" | "1"));
        let is_known =
            node.local() == "UsingAddressing" || xmlns::POLICY.contains(&node.namespace());
        if is_required && !is_known {
            let message = format!(
                "the service requires the extension `{}` of `{}`, which is passed over",
                node.local(),
                node.namespace()
            );
            self.problems
                .add_once(Diagnostic::warning(message).at(node.span()));
        }
    }

    fn attributes(&mut self, node: Node<'_>, rule: &Rule) {
        let own = node.attributes().iter();
        for attribute in own.filter(|attribute| attribute.namespace.is_empty()) {
            let name = attribute.local.as_str();
            if !rule.attributes.contains(&name) {
                // What resembles none is only superfluous, and some files have such attributes everywhere.
                if let Some(help) = meant(name, rule.attributes) {
                    let message = format!("`{}` has no attribute `{name}`", node.local());
                    self.problems
                        .add(Diagnostic::warning(message).at(attribute.span).help(help));
                }
                continue;
            }
            let choice = VALUES.iter().find(|(known, _)| *known == name);
            let value = attribute.value.trim();
            if let Some((_, values)) = choice.filter(|(_, values)| !values.contains(&value)) {
                let message = format!("`{value}` is not one of {}", values.join(", "));
                let help = match name {
                    "use" => {
                        "it is read as `encoded` if there is an `encodingStyle`, else as `literal`"
                    }
                    _ => "it is read as `document`",
                };
                self.problems
                    .add(Diagnostic::warning(message).at(attribute.span).help(help));
            }
        }
    }
}

fn meant(name: &str, known: &[&str]) -> Option<String> {
    let near = known
        .iter()
        .filter_map(|known| Some((slip(name, known)?, known)));
    near.min()
        .map(|(_, known)| format!("it is passed over; `{known}` may have been meant"))
}
