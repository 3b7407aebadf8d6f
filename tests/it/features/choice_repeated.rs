//! A repeated choice: a list of an enum, in the order of the XML.

#[path = "../../features/choice-repeated/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Circle, Drawing, DrawingItem};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/choice-repeated/sample.xml");

#[test]
fn the_order_is_kept() {
    let drawing: Drawing = round_trip(SAMPLE);
    assert_eq!(
        drawing.items,
        [
            DrawingItem::Label("a".to_owned()),
            DrawingItem::Circle(Circle::new(1.5)),
            DrawingItem::Label("b".to_owned()),
            DrawingItem::Gap(3),
            DrawingItem::Circle(Circle::new(2.5)),
        ]
    );
}
