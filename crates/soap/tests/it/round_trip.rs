//! What is written is read as the same value.

use std::fmt::Debug;

use jiff::civil;
use kontorhaus_soap::v1::{
    AsDouble, AsFloat, Base64, Date, DateTime, Duration, GDay, GMonth, GMonthDay, GYear,
    GYearMonth, Hex, Integer, Nillable, QName, ReadXml, Simple, Time, WriteXml, Writer, Zone,
};
use kontorhaus_soap::{Limits, Text, decode};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn through_element<T: ReadXml + WriteXml>(value: &T) -> T {
    let mut writer = Writer::new();
    writer.element("a", value).unwrap();
    let xml = writer.finish();
    decode(&xml, Limits::default()).unwrap_or_else(|error| panic!("{error} in {xml:?}"))
}

fn through_attribute<T: Simple>(value: &T) -> T {
    struct Held<T>(T);
    impl<T: Simple> ReadXml for Held<T> {
        fn read(r: &mut kontorhaus_soap::Reader<'_>) -> Result<Self, kontorhaus_soap::DecodeError> {
            let mut slot = None;
            r.attributes(|a| a.value(&mut slot))?;
            r.skip()?;
            Ok(Self(r.required_attribute(slot, "v")?))
        }
    }
    let mut writer = Writer::new();
    writer.open("a");
    writer.attribute("v", value).unwrap();
    writer.close();
    decode::<Held<T>>(&writer.finish(), Limits::default())
        .unwrap()
        .0
}

fn check<T: Simple + PartialEq + Debug>(value: &T) -> Result<(), TestCaseError> {
    prop_assert_eq!(&through_element(value), value);
    prop_assert_eq!(&through_attribute(value), value);
    Ok(())
}

/// Every character that XML allows, the troublesome ones often.
fn character() -> impl Strategy<Value = char> {
    let troublesome: Vec<char> = "\r\n\t &<>\"'];/\u{7F}\u{85}\u{2028}\u{D7FF}\u{E000}\u{EFFF}\u{F000}\u{FEFF}\u{FFFD}\u{10000}\u{10FFFF}".chars().collect();
    let allowed = any::<char>().prop_filter("XML allows it", |character| {
        !matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
    });
    prop_oneof![proptest::sample::select(troublesome), allowed]
}

fn string() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        8 => character().prop_map(String::from),
        1 => proptest::sample::select(vec!["]]>", "\r\n", "&amp;", "<!--", "<![CDATA[", "&#13;", "  "]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

fn zone() -> impl Strategy<Value = Option<Zone>> {
    proptest::option::of((-840_i16..=840).prop_map(|minutes| Zone::from_minutes(minutes).unwrap()))
}

fn date() -> impl Strategy<Value = civil::Date> {
    (1_i16..=9999, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| civil::date(year, month, day))
}

fn time() -> impl Strategy<Value = civil::Time> {
    let fraction = prop_oneof![
        Just(0),
        0..=999_999_999_i32,
        (0..1000_i32).prop_map(|milli| milli * 1_000_000)
    ];
    (0_i8..24, 0_i8..60, 0_i8..60, fraction)
        .prop_map(|(hour, minute, second, nano)| civil::time(hour, minute, second, nano))
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), any::<u32>(), 0_u32..=28).prop_map(|(high, low, scale)| {
        Decimal::from_i128_with_scale(i128::from(high) * (1 << 20) + i128::from(low), scale)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strings(value in string()) {
        check(&value)?;
    }

    #[test]
    fn booleans_and_integers(a: bool, b: i8, c: i16, d: i32, e: i64, f: i128, g: u8, h: u16, i: u32, j: u64, k: u128) {
        check(&a)?;
        check(&b)?;
        check(&c)?;
        check(&d)?;
        check(&e)?;
        check(&f)?;
        check(&g)?;
        check(&h)?;
        check(&i)?;
        check(&j)?;
        check(&k)?;
    }

    #[test]
    fn integers_of_any_size(digits in "-?[1-9][0-9]{0,80}") {
        let value: Integer = digits.parse().unwrap();
        prop_assert_eq!(value.as_str(), &digits);
        check(&value)?;
    }

    #[test]
    fn floats(a: f64, b: f32) {
        prop_assert_eq!(through_element(&a).to_bits(), a.to_bits());
        prop_assert_eq!(through_attribute(&a).to_bits(), a.to_bits());
        prop_assert_eq!(through_element(&b).to_bits(), b.to_bits());
    }

    #[test]
    fn decimals(value in decimal()) {
        check(&value)?;
        prop_assert_eq!(through_element(&value).scale(), value.scale());
    }

    #[test]
    fn decimals_on_a_wire_of_floats(cents in -999_999_999_999_999_i64..=999_999_999_999_999, few in -999_999_i64..=999_999, scale in 0_u32..=6) {
        check(&AsDouble(Decimal::new(cents, scale)))?;
        check(&AsFloat(Decimal::new(few, scale)))?;
    }

    #[test]
    fn decimals_that_a_double_carried(cents in -99_999_999_999_i64..=99_999_999_999) {
        let value = Decimal::new(cents, 2);
        let double: f64 = value.to_string().parse().unwrap();
        // Seventeen digits, as gSOAP prints them.
        let printed = format!("{double:.16e}");
        prop_assert_eq!(AsDouble::parse(&printed).unwrap().0, value.normalize(), "{}", printed);
    }

    #[test]
    fn dates_and_times(date in date(), time in time(), zone in zone()) {
        check(&Date { date, zone })?;
        check(&Time { time, zone })?;
        check(&DateTime { date_time: date.to_datetime(time), zone })?;
    }

    #[test]
    fn durations(months: u32, seconds in 0..u64::MAX / 2, nanoseconds in 0_u32..1_000_000_000, negative: bool) {
        let value = Duration::new(months, std::time::Duration::new(seconds, nanoseconds));
        check(&if negative { value.negated() } else { value })?;
    }

    #[test]
    fn fragments_of_dates(year in 1_u16..=9999, month in 1_u8..=12, day in 1_u8..=28) {
        check::<GYear>(&format!("{year:04}").parse().unwrap())?;
        check::<GYearMonth>(&format!("{year:04}-{month:02}Z").parse().unwrap())?;
        check::<GMonth>(&format!("--{month:02}").parse().unwrap())?;
        check::<GMonthDay>(&format!("--{month:02}-{day:02}").parse().unwrap())?;
        check::<GDay>(&format!("---{day:02}+01:00").parse().unwrap())?;
    }

    #[test]
    fn bytes(value: Vec<u8>) {
        check(&Base64(value.clone()))?;
        check(&Hex(value))?;
    }

    #[test]
    fn lists(numbers: Vec<i32>, words in proptest::collection::vec("[^\\p{White_Space}\\p{C}]{1,6}", 0..6)) {
        check(&numbers)?;
        check(&words)?;
    }

    #[test]
    fn names(namespace in "[a-z:/&\"]{0,8}", local in "[A-Za-z_][A-Za-z0-9_.-]{0,8}") {
        let value = QName::new(namespace, local);
        prop_assert_eq!(through_element(&value), value);
    }

    #[test]
    fn nillables(value in proptest::option::of(string())) {
        let value = Nillable::from_option(value);
        prop_assert_eq!(through_element(&value), value);
    }

    #[test]
    fn any_text_is_a_value_or_an_error(text in "\\PC{0,20}") {
        let bare = |value: &dyn Debug| format!("{value:?}");
        let _ = (bool::parse(&text).ok(), i64::parse(&text).ok(), u8::parse(&text).ok(), Integer::parse(&text).ok());
        let _ = (f64::parse(&text).ok(), Decimal::parse(&text).ok(), AsDouble::parse(&text).ok(), AsFloat::parse(&text).ok());
        let _ = (Date::parse(&text).ok(), Time::parse(&text).ok(), DateTime::parse(&text).ok(), Duration::parse(&text).ok());
        let _ = (Base64::parse(&text).ok(), Hex::parse(&text).ok(), GYear::parse(&text).ok(), bare(&Vec::<i8>::parse(&text)));
    }
}

#[test]
fn forbidden_characters_are_refused_everywhere() {
    fn refused(value: &str) -> bool {
        struct Raw<'a>(&'a str);
        impl Simple for Raw<'_> {
            fn parse(_: &str) -> Result<Self, kontorhaus_soap::ValueError> {
                Ok(Raw(""))
            }

            fn format(&self, out: &mut Text<'_>) -> Result<(), kontorhaus_soap::ValueError> {
                out.push(self.0)
            }
        }
        let mut writer = Writer::new();
        writer.open("a");
        let attribute = writer.attribute("b", &Raw(value)).is_err();
        attribute && writer.text(&Raw(value)).is_err()
    }
    let forbidden = (0..0x20)
        .filter(|code| !matches!(code, 9 | 10 | 13))
        .chain([0xFFFE, 0xFFFF]);
    for code in forbidden {
        let character = char::from_u32(code).unwrap();
        assert!(refused(&format!("a{character}b")), "{code:#X}");
    }
}
