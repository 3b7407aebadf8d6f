//! Every built-in type of XML Schema that an element can have.

#[path = "../../features/built-ins/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::{Base64, Hex, QName};

use self::expected::Sample;
use super::{read, round_trip, round_trip_xml};

const SAMPLE: &str = include_str!("../../features/built-ins/sample.xml");

#[test]
fn numbers() {
    let sample: Sample = round_trip_xml(&canonical(), &[("ns", "urn:example:built-ins")]);
    assert_eq!(sample.decimal.to_string(), "-12345678901234567.89");
    assert_eq!(
        sample.integer.to_string(),
        "-123456789012345678901234567890"
    );
    assert_eq!(sample.positive_integer.to_string(), "99999999999999999999");
    assert_eq!(sample.negative_integer.to_string(), "-1");
    assert_eq!(
        (sample.long, sample.int, sample.short, sample.byte),
        (i64::MIN, i32::MIN, i16::MIN, i8::MIN)
    );
    assert_eq!(
        (
            sample.unsigned_long,
            sample.unsigned_int,
            sample.unsigned_short,
            sample.unsigned_byte
        ),
        (u64::MAX, u32::MAX, u16::MAX, u8::MAX)
    );
    assert!((sample.float - 1.5).abs() < f32::EPSILON);
    assert!(sample.double.is_infinite() && sample.double < 0.0);
    assert!(sample.boolean);
}

#[test]
fn texts() {
    let sample: Sample = round_trip(&finite());
    assert_eq!(sample.string, " a  b ");
    assert_eq!(
        (sample.normalized_string.as_str(), sample.token.as_str()),
        ("a  b", "a b")
    );
    assert_eq!(sample.any_uri, "http://example.org/?a=1&b=2");
    assert_eq!(sample.idrefs, ["i1", "i1"]);
    assert_eq!(sample.nmtokens, ["1a", "2b"]);
    assert_eq!(sample.entities, ["e", "f"]);
    assert_eq!(sample.q_name, QName::new("urn:kinds", "K"));
    assert_eq!(sample.hex_binary, Hex(vec![0x0A, 0xFF]));
    assert_eq!(sample.base64_binary, Base64(vec![0, 1, 2, 255]));
    assert_eq!(
        sample.any_type.children().expect("well-formed XML")[0].local_name(),
        "free"
    );
}

#[test]
fn times() {
    let sample: Sample = round_trip(&finite());
    assert_eq!(sample.date.to_string(), "2026-02-28");
    assert_eq!(sample.date_time.to_string(), "2026-02-28T23:59:59.125Z");
    assert_eq!(sample.time.to_string(), "12:00:00+01:00");
    assert_eq!(sample.duration.months(), 14);
    assert_eq!(
        sample.duration.rest().as_millis(),
        ((3 * 24 + 4) * 60 + 5) * 60_000 + 6_700
    );
    assert_eq!(
        [
            sample.g_year_month.as_str(),
            sample.g_year.as_str(),
            sample.g_month_day.as_str(),
            sample.g_day.as_str(),
            sample.g_month.as_str(),
        ],
        ["2026-02", "2026", "--02-29", "---31", "--12"]
    );
}

#[test]
fn other_notations_of_the_same_values_are_read() {
    let other = SAMPLE
        .replace(">true<", "> 1\n<")
        .replace(">255<", ">+0255<")
        .replace(">1.5<", ">15E-1<")
        .replace(">0AFF<", ">0aff<")
        .replace(">AAEC/w==<", "> AAEC\n/w== <");
    let (one, other) = (read::<Sample>(SAMPLE), read::<Sample>(&other));
    assert_eq!(one.expect("readable"), other.expect("readable"));
}

/// Numbers that JSON has too.
fn finite() -> String {
    canonical().replace("-INF", "-0.5")
}

/// With the prefix that is written for the name.
fn canonical() -> String {
    SAMPLE.replace("k:K", "q:K").replace("xmlns:k", "xmlns:q")
}
