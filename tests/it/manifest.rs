//! A reconstructed WSDL says of every item how certain it is.

use std::fs;
use std::path::{Path, PathBuf};

use roxmltree::{Document, Node};

const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
const GRADES: &[&str] = &["[documented]", "[inferred]", "[placeholder]"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsdl")
}

fn entries() -> Vec<toml::Table> {
    let manifest = fs::read_to_string(folder().join("manifest.toml")).expect("a manifest");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let entries = manifest["file"].as_array().expect("a list of files");
    entries
        .iter()
        .map(|entry| entry.as_table().expect("a table").clone())
        .collect()
}

fn text<'t>(entry: &'t toml::Table, key: &str) -> &'t str {
    entry[key].as_str().expect("a text")
}

#[test]
fn every_item_of_a_reconstruction_is_graded() {
    for entry in entries()
        .iter()
        .filter(|entry| text(entry, "status") == "reconstructed")
    {
        let source = fs::read_to_string(folder().join(text(entry, "file"))).unwrap();
        let document = Document::parse(&source).unwrap();
        let mut items = 0;
        for item in document.descendants().filter(is_item) {
            let name = item.attribute("name").unwrap_or("definitions");
            let grade = documentation(item)
                .rsplit(' ')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned();
            assert!(GRADES.contains(&grade.as_str()), "{name} has no grade");
            items += 1;
        }
        assert!(items > 10, "{items}");
    }
}

/// Whether a reader of the file would ask how certain the item is.
fn is_item(node: &Node<'_, '_>) -> bool {
    let name = node.tag_name();
    match name.namespace() {
        Some(XSD) => match name.name() {
            "element" | "attribute" => true,
            "complexType" | "simpleType" => node.has_attribute("name"),
            _ => false,
        },
        Some(WSDL) => match name.name() {
            "definitions" | "service" => true,
            "operation" => node
                .parent()
                .is_some_and(|parent| parent.has_tag_name((WSDL, "portType"))),
            _ => false,
        },
        _ => false,
    }
}

/// The words of the item's own documentation.
fn documentation(item: Node<'_, '_>) -> String {
    let annotation = item
        .children()
        .find(|child| child.has_tag_name((XSD, "annotation")));
    let own = annotation
        .unwrap_or(item)
        .children()
        .find(|child| child.tag_name().name() == "documentation");
    let text = own.and_then(|node| node.text()).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
