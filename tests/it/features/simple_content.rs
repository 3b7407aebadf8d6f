//! Text with attributes: decimals, enumerations and lists, through several levels.

#[path = "../../features/simple-content/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{AnyPrice, Grade, Sample};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/simple-content/sample.xml");

#[test]
fn text_and_attributes_are_fields() {
    let sample: Sample = round_trip(SAMPLE);
    let AnyPrice::Price(net) = sample.net else {
        panic!("a plain price: {:?}", sample.net);
    };
    assert_eq!(
        (net.value.to_string().as_str(), net.currency.as_str()),
        ("12.50", "EUR")
    );
    let gross = sample.gross.expect("a gross price");
    assert_eq!(gross.value.to_string(), "14.875");
    assert_eq!(
        (
            gross.currency.as_str(),
            gross.rate.expect("a rate").to_string().as_str()
        ),
        ("EUR", "19")
    );
    assert_eq!(
        (sample.grade.value, sample.grade.by.as_deref()),
        (Grade::A, Some("Ada"))
    );
    assert_eq!(
        (sample.sizes.value, sample.sizes.unit.as_deref()),
        (vec![3, 5, 8], Some("cm"))
    );
}
