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
    /// Why the file can't be read: it is not well-formed, though the generator may pass over what is wrong.
    pub(super) unreadable: Option<String>,
    /// The operations of port types: those of a file in which there is no binding at all.
    abstract_operations: BTreeSet<(String, String, String)>,
    /// Port types and names of operations without an input, in which the server would call.
    calls_back: BTreeSet<(String, String)>,
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
        let document = match Document::parse_with_options(&text, options) {
            Ok(document) => document,
            Err(error) => {
                counted.unreadable = Some(error.to_string());
                continue;
            }
        };
        for node in document.descendants() {
            counted.node(node);
            next.extend(import(node, &path));
        }
    }
    if !counted.has_binding {
        counted.operations = std::mem::take(&mut counted.abstract_operations);
    }
    let Counted {
        operations,
        calls_back,
        ..
    } = &mut counted;
    operations.retain(|(port_type, name, input)| {
        !input.is_empty() || !calls_back.contains(&(port_type.clone(), name.clone()))
    });
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
        // Some say of their operations only that they are for SOAP.
        let is_implied = |node: &Node<'_, '_>| {
            let mut namespaces = node
                .descendants()
                .filter_map(|it| it.tag_name().namespace());
            !node
                .children()
                .any(|child| child.tag_name().name() == "binding")
                && namespaces.any(|uri| SOAP.contains(&uri))
        };
        let is_soap_binding =
            is_binding && (node.children().any(|child| is_soap(&child)) || is_implied(&node));
        if !is_port_type && !is_soap_binding {
            return;
        }
        let port_type = if is_port_type {
            let target = node.document().root_element().attribute("targetNamespace");
            (target, node.attribute("name").unwrap_or_default())
        } else {
            let name = node.attribute("type").unwrap_or_default();
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            let prefix = (!prefix.is_empty()).then_some(prefix);
            (node.lookup_namespace_uri(prefix), local)
        };
        let port_type = format!("{{{}}}{}", port_type.0.unwrap_or_default(), port_type.1);
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
                .find(|child| child.has_tag_name((WSDL, "input")));
            let name = operation.attribute("name").unwrap_or_default();
            if is_port_type && input.is_none() {
                self.calls_back.insert((port_type.clone(), name.to_owned()));
            }
            let input = input.and_then(|input| input.attribute("name"));
            found.insert((
                port_type.clone(),
                name.to_owned(),
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
