//! JSON members that a type doesn't know, kept in the place where unknown XML elements are kept.

use std::borrow::Cow;

use quick_xml::escape::{escape, unescape};

use crate::extra::RawXml;

/// Marks what came over JSON. No server knows the element, so it must never go out over SOAP.
const OPEN: &str = "<j:member xmlns:j=\"urn:kontorhaus:json\" name=\"";
const CLOSE: &str = "</j:member>";

/// A member as an element.
pub(super) fn kept(name: &str, json: &str) -> RawXml {
    let xml = format!("{OPEN}{}\">{}{CLOSE}", escape(name), escape(json));
    RawXml::from_element(xml)
}

/// The name and the JSON of a member that was kept.
pub(super) fn take(element: &RawXml) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    let (name, json) = element
        .as_str()
        .strip_prefix(OPEN)?
        .strip_suffix(CLOSE)?
        .split_once("\">")?;
    Some((unescape(name).ok()?, unescape(json).ok()?))
}

/// Whether a document that was written as XML holds members that came over JSON. In text the mark can't occur: `<` is
/// escaped there.
pub(crate) fn is_from_json(xml: &str) -> bool {
    xml.contains(OPEN)
}
