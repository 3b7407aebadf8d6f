//! Overlay: other names, presences and types, shells kept, and what `Debug` shows.

#[path = "../../features/overlay/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::{Idempotency, Operation};
use kontorhaus_soap::v1::Date;

use self::expected::{Kind, Logout, LogoutResponse, SignIn};
use super::exchange;

const SAMPLE: &str = include_str!("../../features/overlay/sample.xml");

fn sign_in() -> SignIn {
    let since: Date = "2026-01-01".parse().expect("a date");
    SignIn::new("ada", "geheim", 3, since)
}

#[tokio::test]
async fn names_and_presences_are_the_overlay_s_and_the_xml_is_the_schema_s() {
    let signed_in = exchange(sign_in().with_shop("kiel"), SAMPLE).await;
    assert_eq!(
        signed_in.request,
        [
            "{urn:example:overlay}login",
            "  {}request",
            "    {}user = \"ada\"",
            "    {}pwd = \"geheim\"",
            "    {}shop = \"kiel\"",
            "    {}level = \"3\"",
            "    {}since = \"2026-01-01\"",
        ]
    );
    let ticket = signed_in.output.expect("a ticket");
    assert_eq!(
        (ticket.ticket.as_str(), ticket.balance, ticket.kind),
        ("T-1", 100, Kind::Write)
    );
    assert_eq!(
        (SignIn::NAME, SignIn::IDEMPOTENCY),
        ("login", Idempotency::Idempotent)
    );
}

#[tokio::test]
async fn shells_can_be_kept() {
    let answer =
        "<o:logoutResponse xmlns:o='urn:example:overlay'><return>bye</return></o:logoutResponse>";
    let left = exchange(Logout::new().with_request("now"), answer).await;
    assert_eq!(
        left.request,
        ["{urn:example:overlay}logout", "  {}request = \"now\""]
    );
    assert_eq!(left.output.expect("an answer"), LogoutResponse::new("bye"));
    assert_eq!(Logout::IDEMPOTENCY, Idempotency::Read);
}

#[tokio::test]
async fn texts_are_hidden_unless_called_safe() {
    assert_eq!(
        format!("{:?}", sign_in().with_shop("kiel")),
        "SignIn { user: ***, pwd: ***, shop: Some(\"kiel\"), level: 3, known_since: 2026-01-01 }"
    );
    let ticket = exchange(sign_in(), SAMPLE).await.output.expect("a ticket");
    assert_eq!(
        format!("{ticket:?}"),
        "Ticket { ticket: ***, balance: ***, kind: Write }"
    );
}
