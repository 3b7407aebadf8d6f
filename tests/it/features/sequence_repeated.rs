//! A repeated group of several elements: a list of an enum, in the order of the XML.

#[path = "../../features/sequence-repeated/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Dictionary, DictionaryItem};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/sequence-repeated/sample.xml");

#[test]
fn nothing_is_lost_and_the_order_is_kept() {
    let dictionary: Dictionary = round_trip(SAMPLE);
    assert_eq!(dictionary.language, "de-DE");
    let key = |text: &str| DictionaryItem::Key(text.to_owned());
    let value = |text: &str| DictionaryItem::Value(text.to_owned());
    assert_eq!(
        dictionary.items,
        [
            key("one"),
            value("eins"),
            key("two"),
            key("three"),
            value("drei")
        ]
    );
}
