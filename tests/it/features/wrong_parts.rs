//! Parts that a binding names wrongly: read as they can only be meant, with a warning.

#[path = "../../features/wrong-parts/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::Builder;

use self::expected::{Ask, RequestHeaders, Sum, SumResponse};
use super::{Feature, exchange, exchange_with};

const NS: &str = "urn:example:wrong-parts";

#[tokio::test]
async fn the_body_has_all_parts_that_are_no_headers() {
    let builder = Builder::<Feature>::new().setting(RequestHeaders::new().with_session(7));
    let answer = format!("<ask xmlns='{NS}'>because</ask>");
    let asked = exchange_with(builder, Ask::new("why"), &answer, |call| call).await;
    assert_eq!(asked.request, [format!("{{{NS}}}ask = \"why\"")]);
    assert_eq!(asked.header, [format!("{{{NS}}}session = \"7\"")]);
    assert_eq!(asked.output.expect("an answer"), "because");
}

#[tokio::test]
async fn an_element_of_a_built_in_type_is_an_argument() {
    let answer = format!("<s:SumResponse xmlns:s='{NS}'><a>3</a></s:SumResponse>");
    let sum = exchange(Sum::new(3), &answer).await;
    assert_eq!(sum.request, [&*format!("{{{NS}}}Sum"), "  {}a = \"3\""]);
    assert_eq!(sum.output.expect("a sum"), SumResponse::new(3));
}

#[test]
fn it_is_said() {
    let notes = include_str!("../../features/wrong-parts/notes.txt");
    for said in [
        "warning: the message has no part `Body`",
        "note: the part `session` is left out",
        "warning: the part says `element`, but names what is a type",
    ] {
        assert!(notes.contains(said), "{said}");
    }
}
