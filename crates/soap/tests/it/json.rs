//! The JSON wire of ASP.NET: requests to the byte, answers in every form, and what can't be known.

use bytes::Bytes;
use http::Uri;
use http::response::Parts;
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{
    Body, Client, Context, ErrorKind, Grade, Idempotency, NoCredentials, Operation, Outcome,
    ReadError, RequestError, Service, Settings,
};
use kontorhaus_soap::v1::{
    Base64, Date, DateInDateTime, DateTime, Decimal, DecodeError, EncodeError, Extra, Fault, Json,
    JsonForm, JsonOperation, JsonService, JsonWriter, Nillable, ReadJson, ReadXml, Reader, Simple,
    SoapOperation, SoapService, Text, Time, ValueError, Wire, WriteJson, WriteXml, Writer, asmx,
};
use kontorhaus_soap::{Injected, Limits, decode};

const NS: &str = "urn:kontorhaus:placeholder:till/";

#[derive(Debug)]
struct Till;

impl Service for Till {
    const NAME: &'static str = "till";
    type Client = Client;
    type Credentials = NoCredentials;
}

impl SoapService for Till {}

impl JsonService for Till {
    const SERVER_ZONE: &'static str = "CET-1CEST,M3.5.0,M10.5.0/3";
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Colour {
    Red,
    Other(i64),
}

impl Simple for Colour {
    const JSON: JsonForm = JsonForm::Numbered(&[("Red", 1), ("Green", 2)]);

    fn parse(text: &str) -> Result<Self, ValueError> {
        match text {
            "Red" => Ok(Self::Red),
            other => i64::parse(other).map(Self::Other),
        }
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        match self {
            Self::Red => out.push("Red"),
            Self::Other(number) => number.format(out),
        }
    }
}

/// A value of each kind.
#[derive(Clone, Debug, PartialEq)]
struct Guest {
    name: Option<String>,
    count: i64,
    amount: Decimal,
    rate: f64,
    regular: bool,
    colour: Colour,
    picture: Option<Base64>,
    changed: DateTime,
    born: Nillable<Date>,
    day: Option<Date>,
    opens: Option<Time>,
    tags: Option<Vec<String>>,
    phones: Vec<String>,
    extra: Extra,
}

impl ReadJson for Guest {
    fn read_json(json: Json<'_>) -> Result<Self, DecodeError> {
        let mut o = json.object()?;
        Ok(Self {
            name: o.member("Name")?,
            count: o.member("Count")?,
            amount: o.member("Amount")?,
            rate: o.member("Rate")?,
            regular: o.member("Regular")?,
            colour: o.member("Colour")?,
            picture: o.member("Picture")?,
            changed: o.member("Changed")?,
            born: o
                .member::<Nillable<DateInDateTime>>("Born")?
                .map(|DateInDateTime(value)| value),
            day: o.member("Day")?,
            opens: o.member("Opens")?,
            tags: o.list("Tags")?,
            phones: o.items("Phones")?,
            extra: o.rest(),
        })
    }
}

impl WriteJson for Guest {
    fn write_json(&self, w: &mut JsonWriter) -> Result<(), EncodeError> {
        w.object();
        w.member("Name", &self.name)?;
        w.member("Count", &self.count)?;
        w.member("Amount", &self.amount)?;
        w.member("Rate", &self.rate)?;
        w.member("Regular", &self.regular)?;
        w.member("Colour", &self.colour)?;
        w.member("Picture", &self.picture)?;
        w.member("Changed", &self.changed)?;
        w.member("Born", &self.born.map(DateInDateTime))?;
        w.member("Day", &self.day)?;
        w.member("Opens", &self.opens)?;
        w.list("Tags", &self.tags)?;
        w.items("Phones", &self.phones)?;
        w.rest(&self.extra)?;
        w.end()
    }
}

/// Over XML only what is unknown matters here.
impl ReadXml for Guest {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut extra = Extra::default();
        r.children_ns(|r, _| r.keep(&mut extra))?;
        Ok(Self { extra, ..guest() })
    }
}

impl WriteXml for Guest {
    fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.optional("Name", &self.name)?;
        w.extra(&self.extra)
    }
}

struct Swap(Option<Guest>);

impl WriteXml for Swap {
    fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.optional("ns:Guest", &self.0)
    }
}

impl WriteJson for Swap {
    fn write_json(&self, w: &mut JsonWriter) -> Result<(), EncodeError> {
        w.object();
        w.injected("Token")?;
        w.member("Guest", &self.0)?;
        w.end()
    }
}

impl Operation for Swap {
    type Service = Till;
    type Output = Guest;
    type Fault = Fault;
    const NAME: &'static str = "Swap";
    const IDEMPOTENCY: Idempotency = Idempotency::Write;

    fn grade(context: &Context<'_>) -> Grade {
        asmx::grade::<Self>(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
        asmx::request(self, context)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Guest, ReadError> {
        asmx::response::<Self>(context, head, body)
    }
}

impl SoapOperation for Swap {
    const ACTION: &'static str = "urn:kontorhaus:placeholder:till/Swap";
    const NAMESPACES: &'static [(&'static str, &'static str)] = &[("ns", NS)];
    const RESPONSE: (&'static str, &'static str) = (NS, "SwapResponse");
    const GRADE: Grade = Grade::Inferred;

    fn write_body(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.shell("ns:Swap");
        self.write(w)?;
        w.close();
        Ok(())
    }

    fn read_body(r: &mut Reader<'_>) -> Result<Guest, DecodeError> {
        r.payload(NS, "SwapResult")
    }
}

impl JsonOperation for Swap {
    fn read_json(json: Json<'_>) -> Result<Guest, DecodeError> {
        json.result("SwapResult")
    }
}

fn guest() -> Guest {
    Guest {
        name: Some("\"Zoë\" \\ \u{1}\n".to_owned()),
        count: -7,
        amount: "12.50".parse().unwrap(),
        rate: 0.25,
        regular: true,
        colour: Colour::Red,
        picture: Some(Base64(vec![0, 255, 16])),
        changed: "2026-03-29T03:30:00.125".parse().unwrap(),
        born: Nillable::Value("1980-05-17".parse().unwrap()),
        day: None,
        opens: Some("08:30:00".parse().unwrap()),
        tags: Some(Vec::new()),
        phones: vec!["1".to_owned(), "2".to_owned()],
        extra: Extra::new(),
    }
}

const GUEST: &str = r#"{"Name":"\"Zoë\" \\ \u0001\u000a","Count":-7,"Amount":12.50,"Rate":0.25,"Regular":true,"Colour":1,"Picture":[0,255,16],"Changed":"2026-03-29T03:30:00.125","Born":"1980-05-17T00:00:00","Day":null,"Opens":"1970-01-01T08:30:00","Tags":[],"Phones":["1","2"]}"#;

fn settings(wire: Wire) -> Settings {
    let mut settings = Settings::new();
    settings.insert(Injected::new().secret("Token", SecretString::from("t\"1")));
    settings.insert(wire);
    settings
}

fn endpoint() -> Uri {
    "https://till.example/Service/Till.asmx".parse().unwrap()
}

fn sent(operation: &Swap) -> Result<(http::request::Parts, String), RequestError> {
    let (endpoint, settings) = (endpoint(), settings(Wire::Json));
    let request = operation.request(&Context::new(&endpoint, "call", &settings))?;
    let (head, body) = request.into_parts();
    let Some(bytes) = body.as_bytes() else {
        panic!("bytes")
    };
    Ok((head, String::from_utf8(bytes.to_vec()).unwrap()))
}

fn answered(status: u16, body: &str) -> Result<Guest, ReadError> {
    let (endpoint, settings) = (endpoint(), settings(Wire::Json));
    let response = http::Response::builder().status(status).body(()).unwrap();
    let (head, ()) = response.into_parts();
    let context = Context::new(&endpoint, "call", &settings);
    Swap::read(&context, &head, &Bytes::copy_from_slice(body.as_bytes()))
}

/// The answer with one member of the guest replaced.
fn with(member: &str, json: &str) -> Result<Guest, ReadError> {
    let start = GUEST.find(&format!("\"{member}\":")).unwrap() + member.len() + 3;
    let rest = &GUEST[start..];
    let end = rest.find(",\"").unwrap_or(rest.len() - 1);
    answered(
        200,
        &format!("{{\"d\":{}{json}{}}}", &GUEST[..start], &rest[end..]),
    )
}

#[test]
fn a_request_is_to_the_byte_what_aspnet_wants() {
    let (head, body) = sent(&Swap(Some(guest()))).unwrap();
    assert_eq!(head.method, "POST");
    assert_eq!(head.uri, "https://till.example/Service/Till.asmx/Swap");
    assert_eq!(head.headers.len(), 1);
    assert_eq!(
        head.headers["content-type"],
        "application/json; charset=UTF-8;"
    );
    assert_eq!(body, format!(r#"{{"Token":"t\"1","Guest":{GUEST}}}"#));
    assert_eq!(
        sent(&Swap(None)).unwrap().1,
        r#"{"Token":"t\"1","Guest":null}"#
    );
}

#[test]
fn an_answer_is_read_back_as_it_was_written() {
    assert_eq!(
        answered(200, &format!("{{\"d\":{GUEST}}}")).unwrap(),
        guest()
    );
    let shuffled = GUEST.replace("{\"Name\"", "{\"__type\":\"Till.Guest\",\"Name\"");
    assert_eq!(
        answered(200, &format!(" {{ \"d\" : {shuffled} }} ")).unwrap(),
        guest()
    );
}

#[test]
fn both_forms_of_a_date_say_what_the_clock_showed() {
    for (json, expected) in [
        (r#""\/Date(1774747800000)\/""#, "2026-03-29T03:30:00+02:00"),
        (
            r#""/Date(1774744200000+0200)/""#,
            "2026-03-29T01:30:00+01:00",
        ),
        // The hour that comes twice.
        (r#""\/Date(1792888200000)\/""#, "2026-10-25T02:30:00+02:00"),
        (r#""\/Date(1792891800000)\/""#, "2026-10-25T02:30:00+01:00"),
        (r#""\/Date(-3600000)\/""#, "1970-01-01T00:00:00+01:00"),
        (r#""\/Date(-62135596800000)\/""#, "0001-01-01T00:00:00"),
        (
            r#""2026-03-29T02:30:00.1234567""#,
            "2026-03-29T02:30:00.1234567",
        ),
    ] {
        assert_eq!(with("Changed", json).unwrap().changed.to_string(), expected);
    }
    // A Windows server knows one rule for all years, so that this is a day of summer time.
    let born = with("Born", r#""\/Date(173401200000)\/""#).unwrap().born;
    assert_eq!(born, Nillable::Value("1975-07-01".parse().unwrap()));
    let guest = with("Opens", r#""\/Date(27000000)\/""#).unwrap();
    assert_eq!(guest.opens, Some("08:30:00".parse().unwrap()));
    let guest = with("Day", r#""\/Date(1774738800000)\/""#).unwrap();
    assert_eq!(guest.day, Some("2026-03-29".parse().unwrap()));
}

#[test]
fn a_moment_is_sent_as_the_servers_clock_shows_it() {
    let zoned = Guest {
        changed: "2026-03-29T00:30:00Z".parse().unwrap(),
        ..guest()
    };
    let (_, body) = sent(&Swap(Some(zoned))).unwrap();
    assert!(
        body.contains(r#""Changed":"2026-03-29T01:30:00""#),
        "{body}"
    );
}

#[test]
fn null_is_nothing_where_there_may_be_nothing() {
    let everything_null = GUEST
        .replace(r#""1980-05-17T00:00:00""#, "null")
        .replace("[]", "null")
        .replace(r#"["1","2"]"#, "null");
    let read = answered(200, &format!("{{\"d\":{everything_null}}}")).unwrap();
    assert_eq!(
        (read.born, read.tags, read.phones),
        (Nillable::Nil, None, Vec::new())
    );
    let error = with("Count", "null").unwrap_err();
    assert_eq!(
        error.to_string(),
        "Count: nothing where a value is required"
    );
    assert_eq!(error.outcome(), Outcome::Applied);
    let missing = GUEST.replace("\"Regular\":true,", "");
    let error = answered(200, &format!("{{\"d\":{missing}}}")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Regular: nothing where a value is required"
    );
}

#[test]
fn enumerations_are_numbers_known_and_unknown() {
    assert_eq!(with("Colour", "1").unwrap().colour, Colour::Red);
    assert_eq!(with("Colour", "\"Red\"").unwrap().colour, Colour::Red);
    assert_eq!(with("Colour", "7").unwrap().colour, Colour::Other(7));
    let other = Guest {
        colour: Colour::Other(7),
        ..guest()
    };
    assert!(
        sent(&Swap(Some(other)))
            .unwrap()
            .1
            .contains("\"Colour\":7,")
    );
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (member, json, message) in [
        ("Amount", "\"12,50\"", "Amount: \"12,50\" is not a decimal"),
        ("Amount", "[1]", "Amount: a list where a value is required"),
        ("Picture", "[256]", "Picture: this is not well-formed JSON"),
        (
            "Tags",
            "[\"a\",null]",
            "Tags[2]: nothing where a value is required",
        ),
        ("Tags", "\"a\"", "Tags: a text where a list is expected"),
        (
            "Changed",
            "\"\\/Date(x)\\/\"",
            "Changed: \"/Date(x)/\" is not a date and time",
        ),
        (
            "Changed",
            "{}",
            "Changed: an object where a value is required",
        ),
        ("Count", "1,\"Count\":2", "Count: occurs more than once"),
    ] {
        let error = with(member, json).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Decode, Outcome::Applied)
        );
    }
}

#[test]
fn what_has_no_form_in_json_is_not_sent() {
    let endless = Guest {
        rate: f64::INFINITY,
        ..guest()
    };
    let error = sent(&Swap(Some(endless))).err().unwrap();
    assert_eq!(error.to_string(), "Guest/Rate: \"INF\" has no form in JSON");
}

#[test]
fn unknown_members_go_back_over_json_only() {
    let newer = GUEST
        .replace(" \\u0001", "")
        .replace("\"Count\"", r#""New & <odd>":{"a":[1,"x\n"]},"Count""#);
    let read = answered(200, &format!("{{\"d\":{newer}}}")).unwrap();
    assert_eq!(read.extra.len(), 1);
    let (_, body) = sent(&Swap(Some(read.clone()))).unwrap();
    assert!(
        body.ends_with(r#""New & <odd>":{"a":[1,"x\n"]}}}"#),
        "{body}"
    );

    let (endpoint, settings) = (endpoint(), settings(Wire::Soap11));
    let over_soap = Swap(Some(read)).request(&Context::new(&endpoint, "call", &settings));
    let error = over_soap.err().unwrap();
    assert!(error.to_string().contains("read over JSON"), "{error}");

    let from_soap: Guest = decode("<Guest><New>1</New></Guest>", Limits::default()).unwrap();
    let error = sent(&Swap(Some(from_soap))).err().unwrap();
    assert_eq!(error.field(), Some("Guest/New"));
    assert!(error.to_string().contains("read over SOAP"), "{error}");
}

#[test]
fn an_answer_without_its_result_says_what_to_check() {
    for body in ["{\"d\":null}", "{}"] {
        let error = answered(200, body).unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Decode, Outcome::Unknown)
        );
        assert_eq!(error.to_string(), "SwapResult is null");
        assert!(format!("{error:?}").contains("adopt"), "{error:?}");
    }
}

#[test]
fn what_is_no_answer_is_unknown() {
    let deep = format!("{}1{}", "[".repeat(300), "]".repeat(300));
    for (body, message) in [
        ("", "the document is cut off"),
        ("{\"d\":", "the document is cut off"),
        (
            "<html><body>Login</body></html>",
            "this is not well-formed JSON",
        ),
        ("[]", "a list where an object is expected"),
        (deep.as_str(), "a list where an object is expected"),
    ] {
        let error = answered(200, body).unwrap_err();
        assert_eq!(error.to_string(), message, "{body}");
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
    let secret = answered(200, "{\"x\":\"Erika Mustermann\"}").unwrap_err();
    assert!(!format!("{secret:?}").contains("Erika"));
}

#[test]
fn an_exception_is_a_fault() {
    let body = |message: &str, class: &str| {
        format!(
            r#"{{"Message":"{message}","StackTrace":"   at Till.Swap()","ExceptionType":"{class}"}}"#
        )
    };
    let hidden =
        answered(500, &body("There was an error processing the request.", "")).unwrap_err();
    assert_eq!(
        (hidden.kind(), hidden.outcome()),
        (ErrorKind::Fault, Outcome::Unknown)
    );
    assert_eq!(
        hidden.to_string(),
        "There was an error processing the request."
    );

    let missing = "Invalid web service call, missing value for parameter: 'Guest'.";
    let refused = answered(500, &body(missing, "System.InvalidOperationException")).unwrap_err();
    assert_eq!(refused.outcome(), Outcome::Rejected);
    assert_eq!(
        refused.to_string(),
        format!("System.InvalidOperationException {missing}")
    );
    let page = answered(500, "<html><body>Runtime Error</body></html>").unwrap_err();
    assert_eq!(
        (page.kind(), page.outcome()),
        (ErrorKind::Status, Outcome::Unknown)
    );
    assert!(format!("{page:?}").contains("Runtime Error"));
    assert_eq!(answered(404, "").unwrap_err().outcome(), Outcome::Rejected);
}

#[test]
fn a_placeholder_namespace_matters_to_soap_only() {
    for (wire, grade) in [
        (Wire::Soap11, Grade::Placeholder),
        (Wire::Soap12, Grade::Placeholder),
        (Wire::Json, Grade::Inferred),
    ] {
        let (endpoint, settings) = (endpoint(), settings(wire));
        assert_eq!(
            Swap::grade(&Context::new(&endpoint, "call", &settings)),
            grade
        );
    }
}
