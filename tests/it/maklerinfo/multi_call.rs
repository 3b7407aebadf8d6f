//! Several calls in one request.

use http::{HeaderValue, StatusCode, header};
use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_core::{ErrorKind, Idempotency, Operation, Outcome};
use kontorhaus_maklerinfo::{
    AddKunde, AddKundenArchiveintrag, AddKundenTag, Client, Credentials, ErrorCode, GetKunde,
    GetKundenTags, GetLaender, GetVertraege, Kunde, Mandant, Meldungen, MultiCall,
    NeuerArchiveintrag, SearchKunden, SearchVertraege, SetKunde, Upload,
};
use kontorhaus_sandbox::maklerinfo::Fault;
use kontorhaus_sandbox::{Reaction, Sandbox};

use super::schemas::Schemas;
use super::{KUNDE, broker, builder, captured};

#[tokio::test]
async fn each_call_has_its_own_answer() {
    let (sandbox, client) = broker().await;
    let broker = sandbox.maklerinfo();
    let mut calls = client.multi_call();
    let taken = calls.add(AddKunde::new(Kunde::new().with_benutzername("emuster")));
    let kunde = calls.add(GetKunde::new(KUNDE));
    let missing = calls.add(GetKunde::new("999999"));
    let tag = calls.add(AddKundenTag::new(KUNDE, "neu & ü"));
    let tags = calls.add(GetKundenTags::new(KUNDE));
    let added = calls.add(AddKunde::new(Kunde::new().with_benutzername("max")));
    let found = calls.add(SearchKunden::text("Söhne"));
    let query = kontorhaus_maklerinfo::Json::parse(r#"{"Sparte":"050"}"#).unwrap();
    let contracts = calls.add(SearchVertraege::new(query));
    let archived = calls.add(AddKundenArchiveintrag::new(
        KUNDE,
        NeuerArchiveintrag::new(Upload::pdf("\r\n--b\r\n")),
    ));
    assert_eq!(calls.len(), 9);
    let mut answers = calls.send().await.unwrap();

    let error = answers.take(taken).unwrap_err();
    assert_eq!(error.operation(), "addKunde");
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert_eq!(Meldungen::of(&error).unwrap().messages().len(), 1);
    assert_eq!(
        answers.take(kunde).unwrap().benutzername.as_deref(),
        Some("emuster")
    );
    let error = answers.take(missing).unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NotFound));
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert!(
        error
            .expose_raw_body()
            .is_some_and(|body| body.starts_with(b"<!DOCTYPE"))
    );
    assert!(!error.to_string().contains("999999"), "{error}");
    answers.take(tag).unwrap();
    assert_eq!(answers.take(tags).unwrap(), ["Maklervollmacht", "neu & ü"]);
    assert!(answers.take(added).unwrap().id.is_some());
    assert_eq!(
        answers.take(found).unwrap()[0].id.as_deref(),
        Some("123457")
    );
    assert_eq!(answers.take(contracts).unwrap().len(), 1);
    let archived = answers.take(archived).unwrap().id.unwrap();
    assert_eq!(broker.archived(&archived).unwrap().1, b"\r\n--b\r\n");

    let recorded = broker.recorded();
    assert_eq!(recorded.len(), 1);
    let parts = &recorded[0].parts;
    assert_eq!(parts.len(), 9);
    let path = "/012XYZ/kunden/_search?q=S%C3%B6hne&from=0&size=10";
    assert_eq!((&*parts[6].method, &*parts[6].path), ("GET", path));
    assert!(
        parts
            .iter()
            .all(|part| !part.headers.contains_key("x-dio-digest"))
    );
    assert_eq!(Schemas::closed().check(&recorded[0]).len(), 7);
}

/// An answer with these parts, in their order.
fn answering(parts: &[(&str, &str, &str)]) -> Reply {
    let part = |(id, status, body): &(&str, &str, &str)| {
        format!(
            "--x\r\nX-Dio-Request-ID: {id}\r\nX-Dio-Status: {status}\r\nContent-Type: application/json\r\n\r\n{body}\r\n\r\n"
        )
    };
    let parts: String = parts.iter().map(part).collect();
    multipart(format!("{parts}--x--\r\n"))
}

fn multipart(body: String) -> Reply {
    Reply::ok(body).header(
        header::CONTENT_TYPE,
        HeaderValue::from_static("multipart/related; boundary=x"),
    )
}

/// Asks for the contracts and the tags of a customer.
async fn both(reply: Reply) -> (String, String) {
    let (_, client) = captured(reply);
    let mut calls = client.multi_call();
    let contracts = calls.add(GetVertraege::new(KUNDE));
    let tags = calls.add(GetKundenTags::new(KUNDE));
    let mut answers = calls.send().await.expect("an answer");
    let contracts = answers
        .take(contracts)
        .map(|contracts| format!("{} contracts", contracts.len()));
    let tags = answers.take(tags).map(|tags| tags.join(","));
    let told = |result: Result<String, kontorhaus_core::Error>| {
        result.unwrap_or_else(|error| format!("{}: {}", error.outcome(), error.message()))
    };
    (told(contracts), told(tags))
}

#[tokio::test]
async fn answers_come_in_any_order_and_some_not_at_all() {
    let ok = |contracts: &str, tags: &str| (contracts.to_owned(), tags.to_owned());
    let missing = "unknown: the answer has no part for this call";
    let (contracts, tags) = (("<p1>", "200 OK", "[{}]"), ("p2", "200", "[\"a\"]"));
    assert_eq!(
        both(answering(&[contracts, tags])).await,
        ok("1 contracts", "a")
    );
    assert_eq!(
        both(answering(&[tags, contracts])).await,
        ok("1 contracts", "a")
    );
    assert_eq!(both(answering(&[tags])).await, ok(missing, "a"));
    assert_eq!(both(answering(&[])).await, ok(missing, missing));
    assert_eq!(
        both(answering(&[("<p3>", "200", "[]"), contracts])).await,
        ok("1 contracts", missing)
    );
    let twice = "unknown: the answer has two parts for this call";
    assert_eq!(
        both(answering(&[contracts, contracts])).await,
        ok(twice, missing)
    );
    let status = "unknown: the part for this call has no status";
    assert_eq!(
        both(answering(&[("<p1>", "OK", "[]"), tags])).await,
        ok(status, "a")
    );
    let unreadable = "applied: the answer cannot be read: [0]: is not a text";
    assert_eq!(
        both(answering(&[contracts, ("<p2>", "200", "[[]]")])).await,
        ok("1 contracts", unreadable)
    );
    let digest = "rejected: the service does not accept the credentials";
    assert_eq!(
        both(answering(&[
            contracts,
            ("<p2>", "400 Bad Request", "\"Digest\"")
        ]))
        .await,
        ok("1 contracts", digest)
    );
    // The names of the documentation's table, LF alone, and no empty line.
    let bare = "--x\nstatus: 200 OK\nrequest-id: p2\n\n[]\n--x\nX-DIO-STATUS:304\nx-dio-request-id:<p1>\n--x--";
    let other = "unknown: Not Modified";
    assert_eq!(both(multipart(bare.to_owned())).await, ok(other, ""));
    // A part that is cut off, and one that is damaged.
    let cut = "--x\r\nX-Dio-Request-ID: <p1>\r\nX-Dio-Status: 200\r\n\r\n[]\r\n--x\r\nX-Dio-Request-ID: <p2>\r\nX-Dio-Status: 200\r\n\r\n[";
    assert_eq!(
        both(multipart(cut.to_owned())).await,
        ok("0 contracts", missing)
    );
    let damaged = format!(
        "--x\r\nnonsense\r\n{}",
        "--x\r\nX-Dio-Request-ID: <p2>\r\nX-Dio-Status: 200\r\n\r\n[]\r\n--x--"
    );
    assert_eq!(both(multipart(damaged)).await, ok(missing, ""));
}

#[tokio::test]
async fn an_answer_that_is_no_multipart_is_one_error() {
    for (reply, outcome, message) in [
        (
            Reply::ok("[]"),
            Outcome::Unknown,
            "the answer is no multipart message with a boundary",
        ),
        (
            Reply::ok("<h1>Wartung</h1>")
                .header(header::CONTENT_TYPE, HeaderValue::from_static("text/html")),
            Outcome::Unknown,
            "an HTML page came in place of the answer: Wartung",
        ),
        (
            answering(&[("p1", "200", "[]"), ("p2", "200", "[]")]),
            Outcome::Applied,
            "the answer has more parts than the 1 that were asked for",
        ),
    ] {
        let (_, client) = captured(reply);
        let mut calls = client.multi_call();
        calls.add(GetLaender::new());
        let error = calls.send().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Decode, outcome)
        );
        assert_eq!(error.message(), message);
        assert_eq!(error.operation(), "MultiCall");
    }
}

#[tokio::test]
async fn an_access_that_is_refused_is_one_error() {
    let (sandbox, client) = broker().await;
    sandbox.maklerinfo().block();
    let mut calls = client.multi_call();
    calls.add(GetLaender::new());
    let error = calls.send().await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Blocked));
    assert_eq!(error.outcome(), Outcome::Rejected);
}

#[tokio::test]
async fn the_riskiest_part_decides_on_repeats() {
    let sandbox = Sandbox::start().await.unwrap();
    let broker = sandbox.maklerinfo();
    let client = builder(broker).build().unwrap();
    let with = |risk: Idempotency| {
        let mut calls = client.multi_call();
        calls.add(GetKunde::new(KUNDE));
        match risk {
            Idempotency::Read => {}
            Idempotency::Idempotent => {
                calls.add(SetKunde::new(KUNDE, Kunde::new()));
            }
            Idempotency::Write => {
                calls.add(AddKunde::new(Kunde::new()));
            }
        }
        calls.add(GetLaender::new());
        assert_eq!(Operation::idempotency(&calls), risk);
        calls
    };
    for (risk, attempts) in [
        (Idempotency::Read, 2),
        (Idempotency::Idempotent, 2),
        (Idempotency::Write, 1),
    ] {
        let before = broker.recorded().len();
        broker.react([Reaction::LoseAnswer]);
        let result = with(risk).send().await;
        assert_eq!(result.is_ok(), risk.is_repeatable());
        assert_eq!(broker.recorded().len() - before, attempts, "{risk:?}");
        if let Err(error) = result {
            assert_eq!(error.outcome(), Outcome::Unknown);
            assert!(!error.is_retryable());
        }
    }
    assert_eq!(broker.effects().kunden, 1);
    // A refusal of the whole lets also a write be repeated, if the cause may pass.
    broker.react([Reaction::Html(429), Reaction::Fault(Fault::Technical)]);
    let error = with(Idempotency::Write).send().await.unwrap_err();
    assert_eq!(error.attempts(), 2);
}

#[tokio::test]
async fn what_cannot_be_carried_is_refused_before_anything_is_sent() {
    let (capture, client) = captured(Reply::ok(""));
    let send = |add: &dyn Fn(&mut MultiCall, &Client)| {
        let mut calls = client.multi_call();
        add(&mut calls, &client);
        calls.send().into_future()
    };
    let streamed = || NeuerArchiveintrag::new(Upload::text("x").on_progress(|_, _| {}));
    for (add, message) in [
        (
            &(|_: &mut MultiCall, _: &Client| {}) as &dyn Fn(&mut MultiCall, &Client),
            "a MultiCall needs a call to carry",
        ),
        (
            &|calls, _| {
                calls.add(AddKundenArchiveintrag::new(KUNDE, streamed()));
            },
            "addKundenArchiveintrag cannot be carried: its body is a stream",
        ),
        (
            &|calls, _| {
                calls.add(GetKunde::new(""));
            },
            "getKunde: Kunde-Id: must not be empty",
        ),
        (
            &|calls, client| {
                let mut inner = client.multi_call();
                inner.add(GetLaender::new());
                calls.add(inner);
            },
            "MultiCall cannot be carried: it goes to no path below the endpoint",
        ),
    ] {
        let error = send(add).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Request, Outcome::NotSent)
        );
        assert_eq!(error.message(), message);
    }
    assert!(capture.requests().is_empty());
}

#[tokio::test]
async fn a_handle_of_another_call_is_refused() {
    let (_sandbox, client) = broker().await;
    let mut one = client.multi_call();
    let mut other = client.multi_call();
    let of_one = one.add(GetLaender::new());
    let of_other = other.add(GetLaender::new());
    let mut answers = one.send().await.unwrap();
    let error = answers.take(of_other).unwrap_err();
    assert_eq!(error.message(), "the handle is one of another MultiCall");
    assert_eq!(format!("{answers:?}"), "Answers(1 to take)");
    assert_eq!(answers.take(of_one).unwrap().len(), 2);
}

#[tokio::test]
async fn writes_are_carried_to_the_vendor_only_by_explicit_choice() {
    let capture = Capture::new(Reply::new(StatusCode::BAD_GATEWAY, ""));
    let client = Client::builder()
        .endpoint(Mandant::BlauDirekt)
        .credentials(Credentials::otp("012XYZ", "1007c537c2e12b44".into()))
        .attempts(1)
        .transport(capture.clone())
        .build()
        .unwrap();

    let mut calls = client.multi_call();
    calls.add(GetKunde::new(KUNDE));
    calls.add(AddKundenTag::new(KUNDE, "neu"));
    let error = calls.send().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(
        error
            .advice()
            .unwrap()
            .contains("Builder::guessed_messages_to_this_host")
    );
    assert_eq!(capture.requests().len(), 0);

    let mut calls = client.multi_call();
    calls.add(GetKunde::new(KUNDE));
    calls.send().await.unwrap_err();
    assert_eq!(capture.requests().len(), 1);
}
