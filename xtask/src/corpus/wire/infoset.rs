//! Two XML documents, compared by what they say.

use roxmltree::{Document, Node};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Header blocks that say how the message travels, and no schema declares.
const BESIDE: [&str; 2] = [
    "http://www.w3.org/2005/08/addressing",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing",
];

/// The first line in which two documents differ: the path, what the first one says there, and what the second one says.
pub(super) fn difference(one: &str, other: &str) -> Result<Option<[String; 3]>, String> {
    let (one, other) = (lines(one)?, lines(other)?);
    let nothing = || (String::new(), "nothing".to_owned());
    for place in 0..one.len().max(other.len()) {
        let (one, other) = (one.get(place), other.get(place));
        if one != other {
            let (path, one) = one.cloned().unwrap_or_else(nothing);
            let (other_path, other) = other.cloned().unwrap_or_else(nothing);
            let differs = path != other_path && !other_path.is_empty();
            let other = if differs {
                format!("{other_path} {other}")
            } else {
                other
            };
            return Ok(Some([path, one, other]));
        }
    }
    Ok(None)
}

/// The path, with a namespace where it changes, and the attributes and text of each element.
fn lines(xml: &str) -> Result<Vec<(String, String)>, String> {
    let document = Document::parse(xml).map_err(|error| error.to_string())?;
    let mut lines = Vec::new();
    element(document.root_element(), "", &mut lines);
    Ok(lines)
}

fn element(node: Node<'_, '_>, path: &str, lines: &mut Vec<(String, String)>) {
    let name = node.tag_name();
    let namespace = name.namespace().unwrap_or_default();
    if BESIDE.contains(&namespace) && path.ends_with("/Header") {
        return;
    }
    let around = node.parent_element();
    let path = match around
        .and_then(|node| node.tag_name().namespace())
        .unwrap_or_default()
    {
        same if same == namespace => format!("{path}/{}", name.name()),
        _ => format!("{path}/{{{namespace}}}{}", name.name()),
    };
    let mut said: Vec<String> = node
        .attributes()
        .map(|attribute| {
            let namespace = attribute.namespace().unwrap_or_default();
            let value = match (namespace, attribute.name()) {
                (XSI, "type") => resolved(node, attribute.value()),
                _ => attribute.value().to_owned(),
            };
            format!("{{{namespace}}}{}={value:?} ", attribute.name())
        })
        .collect();
    said.sort();
    if !node.children().any(|child| child.is_element()) {
        let text: String = node.children().filter_map(|child| child.text()).collect();
        said.push(format!("{text:?}"));
    }
    lines.push((path.clone(), said.concat()));
    for child in node.children().filter(Node::is_element) {
        element(child, &path, lines);
    }
}

/// A name in a value, without the prefix that happens to stand for its namespace.
fn resolved(node: Node<'_, '_>, name: &str) -> String {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let prefix = Some(prefix).filter(|prefix| !prefix.is_empty());
    let namespace = node.lookup_namespace_uri(prefix).unwrap_or_default();
    format!("{{{namespace}}}{local}")
}
