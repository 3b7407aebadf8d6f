//! Limits: checked on request, with all that a value holds; each violation says where and never what.

#[path = "../../features/limits/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::{Base64, Date, Decimal, Hex, Nillable, Validate};

use self::expected::{AnyPlace, Colour, Get, Place, Port, Sample, SampleChoice, Sign, Weight};
use super::{exchange, round_trip};

const SAMPLE: &str = include_str!("../../features/limits/sample.xml");

fn violations(value: &impl Validate) -> Vec<String> {
    let violations = value.validate().expect_err("violations");
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn the_sample_keeps_to_them() {
    let sample: Sample = round_trip(SAMPLE);
    assert_eq!(sample.validate(), Ok(()));
}

#[test]
fn every_kind_of_limit_is_checked() {
    let number = |text: &str| text.parse::<Decimal>().expect("a number");
    let sample = Sample::new("3410")
        .with_page(1000)
        .with_share([
            number("-1"),
            number("100.00"),
            number("1.005"),
            number("123.45"),
        ])
        .with_step(4)
        .with_colour(Colour::Other("green".to_owned()))
        .with_two([Colour::Red, Colour::Blue, Colour::Red])
        .with_hash(Hex(vec![1, 2, 3]))
        .with_key(Base64(vec![1, 2]))
        .with_since("1999-12-31".parse::<Date>().expect("a date"))
        .with_ratio(1.5)
        .with_weight(Weight::new("k g", number("101")))
        .with_codes(["abc", "abcd"])
        .with_choice(SampleChoice::Long("no".to_owned()));
    assert_eq!(
        violations(&sample),
        [
            "@page is not below 1000",
            "zip is shorter than 5 characters",
            "zip doesn't match [0-9]{5}",
            "zip doesn't match (2.*)|(1.*)",
            "share is less than 0",
            "share[3] has more than 2 digits after the point",
            "share[4] is greater than 100",
            "share[4] has more than 4 digits",
            "step is none of 1, 5, 10",
            "colour is none of the values that the schema lists",
            "two is longer than 2 values",
            "hash is shorter than 4 bytes",
            "key is shorter than 3 bytes",
            "since is less than 2000-01-01",
            "ratio is greater than 1",
            "weight/@unit doesn't match \\c+",
            "weight is greater than 100",
            "codes/code[2] is longer than 3 characters",
            "long is shorter than 4 characters",
        ]
    );
}

#[test]
fn limits_follow_a_value_wherever_it_stands() {
    let port = Port::new("1", Nillable::Value(" a  b ".to_owned()));
    let sample = Sample::new("24103").with_place(AnyPlace::Port(port));
    assert_eq!(
        violations(&sample),
        [
            "place/zip is shorter than 5 characters",
            "place/zip doesn't match [0-9]{5}",
            "place/code doesn't match \\c+",
        ]
    );
    let sample = sample.with_place(AnyPlace::Place(Place::new("241030")));
    assert_eq!(
        violations(&sample)[0],
        "place/zip is longer than 5 characters"
    );
    assert_eq!(violations(&Place::new("x")).len(), 2);
    assert_eq!(
        violations(&Weight::new("kg", Decimal::from(-1))),
        ["the value is less than 0"]
    );
}

#[test]
fn a_request_can_be_checked_before_it_is_sent() {
    assert_eq!(Get::new("24103").with_page(1).validate(), Ok(()));
    let violations = Get::new("2410")
        .with_page(0)
        .validate()
        .expect_err("violations");
    assert_eq!(
        violations.to_string(),
        "@page is not above 0; zip is shorter than 5 characters; zip doesn't match [0-9]{5}"
    );
}

#[test]
fn what_can_not_be_written_is_a_violation_too() {
    let sample = Sample::new("2410\u{0}");
    let violations = violations(&sample);
    assert_eq!(
        violations,
        ["zip the value holds U+0000, which XML forbids"]
    );
}

#[tokio::test]
async fn an_answer_without_a_record_is_given_as_it_comes() {
    let response = "<r:SignResponse xmlns:r='urn:example:limits'><r:SignResult>KONTOR</r:SignResult></r:SignResponse>";
    let signed = exchange(Sign::new("20457"), response).await;
    assert_eq!(signed.output.expect("an answer"), "KONTOR");
}
