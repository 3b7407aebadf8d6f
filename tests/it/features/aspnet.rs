//! ASP.NET's JSON: the same values as XML and as JSON, by the overlay's names and numbers.

#[path = "../../features/aspnet/expected/mod.rs"]
#[rustfmt::skip]
pub(crate) mod expected;

use kontorhaus_core::Builder;
use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_soap::v1::{Base64, JsonService, Nillable, Wire};

use self::expected::{Colour, Echo, Kind, Part};
use super::{Feature, round_trip_in};

impl JsonService for Feature {
    const SERVER_ZONE: &'static str = "CET-1CEST,M3.5.0,M10.5.0/3";
}

const SAMPLE: &str = include_str!("../../features/aspnet/sample.xml");
const JSON: &str = include_str!("../../features/aspnet/sample.json");

/// A value of every kind: what the samples hold.
pub(crate) fn kind() -> Kind {
    Kind {
        text: Some("Zoë & <\"b\">".to_owned()),
        flag: true,
        int: i32::MIN,
        // A double would lose the last digit.
        long: 9_007_199_254_740_993,
        decimal: "12.50".parse().expect("a decimal"),
        double: 0.1,
        guid: "0f8fad5b-d9cb-469f-a165-70867728950e".to_owned(),
        moment: "2026-03-29T03:30:00.125".parse().expect("a moment"),
        day: "2026-03-29".parse().expect("a day"),
        bytes: Some(Base64(vec![0, 255, 16])),
        colour: Colour::DarkBlue,
        maybe_int: Nillable::Value(7),
        maybe_flag: Nillable::Value(false),
        maybe_decimal: Nillable::Value("0.001".parse().expect("a decimal")),
        maybe_moment: Nillable::Value("1999-12-31T23:59:59".parse().expect("a moment")),
        maybe_colour: Nillable::Value(Colour::Green),
        part: Some(Part::new(3).with_name("p")),
        parts: Some(vec![Part::new(1).with_name("a"), Part::new(2)]),
        texts: Some(vec!["x".to_owned(), String::new()]),
        ints: Some(vec![1, 2]),
        phone: vec!["1".to_owned(), "2".to_owned()],
        row: 5,
    }
}

#[test]
fn the_sample_is_the_value_as_xml() {
    let read: Kind = round_trip_in(SAMPLE, &[("ns", "urn:kinds/")]);
    assert_eq!(read, kind());
}

#[tokio::test]
async fn the_sample_is_the_value_as_json() {
    let json = JSON.trim_end();
    let transport = Capture::new(Reply::ok(format!("{{\"d\":{json}}}")));
    let client = Builder::<Feature>::new()
        .endpoint("http://127.0.0.1:9/Kinds.asmx")
        .setting(Wire::Json)
        .transport(transport.clone())
        .build()
        .expect("a client");
    let call = client.call(Echo::new(1).with_value(kind()));
    assert_eq!(call.await.expect("an answer"), kind());
    let sent = transport.requests();
    let request = &sent[0].request;
    assert_eq!(request.uri(), "http://127.0.0.1:9/Kinds.asmx/Echo");
    let body = str::from_utf8(request.body()).expect("UTF-8");
    assert_eq!(body, format!("{{\"value\":{json},\"times\":1}}"));
}
