//! Names that are no names in Rust, and texts that look like code: on the wire as they are, in Rust as it allows.

#[path = "../../features/odd-names/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{
    CallType, Clone as CloneOperation, Etc, FaultType, GetList, GrößeÄndern, Move, OptionType,
    RequestType, SelfType, T1stCall, Tx,
};
use kontorhaus_core::Operation;

use super::{Feature, exchange};

async fn name<Op: Operation<Service = Feature, Output = String>>(operation: Op) -> &'static str {
    let answer = "<text xmlns='urn:example:odd-names'>ok</text>";
    let call = exchange(operation, answer).await;
    assert_eq!(call.request, ["{urn:example:odd-names}text = \"x\""]);
    assert_eq!(call.output.expect("an answer"), "ok");
    Op::NAME
}

#[tokio::test]
async fn every_operation_can_be_called() {
    assert_eq!(name(GetList::new("x")).await, "get-List");
    assert_eq!(name(T1stCall::new("x")).await, "1stCall");
    assert_eq!(name(Move::new("x")).await, "move");
    assert_eq!(name(Tx::new("x")).await, "_");
    assert_eq!(name(SelfType::new("x")).await, "self");
    assert_eq!(name(OptionType::new("x")).await, "Option");
    assert_eq!(name(CallType::new("x")).await, "call");
    assert_eq!(name(CloneOperation::new("x")).await, "clone");
    assert_eq!(name(GrößeÄndern::new("x")).await, "größe.ändern");
    assert_eq!(name(RequestType::new("x")).await, "request");
    assert_eq!(name(FaultType::new("x")).await, "Fault");
    assert_eq!(name(Etc::new("x")).await, "../../etc");
}

#[tokio::test]
async fn an_action_may_have_quotes_in_it() {
    let call = exchange(GetList::new("x"), "").await;
    assert_eq!(call.headers["soapaction"], r#""urn:a\"b\\c""#);
}
