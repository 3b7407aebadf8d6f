//! What belongs to a message beside its body: header blocks, addressing, attachments.

use kontorhaus_core::{Context, Error, Idempotency, Operation, Outcome, ReadError};
use kontorhaus_soap::v1::{
    Addressing, Attachment, Base64, Body, Bytes, DecodeError, EncodeError, Fault, Parts, Reader,
    Request, RequestError, SoapOperation, SoapVersion, Writer, request, response,
};

use crate::shop::{Shop, answer, with_context};

/// An operation that has all of it.
struct Upload {
    photo: Option<Attachment>,
}

#[derive(Debug)]
struct Uploaded {
    size: i32,
    ticket: Option<String>,
    receipt: Option<Attachment>,
    thumbnail: Option<Base64>,
}

impl Operation for Upload {
    type Service = Shop;
    type Output = Uploaded;
    type Fault = Fault;

    const NAME: &'static str = "Upload";
    const IDEMPOTENCY: Idempotency = Idempotency::Write;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        request(self, context)
    }

    fn read(context: &Context<'_>, parts: &Parts, body: &Bytes) -> Result<Uploaded, ReadError> {
        response::<Self>(context, parts, body)
    }
}

impl SoapOperation for Upload {
    const ACTION: &'static str = "urn:one";
    const ACTION_1_2: &'static str = "urn:two";
    const VERSION: SoapVersion = SoapVersion::V12;
    const ADDRESSING: Addressing = Addressing::V1;
    const ADDRESSING_ACTION: &'static str = "urn:addressed";
    const NAMESPACES: &'static [(&'static str, &'static str)] = &[];
    const RESPONSE: (&'static str, &'static str) = ("", "");
    const WHOLE_BODY: bool = true;

    fn write_headers(&self, _: &Context<'_>, w: &mut Writer) -> Result<(), EncodeError> {
        w.optional("Ticket", &self.photo.as_ref().map(|_| 7))
    }

    fn write_body(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.shell("Upload");
        w.close();
        Ok(())
    }

    fn attachments(&self) -> Vec<(&'static str, Attachment)> {
        self.photo
            .iter()
            .map(|photo| ("photo", photo.clone()))
            .collect()
    }

    fn read_body(r: &mut Reader<'_>) -> Result<Uploaded, DecodeError> {
        let ticket = r.header("urn:h", "Ticket")?;
        let receipt = r.attachment("receipt", 0);
        let (mut size, mut thumbnail) = (None, None);
        r.children("", |r, name| match name {
            "Size" => r.one(&mut size),
            "Thumbnail" => r.one(&mut thumbnail),
            _ => r.skip(),
        })?;
        Ok(Uploaded {
            size: r.required(size, "Size")?,
            ticket,
            receipt,
            thumbnail,
        })
    }
}

fn sent(upload: &Upload, addressing: Option<Addressing>) -> (http::HeaderMap, String) {
    with_context(
        |settings| {
            if let Some(addressing) = addressing {
                settings.insert(addressing);
            }
        },
        |context| {
            let (parts, body) = upload.request(context).unwrap().into_parts();
            let body = body.as_bytes().unwrap().to_vec();
            (parts.headers, String::from_utf8(body).unwrap())
        },
    )
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before)
        .unwrap()
        .1
        .split_once(after)
        .unwrap()
        .0
}

#[test]
fn addressing_stands_in_the_header() {
    let upload = Upload { photo: None };
    let (headers, body) = sent(&upload, None);
    assert_eq!(
        headers["content-type"],
        "application/soap+xml; charset=utf-8; action=\"urn:two\""
    );
    let wsa = "http://www.w3.org/2005/08/addressing";
    let id = between(&body, "urn:uuid:", "<");
    assert_eq!((id.len(), &id[14..15]), (36, "4"));
    assert_eq!(
        between(&body, "<soap:Header>", "</soap:Header>"),
        format!(
            "<wsa:Action xmlns:wsa=\"{wsa}\">urn:addressed</wsa:Action>\
             <wsa:MessageID xmlns:wsa=\"{wsa}\">urn:uuid:{id}</wsa:MessageID>\
             <wsa:ReplyTo xmlns:wsa=\"{wsa}\"><wsa:Address>{wsa}/anonymous</wsa:Address></wsa:ReplyTo>\
             <wsa:To xmlns:wsa=\"{wsa}\">https://shop.example/soap</wsa:To>"
        )
    );
    let (_, again) = sent(&upload, None);
    assert_ne!(between(&again, "urn:uuid:", "<"), id);
    let (_, older) = sent(&upload, Some(Addressing::Submission));
    assert!(older.contains(
        "<wsa:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:Address>"
    ));
    let (_, off) = sent(&upload, Some(Addressing::Off));
    assert!(!off.contains("Header"), "{off}");
}

#[test]
fn attachments_go_beside_the_envelope() {
    let photo = Attachment::new("image/png\r\nX: y", "not really");
    assert_eq!(
        format!("{photo:?}"),
        "Attachment(image/png\r\nX: y, 10 bytes)"
    );
    let (headers, body) = sent(&Upload { photo: Some(photo) }, Some(Addressing::Off));
    let media_type = headers["content-type"].to_str().unwrap();
    let boundary = between(media_type, "boundary=\"", "\"");
    assert_eq!(
        media_type,
        format!(
            "multipart/related; type=\"application/soap+xml\"; start=\"<envelope@{boundary}>\"; boundary=\"{boundary}\""
        )
    );
    let envelope = between(&body, "<?xml", &format!("\r\n--{boundary}"));
    assert_eq!(
        body,
        format!(
            "--{boundary}\r\nContent-Type: application/soap+xml; charset=utf-8; action=\"urn:two\"\r\n\
             Content-Transfer-Encoding: 8bit\r\nContent-ID: <envelope@{boundary}>\r\n\r\n<?xml{envelope}\r\n\
             --{boundary}\r\nContent-Type: image/png  X: y\r\nContent-Transfer-Encoding: binary\r\n\
             Content-ID: <photo={boundary}@kontorhaus>\r\n\r\nnot really\r\n--{boundary}--\r\n"
        )
    );
    assert!(envelope.contains("<soap:Header><Ticket>7</Ticket></soap:Header><soap:Body><Upload/>"));
}

const SOAP: &str = "http://www.w3.org/2003/05/soap-envelope";

fn envelope(header: &str, body: &str) -> String {
    format!(
        "<s:Envelope xmlns:s='{SOAP}'><s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>"
    )
}

fn read(media_type: &str, body: &str) -> Result<Uploaded, Error> {
    answer::<Upload>(200, media_type, body.as_bytes())
}

const RELATED: &str = "Multipart/Related; boundary=\"=_b\"; type=\"application/xop+xml\"; start=\"<root@x>\"; start-info=\"text/xml\"";

fn related(envelope: &str) -> String {
    format!(
        "--=_b\r\nContent-Type: image/png\r\nContent-ID: <receipt=1@x>\r\n\r\nPNG\r\n--=_b\r\n\
         Content-Type: application/xop+xml; charset=iso-8859-1; type=\"text/xml\"\r\nContent-ID: <root@x>\r\n\r\n\
         {envelope}\r\n--=_b--\r\n"
    )
}

#[test]
fn an_answer_with_everything_beside_it() {
    let include = "<Size>3</Size><Thumbnail><x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:receipt%3D1@x'/></Thumbnail>";
    let header = "<h:Ticket xmlns:h='urn:h'>T-1</h:Ticket>";
    let uploaded = read(RELATED, &related(&envelope(header, include))).unwrap();
    assert_eq!(
        (uploaded.size, uploaded.ticket.as_deref()),
        (3, Some("T-1"))
    );
    assert_eq!(uploaded.thumbnail, Some(Base64(b"PNG".to_vec())));
    let receipt = uploaded.receipt.unwrap();
    assert_eq!(
        (&*receipt.media_type, &*receipt.content),
        ("image/png", &b"PNG"[..])
    );

    let plain = read(
        "text/xml",
        &envelope("", "<Size>3</Size><Thumbnail>UE5H</Thumbnail>"),
    )
    .unwrap();
    assert_eq!(plain.thumbnail, Some(Base64(b"PNG".to_vec())));
    assert_eq!((plain.ticket, plain.receipt), (None, None));
}

#[test]
fn what_is_wrong_beside_the_answer() {
    let error = read(RELATED, "--=_b\r\n\r\n").unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(
        error.message(),
        "the answer is no message of several parts: its end is missing"
    );
    let gone = "<Size>3</Size><Thumbnail><x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:gone'/></Thumbnail>";
    let error = read(RELATED, &related(&envelope("", gone))).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Applied);
    assert_eq!(
        error.message(),
        "Thumbnail/Include: the attachment gone is missing"
    );
    let error = read(
        "text/xml",
        &envelope(
            "<h:Ticket xmlns:h='urn:h'><a/></h:Ticket>",
            "<Size>1</Size>",
        ),
    )
    .unwrap_err();
    assert!(
        error.message().contains("in the header Ticket: "),
        "{error}"
    );
}

#[test]
fn a_whole_body_may_hold_a_fault() {
    let fault = envelope(
        "<h:Why xmlns:h='urn:h'>5</h:Why>",
        "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Detail><f:Full xmlns:f='urn:f'>9</f:Full>\
         <item xmlns:i='http://www.w3.org/2001/XMLSchema-instance' xmlns:f='urn:f' i:type='f:Disk'>sda</item></s:Detail></s:Fault>",
    );
    let error = answer::<Upload>(500, "text/xml", fault.as_bytes()).unwrap_err();
    let fault = error.fault_as::<Upload>().unwrap();
    assert_eq!(fault.detail_as::<i32>("urn:f", "Full"), Some(9));
    assert_eq!(fault.detail_as::<bool>("urn:f", "Full"), None);
    assert_eq!(
        fault
            .detail_of_type::<String>(("urn:f", "Disk"), &[])
            .as_deref(),
        Some("sda")
    );
    assert_eq!(
        fault.detail_of_type::<i32>(("urn:f", "No"), &["x", "Full"]),
        Some(9)
    );
    assert_eq!(fault.header_as::<i32>("urn:h", "Why"), Some(5));
    let empty = read("text/xml", &envelope("", "")).unwrap_err();
    assert_eq!(empty.message(), "required element Size is missing");
}
