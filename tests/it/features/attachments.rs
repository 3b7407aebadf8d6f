//! Files beside the envelope: those that the binding declares, and values that the server took out of the envelope.

#[path = "../../features/attachments/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use http::header::CONTENT_TYPE;
use kontorhaus_core::Builder;
use kontorhaus_core::fake::Reply;
use kontorhaus_soap::v1::{Attachment, Base64};

use self::expected::{Convert, Fetch, Upload};
use super::{envelope, exchange, exchange_of};

const NS: &str = "urn:example:attachments";

/// A message of several parts: the envelope, then files with their identifiers.
fn related(kind: &str, envelope: &str, files: &[(&str, &str)]) -> Reply {
    let file = |(id, content): &(&str, &str)| {
        format!("--b\r\nContent-Type: text/plain\r\nContent-ID: <{id}>\r\n\r\n{content}\r\n")
    };
    let files: Vec<String> = files.iter().map(file).collect();
    let files = files.concat();
    let body = format!("--b\r\nContent-Type: {kind}\r\n\r\n{envelope}\r\n{files}--b--");
    let media_type = format!("multipart/related; boundary=b; type=\"{kind}\"");
    Reply::ok(body).header(CONTENT_TYPE, media_type.parse().expect("a header"))
}

#[tokio::test]
async fn values_that_were_taken_out_are_put_back() {
    let include = |id: &str| {
        format!("<x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:{id}'/>")
    };
    let response = format!(
        "<ConvertResponse xmlns='{NS}'><result>{}</result><preview>AAEC</preview><preview>{}</preview></ConvertResponse>",
        include("one%40x"),
        include("two@x")
    );
    let answer = related(
        "application/xop+xml",
        &envelope("", &response),
        &[("two@x", ""), ("one@x", "first\r\n--bfile")],
    );
    let source = Convert::new(vec![255]);
    let converted = exchange_of(Builder::new(), source, answer, |call| call).await;
    // Inline is a form that every server reads.
    assert_eq!(
        converted.request[1],
        "  {urn:example:attachments}source = \"/w==\""
    );
    let converted = converted.output.expect("an answer");
    assert_eq!(converted.result, Base64(b"first\r\n--bfile".to_vec()));
    assert_eq!(
        converted.preview,
        [Base64(vec![0, 1, 2]), Base64(Vec::new())]
    );
}

#[tokio::test]
async fn declared_files_go_and_come_beside_the_envelope() {
    let request = Upload::new(
        "me",
        Attachment::new("image/png", "PNG"),
        Attachment::new("image/png", vec![0, 159]),
    );
    let response =
        format!("<u:uploadResponse xmlns:u='{NS}'><return>2</return></u:uploadResponse>");
    let answer = related(
        "text/xml",
        &envelope("", &response),
        &[("log=1@x", "done"), ("anything", "PDF")],
    );
    let uploaded = exchange_of(Builder::new(), request, answer, |call| call).await;
    assert_eq!(
        uploaded.request,
        ["{urn:example:attachments}upload", "  {}title = \"me\""]
    );
    let sent = &uploaded.sent;
    let holds = |part: &[u8]| sent.windows(part.len()).any(|window| window == part);
    assert!(holds(
        b"\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <photo="
    ));
    assert!(holds(b"@kontorhaus>\r\n\r\nPNG\r\n--") && holds(b"@kontorhaus>\r\n\r\n\0\x9f\r\n--"));
    let media_type = uploaded.headers["content-type"].to_str().expect("text");
    assert!(media_type.starts_with("multipart/related; type=\"text/xml\"; start=\"<envelope@"));
    let uploaded = uploaded.output.expect("an answer");
    assert_eq!(uploaded.body, 2);
    let (receipt, log) = (
        uploaded.receipt.expect("a receipt"),
        uploaded.log.expect("a log"),
    );
    assert_eq!(
        (&*receipt.content, &*log.content),
        (&b"PDF"[..], &b"done"[..])
    );
}

#[tokio::test]
async fn an_answer_may_come_without_its_files() {
    let request = Upload::new("me", Attachment::new("a/b", ""), Attachment::new("a/b", ""));
    let response =
        format!("<u:uploadResponse xmlns:u='{NS}'><return>2</return></u:uploadResponse>");
    let uploaded = exchange(request, &response)
        .await
        .output
        .expect("an answer");
    assert_eq!((uploaded.receipt, uploaded.log), (None, None));
}

#[tokio::test]
async fn an_answer_may_be_nothing_but_its_files() {
    let answer = related("text/xml", &envelope("", ""), &[("file=1@x", "PNG")]);
    let fetched = exchange_of(Builder::new(), Fetch::new(7), answer, |call| call).await;
    assert_eq!(fetched.request[1], "  {urn:example:attachments}id = \"7\"");
    let file = fetched.output.expect("an answer").file.expect("a file");
    assert_eq!(&*file.content, b"PNG");
}
