//! `elementFormDefault="unqualified"`: only global names are in the schema's namespace.

#[path = "../../features/unqualified/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Part, Sample};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/unqualified/sample.xml");

#[test]
fn local_names_have_no_namespace() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(
        (sample.id, sample.title.as_str()),
        (7, "Local names have none")
    );
    assert_eq!(sample.part, [Part::new(1), Part::new(2)]);
    assert_eq!(sample.remark.as_deref(), Some("global ones do"));
}
