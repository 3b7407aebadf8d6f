//! The one call that the vendor's documentation lets one write down, on each wire and in both directions, and what the
//! sandbox makes of it. The namespace, which nobody knows, is the placeholder.

use kontorhaus_core::Transport;
use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_hypersoft::{Client, Credentials, DateTime, InProcess, LIMIT, ServerDateTime, Wire};

use super::{builder, sandbox};
use crate::infoset::infoset;

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!("../../golden/hypersoft/", $name))
    };
}

const JSON_REQUEST: &str = golden!("5-server-date-time.request.json");
const JSON_ANSWER: &str = golden!("5-server-date-time.answer.json");
const SOAP_REQUEST: &str = golden!("8.7-server-date-time.request.xml");
const SOAP_ANSWER: &str = golden!("8.7-server-date-time.answer.xml");
const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";

fn client(transport: impl Transport, token: &str, wire: Wire) -> Client {
    let credentials = Credentials::new(token.into(), token.into());
    let limiter = InProcess::with_history(&credentials.limit_key(), LIMIT, []);
    Client::builder()
        .endpoint("http://127.0.0.1:9/Service/API300.asmx")
        .credentials(credentials)
        .limiter(limiter.expect("a limiter"))
        .transport(transport)
        .setting(wire)
        .build()
        .expect("a client")
}

/// The headers and the body that the client sends, and the time that it reads.
async fn exchange(answer: String, token: &str, wire: Wire) -> (Capture<Reply>, String, DateTime) {
    let transport = Capture::new(Reply::ok(answer));
    let client = client(transport.clone(), token, wire);
    let answer = client.server_date_time(ServerDateTime::new()).await;
    let body = transport.requests()[0].request.body().clone();
    let body = String::from_utf8(body.to_vec()).expect("UTF-8");
    (
        transport,
        body,
        answer.expect("an answer").status.server_date_time,
    )
}

#[tokio::test]
async fn section_5_json() {
    let (transport, body, time) = exchange(JSON_ANSWER.to_owned(), "<token>", Wire::Json).await;
    let request = &transport.requests()[0].request;
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri().path(), "/Service/API300.asmx/ServerDateTime");
    assert_eq!(
        request.headers()["content-type"],
        "application/json; charset=UTF-8;"
    );
    assert_eq!(request.headers().get("soapaction"), None);
    assert_eq!(body, JSON_REQUEST.trim_end());
    // 2023-11-14T22:13:20Z, as the server's clock showed it.
    assert_eq!(time.to_string(), "2023-11-14T23:13:20+01:00");
}

#[tokio::test]
async fn section_8_7_soap_11() {
    let (transport, body, time) = exchange(SOAP_ANSWER.to_owned(), "…", Wire::Soap11).await;
    let headers = transport.requests()[0].request.headers().clone();
    assert_eq!(headers["content-type"], "text/xml; charset=utf-8");
    let action = "\"urn:kontorhaus:placeholder:hypersoft/ServerDateTime\"";
    assert_eq!(headers["soapaction"], action);
    assert_eq!(infoset(&body), infoset(SOAP_REQUEST));
    assert_eq!(time.to_string(), "2026-01-31T12:00:00.123");
}

#[tokio::test]
async fn section_8_7_soap_12() {
    let answer = SOAP_ANSWER.replace(SOAP_11, SOAP_12);
    let (transport, body, time) = exchange(answer, "…", Wire::Soap12).await;
    let headers = transport.requests()[0].request.headers().clone();
    assert_eq!(
        headers["content-type"],
        "application/soap+xml; charset=utf-8; action=\"urn:kontorhaus:placeholder:hypersoft/ServerDateTime\""
    );
    assert_eq!(headers.get("soapaction"), None);
    assert_eq!(
        infoset(&body),
        infoset(&SOAP_REQUEST.replace(SOAP_11, SOAP_12))
    );
    assert_eq!(time.to_string(), "2026-01-31T12:00:00.123");
}

/// The sandbox, which shares no code with the client, answers in the printed form.
#[tokio::test]
async fn the_sandbox_answers_as_printed() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    page.set_time("2026-01-31T12:00:00.123+01:00".parse().expect("a moment"));
    for (wire, printed) in [
        (Wire::Soap11, SOAP_ANSWER.to_owned()),
        (Wire::Soap12, SOAP_ANSWER.replace(SOAP_11, SOAP_12)),
    ] {
        let client = builder(page, wire).build().expect("a client");
        let answer = client
            .server_date_time(ServerDateTime::new())
            .await
            .expect("an answer");
        assert_eq!(
            answer.status.server_date_time.to_string(),
            "2026-01-31T12:00:00.123"
        );
        let recorded = page.recorded().pop().expect("a call");
        assert_eq!(infoset(&recorded.answer), infoset(&printed));
        let asked = recorded
            .request
            .replace("***", "…")
            .replace(SOAP_12, SOAP_11);
        assert_eq!(infoset(&asked), infoset(SOAP_REQUEST));
    }
    page.set_time("2023-11-14T22:13:20Z".parse().expect("a moment"));
    let client = builder(page, Wire::Json).build().expect("a client");
    let answer = client
        .server_date_time(ServerDateTime::new())
        .await
        .expect("an answer");
    assert_eq!(
        answer.status.server_date_time.to_string(),
        "2023-11-14T23:13:20+01:00"
    );
    let recorded = page.recorded().pop().expect("a call");
    assert_eq!(
        recorded.answer,
        JSON_ANSWER.trim_end().replace("<ns>", "Hypersoft.B2B")
    );
    assert_eq!(
        recorded.request.replace("***", "<token>"),
        JSON_REQUEST.trim_end()
    );
}
