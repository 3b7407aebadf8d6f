//! What the service says when it refuses, and what becomes of calls whose answer is lost.

use std::time::Duration;

use http::StatusCode;
use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_maklerinfo::{Adresse, ErrorCode, Kunde, Meldungen, Method, RawRequest, Vertrag};
use kontorhaus_sandbox::maklerinfo::Fault;
use kontorhaus_sandbox::{Reaction, Sandbox};

use super::{KUNDE, VERTRAG, broker, builder};

#[tokio::test]
async fn every_documented_error() {
    let (sandbox, client) = broker().await;
    let mut told = Vec::new();
    for fault in Fault::every() {
        sandbox.maklerinfo().react([Reaction::Fault(fault)]);
        let error = client.add_kunde(Kunde::new()).await.unwrap_err();
        assert!(!error.is_retryable());
        let status = error.status().map(|status| status.as_u16());
        told.push((
            status,
            ErrorCode::of(&error),
            error.outcome(),
            error.message().to_owned(),
        ));
    }
    let expected = [
        (
            400,
            ErrorCode::Meldungen,
            Outcome::Rejected,
            "Dieser Benutzername ist bereits vergeben.",
        ),
        (
            400,
            ErrorCode::BadRequest,
            Outcome::Rejected,
            "the service does not understand the request; its page says: Error #400 - Fehlerhafte anfrage!",
        ),
        (
            400,
            ErrorCode::Digest,
            Outcome::Rejected,
            "the service does not accept the credentials; its page says: Error #400 - Fehlerhafte anfrage!",
        ),
        (
            403,
            ErrorCode::Blocked,
            Outcome::Rejected,
            "the broker is blocked; its page says: Error #403",
        ),
        (
            404,
            ErrorCode::NotFound,
            Outcome::Rejected,
            "the Api-ID, the object or the path does not exist; its page says: Error #404",
        ),
        (
            500,
            ErrorCode::Technical,
            Outcome::Unknown,
            "the service has a technical error; its page says: Whoops, da ist wohl etwas schief gegangen.",
        ),
    ];
    let expected = expected.map(|(status, code, outcome, message)| {
        (Some(status), Some(code), outcome, message.to_owned())
    });
    assert_eq!(told, expected);
    assert_eq!(sandbox.maklerinfo().effects().writes, 0);
}

#[tokio::test]
async fn a_user_name_is_not_given_twice() {
    let (_sandbox, client) = broker().await;
    let error = client
        .add_kunde(Kunde::new().with_benutzername("emuster"))
        .await
        .unwrap_err();
    let meldungen = Meldungen::of(&error).expect("messages");
    assert_eq!(
        meldungen.messages(),
        ["Dieser Benutzername ist bereits vergeben."]
    );
}

#[tokio::test]
async fn messages_in_any_number() {
    let (sandbox, client) = broker().await;
    let fault = |messages: &[&str]| {
        Reaction::Fault(Fault::Meldungen(
            messages.iter().map(|&text| text.to_owned()).collect(),
        ))
    };
    sandbox
        .maklerinfo()
        .react([fault(&["Eins fehlt.", "Zwei fehlt."]), fault(&[])]);
    let error = client.add_kunde(Kunde::new()).await.unwrap_err();
    assert_eq!(error.message(), "Eins fehlt. Zwei fehlt.");
    assert_eq!(
        Meldungen::of(&error).unwrap().to_string(),
        "Eins fehlt.\nZwei fehlt."
    );
    let error = client.add_kunde(Kunde::new()).await.unwrap_err();
    assert_eq!(error.message(), "the service gives no reason");
}

#[tokio::test]
async fn a_write_whose_answer_is_lost_is_not_repeated() {
    let sandbox = Sandbox::start().await.unwrap();
    let broker = sandbox.maklerinfo();
    let client = builder(broker).build().unwrap();
    broker.react([Reaction::LoseAnswer]);
    let error = client
        .add_kunde(Kunde::new().with_benutzername("max"))
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.attempts(), 1);
    assert_eq!(broker.effects().kunden, 1);

    // By PUT, and yet each would add one.
    broker.react([Reaction::LoseAnswer]);
    let error = client
        .add_kunde_adresse(KUNDE, Adresse::new())
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(broker.effects().adressen, 1);

    // A deletion might meet the next one, if ids are given anew.
    broker.react([Reaction::LoseAnswer]);
    client.delete_kunde_adresse(KUNDE, "0").await.unwrap_err();
    assert_eq!(broker.effects().writes, 3);
}

#[tokio::test]
async fn what_changes_nothing_more_is_repeated() {
    let sandbox = Sandbox::start().await.unwrap();
    let broker = sandbox.maklerinfo();
    let client = builder(broker).build().unwrap();
    broker.react([Reaction::LoseAnswer]);
    client
        .set_vertrag(KUNDE, VERTRAG, Vertrag::new().with_status("X"))
        .await
        .unwrap();
    assert_eq!(broker.effects().writes, 2);
    broker.react([Reaction::LoseAnswer]);
    let put = || {
        RawRequest::new(Method::PUT, "/{vmt}/kunden/{Kunde-Id}/tags/{Tag}")
            .value(KUNDE)
            .value("neu")
    };
    let error = client.call(put()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    broker.react([Reaction::LoseAnswer]);
    client
        .call(put().idempotency(kontorhaus_maklerinfo::Idempotency::Idempotent))
        .await
        .unwrap();
}

#[tokio::test]
async fn answers_that_cannot_be_used() {
    let (sandbox, client) = broker().await;
    let broker = sandbox.maklerinfo();
    let instead = |text: &str| Reaction::Instead(text.to_owned());
    for (reaction, outcome, message) in [
        (
            instead(""),
            Outcome::Applied,
            "the answer cannot be read: is empty",
        ),
        (
            instead("[]"),
            Outcome::Applied,
            "the answer cannot be read: is not an object",
        ),
        (
            instead("{\"Id\":{}}"),
            Outcome::Applied,
            "the answer cannot be read: Id: is not a text",
        ),
        (
            instead("{\"Person\":{\"Vorname\":[\"Erika\"]}}"),
            Outcome::Applied,
            "the answer cannot be read: Person/Vorname: is not a text",
        ),
        (
            instead("{\"Kontaktdaten\":[{},{\"Typ\":true}]}"),
            Outcome::Applied,
            "the answer cannot be read: Kontaktdaten[1]/Typ: is not a text",
        ),
        (
            instead("{\"Id\":"),
            Outcome::Applied,
            "the answer cannot be read: EOF while parsing a value at line 1 column 6",
        ),
        (
            Reaction::CutOff(5),
            Outcome::Unknown,
            "the connection broke",
        ),
    ] {
        broker.react([reaction]);
        let error = client.add_kunde(Kunde::new()).await.unwrap_err();
        assert_eq!(error.message(), message);
        assert_eq!(error.outcome(), outcome, "{error}");
        assert!(!error.is_retryable());
        assert!(error.expose_raw_body().is_some());
    }
    assert_eq!(broker.effects().kunden, 7);
}

#[tokio::test]
async fn a_page_in_place_of_an_answer_is_recognised() {
    let (sandbox, client) = broker().await;
    sandbox.maklerinfo().react([
        Reaction::Html(200),
        Reaction::Html(502),
        Reaction::Html(200),
    ]);
    let error = client.add_kunde(Kunde::new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Decode, Outcome::Unknown)
    );
    assert_eq!(
        error.message(),
        "an HTML page came in place of the answer: Bad gateway"
    );
    let error = client.add_kunde(Kunde::new()).await.unwrap_err();
    assert_eq!(
        ErrorCode::of(&error),
        Some(ErrorCode::Other(StatusCode::BAD_GATEWAY))
    );
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Status, Outcome::Unknown)
    );
    // Also where no answer is expected.
    let error = client
        .delete_archiveintrag("5d0bcf195ed0880bbcd5")
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Decode, Outcome::Unknown)
    );
}

#[tokio::test]
async fn a_slow_answer_runs_into_the_calls_timeout() {
    let (sandbox, client) = broker().await;
    sandbox
        .maklerinfo()
        .react([Reaction::Slow(Duration::from_secs(5))]);
    let error = client
        .add_kunde(Kunde::new())
        .timeout(Duration::from_millis(200))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Timeout, Outcome::Unknown)
    );
}

#[tokio::test]
async fn ids_that_would_make_another_path_are_refused() {
    let (sandbox, client) = broker().await;
    for (id, message) in [
        ("", "Adresse-Id: must not be empty"),
        (".", "Adresse-Id: must not be a dot or two"),
        ("..", "Adresse-Id: must not be a dot or two"),
    ] {
        let error = client.delete_kunde_adresse(KUNDE, id).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Request, Outcome::NotSent)
        );
        assert_eq!(error.message(), message);
    }
    let raw = |path: &str| client.request(Method::GET, path).into_future();
    for (path, message) in [
        ("laender", "path: must begin with a slash"),
        (
            "/a?b=c",
            "path: must hold no query: RawRequest::query takes it",
        ),
        ("/a/../b", "path: must hold no segment of one or two dots"),
        (
            "/a b",
            "path: holds a character that must be encoded, or is too long",
        ),
        ("/a/{Id}", "Id: must not be empty"),
    ] {
        assert_eq!(raw(path).await.unwrap_err().message(), message);
    }
    let more = client
        .call(RawRequest::new(Method::GET, "/laender").value("x"))
        .await
        .unwrap_err();
    assert_eq!(
        more.message(),
        "path: has fewer names in braces than there are values"
    );
    assert_eq!(
        client.get_liste("x").await.unwrap_err().message(),
        "path: must begin with a slash"
    );
    assert!(sandbox.maklerinfo().recorded().is_empty());
    client.get_kunde("../123456?x#y").await.unwrap_err();
    assert_eq!(
        sandbox.maklerinfo().recorded()[0].path,
        "/012XYZ/kunden/..%2F123456%3Fx%23y"
    );
}
