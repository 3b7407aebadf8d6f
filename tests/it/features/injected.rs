//! Overlay `inject`, `echo` and `check`: the client writes what is no field of a request, at its place in the schema.

#[path = "../../features/injected/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Builder, ErrorKind, Outcome};
use kontorhaus_soap::Injected;
use kontorhaus_soap::v1::RequestError;

use self::expected::{Line, Order};
use super::{Feature, exchange, exchange_with};
use crate::infoset::infoset;

const SAMPLE: &str = include_str!("../../features/injected/sample.xml");
const REQUEST: &str = include_str!("../../features/injected/request.xml");

/// The rule that the overlay names.
pub(crate) fn check_order(order: &Order) -> Result<(), RequestError> {
    match order.count {
        Some(0) => Err(RequestError::new("must not be 0").at("Count")),
        _ => Ok(()),
    }
}

fn injected() -> Injected {
    Injected::new()
        .plain("ShopID", "shop")
        .secret("Password", SecretString::from("<geheim>"))
        .plain("number of the till", "7")
        .call_id("MsgID")
}

fn builder() -> Builder<Feature> {
    Builder::new().setting(injected())
}

#[tokio::test]
async fn injected_elements_stand_where_the_schema_wants_them() {
    let order = Order::new("A & B").with_line([Line::new(1)]);
    let with_key = Builder::new().setting(injected().plain("API key", "k-1"));
    let ordered = exchange_with(with_key, order.clone(), SAMPLE, |call| {
        call.call_id("call-1")
    })
    .await;
    assert_eq!(ordered.request, infoset(REQUEST));
    let without_key = exchange_with(builder(), order, SAMPLE, |call| call.call_id("call-1")).await;
    let rest = REQUEST.replace("<Key>k-1</Key>", "");
    assert_eq!(without_key.request, infoset(&rest));
    let result = ordered.output.expect("an answer");
    assert_eq!(
        (result.number, result.msg_id.as_deref()),
        (5, Some("call-1"))
    );
}

#[tokio::test]
async fn an_answer_to_another_call_is_no_answer() {
    let other = exchange_with(builder(), Order::new("A"), SAMPLE, |call| {
        call.call_id("call-2")
    })
    .await;
    let error = other.output.expect_err("another call's answer");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Mismatch, Outcome::Unknown)
    );
}

#[tokio::test]
async fn a_broken_rule_is_told_before_anything_is_sent() {
    let refused = exchange_with(builder(), Order::new("A").with_count(0), SAMPLE, |call| {
        call
    })
    .await;
    assert!(refused.request.is_empty());
    let error = refused.output.expect_err("refused");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Request, Outcome::NotSent)
    );
    assert!(error.to_string().contains("Count"), "{error}");
}

#[tokio::test]
async fn a_client_without_the_values_says_which() {
    let error = exchange(Order::new("A"), SAMPLE)
        .await
        .output
        .expect_err("no values");
    assert!(error.to_string().contains("ShopID"), "{error}");
}
