//! A schema in the form that is handed to xsd-parser.
//!
//! It holds only what matters to messages, has every name resolved and its prefix declared at the root, is repaired where that is safe, and each element's `id`
//! is its number in our document: so a later stage gets from xsd-parser's tree back to the source text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::QName;
use super::grammar::{self, Child, Kind, Value};
use super::index::{Index, Unit};
use super::repair;
use crate::diagnostics::{Diagnostic, Problems};
use crate::load::{Attribute, Node};
use crate::xmlns;

/// Writes a schema's own declarations, those in its `redefine`s included; what it imports and includes are schemas of their own.
pub(super) fn write(unit: &Unit<'_>, index: &Index<'_>, problems: &mut Problems) -> String {
    let mut writer = Writer {
        unit,
        index,
        problems,
        prefixes: BTreeMap::new(),
        attributes: Vec::new(),
        body: String::new(),
    };
    for child in schema_children(unit.node) {
        match child.local() {
            "import" | "include" => {}
            "redefine" => {
                for inner in schema_children(child) {
                    writer.child("redefine", inner);
                }
            }
            _ => writer.child("schema", child),
        }
    }
    let mut out = format!("<xs:schema xmlns:xs=\"{}\"", xmlns::XSD);
    for (namespace, number) in &writer.prefixes {
        let _ = write!(out, " xmlns:n{number}=\"");
        escape(namespace, &mut out);
        out.push('"');
    }
    for name in ["elementFormDefault", "attributeFormDefault"] {
        if let Some(form @ ("qualified" | "unqualified")) = unit.node.value(name) {
            let _ = write!(out, " {name}=\"{form}\"");
        }
    }
    out.push('>');
    out.push_str(&writer.body);
    out.push_str("</xs:schema>");
    out
}

pub(super) struct Writer<'a, 'p> {
    unit: &'a Unit<'a>,
    index: &'a Index<'a>,
    pub(super) problems: &'p mut Problems,
    /// The number of each namespace that is referred to.
    prefixes: BTreeMap<String, usize>,
    /// Attributes that stand among the children of the type that is open.
    pub(super) attributes: Vec<Node<'a>>,
    pub(super) body: String,
}

impl<'a> Writer<'a, '_> {
    pub(super) fn child(&mut self, parent: &str, node: Node<'a>) {
        let local = node.local();
        match grammar::child(parent, local) {
            Child::Read => self.element(node),
            Child::PassedOver => {}
            Child::Later => self.problems.add(
                Diagnostic::note(format!("`{local}` is of XML Schema 1.1 and is passed over"))
                    .at(node.span()),
            ),
            Child::Misplaced => self.misplaced(parent, node),
        }
    }

    pub(super) fn element(&mut self, node: Node<'a>) {
        let local = node.local();
        if matches!(local, "complexContent" | "simpleContent") && !derives(node) {
            self.bare_content(node);
            return;
        }
        if let Some(missing) = repair::missing(node) {
            self.problems.add(
                Diagnostic::warning(format!("this `{local}` has no `{missing}`"))
                    .at(node.span())
                    .help("it is passed over"),
            );
            return;
        }
        let start = self.body.len();
        let _ = write!(self.body, "<xs:{local} id=\"{}\"", node.id);
        // ASP.NET refers so to the schema of a DataSet, which comes along.
        let mut is_any = false;
        for attribute in node
            .attributes()
            .iter()
            .filter(|it| it.namespace.is_empty())
        {
            let Some(value) = grammar::attribute(local, &attribute.local) else {
                let message = format!("`{local}` has no attribute `{}`", attribute.local);
                self.pass_over(attribute, message);
                continue;
            };
            let Some(text) = self.value(node, attribute, value) else {
                if attribute.local == "ref" {
                    self.body.truncate(start);
                    return;
                }
                continue;
            };
            is_any |= attribute.local == "ref" && ["xs:schema", repair::ANY].contains(&&*text);
            let _ = write!(self.body, " {}=\"", attribute.local);
            escape(&text, &mut self.body);
            self.body.push('"');
        }
        if is_any {
            self.body.truncate(start);
            let _ = write!(self.body, "<xs:any id=\"{}\"/>", node.id);
            return;
        }
        if matches!(local, "restriction" | "extension") && !self.body[start..].contains(" base=\"")
        {
            self.without_base(node);
        }
        self.body.push('>');
        let around = std::mem::take(&mut self.attributes);
        let mut open = None;
        for child in schema_children(node) {
            let needed = repair::shell(local, child);
            if open != needed {
                self.shell(open, needed, child);
                open = needed;
            }
            self.child(needed.unwrap_or(local), child);
        }
        self.close_shell(open);
        self.own_attributes(node, around);
        let _ = write!(self.body, "</xs:{local}>");
    }

    /// gSOAP writes `complexContent` around a bare `sequence` for its dynamic arrays; the meaning is plain.
    fn bare_content(&mut self, node: Node<'a>) {
        self.problems.add(
            Diagnostic::warning(format!(
                "`{}` without `extension` or `restriction`",
                node.local()
            ))
            .at(node.span())
            .help("its content is read as that of the type"),
        );
        for child in schema_children(node) {
            self.child("complexType", child);
        }
    }

    /// The value as xsd-parser shall read it; `None` if it is to be left out.
    fn value(&mut self, node: Node<'_>, attribute: &Attribute, value: Value) -> Option<String> {
        let text = attribute.value.trim();
        match value {
            Value::Ignored => None,
            Value::Text => Some(attribute.value.clone()),
            Value::Declared => {
                if !is_name(text) {
                    let message = format!("`{}` is no XML name", attribute.value);
                    // The names of types stay out of messages.
                    let on_wire = matches!(node.local(), "element" | "attribute");
                    let problem = if on_wire {
                        Diagnostic::error(message)
                    } else {
                        Diagnostic::warning(message)
                    };
                    self.problems.add(problem.at(attribute.span));
                }
                Some(text.to_owned())
            }
            Value::Name(_) if text.is_empty() => {
                self.pass_over(attribute, format!("`{}` names nothing", attribute.local));
                None
            }
            Value::Name(kind) => self.name(node, attribute, text, kind),
            Value::Names(kind) => {
                let mut names = Vec::new();
                for name in text.split_ascii_whitespace() {
                    names.extend(self.name(node, attribute, name, kind));
                }
                Some(names.join(" "))
            }
            Value::Count => {
                if text == "unbounded" && attribute.local == "maxOccurs" {
                    return Some(text.to_owned());
                }
                let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                if !digits {
                    // Whoever writes something else there means any number.
                    let any = match attribute.local.as_str() {
                        "minOccurs" => "0",
                        _ => "unbounded",
                    };
                    let message = format!("`{}` is no number of times", attribute.value);
                    let diagnostic = Diagnostic::warning(message).at(attribute.span);
                    self.problems
                        .add(diagnostic.help(format!("it is read as `{any}`")));
                    return Some(any.to_owned());
                }
                Some(text.parse::<u32>().unwrap_or(u32::MAX).to_string())
            }
            Value::Flag => match text.to_ascii_lowercase().as_str() {
                "true" | "1" => Some("true".to_owned()),
                "false" | "0" => Some("false".to_owned()),
                _ => {
                    self.not_one_of(attribute, &["true", "false"]);
                    None
                }
            },
            Value::OneOf(known) if known.contains(&text) => Some(text.to_owned()),
            Value::OneOf(known) => {
                self.not_one_of(attribute, known);
                None
            }
        }
    }

    fn not_one_of(&mut self, attribute: &Attribute, known: &[&str]) {
        let message = format!("`{}` is not one of {}", attribute.value, known.join(", "));
        self.pass_over(attribute, message);
    }

    fn pass_over(&mut self, attribute: &Attribute, message: String) {
        self.problems.add(
            Diagnostic::warning(message)
                .at(attribute.span)
                .help("it is passed over"),
        );
    }

    fn name(
        &mut self,
        node: Node<'_>,
        attribute: &Attribute,
        value: &str,
        kind: Kind,
    ) -> Option<String> {
        let (span, unit) = (attribute.span, Some(self.unit));
        let mut missing = Problems::default();
        let found = self
            .index
            .resolve(node, unit, value, kind, span, &mut missing);
        let Some(anything) = repair::anything(node.local(), &attribute.local) else {
            self.problems.append(missing);
            return found.map(|name| self.prefixed(&name));
        };
        if let Some(name) = found {
            self.problems.append(missing);
            return Some(self.prefixed(&name));
        }
        let Some(name) = self.index.forgotten(node, unit, value) else {
            self.problems.append(missing);
            return None;
        };
        self.problems
            .add(self.index.forgotten_warning(kind, &name, span));
        Some(anything.to_owned())
    }

    fn prefixed(&mut self, name: &QName) -> String {
        match name.namespace.as_str() {
            "" => name.local.clone(),
            xmlns::XSD => format!("xs:{}", name.local),
            // This one may have no other prefix.
            xmlns::XML => format!("xml:{}", name.local),
            namespace => {
                let next = self.prefixes.len();
                let number = self.prefixes.entry(namespace.to_owned()).or_insert(next);
                format!("n{number}:{}", name.local)
            }
        }
    }
}

pub(super) fn schema_children(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.children()
        .filter(|child| child.namespace() == xmlns::XSD)
}

fn derives(node: Node<'_>) -> bool {
    schema_children(node).any(|child| matches!(child.local(), "extension" | "restriction"))
}

/// Whether a name can stand in XML (`NCName`).
fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || "_-.·".contains(c) || is_combining(c))
}

/// Marks that follow a letter, as in decomposed umlauts.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            _ => out.push(c),
        }
    }
}
