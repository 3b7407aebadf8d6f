//! What a server may answer: the right thing, half of it, something else, or what it was sent.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderValue, Request, StatusCode};
use kontorhaus_core::Transport;
use kontorhaus_core::fake::{Flaky, Reply, Respond};

/// The one that succeeds.
pub(super) const GOOD: &str = "the answer";
/// One with something wrong in it, if only in what nobody knows.
pub(super) const GARBLED: &str = "a garbled answer";

const XML: &str = "text/xml";
const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";

/// Every answer, by what it is. `good` is the right one, `marks` are all texts of requests, `base` is the path of the
/// client's address, and `query` a secret in it.
pub(super) fn replies(
    good: &str,
    marks: &[String],
    base: &'static str,
    query: &str,
) -> Vec<(&'static str, Box<dyn Transport>)> {
    let texts = marks.join(" ");
    let mut replies: Vec<(&str, Box<dyn Transport>)> = Vec::new();
    let mut add = |what, reply: Box<dyn Transport>| replies.push((what, reply));
    add(GOOD, Box::new(Reply::ok(good.to_owned())));
    for cut in cuts(good) {
        add(
            "a part of it",
            Box::new(Flaky::new(Reply::ok(good.to_owned()), cut)),
        );
        let left = good.get(..cut).unwrap_or_default().to_owned();
        add("what is left of it", Box::new(Reply::ok(left)));
    }
    for garbled in garbled(good, marks) {
        add(GARBLED, Box::new(Reply::ok(garbled)));
    }
    for status in [400, 401, 500] {
        let status = StatusCode::from_u16(status).expect("a status");
        add(
            "the answer as an error",
            Box::new(Reply::new(status, good.to_owned())),
        );
        let xml = format!("<r><a b=\"{texts}\">{texts}</a></r>");
        add("all texts in XML", Box::new(Reply::new(status, xml)));
        let json = format!("{{\"a\":\"{texts}\",\"b\":[\"{texts}\"]}}");
        add("all texts in JSON", Box::new(Reply::new(status, json)));
    }
    for status in [StatusCode::OK, StatusCode::BAD_REQUEST] {
        for (media_type, text) in REPEATING {
            add(
                "what repeats the request",
                Box::new(repeating(status, media_type, text, base)),
            );
        }
    }
    let place = format!("https://new.example/?token={query}");
    let place = HeaderValue::try_from(place).expect("an address");
    let redirect = Reply::new(StatusCode::FOUND, texts).header(LOCATION, place);
    add("a redirect", Box::new(redirect));
    replies
}

fn cuts(good: &str) -> Vec<usize> {
    match good.len() {
        0 => Vec::new(),
        length => vec![length / 2, length - 1],
    }
}

/// The answer with wrong numbers, with a list for a text, in another shell.
fn garbled(good: &str, marks: &[String]) -> Vec<String> {
    let numbers = good.replace(">7<", ">seven<").replace(">true<", ">7x<");
    let numbers = numbers
        .replace(">2031-", ">year-")
        .replace("/Date(", "/Day(");
    let mut garbled = vec![numbers.replace(":7", ":\"seven\"")];
    if let Some(last) = good.rfind(":7") {
        garbled.push(format!("{}:\"seven\"{}", &good[..last], &good[last + 2..]));
    }
    let quoted = marks.iter().map(|mark| format!("\"{mark}\""));
    let mut places: Vec<_> = quoted
        .filter_map(|text| Some((good.rfind(&text)?, text)))
        .collect();
    places.sort();
    if let Some((_, text)) = places.last() {
        garbled.push(good.replace(text, &format!("[{text}]")));
    }
    garbled.push(good.replace("Body>", "Corpse>").replace("\"d\":", "\"e\":"));
    garbled.retain(|text| text != good);
    garbled
}

/// Faults, refusals and pages, with gaps for what the request said.
const REPEATING: [(&str, &str); 9] = [
    (
        XML,
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>\
         <faultcode>s:Server</faultcode><faultstring>ES099 {}</faultstring>\
         <faultactor>{}</faultactor><detail><a b=\"{}\">{}</a></detail>\
         </s:Fault></s:Body></s:Envelope>",
    ),
    (
        XML,
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><s:Fault>\
         <s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>{}</s:Value></s:Subcode></s:Code>\
         <s:Reason><s:Text xml:lang=\"en\">{}</s:Text></s:Reason>\
         <s:Node>{}</s:Node><s:Detail><a b=\"{}\">{}</a></s:Detail>\
         </s:Fault></s:Body></s:Envelope>",
    ),
    (
        JSON,
        "{\"Message\":\"{}\",\"StackTrace\":\"{}\",\"ExceptionType\":\"{}\"}",
    ),
    (
        JSON,
        "{\"Message\":\"{}\",\"Code\":\"{}\",\"Data\":{\"EntityId\":\"{}\",\"EntityName\":\"{}\"},\"More\":\"{}\"}",
    ),
    (JSON, "{\"error\":\"{}\",\"error_description\":\"{}\"}"),
    (JSON, "{\"Meldungen\":[\"{}\",\"{}\"]}"),
    (
        HTML,
        "<html><head><title>{}</title></head><body><h1>{}</h1>{}</body></html>",
    ),
    (HTML, "<html><body>{}</body></html>"),
    ("text/plain", "{}"),
];

/// The text with all that the request said in each gap.
fn repeating(
    status: StatusCode,
    media_type: &'static str,
    text: &'static str,
    base: &'static str,
) -> impl Transport {
    Respond::with(move |request, _| {
        let reply = Reply::new(status, text.replace("{}", &said(request, base)));
        Ok(reply.header(CONTENT_TYPE, HeaderValue::from_static(media_type)))
    })
}

/// Address, headers and body of a request, without what would be markup in an answer.
fn said(request: &Request<Bytes>, base: &str) -> String {
    let target = request
        .uri()
        .path_and_query()
        .map_or("", |all| all.as_str());
    let mut said = target.strip_prefix(base).unwrap_or(target).to_owned();
    for value in request.headers().values() {
        said.push(' ');
        said.push_str(&String::from_utf8_lossy(value.as_bytes()));
    }
    let body = String::from_utf8_lossy(request.body());
    for piece in body.split('<') {
        said.push(' ');
        // In XML without tags.
        said.push_str(piece.split_once('>').map_or(piece, |(_, data)| data));
    }
    let is_markup = |c: char| "<>&;\"'\\{}[],:".contains(c) || c.is_control();
    let words = said.split(is_markup).map(str::trim);
    words.collect::<Vec<_>>().join(" ").trim().to_owned()
}
