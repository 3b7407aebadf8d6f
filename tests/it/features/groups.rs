//! Named groups of elements and attributes, `all`, and groups within groups: their members are fields.

#[path = "../../features/groups/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Panel, PeopleItem, Person, PersonChoice, Sample};
use super::{read, round_trip};

const SAMPLE: &str = include_str!("../../features/groups/sample.xml");

#[test]
fn members_are_fields_wherever_the_group_is_used() {
    let sample: Sample = round_trip(SAMPLE);
    let person = Person::new("Ada", "Byron").with_choice(PersonChoice::Mail("a@b".to_owned()));
    assert_eq!(sample.person, person);
    assert_eq!((sample.by.as_str(), sample.at.is_some()), ("me", true));
    assert_eq!(sample.panel, Panel::new("you", true).with_level(3));
    // A group that is repeated keeps the order of its members.
    let first = |name: &str| PeopleItem::First(name.to_owned());
    let last = |name: &str| PeopleItem::Last(name.to_owned());
    let people = sample.people.expect("people").items;
    assert_eq!(people, [first("A"), last("B"), first("C"), last("D")]);
}

#[test]
fn all_comes_in_any_order() {
    let panel = "<panel xmlns='urn:example:groups' by='x'><level>1</level><on>0</on></panel>";
    let panel: Panel = read(panel).expect("a panel");
    assert_eq!(panel, Panel::new("x", false).with_level(1));
}
