//! Elements into values.

use kontorhaus_soap::v1::{DecodeError, Nillable, QName, RawXml, ReadXml, Reader};
use kontorhaus_soap::{Limits, decode};
use rust_decimal::Decimal;

use crate::shop::Voucher;

#[derive(Debug, Default, PartialEq)]
struct Sample {
    id: Option<i32>,
    name: Option<String>,
    rebate: Option<Nillable<Decimal>>,
    tags: Option<Vec<String>>,
    phones: Vec<Nillable<String>>,
    next: Option<Box<Sample>>,
}

impl ReadXml for Sample {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut sample = Self::default();
        r.children("urn:s", |r, name| match name {
            "Id" => r.one(&mut sample.id),
            "Name" => r.filled(&mut sample.name),
            "Rebate" => r.nillable(&mut sample.rebate),
            "Tags" => r.wrapped("urn:s", "Tag", &mut sample.tags),
            "Phone" => r.each(&mut sample.phones),
            "Next" => r.boxed(&mut sample.next),
            _ => r.skip(),
        })?;
        Ok(sample)
    }
}

fn sample(content: &str) -> Result<Sample, String> {
    let xml = format!(
        "<Sample xmlns=\"urn:s\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{content}</Sample>"
    );
    decode(&xml, Limits::default()).map_err(|error: DecodeError| error.to_string())
}

fn text(xml: &str) -> Result<String, String> {
    decode(xml, Limits::default()).map_err(|error: DecodeError| error.to_string())
}

fn voucher(xml: &str) -> Result<Voucher, String> {
    decode(xml, Limits::default()).map_err(|error: DecodeError| error.to_string())
}

#[test]
fn any_order_and_unknown_elements() {
    let read =
        sample("<Name>a</Name><Unknown><Id>9</Id></Unknown><Id> +7 </Id><!-- note --><?pi?>")
            .unwrap();
    assert_eq!(
        read,
        Sample {
            id: Some(7),
            name: Some("a".into()),
            ..Sample::default()
        }
    );
}

#[test]
fn absent_empty_and_nil_differ() {
    assert_eq!(sample("").unwrap().tags, None);
    assert_eq!(sample("<Tags/>").unwrap().tags, Some(vec![]));
    assert_eq!(sample("<Tags xsi:nil='true'/>").unwrap().tags, None);
    assert_eq!(
        sample("<Tags> <Tag>a</Tag><Tag/> </Tags>").unwrap().tags,
        Some(vec!["a".into(), String::new()])
    );
    assert_eq!(
        sample("<Rebate xsi:nil=\"1\"></Rebate>").unwrap().rebate,
        Some(Nillable::Nil)
    );
    assert_eq!(
        sample("<Rebate xsi:nil=\"false\">1.50</Rebate>")
            .unwrap()
            .rebate,
        Some(Nillable::Value(Decimal::new(150, 2)))
    );
    assert_eq!(
        sample("<Rebate/>").unwrap_err(),
        "Rebate: \"\" is not a decimal"
    );
}

#[test]
fn nil_leaves_an_element_that_is_not_nillable_absent() {
    assert_eq!(sample("<Id xsi:nil='true'/>").unwrap().id, None);
    assert_eq!(sample("<Id/>").unwrap_err(), "Id: \"\" is not an integer");
}

#[test]
fn nil_items_keep_their_place() {
    let phones = sample("<Phone>1</Phone><Phone xsi:nil='true'/><Phone>3</Phone>")
        .unwrap()
        .phones;
    assert_eq!(
        phones,
        [
            Nillable::Value("1".into()),
            Nillable::Nil,
            Nillable::Value("3".into())
        ]
    );
    let error = sample("<Tags><Tag>a</Tag><Tag xsi:nil='true'/></Tags>").unwrap_err();
    assert_eq!(error, "Tags/Tag[2]: nil where a value is required");
}

#[test]
fn an_empty_element_is_absent_where_asked_for() {
    for empty in ["<Name/>", "<Name></Name>", "<Name xsi:type='string' />"] {
        assert_eq!(sample(empty).unwrap().name, None, "{empty}");
    }
    assert_eq!(sample("<Name> </Name>").unwrap().name.as_deref(), Some(" "));
}

#[test]
fn a_type_may_hold_itself() {
    let read = sample("<Next><Id>2</Id><Next><Id>3</Id></Next></Next>").unwrap();
    assert_eq!(read.next.unwrap().next.unwrap().id, Some(3));
}

#[test]
fn a_second_occurrence_is_an_error() {
    assert_eq!(
        sample("<Id>1</Id><Id>2</Id>").unwrap_err(),
        "Id[2]: occurs more than once"
    );
    assert_eq!(
        sample("<Next/><Next/>").unwrap_err(),
        "Next[2]: occurs more than once"
    );
}

#[test]
fn prefixes_of_every_kind() {
    for xml in [
        "<a:Sample xmlns:a='urn:s'><a:Id>1</a:Id></a:Sample>",
        "<Sample xmlns='urn:s'><b:Id xmlns:b=\"urn:s\">1</b:Id></Sample>",
        "<a:Sample xmlns:a='urn:other'><Id xmlns='urn:s'>1</Id></a:Sample>",
        "<a:Sample xmlns:a='urn:s' xmlns:b='urn:other'><b:Id>2</b:Id><a:Id>1</a:Id></a:Sample>",
        "<a:Sample xmlns:a='urn:other'><a:Id xmlns:a='urn:s'>1</a:Id><a:Id>2</a:Id></a:Sample>",
        "<Sample xmlns='urn:s'><Id xmlns=''>2</Id><Id>1</Id></Sample>",
        "<a:Sample xmlns:a='urn&#58;s'><a:Id >1</a:Id\n></a:Sample >",
    ] {
        let read: Sample = decode(xml, Limits::default()).unwrap();
        assert_eq!(read.id, Some(1), "{xml}");
    }
}

#[test]
fn a_missing_element_says_if_it_came_in_another_namespace() {
    let missing = "required element Amount is missing";
    assert_eq!(
        voucher("<V><Num>1</Num></V>").unwrap_err(),
        format!("{missing}")
    );
    assert_eq!(
        voucher("<V xmlns:x='urn:x'><Num>1</Num><x:Amount>1</x:Amount></V>").unwrap_err(),
        format!("{missing}: one came in the namespace urn:x")
    );
    let read: Result<Voucher, DecodeError> =
        decode("<V xmlns='urn:d'><Num>1</Num></V>", Limits::default());
    assert_eq!(
        read.unwrap_err().to_string(),
        "required element Num is missing: one came in the namespace urn:d"
    );
}

#[test]
fn text_in_pieces() {
    for (xml, read) in [
        ("<a>x</a>", "x"),
        ("<a/>", ""),
        ("<a></a>", ""),
        ("<a>  two  words \n</a>", "  two  words \n"),
        (
            "<a>1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;&apos;</a>",
            "1 < 2 && 3 > 2 \"'",
        ),
        ("<a>&#8364;&#x20AC;&#13;&#10;</a>", "€€\r\n"),
        (
            "<a>line\r\nbreaks\rof\nall kinds</a>",
            "line\nbreaks\nof\nall kinds",
        ),
        (
            "<a><![CDATA[<b>&amp;]]>&#32;<![CDATA[]]]]><![CDATA[>]]></a>",
            "<b>&amp; ]]>",
        ),
        ("<a>be<!-- not this -->fore<?nor this?></a>", "before"),
        (
            "\u{FEFF}<?xml version='1.0'?><!-- first --><a>x</a>\n<!-- last -->",
            "x",
        ),
    ] {
        assert_eq!(text(xml).unwrap(), read, "{xml}");
    }
}

#[test]
fn text_where_an_element_stands() {
    assert_eq!(
        text("<a>x<b/></a>").unwrap_err(),
        "b: an element where only text is expected"
    );
    assert_eq!(
        text("<a><b/></a>").unwrap_err(),
        "b: an element where only text is expected"
    );
}

#[test]
fn errors_name_path_offset_and_value() {
    let xml = "<V><Num>1</Num><Amount>12,50</Amount></V>";
    let error = decode::<Voucher>(xml, Limits::default()).unwrap_err();
    assert_eq!(error.path(), "Amount");
    assert_eq!(error.message(), "\"12,50\" is not a decimal");
    assert_eq!(&xml[error.offset()..][..9], "</Amount>");
    let long = format!("<V><Num>1</Num><Amount>{}</Amount></V>", "x".repeat(1000));
    let error = voucher(&long).unwrap_err();
    assert_eq!(
        error,
        format!("Amount: \"{}…\" is not a decimal", "x".repeat(64))
    );
}

#[test]
fn positions_are_shown_among_siblings_of_one_name() {
    let first = "<Tags><Tag><b/></Tag><Tag/></Tags>";
    assert_eq!(
        sample(first).unwrap_err(),
        "Tags/Tag[1]/b: an element where only text is expected"
    );
    let only = "<Tags><Tag><b/></Tag></Tags>";
    assert_eq!(
        sample(only).unwrap_err(),
        "Tags/Tag/b: an element where only text is expected"
    );
    let third = "<Tags><Tag/><Other><Tag/></Other><Tag/><Tag><b/></Tag></Tags>";
    assert_eq!(
        sample(third).unwrap_err(),
        "Tags/Tag[3]/b: an element where only text is expected"
    );
}

#[test]
fn qualified_names_follow_the_declarations_in_force() {
    let read =
        |xml: &str| decode::<QName>(xml, Limits::default()).map_err(|error| error.to_string());
    assert_eq!(
        read("<a xmlns:p='urn:p'> p:Name\n</a>").unwrap(),
        QName::new("urn:p", "Name")
    );
    assert_eq!(
        read("<a xmlns='urn:d'>Name</a>").unwrap(),
        QName::new("urn:d", "Name")
    );
    assert_eq!(read("<a>Name</a>").unwrap(), QName::new("", "Name"));
    assert_eq!(
        read("<a>p:Name</a>").unwrap_err(),
        "the prefix p is not declared"
    );
    assert_eq!(
        read("<a>a b</a>").unwrap_err(),
        "\"a b\" is not a qualified name"
    );
}

#[test]
fn the_type_of_an_instance() {
    struct Typed(Option<QName>);
    impl ReadXml for Typed {
        fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let name = r.instance_type()?;
            r.skip()?;
            Ok(Self(name))
        }
    }
    let read = |attributes: &str| {
        let xml = format!(
            "<a xmlns='urn:d' xmlns:x='http://www.w3.org/2001/XMLSchema-instance' {attributes}/>"
        );
        decode::<Typed>(&xml, Limits::default()).unwrap().0
    };
    assert_eq!(
        read("x:type='CompanyCustomer'"),
        Some(QName::new("urn:d", "CompanyCustomer"))
    );
    assert_eq!(
        read("xmlns:t='urn:t' x:type='t:Customer'"),
        Some(QName::new("urn:t", "Customer"))
    );
    assert_eq!(read("type='t:Customer'"), None);
}

#[derive(Debug, PartialEq)]
enum Contact {
    Mail(String),
    Code(i32),
}

#[derive(Debug, PartialEq)]
struct One(Contact);

impl ReadXml for One {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut contact = None;
        r.children("", |r, name| match name {
            "Mail" => r.variant(&mut contact, Contact::Mail),
            "Code" => r.variant(&mut contact, Contact::Code),
            _ => r.skip(),
        })?;
        Ok(Self(r.required_choice(contact, &["Mail", "Code"])?))
    }
}

#[derive(Debug, PartialEq)]
struct Many(Vec<Contact>);

impl ReadXml for Many {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut contacts = Vec::new();
        r.children("", |r, name| match name {
            "Mail" => r.each_variant(&mut contacts, Contact::Mail),
            "Code" => r.each_variant(&mut contacts, Contact::Code),
            _ => r.skip(),
        })?;
        Ok(Self(contacts))
    }
}

#[test]
fn choices() {
    let one = |xml: &str| decode::<One>(xml, Limits::default()).map_err(|error| error.to_string());
    assert_eq!(one("<a><Code>7</Code></a>").unwrap().0, Contact::Code(7));
    assert_eq!(one("<a/>").unwrap_err(), "one of Mail, Code is required");
    assert_eq!(
        one("<a><Code>7</Code><Mail/></a>").unwrap_err(),
        "Mail: excludes an element before it"
    );
    let many: Many = decode(
        "<a><Code>7</Code><Mail>m</Mail><Code>8</Code></a>",
        Limits::default(),
    )
    .unwrap();
    assert_eq!(
        many.0,
        [
            Contact::Code(7),
            Contact::Mail("m".into()),
            Contact::Code(8)
        ]
    );
}

#[test]
fn several_namespaces_in_one_type() {
    struct Mixed(Vec<(String, String)>);
    impl ReadXml for Mixed {
        fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let mut names = Vec::new();
            r.children_ns(|_, (namespace, name)| {
                // Left unread: skipped all the same.
                names.push((namespace.to_owned(), name.to_owned()));
                Ok(())
            })?;
            Ok(Self(names))
        }
    }
    let xml = "<a xmlns:p='urn:p'><p:One><Deep/></p:One><Two xmlns='urn:q'>text</Two><Three/></a>";
    let names = decode::<Mixed>(xml, Limits::default()).unwrap().0;
    let names: Vec<_> = names
        .iter()
        .map(|(namespace, name)| (namespace.as_str(), name.as_str()))
        .collect();
    assert_eq!(names, [("urn:p", "One"), ("urn:q", "Two"), ("", "Three")]);
}

#[test]
fn raw_xml_carries_the_declarations_it_needs() {
    struct First(RawXml);
    impl ReadXml for First {
        fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
            let mut raw = None;
            r.children_ns(|r, _| r.one(&mut raw))?;
            Ok(Self(r.required(raw, "b")?))
        }
    }
    let xml = "<a xmlns='urn:d' xmlns:p='urn:p?a=1&amp;b=2' xmlns:q='urn:q' xmlns:unused='urn:u'><p:b t='q:T'><c/></p:b></a>";
    let raw = decode::<First>(xml, Limits::default()).unwrap().0;
    assert_eq!(
        raw.as_str(),
        "<p:b xmlns:q=\"urn:q\" xmlns:p=\"urn:p?a=1&amp;b=2\" xmlns=\"urn:d\" t='q:T'><c/></p:b>"
    );
    assert_eq!(
        (raw.local_name(), raw.namespace().as_str()),
        ("b", "urn:p?a=1&b=2")
    );
    assert_eq!(raw.children().unwrap()[0].as_str(), "<c xmlns=\"urn:d\"/>");
    assert_eq!(
        format!("{raw:?}"),
        format!("RawXml(<p:b>, {} bytes)", raw.as_str().len())
    );
}
