//! Whatever a field holds, it cannot become another header, another part or another path.

use http::{HeaderMap, HeaderName};
use kontorhaus_core::ErrorKind;
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_maklerinfo::multipart::{self, Part};
use kontorhaus_maklerinfo::{
    AddKunde, AddKundenArchiveintrag, AddKundenTag, Client, GetKunde, Kunde, Metadata, MultiCall,
    NeuerArchiveintrag, SearchKunden, Upload, Zuordnung,
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::captured;

/// Texts that try to end a line, a segment or a quotation.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        Just("\r\nX-Injected: 1\r\n".to_owned()),
        Just("\n\n--x--".to_owned()),
        Just("\r\n\r\n".to_owned()),
        Just("\"; name=\"".to_owned()),
        Just("/../".to_owned()),
        Just("%0d%0a".to_owned()),
        Just("?a=b#c".to_owned()),
        Just("\u{85}\u{2028}\u{0}".to_owned()),
    ];
    vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    runtime.expect("a runtime").block_on(future)
}

/// The only header names that may be sent.
fn is_known(name: &HeaderName) -> bool {
    let known = [
        "content-type",
        "content-id",
        "user-agent",
        "x-dio-otp",
        "x-dio-method",
        "x-dio-path",
        "x-dio-typ",
        "x-dio-betreff",
        "x-dio-datum",
        "x-dio-zuordnungen",
        "x-dio-tags",
        "x-dio-metadaten",
    ];
    known.contains(&name.as_str())
}

fn check_headers(headers: &HeaderMap) {
    for (name, value) in headers {
        assert!(is_known(name), "{name}");
        assert!(
            !value
                .as_bytes()
                .iter()
                .any(|byte| matches!(byte, b'\r' | b'\n' | 0))
        );
    }
}

/// The segments of a path, decoded.
fn segments(path: &str) -> Vec<String> {
    let decode = |segment: &str| {
        let mut bytes = Vec::new();
        let mut rest = segment.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(match byte {
                b'%' => {
                    let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
                    u8::from_str_radix(std::str::from_utf8(&digits).expect("digits"), 16)
                        .expect("hexadecimal")
                }
                byte => byte,
            });
        }
        String::from_utf8(bytes).expect("UTF-8")
    };
    path.split('/').map(decode).collect()
}

fn entry(texts: &[String]) -> NeuerArchiveintrag {
    let text = |index: usize| texts[index % texts.len()].clone();
    NeuerArchiveintrag::new(Upload::pdf(text(0)).with_name(text(1)))
        .with_typ(text(2))
        .with_betreff(text(3))
        .with_datum(text(4))
        .with_tags([text(5)])
        .with_zuordnungen([Zuordnung::vertrag(text(6))])
        .with_metadaten([Metadata::pair(text(7), text(0))])
}

fn requests<T: kontorhaus_core::Transport>(
    call: impl AsyncFnOnce(Client) -> Result<(), kontorhaus_core::Error>,
    reply: T,
) -> (Capture<T>, Result<(), kontorhaus_core::Error>) {
    let (capture, client) = captured(reply);
    let result = run(call(client));
    (capture, result)
}

proptest! {
    #[test]
    fn no_field_makes_a_header(texts in vec(text(), 1..8)) {
        let entry = entry(&texts);
        let call = async |client: Client| client.add_kunden_archiveintrag(&texts[0], entry).await.map(drop);
        let (capture, result) = requests(call, Reply::ok("{}"));
        let sent = capture.requests();
        match result {
            Ok(()) => check_headers(sent[0].request.headers()),
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::Request);
                prop_assert!(sent.is_empty());
            }
        }
    }

    #[test]
    fn lists_in_headers_say_what_they_were_given(tag in text()) {
        let entry = NeuerArchiveintrag::new(Upload::pdf("x")).with_tags([&tag]);
        let call = async |client: Client| client.add_kunden_archiveintrag("1", entry).await.map(drop);
        let (capture, result) = requests(call, Reply::ok("{}"));
        result.unwrap();
        let sent = capture.requests();
        let header = sent[0].request.headers()["x-dio-tags"].to_str().unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<String>>(header).unwrap(), [tag]);
    }

    #[test]
    fn no_id_makes_another_path(id in text(), tag in text()) {
        prop_assume!(![&id, &tag].iter().any(|text| matches!(text.as_str(), "" | "." | "..")));
        let call = async |client: Client| client.add_kunden_tag(&id, &tag).await;
        let (capture, result) = requests(call, Reply::ok(""));
        result.unwrap();
        let sent = capture.requests();
        let uri = sent[0].request.uri();
        prop_assert_eq!(uri.host(), Some("www.maklerinfo.biz"));
        prop_assert_eq!(uri.query(), None);
        let path = uri.path().strip_prefix("/service/bd/broker/1.0/rest/").unwrap();
        prop_assert_eq!(segments(path), ["012XYZ", "kunden", &id, "tags", &tag]);
    }

    #[test]
    fn a_multi_call_has_the_parts_that_were_added(texts in vec(text(), 3..6)) {
        prop_assume!(!texts.iter().any(|text| matches!(text.as_str(), "" | "." | "..")));
        let call = async |client: Client| {
            let mut calls: MultiCall = client.multi_call();
            calls.add(GetKunde::new(&texts[0]));
            calls.add(AddKundenTag::new(&texts[1], &texts[2]));
            calls.add(AddKunde::new(Kunde::new().with_text(&*texts[0])));
            calls.add(SearchKunden::text(&*texts[1]));
            let entry = NeuerArchiveintrag::new(Upload::pdf(texts.concat())).with_tags(&texts);
            calls.add(AddKundenArchiveintrag::new("1", entry));
            calls.send().await.map(drop)
        };
        // The answer plays no part here.
        let (capture, _) = requests(call, Reply::ok(""));
        let sent = capture.requests();
        let request = &sent[0].request;
        check_headers(request.headers());
        let boundary = multipart::boundary(request.headers()["content-type"].to_str().unwrap()).unwrap();
        let parts: Result<Vec<Part>, _> = multipart::read(request.body(), &boundary).collect();
        let parts = parts.unwrap();
        prop_assert_eq!(parts.len(), 5);
        for part in &parts {
            check_headers(&part.headers);
        }
        let path = |index: usize| parts[index].headers["x-dio-path"].to_str().unwrap();
        prop_assert_eq!(segments(path(0)), ["", "012XYZ", "kunden", &texts[0]]);
        prop_assert_eq!(segments(path(1)), ["", "012XYZ", "kunden", &texts[1], "tags", &texts[2]]);
        let kunde: Kunde = serde_json::from_slice(&parts[2].body).unwrap();
        prop_assert_eq!(kunde.text.as_ref(), Some(&texts[0]));
        prop_assert_eq!(&parts[4].body, &Bytes::from(texts.concat()));
    }
}
