//! Multipart messages, by Python's email package: what we write is read there, and what is written there is read here.

use http::{HeaderValue, header};
use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_maklerinfo::{
    AddKunde, AddKundenArchiveintrag, AddKundenTag, Client, Credentials, GetArchivDatei, GetKunde,
    GetKundenTags, GetLaender, IfModified, Json, Kunde, Mandant, NeuerArchiveintrag,
    SetKundenDetail, Upload, Versioned,
};
use kontorhaus_sandbox::Sandbox;
use serde_json::{Value, json};

use super::python;

/// Reads a content type and a message, and prints the parts: headers, and the body in hexadecimal digits.
const READ: &str = r"
import email, email.policy, json, sys
content_type, message = sys.stdin.buffer.read().split(b'\n', 1)
head = b'MIME-Version: 1.0\r\nContent-Type: ' + content_type + b'\r\n\r\n'
policy = email.policy.HTTP.clone(raise_on_defect=True)
whole = email.message_from_bytes(head + message, policy=policy)
assert whole.is_multipart() and not whole.defects, whole.defects
parts = [{'headers': {name: str(value) for name, value in part.items()},
          'body': part.get_payload(decode=True).hex()} for part in whole.get_payload()]
json.dump({'start': whole.get_param('start'), 'parts': parts}, sys.stdout)
";

/// Prints a content type and an answer of three parts.
const WRITE: &str = r#"
import email.policy, sys
from email.message import MIMEPart
def part(request, status, kind, body):
    part = MIMEPart(policy=email.policy.HTTP)
    part['X-Dio-Request-ID'] = request
    part['X-Dio-Status'] = status
    part['Content-ID'] = request.replace('p', 'r')
    if kind:
        part['Content-Type'] = kind
        part['Content-Transfer-Encoding'] = '8bit'
        part.set_payload(body)
    return part
whole = MIMEPart(policy=email.policy.HTTP)
whole['Content-Type'] = 'multipart/related; start="<r3>"'
whole.attach(part('<p3>', '200 OK', 'application/json', '["Gr\\u00f6\\u00dfe",\n "--"]\n'))
whole.attach(part('<p1>', '304 Not Modified', None, None))
whole.attach(part('<p2>', '400 Bad Request', 'application/json', '{"Meldungen": ["Nein."]}'))
head, message = whole.as_bytes(policy=email.policy.HTTP).split(b'\r\n\r\n', 1)
content_type = head.replace(b'\r\n ', b' ').split(b': ', 1)[1]
sys.stdout.buffer.write(content_type + b'\n' + message)
"#;

fn client(transport: impl kontorhaus_core::Transport) -> Client {
    Client::builder()
        .endpoint(Mandant::BlauDirekt)
        .credentials(Credentials::otp("012XYZ", "1007".into()))
        .guessed_messages_to_this_host()
        .transport(transport)
        .build()
        .expect("a client")
}

fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// A message with its content type before it.
fn with_type(content_type: &HeaderValue, message: &[u8]) -> Vec<u8> {
    [content_type.as_bytes(), b"\n", message].concat()
}

#[tokio::test]
async fn python_reads_what_we_write() {
    let capture = Capture::new(Reply::ok(""));
    let client = client(capture.clone());
    let mut calls = client.multi_call();
    calls.add(IfModified::since(
        GetKunde::new("123456"),
        "Thu, 10 Sep 2015 13:30:31 GMT",
    ));
    calls.add(AddKundenTag::new("123456", "a/b ü"));
    calls.add(AddKunde::new(
        Kunde::new().with_text("Größe\r\n--x--\r\n\""),
    ));
    let pdf = b"%PDF\r\n\r\n--b\r\n\x00\xFF\n\r";
    let entry = NeuerArchiveintrag::new(Upload::pdf(&pdf[..])).with_tags(["Grüße"]);
    calls.add(AddKundenArchiveintrag::new("123456", entry));
    calls.add(SetKundenDetail::new(
        "123456",
        "7",
        Json::parse("{}").expect("JSON"),
    ));
    calls.send().await.expect_err("no answer came");
    let request = &capture.requests()[0].request;
    let input = with_type(&request.headers()["content-type"], request.body());
    let Some(printed) = python(READ, &input) else {
        return;
    };
    let read: Value = serde_json::from_slice(&printed).expect("JSON");
    let expected = json!({"start": "<p1>", "parts": [
        {"headers": {"Content-ID": "<p1>", "X-Dio-Method": "GET", "X-Dio-Path": "/012XYZ/kunden/123456",
            "Last-Modified": "Thu, 10 Sep 2015 13:30:31 GMT"}, "body": ""},
        {"headers": {"Content-ID": "<p2>", "X-Dio-Method": "PUT",
            "X-Dio-Path": "/012XYZ/kunden/123456/tags/a%2Fb%20%C3%BC"}, "body": ""},
        {"headers": {"Content-ID": "<p3>", "X-Dio-Method": "POST", "X-Dio-Path": "/012XYZ/kunden",
            "Content-Type": "application/json"}, "body": hex("{\"Text\":\"Größe\\r\\n--x--\\r\\n\\\"\"}".as_bytes())},
        {"headers": {"Content-ID": "<p4>", "X-Dio-Method": "POST", "X-Dio-Path": "/012XYZ/kunden/123456/archiveintraege",
            "X-Dio-Tags": "[\"Gr\\u00fc\\u00dfe\"]", "Content-Type": "application/pdf"}, "body": hex(pdf)},
        {"headers": {"Content-ID": "<p5>", "X-Dio-Method": "PUT", "X-Dio-Path": "/012XYZ/kunden/123456/details/7",
            "Content-Type": "application/json"}, "body": hex(b"{}")},
    ]});
    assert_eq!(read, expected);
}

#[tokio::test]
async fn we_read_what_python_writes() {
    let Some(printed) = python(WRITE, b"") else {
        return;
    };
    let end = printed
        .iter()
        .position(|&byte| byte == b'\n')
        .expect("a line");
    let content_type = HeaderValue::from_bytes(&printed[..end]).expect("a content type");
    let reply = Reply::ok(printed[end + 1..].to_vec()).header(header::CONTENT_TYPE, content_type);
    let client = client(reply);
    let mut calls = client.multi_call();
    let unchanged = calls.add(IfModified::since(
        GetKunde::new("1"),
        "Thu, 10 Sep 2015 13:30:31 GMT",
    ));
    let refused = calls.add(GetLaender::new());
    let tags = calls.add(GetKundenTags::new("1"));
    let mut answers = calls.send().await.expect("an answer");
    assert_eq!(
        answers.take(unchanged).expect("not modified"),
        Versioned::NotModified
    );
    assert_eq!(
        answers.take(refused).expect_err("a refusal").message(),
        "Nein."
    );
    assert_eq!(answers.take(tags).expect("a list"), ["Größe", "--"]);
}

#[tokio::test]
async fn python_reads_what_the_sandbox_writes() {
    let sandbox = Sandbox::start().await.expect("a port on loopback");
    let broker = sandbox.maklerinfo();
    let client = Client::builder()
        .endpoint(broker.url())
        .credentials(Credentials::otp(broker.vermittler(), broker.otp().into()))
        .build()
        .expect("a client");
    let mut calls = client.multi_call();
    calls.add(GetKundenTags::new("123456"));
    calls.add(GetArchivDatei::new("none", "pdf"));
    calls.send().await.expect("an answer");
    let exchange = &broker.recorded()[0];
    let input = with_type(&exchange.answer_headers["content-type"], &exchange.answer);
    let Some(printed) = python(READ, &input) else {
        return;
    };
    let read: Value = serde_json::from_slice(&printed).expect("JSON");
    assert_eq!(read["start"], read["parts"][0]["headers"]["Content-ID"]);
    assert_eq!(read["parts"][0]["headers"]["X-Dio-Status"], "200 OK");
    assert_eq!(read["parts"][1]["headers"]["X-Dio-Status"], "404 Not Found");
    assert_eq!(read["parts"][1]["headers"]["X-Dio-Request-ID"], "<p2>");
    assert_eq!(read["parts"][0]["body"], hex(b"[\"Maklervollmacht\"]\r\n"));
}
