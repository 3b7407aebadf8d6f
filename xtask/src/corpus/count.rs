//! What a WSDL has, counted with a general XML library and none of the generator's code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use roxmltree::{Document, Node, ParsingOptions};

use super::find::text;

const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const SOAP: [&str; 2] = [
    "http://schemas.xmlsoap.org/wsdl/soap/",
    "http://schemas.xmlsoap.org/wsdl/soap12/",
];

/// What there is in a WSDL file and the files beside it that it names.
#[derive(Default)]
pub(super) struct Counted {
    /// Operations that have a SOAP binding, by port type, name and input: those of SOAP 1.1 and 1.2 are the same.
    pub(super) operations: BTreeSet<(String, String, String)>,
    /// Elements and attributes that are declared.
    pub(super) declarations: usize,
    /// The operations of port types: those of a file in which there is no binding at all.
    abstract_operations: BTreeSet<(String, String, String)>,
    has_binding: bool,
}

pub(super) fn count(main: &Path) -> Counted {
    let mut counted = Counted::default();
    let mut seen = BTreeSet::new();
    let mut next = vec![main.to_path_buf()];
    while let Some(path) = next.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let Some(text) = text(&path) else { continue };
        let options = ParsingOptions {
            allow_dtd: true,
            ..ParsingOptions::default()
        };
        let Ok(document) = Document::parse_with_options(&text, options) else {
            continue;
        };
        for node in document.descendants() {
            counted.node(node);
            next.extend(import(node, &path));
        }
    }
    if !counted.has_binding {
        counted.operations = std::mem::take(&mut counted.abstract_operations);
    }
    counted
}

impl Counted {
    fn node(&mut self, node: Node<'_, '_>) {
        let declares = |name| node.has_tag_name((XSD, name)) && node.has_attribute("name");
        if declares("element") || declares("attribute") {
            self.declarations += 1;
        }
        let is_soap = |node: &Node<'_, '_>| {
            let name = node.tag_name();
            name.name() == "binding" && name.namespace().is_some_and(|uri| SOAP.contains(&uri))
        };
        let is_port_type = node.has_tag_name((WSDL, "portType"));
        let is_binding = node.has_tag_name((WSDL, "binding"));
        self.has_binding |= is_binding;
        let is_soap_binding = is_binding && node.children().any(|child| is_soap(&child));
        if !is_port_type && !is_soap_binding {
            return;
        }
        let named = if is_port_type { "name" } else { "type" };
        let port_type = node.attribute(named).unwrap_or_default();
        let port_type = port_type.rsplit(':').next().unwrap_or_default();
        let found = if is_port_type {
            &mut self.abstract_operations
        } else {
            &mut self.operations
        };
        let operations = node
            .children()
            .filter(|child| child.has_tag_name((WSDL, "operation")));
        for operation in operations {
            let input = operation
                .children()
                .find(|child| child.has_tag_name((WSDL, "input")))
                .and_then(|input| input.attribute("name"));
            found.insert((
                port_type.to_owned(),
                operation.attribute("name").unwrap_or_default().to_owned(),
                input.unwrap_or_default().to_owned(),
            ));
        }
    }
}

/// The file that an element brings in, if it is one beside this.
fn import(node: Node<'_, '_>, from: &Path) -> Option<PathBuf> {
    let location = match (node.tag_name().namespace(), node.tag_name().name()) {
        (Some(WSDL), "import") => node.attribute("location"),
        (Some(XSD), "import" | "include" | "redefine") => node.attribute("schemaLocation"),
        _ => None,
    }?;
    if location.contains("://") {
        return None;
    }
    from.parent()?.join(location).canonicalize().ok()
}
