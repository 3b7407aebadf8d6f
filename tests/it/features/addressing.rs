//! WS-Addressing: asked for by a policy, by `UsingAddressing`, or not at all; actions that are declared and such by rule.

#[path = "../../features/addressing/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::fake::Reply;
use kontorhaus_core::{Builder, Operation};
use kontorhaus_soap::v1::Addressing;

use self::expected::{ByAction, ByRule, Modern, Notify, Old, Plain, Recent};
use super::{Exchange, Feature, exchange, exchange_with};

const ANSWER: &str = "<text xmlns='urn:example:addressing'>ok</text>";
const V1: &str = "http://www.w3.org/2005/08/addressing";

/// The lines of the header, the message's own number left out.
async fn header<Op: Operation<Service = Feature>>(operation: Op) -> Vec<String> {
    without_number(exchange(operation, ANSWER).await)
}

fn without_number<T>(exchange: Exchange<T>) -> Vec<String> {
    assert!(exchange.output.is_ok());
    let lines = exchange.header.into_iter();
    lines
        .filter(|line| !line.contains("}MessageID = \"urn:uuid:"))
        .collect()
}

fn blocks(namespace: &str, anonymous: &str, action: &str) -> Vec<String> {
    vec![
        format!("{{{namespace}}}Action = {action:?}"),
        format!("{{{namespace}}}ReplyTo"),
        format!("  {{{namespace}}}Address = \"{namespace}{anonymous}\""),
        format!("{{{namespace}}}To = \"http://127.0.0.1:9/\""),
    ]
}

#[tokio::test]
async fn the_action_is_declared_or_follows_a_rule() {
    let expected = |action| blocks(V1, "/anonymous", action);
    assert_eq!(header(Modern::new("x")).await, expected("urn:modern"));
    assert_eq!(header(Recent::new("x")).await, expected("urn:recent"));
    assert_eq!(header(ByAction::new("x")).await, expected("urn:by-action"));
    assert_eq!(
        header(ByRule::new("x")).await,
        expected("urn:example:addressing:Declared:ByRuleRequest")
    );
    assert_eq!(
        header(Notify::new("x")).await,
        expected("urn:example:addressing:Declared:Bell")
    );
}

#[tokio::test]
async fn the_submission_has_names_of_its_own() {
    let namespace = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    assert_eq!(
        header(Old::new("x")).await,
        blocks(namespace, "/role/anonymous", "urn:old")
    );
}

#[tokio::test]
async fn who_does_not_ask_gets_none_unless_the_client_says_so() {
    assert_eq!(header(Plain::new("x")).await, Vec::<String>::new());
    let with = |addressing| Builder::<Feature>::new().setting(addressing);
    let plain = exchange_with(with(Addressing::V1), Plain::new("x"), ANSWER, |call| call).await;
    assert_eq!(without_number(plain), blocks(V1, "/anonymous", "urn:plain"));
    let off = exchange_with(with(Addressing::Off), Modern::new("x"), ANSWER, |call| call).await;
    assert_eq!(without_number(off), Vec::<String>::new());
}

#[tokio::test]
async fn an_answer_to_nobody_is_passed_over() {
    let builder = Builder::<Feature>::new();
    let answer = Reply::ok("<html>thank you</html>");
    let notified = super::exchange_of(builder, Notify::new("x"), answer, |call| call).await;
    notified.output.expect("sent");
    assert_eq!(
        notified.headers["content-type"],
        "application/soap+xml; charset=utf-8"
    );
}
