//! Prohibited attributes: a restriction takes them away, an extension of it may bring them back.

#[path = "../../features/prohibited-attributes/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::Decimal;

use self::expected::{Again, AnyPlain, Coin, Plain, Sample};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/prohibited-attributes/sample.xml");

#[test]
fn what_is_prohibited_is_no_field() {
    let sample: Sample = round_trip(SAMPLE);
    // All fields stand here.
    let Plain { id, a, .. } = Plain::new(7, 1);
    assert_eq!(sample.plain, AnyPlain::Plain(Plain::new(id, a)));
    assert_eq!(sample.again, Again::new(8, 2).with_note(9));
    assert_eq!(sample.coin, Coin::new(Decimal::new(50, 2)));
    let model = include_str!("../../features/prohibited-attributes/model.txt");
    for (record, fields) in [("Plain", "id a"), ("Again", "id note a"), ("Coin", "value")] {
        let lines = model
            .lines()
            .skip_while(|line| *line != format!("struct {record}"));
        let names = lines
            .skip(1)
            .map_while(|line| line.strip_prefix("  ")?.split(':').next());
        assert_eq!(names.collect::<Vec<_>>().join(" "), fields);
    }
}
