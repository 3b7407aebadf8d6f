//! The messages that the fact sheet prints, by its sections: what the client writes, what it reads, and what the sandbox
//! makes of the same bytes.

use http::{HeaderValue, StatusCode, header};
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::fake::Reply;
use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_maklerinfo::multipart::{self, Part};
use kontorhaus_maklerinfo::{
    Bankkonto, Beitrag, Decimal, ErrorCode, GetKunde, GetKundenAdressen, IfModified, Inhaber,
    Kontaktdatensatz, Kunde, Laufzeit, Meldungen, Metadata, NeuerArchiveintrag, Person, Upload,
    Versioned, Vertrag, Zuordnung, digest,
};
use kontorhaus_sandbox::Sandbox;
use kontorhaus_tests::socket;

use super::captured;

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!("../../golden/maklerinfo/", $name))
    };
}

/// The lines of a message, each ended by CRLF.
fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

#[test]
fn section_3_1_digests() {
    let nonce = "0123456789abcdef0123456789abcdef01234567";
    let key = "fedcba9876543210fedcba9876543210fedcba98".into();
    for (timestamp, expected) in [
        (
            "2026-01-15T09:30:00",
            "2d3c617a92928f9b991963d1cc08c417b000abcc",
        ),
        (
            "2026-01-15T09:30:00+01:00",
            "0bf2c99023c6e3c09c3b0eec090d51d6c7ada6f9",
        ),
        (
            "2026-01-15T08:30:00+00:00",
            "aa46e5290e49a13bdec3588935e4e509d2f3033f",
        ),
        (
            "2026-01-15T08:30:00Z",
            "4adfdc53e8200447aa1755f7ea79300480187696",
        ),
    ] {
        assert_eq!(digest(nonce, timestamp, &key), expected);
    }
}

#[tokio::test]
async fn section_4_3_1_an_upload() {
    let mut lines = golden!("4.3.1-upload.txt").lines();
    let eintrag = NeuerArchiveintrag::new(Upload::pdf("%PDF-1.4 ...").with_name("mandat.pdf"))
        .with_typ("dokument")
        .with_zuordnungen([Zuordnung::vertrag("1475"), Zuordnung::sparte("050")])
        .with_tags(["Maklervollmacht"])
        .with_metadaten([Metadata::pair("_kundensichtbar", "1")])
        .with_datum("2026-01-15T09:30:00");
    let (capture, client) = captured(Reply::ok(r#"{"Id":"5d0bcf195ed0880bbcd5"}"#));
    let added = client
        .add_kunden_archiveintrag("123456", eintrag)
        .await
        .unwrap();
    assert_eq!(added.id.as_deref(), Some("5d0bcf195ed0880bbcd5"));

    let request = &capture.requests()[0].request;
    let line = format!("{} {} HTTP/1.1", request.method(), request.uri().path());
    assert_eq!(Some(&*line), lines.next());
    let mut count = 0;
    for line in lines {
        let (name, value) = line.split_once(": ").expect("a header");
        assert_eq!(request.headers()[name], value);
        count += 1;
    }
    // Two more are the password and the name of the program.
    assert_eq!(request.headers().len(), count + 2);
    assert_eq!(request.headers()["x-dio-otp"], "1007c537c2e12b44");
    assert_eq!(request.body(), "%PDF-1.4 ...");
}

#[tokio::test]
async fn section_5_4_a_new_customer() {
    let person = Person::new()
        .with_typ("natuerlich")
        .with_vorname("Erika")
        .with_nachname("Muster");
    let mail = Kontaktdatensatz::new()
        .with_kontext("privat")
        .with_typ("email")
        .with_value("a@example.org");
    let kunde = Kunde::new()
        .with_anrede("1")
        .with_kontaktdaten([mail])
        .with_person(person.with_geburtsdatum("1990-01-01"));
    let (capture, client) = captured(Reply::ok(r#"{"Id":"123456","Benutzername":"emuster"}"#));
    let added = client.add_kunde(kunde.clone()).await.unwrap();
    assert_eq!(
        added,
        Kunde::new().with_id("123456").with_benutzername("emuster")
    );
    let request = &capture.requests()[0].request;
    assert_eq!(request.body(), golden!("5.4-add-kunde.json"));
    assert_eq!(
        serde_json::from_str::<Kunde>(golden!("5.4-add-kunde.json")).unwrap(),
        kunde
    );
    let address = "https://www.maklerinfo.biz/service/bd/broker/1.0/rest/012XYZ/kunden";
    assert_eq!(request.uri(), address);
    assert_eq!(request.headers()["content-type"], "application/json");
}

#[tokio::test]
async fn section_5_9_a_new_contract() {
    let inhaber = Inhaber::new().with_abweichend(false);
    let vertrag = Vertrag::new()
        .with_status("F")
        .with_gesellschaft("10330")
        .with_sparte("050")
        .with_beitrag(
            Beitrag::new()
                .with_brutto(Decimal::from(100))
                .with_zahlweise("5"),
        )
        .with_laufzeit(
            Laufzeit::new()
                .with_beginn("2010-01-01")
                .with_ablauf("2016-12-31"),
        )
        .with_risiko("")
        .with_antragsnummer("")
        .with_versicherungsscheinnummer("123-546")
        .with_adresse("0")
        .with_bankkonto(
            Bankkonto::new()
                .with_iban("")
                .with_bic("")
                .with_inhaber(inhaber),
        );
    let answer = golden!("5.9-add-vertrag.json").replacen(
        '{',
        r#"{"Uri":"https:\/\/www.maklerinfo.biz\/x\/1475","Id":"1475","#,
        1,
    );
    let (capture, client) = captured(Reply::ok(answer));
    let mut added = client.add_vertrag("123456", vertrag.clone()).await.unwrap();
    assert_eq!(
        capture.requests()[0].request.body(),
        golden!("5.9-add-vertrag.json")
    );
    assert_eq!(
        added.uri.as_deref(),
        Some("https://www.maklerinfo.biz/x/1475")
    );
    added.uri = None;
    added.id = None;
    assert_eq!(added, vertrag);
}

/// Part headers and body by themselves.
fn part(headers: &[(&'static str, &'static str)], body: &'static str) -> Part {
    let mut part = Part {
        body: body.into(),
        ..Part::default()
    };
    for (name, value) in headers {
        part.headers.append(*name, HeaderValue::from_static(value));
    }
    part
}

#[test]
fn section_7_2_form_a_is_what_we_write_and_read() {
    let parts = [
        part(
            &[
                ("x-dio-method", "GET"),
                ("x-dio-path", "/012XYZ/kunden/123456"),
                ("last-modified", "Thu, 10 Sep 2015 13:30:31 GMT"),
                ("content-id", "<55f2a57d6f824>"),
            ],
            "",
        ),
        part(
            &[
                ("x-dio-method", "GET"),
                ("x-dio-path", "/012XYZ/kunden/123456/adressen"),
                ("content-id", "<55f2a57d6f86b>"),
            ],
            "",
        ),
    ];
    let form_a = golden!("7.2-form-a.txt");
    let written = multipart::write(&parts, "MIME_boundary");
    assert_eq!(String::from_utf8(written).unwrap(), crlf(form_a));
    for text in [form_a.to_owned(), crlf(form_a)] {
        let read: Result<Vec<Part>, _> =
            multipart::read(&Bytes::from(text), "MIME_boundary").collect();
        assert_eq!(read.unwrap(), parts);
    }
}

#[test]
fn section_7_2_form_b_is_read() {
    let form_b = golden!("7.2-form-b.txt");
    assert!(form_b.ends_with("--B--") && !form_b.contains("\n\n"));
    let read: Result<Vec<Part>, _> = multipart::read(&Bytes::from(form_b), "B").collect();
    let parts = [
        part(
            &[
                ("content-id", "get-laender"),
                ("x-dio-method", "GET"),
                ("x-dio-path", "/laender"),
            ],
            "",
        ),
        part(
            &[
                ("content-id", "get-gesellschaften"),
                ("x-dio-method", "GET"),
                ("x-dio-path", "/012XYZ/gesellschaften"),
            ],
            "",
        ),
    ];
    assert_eq!(read.unwrap(), parts);
}

/// Sends bytes to the sandbox, without any client; gives the head and the body of the answer.
async fn posted(sandbox: &Sandbox, content_type: &str, body: &str) -> (String, String) {
    let otp = format!("X-Dio-Otp: {}", sandbox.maklerinfo().otp());
    let content_type = format!("Content-Type: {content_type}");
    let line = "POST /service/bd/broker/1.0/rest/";
    let answer = socket::send(sandbox.address(), line, &[&otp, &content_type], body).await;
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    (head.to_owned(), body.to_owned())
}

#[tokio::test]
async fn section_7_2_both_forms_are_answered_by_the_sandbox() {
    let sandbox = Sandbox::start().await.expect("a port on loopback");
    let form_a = r#"multipart/related; boundary=MIME_boundary; start="<55f2a57d6f824>""#;
    let form_b = r#"multipart/related; boundary="B"; start="get-laender""#;
    for (content_type, body, ids) in [
        (
            form_a,
            crlf(golden!("7.2-form-a.txt")),
            ["<55f2a57d6f824>", "<55f2a57d6f86b>"],
        ),
        (
            form_a,
            golden!("7.2-form-a.txt").to_owned(),
            ["<55f2a57d6f824>", "<55f2a57d6f86b>"],
        ),
        (
            form_b,
            golden!("7.2-form-b.txt").to_owned(),
            ["get-laender", "get-gesellschaften"],
        ),
        (
            form_b,
            crlf(golden!("7.2-form-b.txt")),
            ["get-laender", "get-gesellschaften"],
        ),
    ] {
        let (head, answer) = posted(&sandbox, content_type, &body).await;
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        let value = head
            .lines()
            .find_map(|line| line.strip_prefix("content-type: "))
            .expect("a type");
        let boundary = multipart::boundary(value).expect("a boundary");
        let parts: Result<Vec<Part>, _> =
            multipart::read(&Bytes::from(answer), &boundary).collect();
        let parts = parts.unwrap();
        let told: Vec<&HeaderValue> = parts
            .iter()
            .map(|part| &part.headers["x-dio-request-id"])
            .collect();
        assert_eq!(told, ids);
        assert!(
            parts
                .iter()
                .all(|part| part.headers["x-dio-status"] == "200 OK")
        );
        assert!(
            parts
                .iter()
                .all(|part| serde_json::from_slice::<serde_json::Value>(&part.body).is_ok())
        );
    }
    assert_eq!(sandbox.maklerinfo().recorded().len(), 4);
}

#[tokio::test]
async fn section_7_3_the_exchange() {
    let content_type = r#"multipart/related; boundary=MIME_boundary; start="<r1>""#;
    let reply = Reply::ok(crlf(golden!("7.3-answer.txt")))
        .header(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    let (capture, client) = captured(reply);
    let mut calls = client.multi_call();
    let kunde = IfModified::since(GetKunde::new("123456"), "Thu, 10 Sep 2015 13:30:31 GMT");
    let kunde = calls.add(kunde);
    let adressen = calls.add(GetKundenAdressen::new("123456"));
    let mut answers = calls.send().await.unwrap();

    let request = &capture.requests()[0].request;
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri().path(), "/service/bd/broker/1.0/rest/");
    let sent = request.headers()["content-type"].to_str().unwrap();
    let boundary = multipart::boundary(sent).unwrap();
    assert_eq!(
        sent,
        format!("multipart/related; boundary=\"{boundary}\"; start=\"<p1>\"")
    );
    let body = std::str::from_utf8(request.body())
        .unwrap()
        .replace(&boundary, "b-7f3a");
    assert_eq!(body, crlf(golden!("7.3-request.txt")));

    assert_eq!(answers.take(kunde).unwrap(), Versioned::NotModified);
    let adressen = answers.take(adressen).unwrap();
    assert_eq!(adressen[0].id.as_deref(), Some("0"));
    let uri =
        "https://www.maklerinfo.biz/service/bd/broker/1.0/rest/012XYZ/kunden/123456/adressen/0";
    assert_eq!(adressen[0].uri.as_deref(), Some(uri));
}

#[tokio::test]
async fn section_8_1_messages_for_the_user() {
    let reply = Reply::new(StatusCode::BAD_REQUEST, golden!("8.1-meldungen.json")).header(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    let (_, client) = captured(reply);
    let error = client.add_kunde(Kunde::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Fault);
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Meldungen));
    let meldungen = Meldungen::of(&error).unwrap();
    assert_eq!(
        meldungen.messages(),
        ["Dieser Benutzername ist bereits vergeben."]
    );
    assert_eq!(
        meldungen.to_string(),
        "Dieser Benutzername ist bereits vergeben."
    );
    assert_eq!(
        error.to_string(),
        "maklerinfo.addKunde failed: Dieser Benutzername ist bereits vergeben (fault, HTTP 400). The server refused it; nothing happened."
    );
}
