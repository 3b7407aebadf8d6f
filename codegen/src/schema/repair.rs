//! Schemas that are not valid and whose meaning is plain all the same: people write them, and other tools take them.

use std::fmt::Write as _;

use super::canonical::{Writer, schema_children};
use super::grammar;
use crate::diagnostics::Diagnostic;
use crate::load::Node;

/// The attribute without which an element of a schema says nothing, if it has none.
pub(super) fn missing(node: Node<'_>) -> Option<&'static str> {
    let has = |name| {
        node.value(name)
            .is_some_and(|value| !value.trim().is_empty())
    };
    let is_global = node
        .parent()
        .is_some_and(|parent| parent.local() == "schema");
    match node.local() {
        "element" | "attribute" if !has("name") && !has("ref") => Some("name"),
        // An index of names has no place for it, which was said there.
        "complexType" | "simpleType" | "group" | "attributeGroup" if is_global && !has("name") => {
            Some("name")
        }
        "group" | "attributeGroup" if !is_global && !has("ref") && !is_redefined(node) => {
            Some("ref")
        }
        facet if grammar::is_facet(facet) && node.attribute("value").is_none() => Some("value"),
        _ => None,
    }
}

/// Stands in a reference for whatever element may come.
pub(super) const ANY: &str = "xs:any";

/// What an attribute names instead of something that was forgotten, if anything may stand for it.
pub(super) fn anything(node: &str, attribute: &str) -> Option<&'static str> {
    match (node, attribute) {
        ("element", "type") => Some("xs:anyType"),
        ("element", "ref") => Some(ANY),
        ("attribute", "type") => Some("xs:anySimpleType"),
        _ => None,
    }
}

fn is_redefined(node: Node<'_>) -> bool {
    node.parent()
        .is_some_and(|parent| parent.local() == "redefine")
}

/// What has to be put around a child so that it may stand in its parent.
pub(super) fn shell(parent: &str, child: Node<'_>) -> Option<&'static str> {
    match (parent, child.local()) {
        ("complexType" | "extension" | "restriction", "element" | "any") => Some("sequence"),
        ("complexType", "extension" | "restriction") => Some("complexContent"),
        (
            "element",
            "sequence" | "choice" | "all" | "group" | "attribute" | "attributeGroup"
            | "anyAttribute" | "complexContent" | "simpleContent",
        ) => Some("complexType"),
        _ => None,
    }
}

impl<'a> Writer<'a, '_> {
    /// Ends what was put around the children before, and begins what this one and those after it need.
    pub(super) fn shell(
        &mut self,
        before: Option<&'static str>,
        needed: Option<&'static str>,
        child: Node<'a>,
    ) {
        self.close_shell(before);
        let Some(needed) = needed else { return };
        let local = child.local();
        let parent = child.parent().map(Node::local).unwrap_or_default();
        self.problems.add(
            Diagnostic::warning(format!("`{local}` cannot stand in `{parent}`"))
                .at(child.span())
                .help(format!("it is read as if a `{needed}` stood around it")),
        );
        let _ = write!(self.body, "<xs:{needed} id=\"{}\">", child.id);
    }

    pub(super) fn close_shell(&mut self, open: Option<&'static str>) {
        if let Some(open) = open {
            let _ = write!(self.body, "</xs:{open}>");
        }
    }

    /// A child that has no business where it stands.
    pub(super) fn misplaced(&mut self, parent: &str, node: Node<'a>) {
        let local = node.local();
        let message = format!("`{local}` cannot stand in `{parent}`");
        let is_attribute = matches!(local, "attribute" | "attributeGroup" | "anyAttribute");
        let problem = match parent {
            "sequence" | "choice" | "all" if is_attribute => {
                self.attributes.push(node);
                Diagnostic::warning(message)
                    .help("it is read as an attribute of the type around it")
            }
            _ if grammar::is_known(local) => Diagnostic::warning(message).help("it is passed over"),
            _ => Diagnostic::error(message).help("XML Schema has nothing of that name"),
        };
        self.problems.add(problem.at(node.span()));
    }

    /// Writes the attributes that stood among the children of this type. Those that stand `around` it are of another.
    pub(super) fn own_attributes(&mut self, node: Node<'a>, around: Vec<Node<'a>>) {
        if matches!(node.local(), "complexType" | "extension" | "restriction") {
            for attribute in std::mem::replace(&mut self.attributes, around) {
                self.element(attribute);
            }
        } else {
            let inside = std::mem::replace(&mut self.attributes, around);
            self.attributes.extend(inside);
        }
    }

    /// A derivation that doesn't say from what, or from nothing that there is.
    pub(super) fn without_base(&mut self, node: Node<'a>) {
        let has_inline = schema_children(node).any(|child| child.local() == "simpleType");
        if node.local() == "restriction" && has_inline {
            return;
        }
        let base = match node.parent().map(Node::local) {
            Some("simpleType" | "simpleContent") => "xs:string",
            _ => "xs:anyType",
        };
        // Of one that names nothing it was said.
        if node.attribute("base").is_none() {
            self.problems.add(
                Diagnostic::warning(format!("this `{}` has no `base`", node.local()))
                    .at(node.span())
                    .help(format!("it is read as one of `{base}`")),
            );
        }
        let _ = write!(self.body, " base=\"{base}\"");
    }
}
