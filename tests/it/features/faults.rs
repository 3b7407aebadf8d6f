//! Declared faults: an enum for each set of them. Those of messages with several parts, and of parts with a type.

#[path = "../../features/faults/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::{Builder, Error, Operation};
use kontorhaus_soap::v1::Fault;

use self::expected::{Move, MoveFault, Reason, Stop, StopFault, Turn, Wait};
use super::{Feature, exchange_of, fault};

const NS: &str = "urn:example:faults";

async fn failed<Op: Operation<Service = Feature>>(operation: Op, detail: &str) -> Error {
    let call = exchange_of(Builder::new(), operation, fault("", detail), |call| call).await;
    call.output.err().expect("a fault")
}

#[tokio::test]
async fn an_element_is_an_arm() {
    let refused = format!(
        "<f:Refused xmlns:f='{NS}'><f:code>7</f:code><f:until>2031-03-01</f:until></f:Refused>"
    );
    let error = failed(Move::new("x"), &refused).await;
    let Some(MoveFault::Refused(reason)) = error.fault_as::<Move>() else {
        panic!("{error:?}");
    };
    assert_eq!(
        (reason.code, reason.until.as_ref().map(ToString::to_string)),
        (7, Some("2031-03-01".to_owned()))
    );
    assert_eq!(error.message(), "why");
    // The fault itself is there as well.
    let fault = error.detail::<Fault>().expect("a fault");
    assert_eq!((fault.reason.as_str(), fault.details().len()), ("why", 1));
}

#[tokio::test]
async fn each_part_of_a_message_is_an_arm_and_the_set_is_shared() {
    let busy = failed(Turn::new("x"), &format!("<x/><Busy xmlns='{NS}'>2</Busy>")).await;
    assert_eq!(busy.fault_as::<Turn>(), Some(&MoveFault::Busy(2)));
    let gone = failed(Turn::new("x"), &format!("<Gone xmlns='{NS}'>away</Gone>")).await;
    assert_eq!(
        gone.fault_as::<Turn>(),
        Some(&MoveFault::Gone("away".to_owned()))
    );
}

#[tokio::test]
async fn a_type_is_known_by_what_it_says_or_is_called() {
    let content = format!("<code xmlns='{NS}'>1</code>");
    for detail in [
        format!(
            "<anything xmlns:i='http://www.w3.org/2001/XMLSchema-instance' xmlns:t='{NS}' i:type='t:Reason'>{content}</anything>"
        ),
        format!("<exception>{content}</exception>"),
        format!("<t:oldStyle xmlns:t='{NS}'>{content}</t:oldStyle>"),
    ] {
        let error = failed(Stop::new("x"), &detail).await;
        assert_eq!(
            error.fault_as::<Stop>(),
            Some(&StopFault::OldStyle(Reason::new(1))),
            "{detail}"
        );
    }
}

#[tokio::test]
async fn what_is_not_declared_stays_a_fault() {
    let other = failed(Move::new("x"), "<other>5</other>").await;
    let Some(MoveFault::Other(fault)) = other.fault_as::<Move>() else {
        panic!("{other:?}");
    };
    assert_eq!(fault.details()[0].local_name(), "other");
    let unreadable = failed(Move::new("x"), &format!("<Busy xmlns='{NS}'>very</Busy>")).await;
    assert!(matches!(
        unreadable.fault_as::<Move>(),
        Some(MoveFault::Other(_))
    ));
    let none = failed(Wait::new("x"), "<other>5</other>").await;
    assert_eq!(
        none.fault_as::<Wait>().map(|fault| fault.reason.as_str()),
        Some("why")
    );
}
