//! An element that comes twice in a type: a list beside itself; with others between, a list of them all in their order.

#[path = "../../features/element-twice/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{ApartItem, Beside, Either, MoreItem, Sample};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/element-twice/sample.xml");

#[test]
fn the_order_is_that_of_the_schema() {
    let sample: Sample = round_trip(SAMPLE);
    let note = |text: &str| ApartItem::Note(text.to_owned());
    assert_eq!((sample.apart.head, sample.apart.tail), (1, 3));
    assert_eq!(
        sample.apart.items,
        [note("x"), ApartItem::Body(2), note("y")]
    );
    assert_eq!(sample.beside, Beside::new(6).with_point([4, 5]));
    let items = [
        MoreItem::A(7),
        MoreItem::B(8),
        MoreItem::C(9),
        MoreItem::A(10),
    ];
    assert_eq!(sample.more.items, items);
    assert_eq!(sample.either, Either::new().with_box(11).with_city("K"));
}
