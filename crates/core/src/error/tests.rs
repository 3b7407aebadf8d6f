//! What an error says.

use std::error::Error as _;

use secrecy::SecretString;

use super::*;
use crate::testing::{Look, Order, Put, SENTINEL, ShopFault};

fn failed(error: ReadError, facts: Facts) -> Error {
    Error::assemble(
        error.into(),
        "websale",
        "CreateVouchers",
        Idempotency::Write,
        facts,
    )
}

#[test]
fn what_main_prints_is_the_line_with_cause_and_call() {
    let broken = ReadError::new(
        ErrorKind::Transport,
        Outcome::Unknown,
        "the connection broke",
    )
    .source(std::io::Error::other("reset by peer"));
    let facts = Facts {
        call_id: "till-7-000481".into(),
        ..Facts::default()
    };
    let error = failed(broken, facts);
    assert_eq!(
        format!("{error:?}"),
        format!("{error} Cause: \"reset by peer\". Call till-7-000481.")
    );
    let parts = format!("{error:#?}");
    assert!(
        parts.starts_with("Error {") && parts.contains("kind: Transport"),
        "{parts}"
    );
}

#[test]
fn one_line_says_what_failed_what_it_did_and_what_to_do() {
    let fault = ReadError::new(
        ErrorKind::Fault,
        Outcome::Rejected,
        "ChargeId already exists.",
    )
    .code("ES018")
    .advice("Choose another ChargeId.");
    let facts = Facts {
        attempts: 1,
        status: Some(StatusCode::INTERNAL_SERVER_ERROR),
        ..Facts::default()
    };
    assert_eq!(
        failed(fault, facts).to_string(),
        "websale.CreateVouchers failed: ES018 ChargeId already exists (fault, HTTP 500). \
         The server refused it; nothing happened. Choose another ChargeId."
    );

    let status = ReadError::new(ErrorKind::Status, Outcome::Unknown, "no envelope came");
    let facts = Facts {
        attempts: 3,
        status: Some(StatusCode::BAD_GATEWAY),
        ..Facts::default()
    };
    assert_eq!(
        failed(status, facts).to_string(),
        "websale.CreateVouchers failed: no envelope came (HTTP 502, 3 attempts). \
         Whether it took effect is unknown: find out before it is repeated."
    );

    assert_eq!(
        Error::request::<Order>(RequestError::new("must not be empty").at("Text")).to_string(),
        "shop.Order failed: Text: must not be empty (request). Nothing was sent."
    );
    assert_eq!(
        Error::configuration("no endpoint was given").to_string(),
        "set-up of a client failed: no endpoint was given (configuration)."
    );
}

#[test]
fn the_effect_is_told_with_regard_to_the_operation() {
    let unknown = || ReadError::new(ErrorKind::Timeout, Outcome::Unknown, "no answer");
    let line = Error::read::<Look>(unknown()).to_string();
    assert!(
        line.ends_with("It changes nothing and may be repeated."),
        "{line}"
    );
    let line = Error::read::<Put>(unknown()).to_string();
    assert!(line.ends_with("is unknown; it may be repeated."), "{line}");

    let applied = || ReadError::new(ErrorKind::Decode, Outcome::Applied, "garbled");
    let line = Error::read::<Order>(applied()).to_string();
    assert!(line.ends_with("The server carried it out."), "{line}");
    let facts = Facts {
        raw_body: Some(Bytes::from_static(b"V-1")),
        ..Facts::default()
    };
    let error = failed(applied(), facts);
    let line = error.to_string();
    assert!(
        line.ends_with("its answer is in expose_raw_body()."),
        "{line}"
    );
    assert_eq!(error.expose_raw_body().unwrap(), "V-1");
}

#[test]
fn only_what_is_transient_and_harmless_may_be_repeated() {
    for (outcome, write, idempotent) in [
        (Outcome::NotSent, true, true),
        (Outcome::Rejected, true, true),
        (Outcome::Applied, false, true),
        (Outcome::Unknown, false, true),
    ] {
        let error = || ReadError::new(ErrorKind::Transport, outcome, "x");
        assert_eq!(
            Error::read::<Order>(error().transient(true)).is_retryable(),
            write
        );
        assert_eq!(
            Error::read::<Put>(error().transient(true)).is_retryable(),
            idempotent
        );
        assert_eq!(
            Error::read::<Look>(error().transient(true)).is_retryable(),
            idempotent
        );
        assert!(!Error::read::<Look>(error()).is_retryable());
    }
}

#[test]
fn details_are_found_by_type() {
    let error = ReadError::new(ErrorKind::Fault, Outcome::Rejected, "x")
        .detail(7u32)
        .detail(ShopFault("S1".into()));
    let error = Error::read::<Order>(error);
    assert_eq!(error.fault_as::<Order>(), Some(&ShopFault("S1".into())));
    assert_eq!(error.detail::<u32>(), Some(&7));
    assert_eq!(error.detail::<u64>(), None);
}

/// Programs compare codes, so one that happens to be in the request stays.
#[test]
fn a_code_of_several_words_may_repeat_the_request() {
    let settings = Settings::new();
    let mask = settings.mask.for_call();
    mask.repeats(&Bytes::from(r#"{"No":"1001","Name":"Mustermann"}"#), &[]);
    for (code, masked) in [
        ("1001", "1001"),
        ("1001 Mustermann is taken", "*** *** is taken"),
    ] {
        let error = ReadError::new(ErrorKind::Fault, Outcome::Rejected, "no").code(code);
        let mut problem = Problem::from(error);
        problem.mask(&mask);
        assert_eq!(problem.code.as_deref(), Some(masked));
    }
}

#[test]
fn what_is_printed_is_masked_before_it_is_cut() {
    let mut settings = Settings::new();
    settings.add_secret(&SecretString::from(SENTINEL));
    let text = format!("{}{SENTINEL}", "x".repeat(190));
    let inner = std::io::Error::other(format!("inner {SENTINEL}"));
    let mut problem = Problem::from(
        ReadError::new(ErrorKind::Fault, Outcome::Rejected, &*text)
            .code(SENTINEL)
            .advice(SENTINEL)
            .excerpt(format!("{text}{}", "y".repeat(100)))
            .source(inner),
    );
    problem.mask(&settings.mask);
    let error = Error::assemble(
        problem,
        "shop",
        "Order",
        Idempotency::Write,
        Facts::default(),
    );
    assert_eq!(error.code(), Some("***"));
    assert_eq!(
        error.excerpt().unwrap(),
        format!("{}***{}", "x".repeat(190), "y".repeat(7))
    );
    assert_eq!(error.source().unwrap().to_string(), "inner ***");
    let printed = format!("{error} {error:?} {error:#?} {:?}", error.source());
    assert!(!printed.contains("s3ntinel"), "{printed}");
}
