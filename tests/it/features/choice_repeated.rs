//! A repeated choice: a list of an enum, in the order of the XML.

#[path = "../../features/choice-repeated/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use proptest::collection::vec;
use proptest::prelude::*;

use self::expected::{Circle, Drawing, DrawingItem};
use super::{read, round_trip, written};

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

fn item() -> impl Strategy<Value = DrawingItem> {
    prop_oneof![
        any::<i32>().prop_map(DrawingItem::Gap),
        "[ -~]{0,6}".prop_map(DrawingItem::Label),
        any::<f64>()
            .prop_filter("NaN is not itself", |radius| !radius.is_nan())
            .prop_map(|radius| DrawingItem::Circle(Circle::new(radius))),
    ]
}

proptest! {
    #[test]
    fn every_order_survives(items in vec(item(), 0..8)) {
        let drawing = Drawing::new("any").with_items(items);
        let xml = written(&drawing, SAMPLE, &[("ns", "urn:example:choice-repeated")]);
        prop_assert_eq!(read::<Drawing>(&xml).expect("readable"), drawing);
    }
}
