//! A choice between whole groups: a field for each element, all optional.

#[path = "../../features/choice-of-groups/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::Delivery;
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/choice-of-groups/sample.xml");

#[test]
fn the_fields_of_one_group_are_set() {
    let delivery: Delivery = round_trip(SAMPLE);
    assert_eq!(delivery, Delivery::new().with_box(12).with_city("Kiel"));
    assert_eq!((delivery.street, delivery.pickup), (None, None));
}
