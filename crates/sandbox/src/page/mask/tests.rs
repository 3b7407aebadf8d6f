//! What is shown of messages, and what is not.

use axum::http::{HeaderValue, Uri};
use proptest::prelude::*;

use super::*;

const VALUES: Shown = Shown {
    values: &["Id", "Currency"],
    said: &["Message"],
    words: &["api", "customers"],
};

fn mask() -> Mask {
    Mask {
        shown: VALUES,
        secrets: vec!["open-sesame".to_owned()],
        hidden: Vec::new(),
        is_answer: false,
    }
}

fn body(mask: &mut Mask, media_type: &'static str, text: &str) -> Body {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    mask.body(&headers, text.as_bytes(), text.len() as u64)
}

fn shown(media_type: &'static str, text: &str) -> String {
    body(&mut mask(), media_type, text).text
}

#[test]
fn xml_stands_an_element_a_line() {
    let text = "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"urn:s\"><s:Body><m:Ask id=\"7\"><Id>a</Id><Name>Eva</Name><None/></m:Ask>\
                </s:Body></s:Envelope>";
    let body = body(&mut mask(), "text/xml", text);
    assert_eq!(
        body.text,
        "<?xml version=\"1.0\"?>\n<s:Envelope xmlns:s=\"urn:s\">\n  <s:Body>\n    <m:Ask id=\"***\">\n      <Id>a</Id>\n      \
         <Name>***</Name>\n      <None/>\n    </m:Ask>\n  </s:Body>\n</s:Envelope>"
    );
    assert_eq!(
        (body.language, body.operation.as_deref()),
        ("xml", Some("Ask"))
    );
}

#[test]
fn xml_may_be_cut_off_or_be_nonsense() {
    assert_eq!(shown("text/xml", "<a><Name>Ev"), "<a>\n  <Name>***");
    assert_eq!(shown("text/xml", "<a><Name x='Ev"), "<a>\n  <Name x='***'");
    assert_eq!(
        shown("text/xml", "<a><!-- Eva --><![CDATA[Eva]]>"),
        "<a>\n  <!-- *** -->***"
    );
    assert_eq!(shown("text/xml", "</a></a>Eva"), "</a>\n</a>***");
    assert_eq!(shown("text/xml", "Eva<"), "***\n<");
    // A deep tree is not indented for ever.
    assert!(shown("text/xml", &"<a>".repeat(20_000)).len() < 20_000 * 60);
}

#[test]
fn json_stands_a_member_a_line() {
    let text = r#"{"Id":"a","Name":"E\u0076a","n":[1.50,true,null],"Currency":[],"l":["x","y"],"o":{"Id":"b"}}"#;
    assert_eq!(
        shown("application/json", text),
        "{\n  \"Id\": \"a\",\n  \"Name\": \"***\",\n  \"n\": [\n    1.50,\n    true,\n    null\n  ],\n  \"Currency\": [],\n  \
         \"l\": [\n    \"***\",\n    \"***\"\n  ],\n  \"o\": {\n    \"Id\": \"b\"\n  }\n}"
    );
    assert_eq!(shown("application/json", "100001"), "100001");
    assert_eq!(
        shown("application/json", r#"[{"Id":"a"},"Eva"]"#),
        "[\n  {\n    \"Id\": \"a\"\n  },\n  \"***\"\n]"
    );
    assert_eq!(
        shown("application/json", r#"{"Id":"a","Name":"Ev"#),
        "{\n  \"Id\": \"a\",\n  \"Name\": \"***\""
    );
    assert_eq!(
        shown("application/json", "{Eva: Müller}"),
        "{\n  ***: ***\n}"
    );
}

#[test]
fn what_the_server_says_does_not_repeat_the_request() {
    let mut mask = mask();
    let request = body(
        &mut mask,
        "application/json",
        r#"{"Name":"E\u0076a","Street":"Am Markt"}"#,
    );
    assert!(!request.text.contains("E\\u"), "{}", request.text);
    mask.is_answer = true;
    let answer = body(
        &mut mask,
        "application/json",
        r#"{"Message":"no Eva in Am Markt, open-sesame"}"#,
    );
    assert_eq!(answer.text, "{\n  \"Message\": \"no *** in ***, ***\"\n}");
    let fault = "<Body><Fault><faultstring>no Eva</faultstring><detail><faultstring>Max</faultstring></detail></Fault></Body>";
    let answer = body(&mut mask, "text/xml", fault);
    assert!(
        answer.text.contains("<faultstring>no ***</faultstring>"),
        "{}",
        answer.text
    );
    assert!(!answer.text.contains("Max"), "{}", answer.text);
    let answer = body(&mut mask, "text/html", "<h1>Eva</h1>");
    assert_eq!(answer.text, "<h1>***</h1>");
}

#[test]
fn forms_and_parts_and_files() {
    assert_eq!(
        shown("application/x-www-form-urlencoded", "Id=1&pin=4711&x"),
        "Id=1&pin=***&***"
    );
    assert_eq!(shown("application/pdf", "%PDF Eva"), "*** application/pdf");
    assert_eq!(shown("text/html", "Eva"), "*** text/html");
    assert_eq!(
        shown(
            "multipart/related; boundary=b",
            "--b\r\nX-Dio-Path: /api/4711?q=1\r\nX-Dio-Otp: 99\r\nContent-Type: application/json; name=eva\r\n\r\n{\"Id\":\"a\"}\r\n--b--"
        ),
        "--b\nX-Dio-Path: /api/***?q=***\nX-Dio-Otp: ***\nContent-Type: application/json\n\n{\n  \"Id\": \"a\"\n}\n\n--b--"
    );
}

#[test]
fn a_path_shows_words_and_no_names() {
    let mut mask = mask();
    let uri = Uri::from_static("/api/customers/Eva%20M?Id=7&name=Eva");
    assert_eq!(mask.target(&uri), "/api/customers/***?Id=7&name=***");
    assert_eq!(mask.hidden, ["Eva M", "Eva"]);
}

#[test]
fn headers_are_shown_by_name() {
    let mut headers = HeaderMap::new();
    headers.insert(
        header::AUTHORIZATION,
        HeaderValue::from_static("Bearer abc"),
    );
    headers.insert(
        header::USER_AGENT,
        HeaderValue::from_static("a open-sesame"),
    );
    let line = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        mask().headers(&headers),
        [line("authorization", "***"), line("user-agent", "a ***")]
    );
}

#[test]
fn of_a_long_body_the_beginning_is_shown() {
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    let body = mask().body(&headers, b"[1,", 100);
    assert_eq!(body.text, "[\n  1,\n  \n… 97 bytes more");
}

#[test]
fn with_too_many_values_the_server_says_nothing() {
    let mut mask = mask();
    let values = (0..=MOST).map(|number| format!("<v>Eva{number}</v>"));
    body(&mut mask, "text/xml", &values.collect::<String>());
    mask.is_answer = true;
    let answer = body(&mut mask, "application/json", r#"{"Message":"no Eva7"}"#);
    assert_eq!(answer.text, "{\n  \"Message\": \"***\"\n}");
}

#[test]
fn a_declaration_shows_what_it_declares_and_nothing_else() {
    let declared = shown("text/xml", "<?xml version='1.0' encoding=\"UTF-8\"?><a/>");
    assert!(
        declared.starts_with("<?xml version='1.0' encoding=\"UTF-8\"?>"),
        "{declared}"
    );
    let broken = shown("text/xml", "<a><?xml '>Eva Muster<");
    assert!(!broken.contains("Muster"), "{broken}");
}

/// What messages are made of.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<a",
    "<Id>",
    "<s:Body>",
    "<Fault>",
    "<faultstring>",
    "=",
    "'",
    "\"",
    "&lt;",
    "&",
    "&#",
    ";",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml",
    "<!",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\\",
    "\\u00fc",
    " ",
    "ü",
    "\n",
    "\r\n",
    "--b",
    "--",
    "%",
    "%f",
    "+",
    "1.5",
    "true",
    "\u{FEFF}",
];

proptest! {
    #[test]
    fn nothing_is_too_broken(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        for media_type in [
            "text/xml",
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/related; boundary=b",
            "",
        ] {
            let shown = shown(media_type, &text);
            prop_assert!(shown.len() <= 100 * (text.len() + 1), "{}", shown);
        }
    }

    #[test]
    fn a_word_is_shown_nowhere(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..20), at in 0..20_usize) {
        // In a place where a value may stand: names of elements and members are shown.
        let mut pieces = pieces;
        pieces.insert(at.min(pieces.len()), ">Eva Muster<");
        let shown = shown("text/xml", &format!("<a>{}", pieces.concat()));
        // The value of an Id may be shown, and what a server says in a fault unless the request hid it.
        let may = shown.contains("<Id>") || shown.contains("<faultstring>");
        prop_assert!(may || !shown.contains("Muster"), "{}", shown);
    }
}
