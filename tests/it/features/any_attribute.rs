//! `xs:anyAttribute`: what nobody declared is kept with its name and written back.

#[path = "../../features/any-attribute/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::QName;

use self::expected::{Open, Sample};
use super::{read, round_trip, written};

const SAMPLE: &str = include_str!("../../features/any-attribute/sample.xml");

#[test]
fn unknown_attributes_are_kept() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(sample.id, Some(1));
    assert_eq!(sample.extra.attribute("urn:other", "id"), Some("x"));
    let xml = "http://www.w3.org/XML/1998/namespace";
    assert_eq!(sample.extra.attribute(xml, "lang"), Some("de"));
    assert_eq!(sample.text.value, "hello");
    assert_eq!(
        sample.text.extra.attribute("urn:other", "size"),
        Some("<3>")
    );
    let open: Vec<_> = sample.open.extra.attributes().collect();
    assert_eq!(
        open,
        [
            (&QName::new("", "a"), "1"),
            (&QName::new("urn:other", "a"), "2"),
        ]
    );
    assert_eq!(sample.open.extra.len(), 1);
    // Inherited, and beside one that is declared.
    assert_eq!(sample.derived.known.as_deref(), Some("k"));
    assert_eq!(sample.derived.extra.attribute("", "unknown"), Some("u"));
    assert_eq!(sample.derived.extra.attribute("", "known"), None);
    assert_eq!(sample.list.extra.attribute("", "mark"), Some("!"));
}

#[test]
fn attributes_may_be_added() {
    let mut open: Open = read("<open/>").expect("an element");
    open.extra.push_attribute(QName::new("urn:new", "n"), "v");
    assert_eq!(
        written(&open, "<open/>", &[("ns", "urn:example:any-attribute")]),
        "<ns:open xmlns:a0=\"urn:new\" a0:n=\"v\" xmlns:ns=\"urn:example:any-attribute\"/>"
    );
}
