//! RPC/literal: parts stand in an element named after the operation.

#[path = "../../features/rpc-literal/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Address, Find, Measure, MeasureResponse, Split};
use super::{exchange, round_trip};

const SAMPLE: &str = include_str!("../../features/rpc-literal/sample.xml");

#[tokio::test]
async fn parts_are_arguments() {
    let answer = "<f:findResponse xmlns:f='urn:example:rpc-literal'><return><score>0.5</score>\
                  <address><city>Kiel</city></address></return></f:findResponse>";
    let request = Find::new("harbour", Address::new("Kiel").with_street("Kai 1"), [1, 2]);
    let found = exchange(request, answer).await;
    assert_eq!(
        found.request,
        [
            "{urn:example:rpc-literal}find",
            "  {}query = \"harbour\"",
            "  {}near",
            "    {}street = \"Kai 1\"",
            "    {}city = \"Kiel\"",
            "  {}codes = \"1 2\"",
        ]
    );
    let found = found.output.expect("a match");
    assert_eq!((found.score, found.address), (0.5, Address::new("Kiel")));
}

#[tokio::test]
async fn one_part_called_return_is_the_answer_and_several_are_a_struct() {
    let measured = exchange(Measure::new(Address::new("A"), Address::new("B")), SAMPLE).await;
    let measured = measured.output.expect("a distance");
    assert_eq!(
        measured,
        MeasureResponse::new(8_848_000_000, "A 1, then on foot")
    );
    assert_eq!(round_trip::<MeasureResponse>(SAMPLE), measured);
    let answer =
        "<f:splitResponse xmlns:f='urn:example:rpc-literal'><return>3 5</return></f:splitResponse>";
    assert_eq!(
        exchange(Split::new("3 5"), answer)
            .await
            .output
            .expect("codes"),
        [3, 5]
    );
}
