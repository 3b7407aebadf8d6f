//! `xs:redefine`: what is redefined holds wherever it is used, in the redefined schema too.

#[path = "../../features/redefine/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::Validate;

use self::expected::{Letter, Place};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/redefine/sample.xml");

#[test]
fn types_and_groups_are_what_they_were_made_to_be() {
    let letter: Letter = round_trip(SAMPLE);
    assert_eq!(letter.place, Place::new("24103", "DE"));
    assert_eq!(
        (
            letter.first.as_str(),
            letter.second,
            letter.third.as_deref()
        ),
        ("a", None, Some("c"))
    );
    assert_eq!(
        (letter.at.is_some(), letter.by.as_deref()),
        (true, Some("me"))
    );
    let violations = Place::new("24103x", "DE")
        .validate()
        .expect_err("violations");
    assert_eq!(
        violations.to_string(),
        "zip is longer than 5 characters; zip doesn't match [0-9]+"
    );
}
