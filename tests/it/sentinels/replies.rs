//! What a server may answer: the right thing, half of it, something else, or what it was sent.

use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderValue, StatusCode};
use kontorhaus_core::Transport;
use kontorhaus_core::fake::{Flaky, Reply, Respond};

use super::QUERY;

/// The one that succeeds.
pub(super) const GOOD: &str = "the answer";

/// Every answer, by what it is. `good` is the right one, and `marks` are all texts of requests.
pub(super) fn replies(good: &str, marks: &[String]) -> Vec<(&'static str, Box<dyn Transport>)> {
    let marks = marks.join(" ");
    let mut replies: Vec<(&str, Box<dyn Transport>)> = Vec::new();
    let mut add = |what, reply: Box<dyn Transport>| replies.push((what, reply));
    add(GOOD, Box::new(Reply::ok(good.to_owned())));
    for cut in [good.len() / 4, good.len() / 2, good.len() - 1] {
        add(
            "a part of it",
            Box::new(Flaky::new(Reply::ok(good.to_owned()), cut)),
        );
        add(
            "what is left of it",
            Box::new(Reply::ok(good[..cut].to_owned())),
        );
    }
    let garbled = good.replace(">7<", ">seven<").replace(">true<", ">7x<");
    add("one with broken numbers", Box::new(Reply::ok(garbled)));
    add(
        "another",
        Box::new(Reply::ok(good.replace("Body>", "Corpse>"))),
    );
    for status in [400, 401, 404, 429, 500, 503] {
        let status = StatusCode::from_u16(status).expect("a status");
        add(
            "the answer as an error",
            Box::new(Reply::new(status, good.to_owned())),
        );
        let texts = format!("<r><a b=\"{marks}\">{marks}</a></r>");
        add("all texts in XML", Box::new(Reply::new(status, texts)));
        let texts = format!("{{\"a\":\"{marks}\",\"b\":[\"{marks}\"]}}");
        add("all texts in JSON", Box::new(Reply::new(status, texts)));
    }
    for status in [StatusCode::OK, StatusCode::INTERNAL_SERVER_ERROR] {
        for fault in faults() {
            add(
                "a fault that repeats the request",
                Box::new(repeated(status, fault)),
            );
        }
        let page = "<html><body>{}</body></html>";
        add(
            "a page that repeats the request",
            Box::new(repeated(status, page)),
        );
        add("the request", Box::new(repeated(status, "{}")));
    }
    let place = format!("https://new.example/?token={QUERY}");
    let place = HeaderValue::try_from(place).expect("an address");
    let redirect = Reply::new(StatusCode::FOUND, marks).header(LOCATION, place);
    add("a redirect", Box::new(redirect));
    replies
}

/// A fault in SOAP 1.1, and in 1.2.
fn faults() -> [&'static str; 2] {
    [
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>\
         <faultcode>s:Server</faultcode><faultstring>ES099 {}</faultstring>\
         <faultactor>{}</faultactor><detail><a b=\"{}\">{}</a></detail>\
         </s:Fault></s:Body></s:Envelope>",
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><s:Fault>\
         <s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>{}</s:Value></s:Subcode></s:Code>\
         <s:Reason><s:Text xml:lang=\"en\">{}</s:Text></s:Reason>\
         <s:Node>{}</s:Node><s:Detail><a b=\"{}\">{}</a></s:Detail>\
         </s:Fault></s:Body></s:Envelope>",
    ]
}

/// The text with all that the request said in each gap.
fn repeated(status: StatusCode, text: &'static str) -> impl Transport {
    Respond::with(move |request, _| {
        let body = String::from_utf8_lossy(request.body());
        // Without its markup, which would be the answer's.
        let mut said = String::new();
        for piece in body.split('<') {
            said.push_str(piece.split_once('>').map_or(piece, |(_, data)| data));
            said.push(' ');
        }
        let reply = Reply::new(status, text.replace("{}", said.trim()));
        Ok(reply.header(CONTENT_TYPE, HeaderValue::from_static("text/xml")))
    })
}
