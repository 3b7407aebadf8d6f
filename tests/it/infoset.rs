//! Comparing XML by what it says: a reader that is not ours, and no prefixes, quotes or line breaks.

use roxmltree::{Document, Node};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A document as lines: each element with its namespace, its attributes and its text, indented by depth.
pub(crate) fn infoset(xml: &str) -> Vec<String> {
    let document = Document::parse(xml).expect("well-formed XML");
    let mut lines = Vec::new();
    element(document.root_element(), 0, &mut lines);
    lines
}

/// Without the lines for elements of that local name.
pub(crate) fn without(lines: Vec<String>, local: &str) -> Vec<String> {
    let ends = format!("}}{local}");
    let is = |line: &String| line.split(' ').any(|word| word.ends_with(&ends));
    lines.into_iter().filter(|line| !is(line)).collect()
}

fn element(node: Node<'_, '_>, depth: usize, lines: &mut Vec<String>) {
    let name = node.tag_name();
    let mut line = format!(
        "{}{{{}}}{}",
        "  ".repeat(depth),
        name.namespace().unwrap_or_default(),
        name.name()
    );
    let mut attributes: Vec<_> = node.attributes().collect();
    attributes.sort_by_key(|attribute| (attribute.namespace(), attribute.name()));
    for attribute in attributes {
        let namespace = attribute.namespace().unwrap_or_default();
        let value = match (namespace, attribute.name()) {
            (XSI, "type") => resolved(node, attribute.value()),
            _ => attribute.value().to_owned(),
        };
        line.extend([" {", namespace, "}", attribute.name(), "=", &value]);
    }
    if node.children().any(|child| child.is_element()) {
        lines.push(line);
        for child in node.children().filter(Node::is_element) {
            element(child, depth + 1, lines);
        }
    } else {
        let text: String = node.children().filter_map(|child| child.text()).collect();
        lines.push(format!("{line} = {text:?}"));
    }
}

/// A name in a value, without the prefix that happens to stand for its namespace.
fn resolved(node: Node<'_, '_>, name: &str) -> String {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let prefix = Some(prefix).filter(|prefix| !prefix.is_empty());
    let namespace = node.lookup_namespace_uri(prefix).unwrap_or_default();
    format!("{{{namespace}}}{local}")
}

#[test]
fn notation_makes_no_difference() {
    let one = infoset("<a:x xmlns:a='urn:n' b='1'><y>&lt;t</y><z></z></a:x>");
    let other =
        infoset("<x xmlns='urn:n' b=\"1\">\n <y xmlns=''><![CDATA[<t]]></y>\n <z xmlns=''/></x>");
    assert_eq!(one, other);
    assert_eq!(one, ["{urn:n}x {}b=1", "  {}y = \"<t\"", "  {}z = \"\"",]);
    assert_eq!(without(one, "y").len(), 2);
}
