//! RPC/encoded: values say their types, arrays their sizes, and values may stand elsewhere in the answer.

#[path = "../../features/rpc-encoded/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::{Builder, Outcome};
use kontorhaus_soap::v1::{Array, DateTime, Nillable};

use self::expected::{Mood, Person, RequestHeaders, Store, Table};
use super::{Feature, exchange, exchange_with};

const NS: &str = "urn:example:rpc-encoded";

fn person(name: &str, boss: Nillable<Person>) -> Person {
    Person::new(name, Mood::Good, boss)
}

#[tokio::test]
async fn types_and_sizes_are_said() {
    let ada = person("Ada", Nillable::Value(person("Ida", Nillable::Nil))).with_zip("24103");
    let friends = [person("Eva", Nillable::Nil)];
    let table = Array::with_sizes(vec![2, 1], vec!["a".to_owned(), "b".to_owned()]);
    let request = Store::new(
        ada.with_friends(friends),
        [1, 2],
        table.expect("two items"),
        vec![vec![3].into(), Array::default()],
        when(),
    );
    let builder = Builder::<Feature>::new().setting(RequestHeaders::new().with_session(7));
    let call = exchange_with(builder, request, "", |call| call).await;
    let xsi = "{http://www.w3.org/2001/XMLSchema-instance}type=";
    let xsd = format!("{xsi}{{http://www.w3.org/2001/XMLSchema}}");
    let encoding = "{http://schemas.xmlsoap.org/soap/encoding/}";
    let own = format!("{xsi}{{{NS}}}");
    let array = format!("{encoding}arrayType=");
    let person = [
        format!("  {{}}name {xsi}{encoding}string"),
        format!("  {{}}zip {own}Zip"),
        format!("  {{}}mood {own}Mood"),
    ];
    let lines = call.request;
    assert_eq!(lines[0], format!("{{{NS}}}store"));
    for (line, expected) in [
        (1, format!("  {{}}person {own}Person")),
        (2, format!("  {} = \"Ada\"", person[0])),
        (3, format!("  {} = \"24103\"", person[1])),
        (4, format!("  {} = \"good\"", person[2])),
        (
            5,
            format!("    {{}}friends {array}ns:Person[1] {xsi}{encoding}Array"),
        ),
        (6, format!("      {{}}item {own}Person")),
        (7, format!("      {} = \"Eva\"", person[0])),
    ] {
        assert_eq!(lines[line], expected);
    }
    let tail: Vec<&str> = lines.iter().skip(14).map(String::as_str).collect();
    assert_eq!(
        tail,
        [
            &*format!("  {{}}codes {array}xsd:int[2] {xsi}{encoding}Array"),
            &*format!("    {{}}item {xsd}int = \"1\""),
            &*format!("    {{}}item {xsd}int = \"2\""),
            &*format!("  {{}}table {array}xsd:string[2,1] {xsi}{encoding}Array"),
            &*format!("    {{}}item {xsd}string = \"a\""),
            &*format!("    {{}}item {xsd}string = \"b\""),
            &*format!("  {{}}rows {array}xsd:int[][2] {xsi}{encoding}Array"),
            &*format!("    {{}}item {array}xsd:int[1] {xsi}{encoding}Array"),
            &*format!("      {{}}item {xsd}int = \"3\""),
            &*format!("    {{}}item {array}xsd:int[0] {xsi}{encoding}Array = \"\""),
            &*format!("  {{}}when {xsd}dateTime = \"2031-03-01T10:00:00Z\""),
        ]
    );
    assert_eq!(call.header, [format!("{{{NS}}}session {xsd}int = \"7\"")]);
    let sent = String::from_utf8_lossy(&call.sent);
    assert!(sent.contains("soap:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\""));
}

/// As Axis 1 answers: the outermost element called otherwise, and everything shared.
#[tokio::test]
async fn independent_elements_are_put_together() {
    let answer = "<n:anyName xmlns:n='urn:other' xmlns:e='http://schemas.xmlsoap.org/soap/encoding/'>\
        <return e:arrayType='n:Person[2]' e:offset='[0]'><x e:position='[1]' href='#id1'/><x e:position='[0]' href='#id0'/></return></n:anyName>\
        <multiRef id='id0' e:root='0' xmlns:e='http://schemas.xmlsoap.org/soap/encoding/'><name>Ada</name><mood>bad</mood><boss href='#id1'/></multiRef>\
        <multiRef id='id1'><name href='#id2'/><mood>good</mood><boss xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'/></multiRef>\
        <multiRef id='id2'>Ida</multiRef>";
    let people = exchange(any(), answer).await.output.expect("people");
    let ida = person("Ida", Nillable::Nil);
    assert_eq!(people.len(), 2);
    assert_eq!(
        (people[0].name.as_str(), &people[0].mood),
        ("Ada", &Mood::Bad)
    );
    assert_eq!(*people[0].boss, Nillable::Value(ida.clone()));
    assert_eq!(people[1], ida);
}

#[tokio::test]
async fn a_value_that_contains_itself_is_refused() {
    let answer = "<r><return href='#a'/></r><m id='a'><item><name>x</name><mood>good</mood><boss href='#b'/></item></m>\
                  <m id='b'><name>y</name><mood>good</mood><boss href='#b'/></m>";
    let error = exchange(any(), answer).await.output.expect_err("a circle");
    assert_eq!(error.outcome(), Outcome::Applied);
    assert!(
        error.message().ends_with("the value #b contains itself"),
        "{error}"
    );
}

#[tokio::test]
async fn dimensions_and_anything() {
    let answer = format!(
        "<n:tableResponse xmlns:n='{NS}' xmlns:e='http://schemas.xmlsoap.org/soap/encoding/'>\
         <table e:arrayType='xsd:string[2,2]'><i>a</i><i>b</i><i>c</i><i>d</i></table>\
         <rows e:arrayType='xsd:int[][2]'><i e:arrayType='xsd:int[2]'><i>1</i><i>2</i></i><i e:arrayType='xsd:int[0]'/></rows>\
         <rest e:arrayType='xsd:anyType[2]'><a>1</a><b><c/></b></rest></n:tableResponse>"
    );
    let table = exchange(Table::new("t"), &answer)
        .await
        .output
        .expect("a table");
    assert_eq!(table.table.at(&[1, 0]).map(String::as_str), Some("c"));
    assert_eq!((&*table.rows[0], table.rows[1].len()), (&[1, 2][..], 0));
    assert_eq!(table.rest[1].children().expect("well-formed XML").len(), 1);
}

fn when() -> DateTime {
    "2031-03-01T10:00:00Z".parse().expect("a time")
}

fn any() -> Store {
    Store::new(person("x", Nillable::Nil), [], Array::default(), [], when())
}
