//! A document as a tree that knows where each part stood.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Reference;
use crate::diagnostics::Span;
use crate::schema::{Docs, QName};
use crate::xmlns;

/// Which element of a [`Document`]; in document order.
pub(crate) type NodeId = u32;

/// An XML document.
#[derive(Debug)]
pub(crate) struct Document {
    /// The elements in document order; the root is the first.
    pub(super) elements: Vec<Element>,
}

/// An element as it is stored.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) namespace: Rc<str>,
    pub(super) local: String,
    pub(super) attributes: Vec<Attribute>,
    pub(super) declared: Vec<(String, Rc<str>)>,
    pub(super) parent: Option<NodeId>,
    pub(super) content: Vec<Content>,
    pub(super) span: Span,
}

#[derive(Debug)]
pub(super) enum Content {
    Element(NodeId),
    Text(String),
}

/// An attribute that is no namespace declaration.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) namespace: Rc<str>,
    pub(crate) local: String,
    pub(crate) value: String,
    /// Where the value stands, without its quotes.
    pub(crate) span: Span,
}

impl Document {
    /// The root element; `None` only for a document that could not be read.
    pub(crate) fn root(&self) -> Option<Node<'_>> {
        self.node(0)
    }

    /// What values like `type="tns:Order"` refer to: namespace, name, and whether it is an element.
    pub(super) fn references(&self) -> BTreeSet<Reference> {
        let mut found = BTreeSet::new();
        for id in (0..self.elements.len()).filter_map(|id| NodeId::try_from(id).ok()) {
            if let Some(node) = self.node(id) {
                node.own_references(&mut found);
            }
        }
        found
    }

    pub(crate) fn node(&self, id: NodeId) -> Option<Node<'_>> {
        let element = self.elements.get(id as usize)?;
        Some(Node {
            document: self,
            element,
            id,
        })
    }
}

/// An element in its document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) document: &'a Document,
    element: &'a Element,
    pub(crate) id: NodeId,
}

impl<'a> Node<'a> {
    pub(crate) fn namespace(self) -> &'a str {
        &self.element.namespace
    }

    pub(crate) fn local(self) -> &'a str {
        &self.element.local
    }

    pub(crate) fn is(self, namespace: &str, local: &str) -> bool {
        self.local() == local && self.namespace() == namespace
    }

    /// The place of the start tag.
    pub(crate) fn span(self) -> Span {
        self.element.span
    }

    pub(crate) fn attributes(self) -> &'a [Attribute] {
        &self.element.attributes
    }

    /// An attribute without a namespace.
    pub(crate) fn attribute(self, local: &str) -> Option<&'a Attribute> {
        self.attribute_ns("", local)
    }

    pub(crate) fn attribute_ns(self, namespace: &str, local: &str) -> Option<&'a Attribute> {
        let mut all = self.element.attributes.iter();
        all.find(|one| one.local == local && &*one.namespace == namespace)
    }

    /// An attribute's value, without blanks at its ends.
    pub(crate) fn value(self, local: &str) -> Option<&'a str> {
        self.attribute(local)
            .map(|attribute| attribute.value.trim())
    }

    pub(crate) fn children(self) -> impl Iterator<Item = Node<'a>> {
        self.element
            .content
            .iter()
            .filter_map(move |content| match content {
                Content::Element(id) => self.document.node(*id),
                Content::Text(_) => None,
            })
    }

    pub(crate) fn children_named(
        self,
        namespace: &'static str,
        local: &'static str,
    ) -> impl Iterator<Item = Node<'a>> {
        self.children()
            .filter(move |child| child.is(namespace, local))
    }

    pub(crate) fn child(self, namespace: &'static str, local: &'static str) -> Option<Node<'a>> {
        self.children_named(namespace, local).next()
    }

    pub(crate) fn parent(self) -> Option<Node<'a>> {
        self.document.node(self.element.parent?)
    }

    /// The namespace that a prefix means here; the empty prefix is the default namespace. An empty name means none.
    pub(crate) fn lookup(self, prefix: &str) -> Option<&'a str> {
        let mut node = Some(self);
        while let Some(Node { element, .. }) = node {
            if let Some((_, uri)) = element.declared.iter().find(|(known, _)| known == prefix) {
                return Some(uri);
            }
            node = node.and_then(Node::parent);
        }
        match prefix {
            "" => Some(""),
            "xml" => Some(xmlns::XML),
            _ => None,
        }
    }

    /// The name that a value like `tns:Order` means here, or the prefix that is not declared.
    pub(crate) fn resolve(self, value: &str) -> Result<QName, &str> {
        let (prefix, local) = value.split_once(':').unwrap_or(("", value));
        self.lookup(prefix)
            .map(|namespace| QName::new(namespace, local))
            .ok_or(prefix)
    }

    /// All text below, in document order.
    fn text(self, out: &mut String) {
        for content in &self.element.content {
            match content {
                Content::Text(text) => out.push_str(text),
                Content::Element(id) => {
                    if let Some(child) = self.document.node(*id) {
                        child.text(out);
                    }
                }
            }
        }
    }

    /// What the values in this element and those in it refer to.
    pub(crate) fn references(self, found: &mut BTreeSet<Reference>) {
        self.own_references(found);
        for child in self.children() {
            child.references(found);
        }
    }

    fn own_references(self, found: &mut BTreeSet<Reference>) {
        if self.namespace() != xmlns::XSD && !self.is(xmlns::WSDL, "part") {
            return;
        }
        for attribute in self.attributes() {
            let element = match attribute.local.as_str() {
                "element" | "substitutionGroup" => true,
                "ref" => self.local() == "element",
                "type" | "base" | "itemType" | "memberTypes" | "arrayType" => false,
                _ => continue,
            };
            for name in attribute.value.split_ascii_whitespace() {
                let (prefix, local) = name.split_once(':').unwrap_or(("", name));
                let local = local.split('[').next().unwrap_or(local);
                let uri = self.lookup(prefix);
                found.extend(uri.map(|uri| (uri.to_owned(), local.to_owned(), element)));
            }
        }
    }

    /// The documentation in the `documentation` children of this element in `namespace`.
    pub(crate) fn docs(self, namespace: &'static str) -> Docs {
        let texts = self.children_named(namespace, "documentation").map(|node| {
            let mut text = String::new();
            node.text(&mut text);
            dedent(&text)
        });
        Docs(
            texts
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("\n\n"),
        )
    }
}

/// A text without blank lines at its ends, the indentation that its lines share, and blanks at their ends.
fn dedent(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let filled = |line: &str| !line.is_empty();
    let Some(first) = lines.iter().copied().position(filled) else {
        return String::new();
    };
    let last = lines.iter().copied().rposition(filled).unwrap_or(first);
    let indent = |line: &str| line.len() - line.trim_start().len();
    // A line that follows the tag directly says nothing about the others.
    let counted = if first == 0 { 1 } else { first };
    let shared = lines[counted.min(last)..=last]
        .iter()
        .copied()
        .filter(|line| filled(line))
        .map(indent)
        .min();
    let mut out = lines[first].trim_start().to_owned();
    for line in &lines[first + 1..=last] {
        out.push('\n');
        out.push_str(line.get(shared.unwrap_or(0)..).unwrap_or(line.trim_start()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::dedent;

    #[test]
    fn documentation_loses_the_indentation_of_the_file() {
        assert_eq!(dedent("\n      makes vouchers\n    "), "makes vouchers");
        assert_eq!(
            dedent("One.\n    Two.\n      Three.\n\n    Four.  "),
            "One.\nTwo.\n  Three.\n\nFour."
        );
        assert_eq!(dedent(" \n\t\n"), "");
    }
}
