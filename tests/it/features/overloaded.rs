//! Operations of one name: told apart by their messages' names, whatever their order in the binding; one message may serve several.

#[path = "../../features/overloaded/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Find, Find2, Find3};
use super::exchange;

const NS: &str = "urn:example:overloaded";

#[tokio::test]
async fn each_has_its_own_arguments_and_action() {
    let answer = |name: &str| {
        format!("<n:{name}Response xmlns:n='{NS}'><return>x</return></n:{name}Response>")
    };
    let number = exchange(Find::new(7), &answer("find")).await;
    assert_eq!(number.headers["soapaction"], "\"urn:by-number\"");
    assert_eq!(
        number.request,
        [&*format!("{{{NS}}}find"), "  {}number = \"7\""]
    );
    let name = exchange(Find2::new("Ada", true), &answer("find")).await;
    assert_eq!(name.headers["soapaction"], "\"urn:by-name\"");
    assert_eq!(
        name.request[1..],
        ["  {}name = \"Ada\"", "  {}exactly = \"true\""]
    );
    let other = exchange(Find3::new("Ada", false), &answer("Find")).await;
    assert_eq!(other.headers["soapaction"], "\"urn:other\"");
    assert_eq!(other.request[0], format!("{{{NS}}}Find"));
    for output in [number.output, name.output, other.output] {
        assert_eq!(output.expect("an answer"), "x");
    }
}

#[test]
fn the_documentation_tells_them_apart() {
    let text = include_str!("../../features/overloaded/expected/operations.rs");
    assert!(
        text.contains("/// The one of the port type `PortType` with the message `FindByNumber`.")
    );
}
