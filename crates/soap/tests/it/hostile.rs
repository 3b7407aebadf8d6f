//! Documents made to hurt.

use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_soap::v1::{DecodeError, RawXml, ReadXml, Reader};
use kontorhaus_soap::{Limits, decode};

use crate::shop::{envelope, listing, vouchers};

fn read(xml: &str, limits: Limits) -> Result<(), String> {
    struct Skip;
    impl ReadXml for Skip {
        fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
            r.children("", |r, _| r.text().map(drop))?;
            Ok(Self)
        }
    }
    decode::<Skip>(xml, limits)
        .map(drop)
        .map_err(|error| error.to_string())
}

fn limits(change: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    change(&mut limits);
    limits
}

#[test]
fn a_million_elements_within_each_other() {
    let bomb = listing(&"<a>".repeat(1_000_000));
    let error = vouchers(200, &bomb).unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Decode, Outcome::Applied)
    );
    assert!(
        error
            .message()
            .ends_with("elements are nested more than 128 deep"),
        "{}",
        error.message()
    );
    let error = vouchers(200, &"<a>".repeat(1_000_000)).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[test]
fn depth_counts_everywhere() {
    let deep = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    let raw = |xml: &str| {
        decode::<RawXml>(xml, Limits::default())
            .map(drop)
            .map_err(|error| error.message().to_owned())
    };
    assert_eq!(raw(&deep(128)), Ok(()));
    assert_eq!(
        raw(&deep(129)),
        Err("elements are nested more than 128 deep".to_owned())
    );
}

#[test]
fn very_many_attributes() {
    let attributes: String = (0..100_000)
        .map(|number| format!(" a{number}=''"))
        .collect::<Vec<_>>()
        .concat();
    assert_eq!(
        read(&format!("<a{attributes}/>"), Limits::default()).unwrap_err(),
        "a: an element has more than 128 attributes"
    );
    let few = limits(|limits| limits.attributes = 2);
    assert_eq!(read("<a b='1' c='2'/>", few), Ok(()));
    assert_eq!(
        read("<a b='1' c='2' d='3'/>", few).unwrap_err(),
        "a: an element has more than 2 attributes"
    );
}

#[test]
fn very_many_namespaces() {
    let element = |number: usize| format!("<x xmlns:a{number}='u'>");
    let nested: String = (0..3).map(element).collect();
    let few = limits(|limits| limits.namespaces = 2);
    let error = decode::<RawXml>(
        &format!("<r xmlns:a='1' xmlns:b='2' xmlns:c='3'>{nested}</r>"),
        few,
    )
    .unwrap_err();
    assert_eq!(error.to_string(), "r: more than 2 namespaces are declared");
}

#[test]
fn very_long_texts() {
    let few = limits(|limits| limits.text = 8);
    assert_eq!(read("<r><a>12345678</a></r>", few), Ok(()));
    let error = "a: a text is longer than 8 bytes";
    assert_eq!(read("<r><a>123456789</a></r>", few).unwrap_err(), error);
    assert_eq!(
        read("<r><a>12345<!-- -->678<![CDATA[9]]></a></r>", few).unwrap_err(),
        error
    );
    assert_eq!(read("<r><a b='123456789'/></r>", few).unwrap_err(), error);
}

#[test]
fn document_types_are_refused() {
    let bomb = "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><r><x>&b;</x></r>";
    assert_eq!(
        read(bomb, Limits::default()).unwrap_err(),
        "a document type definition is refused"
    );
    let late = "<r><!DOCTYPE r><x/></r>";
    assert_eq!(
        read(late, Limits::default()).unwrap_err(),
        "a document type definition is refused"
    );
}

#[test]
fn entities_that_xml_does_not_define() {
    for entity in ["nbsp", "uuml", "xxe", "#0", "#xD800", "#99999999"] {
        let error = read(&format!("<r><a>x&{entity};</a></r>"), Limits::default()).unwrap_err();
        assert_eq!(error, format!("a: the entity &{entity}; is unknown"));
    }
    let error = read("<r><a>R&D</a></r>", Limits::default()).unwrap_err();
    assert!(
        error.starts_with("a: this is not well-formed XML"),
        "{error}"
    );
}

#[test]
fn broken_markup() {
    for xml in [
        "<r></s>",
        "<r><a></r></a>",
        "<r>< a/></r>",
        "<r><></></r>",
        "<r/><r/>",
        "<r/>text",
        "text<r/>",
        "<r><!x></r>",
        "</r>",
        "<p:r/>",
        "<r><:a/></r>",
        "<r><a:/></r>",
        "<r><a:b/></r>",
    ] {
        assert!(read(xml, Limits::default()).is_err(), "{xml}");
    }
}

#[test]
fn byte_order_marks_by_the_dozen() {
    let marks = "\u{FEFF}".repeat(12);
    assert_eq!(
        read(&format!("{marks}<r><a>1</a></r>"), Limits::default()),
        Ok(())
    );
    assert!(read(&format!("{marks}<a:r><>"), Limits::default()).is_err());
    assert!(read(&format!("<r/>{marks}"), Limits::default()).is_err());
}

#[test]
fn control_characters_do_no_harm() {
    assert_eq!(read("<r><a>\u{1}&#1;</a></r>", Limits::default()), Ok(()));
}

#[test]
fn huge_lists_of_unknown_elements_are_skipped() {
    let unknown = "<x y='1'><z/></x>".repeat(100_000);
    let xml = listing(&format!("{unknown}<VoucherList/>{unknown}"));
    assert_eq!(vouchers(200, &xml).unwrap().list, []);
    let xml = envelope("").replace(
        "<SOAP-ENV:Body>",
        &format!("<h/>{}<SOAP-ENV:Body>", "<i/>".repeat(100_000)),
    );
    assert_eq!(
        vouchers(200, &xml).unwrap_err().message(),
        "the answer is empty"
    );
}

#[test]
fn messages_are_of_bearable_length() {
    let long = "x".repeat(1_000_000);
    for xml in [
        format!("<r><{long}><a>&{long};</a></{long}></r>"),
        format!("<r><{long}:a/></r>"),
        format!("<r><a>&{long};</a></r>"),
        format!("<r><{long}></{long}x></r>"),
    ] {
        let error = read(&xml, Limits::default()).unwrap_err();
        assert!(error.len() < 2100, "{} bytes", error.len());
    }
    let error = vouchers(200, &format!("<{long} xmlns='urn:{long}'/>")).unwrap_err();
    assert!(error.to_string().len() < 2500);
    let fault = format!("<SOAP-ENV:Fault><faultcode>{long}</faultcode></SOAP-ENV:Fault>");
    assert!(
        vouchers(500, &envelope(&fault))
            .unwrap_err()
            .to_string()
            .len()
            < 1000
    );
}

#[test]
fn messages_are_one_line() {
    let error = read("<r><a\u{1}b/></r>", Limits::default()).unwrap_err();
    assert_eq!(error, "a b: \"a b\" is not a name");
}
