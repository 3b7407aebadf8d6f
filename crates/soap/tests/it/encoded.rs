//! SOAP encoding: arrays, types that are said, values that stand elsewhere.

use std::fmt::Debug;
use std::fmt::Write as _;
use std::marker::PhantomData;
use std::time::Duration;

use kontorhaus_core::{Context, Error, Idempotency, Operation, Outcome, ReadError};
use kontorhaus_soap::v1::{
    Array, Body, Bytes, DecodeError, EncodeError, Fault, Nillable, Parts, RawXml, ReadXml, Reader,
    Request, RequestError, SoapOperation, SoapVersion, Writer, request, response,
};
use kontorhaus_soap::{Limits, decode};

use crate::shop::{Shop, answer, envelope, with_context};

/// An encoded operation with one argument, and an answer of the type.
struct Ask<T>(i32, PhantomData<fn() -> T>);

impl<T: ReadXml + Send + 'static> Operation for Ask<T> {
    type Service = Shop;
    type Output = T;
    type Fault = Fault;

    const NAME: &'static str = "ask";
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        request(self, context)
    }

    fn read(context: &Context<'_>, parts: &Parts, body: &Bytes) -> Result<T, ReadError> {
        response::<Self>(context, parts, body)
    }
}

impl<T: ReadXml + Send + 'static> SoapOperation for Ask<T> {
    const ACTION: &'static str = "";
    const ENCODED: bool = true;
    const NAMESPACES: &'static [(&'static str, &'static str)] =
        &[("xsd", "http://www.w3.org/2001/XMLSchema")];
    const RESPONSE: (&'static str, &'static str) = ("urn:t", "askResponse");

    fn write_body(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.shell("ask");
        w.of_type("xsd:int").element("number", &self.0)?;
        let table = Array::with_sizes(vec![1, 2], vec![1, 2]).ok_or_else(|| w.error("sizes"))?;
        w.of_type("xsd:int[,]").element("table", &table)?;
        let nested: Array<Array<i32>> = vec![vec![3].into()].into();
        w.of_type("xsd:int[][]").optional("nested", &Some(nested))?;
        w.close();
        Ok(())
    }

    fn read_body(r: &mut Reader<'_>) -> Result<T, DecodeError> {
        r.payload("", "return")
    }
}

fn asked<T: ReadXml + Send + 'static>(body: &str) -> Result<T, Error> {
    answer::<Ask<T>>(200, "text/xml", envelope(body).as_bytes())
}

fn refused(body: &str) -> Error {
    let error = asked::<RawXml>(body).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Applied);
    error
}

#[test]
fn types_are_said() {
    let body = |version| {
        with_context(
            |settings| settings.insert(version),
            |context| {
                let request = Ask::<i32>(7, PhantomData).request(context).unwrap();
                let body = request.body().as_bytes().unwrap().to_vec();
                String::from_utf8(body).unwrap()
            },
        )
    };
    let xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=";
    let enc = "xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\"";
    let of = |type_: &str| format!("{enc} {xsi}\"soapenc:Array\" soapenc:arrayType=\"{type_}\"");
    let (int, table) = (format!("{xsi}\"xsd:int\""), of("xsd:int[1,2]"));
    let (outer, inner) = (of("xsd:int[][1]"), of("xsd:int[1]"));
    assert_eq!(
        body(SoapVersion::V11).split_once("?>\n").unwrap().1,
        format!(
            "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
             soap:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><soap:Body><ask><number {int}>7</number>\
             <table {table}><item {int}>1</item><item {int}>2</item></table>\
             <nested {outer}><item {inner}><item {int}>3</item></item></nested></ask></soap:Body></soap:Envelope>"
        )
    );
    let second = body(SoapVersion::V12);
    let enc = "xmlns:soapenc=\"http://www.w3.org/2003/05/soap-encoding\"";
    for part in [
        format!("<number {int}>7<"),
        format!("<table {enc} soapenc:itemType=\"xsd:int\" soapenc:arraySize=\"1 2\">"),
        format!(
            "<nested {enc} soapenc:arraySize=\"1\"><item {enc} soapenc:itemType=\"xsd:int\" soapenc:arraySize=\"1\">"
        ),
    ] {
        assert!(second.contains(&part), "{part}\n{second}");
    }
    assert!(!second.contains("encodingStyle"));
}

fn array<T: ReadXml>(attributes: &str, items: &str) -> Result<Array<T>, String> {
    let xml = format!(
        "<a xmlns:e='http://schemas.xmlsoap.org/soap/encoding/' xmlns:f='http://www.w3.org/2003/05/soap-encoding' \
         xmlns:i='http://www.w3.org/2001/XMLSchema-instance' {attributes}>{items}</a>"
    );
    decode(&xml, Limits::default()).map_err(|error| error.to_string())
}

fn items<T: ReadXml + Debug + PartialEq>(attributes: &str, items: &str) -> Vec<T> {
    array(attributes, items).unwrap().into_vec()
}

#[test]
fn arrays_of_one_dimension() {
    assert_eq!(items::<i32>("", "<x>1</x><y>2</y>"), [1, 2]);
    assert_eq!(items::<i32>("e:arrayType='i:int[9]'", "<x>1</x>"), [1]);
    assert_eq!(items::<i32>("e:arrayType='i:int[]'", ""), [0; 0]);
    let turned = "<x e:position='[1]'>b</x><x e:position='[0]'>a</x><x e:position='[2]'>c</x>";
    assert_eq!(items::<String>("", turned), ["a", "b", "c"]);
    let nil = Nillable::Nil;
    assert_eq!(
        items::<Nillable<i32>>(
            "e:offset='[1]'",
            "<x>1</x><x e:position='[3]'>3</x><x/>"
                .replace("<x/>", "<x i:nil='1'/>")
                .as_str()
        ),
        [nil, 1.into(), nil, 3.into(), nil]
    );
}

#[test]
fn arrays_of_several_dimensions() {
    let table: Array<i32> = array(
        "e:arrayType='i:int[2,3]'",
        "<x>1</x><x>2</x><x>3</x><x>4</x><x>5</x><x>6</x>",
    )
    .unwrap();
    assert_eq!((table.sizes(), table.at(&[1, 1])), (&[2, 3][..], Some(&5)));
    assert_eq!((table.at(&[2, 0]), table.at(&[0])), (None, None));
    assert_eq!(format!("{table:?}"), "[2, 3] [1, 2, 3, 4, 5, 6]");
    let second: Array<i32> =
        array("f:arraySize='2 1' f:itemType='i:int'", "<x>1</x><x>2</x>").unwrap();
    assert_eq!(second.sizes(), [2, 1]);
    let sparse: Array<Nillable<i32>> =
        array("e:arrayType='i:int[2,2]'", "<x e:position='[1,0]'>7</x>").unwrap();
    assert_eq!(sparse.at(&[1, 0]), Some(&7.into()));
    assert_eq!(sparse.iter().filter(|item| item.is_nil()).count(), 3);
}

#[test]
fn arrays_that_contradict_themselves() {
    let problem = |attributes, items| array::<i32>(attributes, items).unwrap_err();
    assert_eq!(
        problem("", "<x e:position='[2]'>1</x>"),
        "the array's item 0 is missing"
    );
    assert_eq!(
        problem("", "<x>1</x><x e:position='[0]'>1</x>"),
        "the array's item 0 comes twice"
    );
    assert_eq!(
        problem("e:arrayType='i:int[2,2]'", "<x>1</x>"),
        "the array's item 1 is missing"
    );
    assert_eq!(
        problem("e:arrayType='i:int[1,1]'", "<x>1</x><x>2</x>"),
        "an array has more items than it says"
    );
    assert_eq!(
        problem("e:offset='[x]'", ""),
        "\"[x]\" is no place in this array"
    );
    assert_eq!(
        problem("", "<x i:nil='true'/>"),
        "x: nil where a value is required"
    );
    // A huge place is no reason to take memory for all before it.
    let far = "<x e:position='[99999999999]'>1</x>";
    let error = array::<Nillable<i32>>("", far).unwrap_err();
    assert_eq!(error, "the array's item 0 is missing");
    let huge = format!("e:arrayType='i:int[{0},{0}]'", u64::MAX);
    array::<Nillable<i32>>(&huge, "<x>1</x>").unwrap_err();
}

#[test]
fn shared_values_are_copied_to_all_who_share_them() {
    let body = "<r:multi xmlns:r='urn:r' e:root='0' xmlns:e='http://schemas.xmlsoap.org/soap/encoding/'/>\
        <m:anything xmlns:m='urn:m'><return href='#id0'/></m:anything>\
        <multiRef id='id0' xmlns:n='urn:n'><n:a href='#id1'/><b href='#id1'/></multiRef>\
        <multiRef id='id1' kind='n'>text &amp; <c/></multiRef>";
    let value: RawXml = asked(body).unwrap();
    let children = value.children().unwrap();
    assert_eq!(children.len(), 2);
    assert_eq!(
        (children[0].namespace().as_str(), children[0].local_name()),
        ("urn:n", "a")
    );
    for child in &children {
        assert!(child.as_str().ends_with(&format!(
            "text &amp; <c/></{}>",
            child.as_str()[1..].split(' ').next().unwrap()
        )));
        assert!(child.as_str().contains(" kind='n'"));
    }
    let numbers: Array<i32> = asked(
        "<r><return><x href='#a'/><x href='#b'/><x href='#a'/></return></r><m id='a'>1</m><m id='b'>2</m>",
    )
    .unwrap();
    assert_eq!(numbers.into_vec(), [1, 2, 1]);
    let second = "<r xmlns:e='http://www.w3.org/2003/05/soap-encoding'><return e:ref='a'/><m e:id='a'>5</m></r>";
    assert_eq!(asked::<i32>(second).unwrap(), 5);
}

#[test]
fn references_that_lead_nowhere_are_refused() {
    let circle = refused(
        "<r><return href='#a'/></r><m id='a'><x href='#b'/></m><m id='b'><y href='#a'/></m>",
    );
    assert_eq!(circle.message(), "return: the value #a contains itself");
    let gone = refused("<r><return href='#a'/></r>");
    assert_eq!(gone.message(), "return: no element has the id a");
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the time that passes is what is tested"
)]
fn references_that_double_at_each_step_are_refused() {
    let mut body = "<r><return href='#i0'/></r>".to_owned();
    for step in 0..60 {
        let next = step + 1;
        let _ = write!(
            body,
            "<m id='i{step}'><x href='#i{next}'/><x href='#i{next}'/></m>"
        );
    }
    body.push_str("<m id='i60'>0123456789</m>");
    let start = std::time::Instant::now();
    let error = refused(&body);
    assert!(
        error.message().contains("too long") || error.message().contains("longer"),
        "{error}"
    );
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_array_is_written_and_read() {
    let mut writer = Writer::new();
    let array: Array<String> = vec!["a".to_owned(), "b".to_owned()].into();
    writer.element("x", &array).unwrap();
    let xml = writer.finish();
    assert_eq!(xml, "<x><item>a</item><item>b</item></x>");
    let again: Array<String> = decode(&xml, Limits::default()).unwrap();
    assert_eq!(again, array);
}
