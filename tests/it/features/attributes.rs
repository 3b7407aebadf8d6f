//! Attributes: required, optional, with a default, of a group, of another namespace, lists and names.

#[path = "../../features/attributes/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::QName;

use self::expected::{Level, Sample};
use super::{read, round_trip};

const SAMPLE: &str = include_str!("../../features/attributes/sample.xml");

#[test]
fn every_kind_is_read_and_written() {
    let sample: Sample = round_trip(
        &SAMPLE
            .replace("k:K", "q.kind:K")
            .replace("xmlns:k", "xmlns:q.kind"),
    );
    assert_eq!((sample.id, sample.level), (7, Level::High));
    assert_eq!(sample.title.as_deref(), Some("\"a\" < b\nc"));
    assert_eq!(sample.version.as_deref(), Some("1.0"));
    assert_eq!(sample.tags, Some(vec!["x".to_owned(), "y".to_owned()]));
    assert_eq!(sample.kind, Some(QName::new("urn:kinds", "K")));
    assert_eq!(sample.lang.as_deref(), Some("de"));
    assert_eq!(sample.from.expect("a date").to_string(), "2026-01-01");
    assert_eq!(sample.until, None);
    // A default is the server's to apply: what was not sent stays not sent.
    assert_eq!(sample.active, None);
}

#[test]
fn a_required_one_that_is_missing_is_named() {
    let error = read::<Sample>("<sample level='low'/>").expect_err("no id");
    assert_eq!(error.to_string(), "required attribute id is missing");
    let error = read::<Sample>("<sample id='x' level='low'/>").expect_err("a bad id");
    assert_eq!(error.to_string(), "@id: \"x\" is not an integer");
}
