//! Digests and one-time passwords against a server that verifies them.

use std::collections::BTreeSet;

use http::{HeaderValue, StatusCode, header};
use jiff::SignedDuration;
use kontorhaus_core::fake::Reply;
use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_maklerinfo::{
    Client, ClockSkew, Contracts, Credentials, ErrorCode, Mandant, NeuerArchiveintrag, Upload,
    Zuordnung,
};
use kontorhaus_sandbox::maklerinfo::Fault;
use kontorhaus_sandbox::{Reaction, Sandbox};
use kontorhaus_tests::socket;

use super::{KUNDE, VERTRAG, broker, builder, captured};

#[tokio::test]
async fn every_attempt_has_headers_of_its_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let broker = sandbox.maklerinfo();
    broker.react([Reaction::Html(503), Reaction::LoseAnswer]);
    let client = builder(broker).build().unwrap();
    client.get_kunde(KUNDE).await.unwrap();
    client.get_laender().await.unwrap();
    let recorded = broker.recorded();
    // A page of the proxy in front is no exchange of the service.
    assert_eq!(recorded.len(), 3);
    let nonces: BTreeSet<&HeaderValue> = recorded
        .iter()
        .map(|exchange| &exchange.headers["x-dio-nonce"])
        .collect();
    assert_eq!(nonces.len(), 3);
    for exchange in &recorded {
        let header = |name| exchange.headers[name].to_str().unwrap();
        assert_eq!(header("x-dio-api-id"), broker.api_id());
        let digits = |text: &str| {
            text.len() == 40 && text.bytes().all(|byte| b"0123456789abcdef".contains(&byte))
        };
        assert!(digits(header("x-dio-nonce")) && digits(header("x-dio-digest")));
        let timestamp = header("x-dio-timestamp");
        assert_eq!(timestamp.len(), "2026-01-15T08:30:00+00:00".len());
        assert!(timestamp.ends_with("+00:00"));
        assert!(
            !exchange
                .headers
                .iter()
                .any(|(_, value)| value == &broker.api_key())
        );
    }
}

#[tokio::test]
async fn a_nonce_is_good_for_one_request() {
    let (sandbox, client) = broker().await;
    client.get_laender().await.unwrap();
    let sent = sandbox.maklerinfo().recorded()[0].headers.clone();
    let headers: Vec<String> = sent
        .iter()
        .filter(|(name, _)| name.as_str().starts_with("x-dio-"))
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let line = "GET /service/bd/broker/1.0/rest/laender";
    let answer = socket::send(sandbox.address(), line, &headers, "").await;
    assert!(
        answer.starts_with("HTTP/1.1 400") && answer.contains("Digest"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_measured() {
    let (sandbox, client) = broker().await;
    let broker = sandbox.maklerinfo();
    broker.set_clock_ahead(SignedDuration::from_secs(95));
    let error = client.get_kunde(KUNDE).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Digest));
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert!(!error.is_retryable());
    let behind = ClockSkew::of(&error).unwrap().behind();
    assert!((94..=97).contains(&behind.as_secs()), "{behind}");
    let advice = error.advice().unwrap().to_owned();
    assert!(
        advice.starts_with("Set the clock: this machine's clock is about 9"),
        "{advice}"
    );
    assert!(
        advice.ends_with(
            " s behind the server's, and the service takes timestamps of the last 30 s."
        ),
        "{advice}"
    );
    assert!(error.to_string().ends_with(&advice));

    // A clock that is ahead is no reason to refuse.
    broker.set_clock_ahead(SignedDuration::from_secs(-600));
    client.get_kunde(KUNDE).await.unwrap();
    broker.set_clock_ahead(SignedDuration::from_secs(25));
    client.get_kunde(KUNDE).await.unwrap();
}

#[tokio::test]
async fn a_wrong_key_is_not_taken_for_a_wrong_clock() {
    let sandbox = Sandbox::start().await.unwrap();
    let broker = sandbox.maklerinfo();
    let with = |id: String, key: &str| {
        let credentials = Credentials::digest(broker.vermittler(), id, key.into());
        Client::builder()
            .endpoint(broker.url())
            .credentials(credentials)
            .build()
            .unwrap()
    };
    let error = with(broker.api_id(), "0123")
        .get_kunde(KUNDE)
        .await
        .unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Digest));
    assert_eq!(error.advice(), ErrorCode::Digest.advice());
    assert!(ClockSkew::of(&error).unwrap().behind().abs() < SignedDuration::from_secs(3));
    let error = with("2".repeat(40), &broker.api_key())
        .get_kunde(KUNDE)
        .await
        .unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NotFound));
    broker.block();
    let error = with(broker.api_id(), &broker.api_key())
        .get_kunde(KUNDE)
        .await
        .unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Blocked));
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
}

#[tokio::test]
async fn a_skew_is_told_also_where_the_service_names_no_digest() {
    let old = HeaderValue::from_static("Thu, 10 Sep 2015 13:30:31 GMT");
    let reply = Reply::new(StatusCode::BAD_REQUEST, "no").header(header::DATE, old);
    let client = Client::builder()
        .endpoint(Mandant::Arisecur)
        .credentials(Credentials::digest("012XYZ", "id".to_owned(), "key".into()))
        .transport(reply.clone())
        .build()
        .unwrap();
    let error = client.get_laender().await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::BadRequest));
    assert!(
        error.advice().unwrap().contains("s ahead of the server's"),
        "{error}"
    );
    // With a password the time plays no part.
    let (_, client) = captured(reply);
    let error = client.get_laender().await.unwrap_err();
    assert_eq!(ClockSkew::of(&error), None);
    assert_eq!(error.advice(), ErrorCode::BadRequest.advice());
}

#[tokio::test]
async fn a_one_time_password_authenticates_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let broker = sandbox.maklerinfo();
    let with = |otp: &str| {
        let credentials = Credentials::otp(broker.vermittler(), otp.into());
        Client::builder()
            .endpoint(broker.url())
            .credentials(credentials)
            .build()
            .unwrap()
    };
    with(&broker.otp()).get_kunde(KUNDE).await.unwrap();
    let headers = &broker.recorded()[0].headers;
    assert_eq!(headers["x-dio-otp"], "***");
    assert!(!headers.contains_key("x-dio-digest") && !headers.contains_key("x-dio-timestamp"));
    let error = with("1wrong").get_kunde(KUNDE).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::BadRequest));
}

#[tokio::test]
async fn a_password_for_archiving_does_that_and_no_more() {
    let (sandbox, client) = broker().await;
    let broker = sandbox.maklerinfo();
    let token = client
        .get_kunden_archiv_token(KUNDE, Contracts::only([VERTRAG]))
        .await
        .unwrap();
    assert_eq!(broker.recorded()[0].request, r#"{"Contracts":["1475"]}"#);
    let otp = token.otp().expect("a password").clone();
    let archiver = Client::builder()
        .endpoint(broker.url())
        .credentials(Credentials::otp(broker.vermittler(), otp))
        .build()
        .unwrap();
    let entry = |vertrag| {
        NeuerArchiveintrag::new(Upload::text("x")).with_zuordnungen([Zuordnung::vertrag(vertrag)])
    };
    archiver
        .add_kunden_archiveintrag(KUNDE, entry(VERTRAG))
        .await
        .unwrap();
    for error in [
        archiver
            .add_kunden_archiveintrag(KUNDE, entry("1476"))
            .await
            .unwrap_err(),
        archiver
            .add_kunden_archiveintrag("123457", entry(VERTRAG))
            .await
            .unwrap_err(),
        archiver.get_kunde(KUNDE).await.unwrap_err(),
    ] {
        assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Blocked));
    }
    // No contract at all would be taken for all of them.
    let none: [&str; 0] = [];
    let error = client
        .get_kunden_archiv_token(KUNDE, Contracts::only(none))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.message(), "Contracts: must name a contract");
}

#[tokio::test]
async fn another_broker_by_the_same_access() {
    let (sandbox, client) = broker().await;
    let other = client.for_vermittler("0/2");
    let error = other.get_kunde(KUNDE).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::BadRequest));
    assert_eq!(
        sandbox.maklerinfo().recorded()[0].path,
        "/0%2F2/kunden/123456"
    );
    client.get_kunde(KUNDE).await.unwrap();
}

#[test]
fn credentials_that_cannot_be_right_are_refused_at_once() {
    let build = |credentials: Option<Credentials>| {
        let mut builder = Client::builder().endpoint(Mandant::BlauDirekt);
        if let Some(credentials) = credentials {
            builder = builder.credentials(credentials);
        }
        builder.build().map(|_| ()).map_err(|error| {
            assert_eq!(error.kind(), ErrorKind::Configuration);
            error.message().to_owned()
        })
    };
    let digest = |vmt: &str, id: &str, key: &str| {
        build(Some(Credentials::digest(vmt, id.to_owned(), key.into())))
    };
    let odd = |name| {
        Err(format!(
            "the {name} is empty, or holds a space or another character that no such text has"
        ))
    };
    assert_eq!(digest("012XYZ", "id", "key"), Ok(()));
    assert_eq!(
        digest("", "id", "key"),
        Err("the broker's number may not be empty".to_owned())
    );
    assert_eq!(digest("012XYZ", "", "key"), odd("Api-ID"));
    assert_eq!(digest("012XYZ", "id", "key\n"), odd("Api-Key"));
    assert_eq!(
        build(Some(Credentials::otp("012XYZ", "1ü".into()))),
        odd("one-time password")
    );
    assert_eq!(
        build(None),
        Err("a broker's number and an access are needed".to_owned())
    );
}

#[tokio::test]
async fn the_sandbox_takes_what_is_documented_for_a_technical_error() {
    let (sandbox, client) = broker().await;
    sandbox
        .maklerinfo()
        .react([Reaction::Fault(Fault::Technical)]);
    let error = client.get_kunde(KUNDE).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Technical));
    assert_eq!(error.outcome(), Outcome::Unknown);
}
