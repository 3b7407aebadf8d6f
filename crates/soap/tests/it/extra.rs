//! Unknown elements, kept and written back where they stood.

use kontorhaus_soap::v1::{
    DecodeError, EncodeError, Extra, QName, RawXml, ReadXml, Reader, WriteXml, Writer,
};
use kontorhaus_soap::{Limits, decode};

#[derive(Debug, PartialEq)]
struct Keeper {
    a: Option<String>,
    b: Option<String>,
    extra: Extra,
}

impl ReadXml for Keeper {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut a = None;
        let mut b = None;
        let mut extra = Extra::new();
        r.attributes(|a| match (a.namespace(), a.name()) {
            ("", "id") => Ok(()),
            _ => a.keep(&mut extra),
        })?;
        r.children_ns(|r, name| match name {
            ("", "A") => r.one(&mut a),
            ("", "B") => r.one(&mut b),
            _ => r.keep(&mut extra),
        })?;
        Ok(Self { a, b, extra })
    }
}

impl WriteXml for Keeper {
    fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.attribute("id", &1_i32)?;
        w.optional("A", &self.a)?;
        w.optional("B", &self.b)?;
        w.extra(&self.extra)
    }
}

fn there_and_back(content: &str) -> String {
    let keeper: Keeper = decode(&format!("<K id=\"1\">{content}</K>"), Limits::default()).unwrap();
    let mut writer = Writer::new();
    writer.element("K", &keeper).unwrap();
    writer.finish()
}

#[test]
fn order_is_kept() {
    for content in [
        "<X>1</X><A>a</A><Y b=\"c\"/><Z><A>deep</A></Z><B>b</B><X>2</X>",
        "<A>a</A><B>b</B>",
        "<X/>",
        "<A>a</A><X>a &amp; b</X>",
        "<X><![CDATA[<]]></X><B>b</B>",
    ] {
        assert_eq!(
            there_and_back(content),
            format!("<K id=\"1\">{content}</K>")
        );
    }
    assert_eq!(there_and_back(""), "<K id=\"1\"/>");
}

#[test]
fn namespaces_come_along() {
    let xml = "<K xmlns:p='urn:p'><p:X><p:Y/></p:X><A>a</A></K>";
    let keeper: Keeper = decode(xml, Limits::default()).unwrap();
    let mut writer = Writer::new();
    writer.element("K", &keeper).unwrap();
    assert_eq!(
        writer.finish(),
        "<K id=\"1\"><p:X xmlns:p=\"urn:p\"><p:Y/></p:X><A>a</A></K>"
    );
}

#[test]
fn positions_survive_a_changed_value() {
    let mut keeper: Keeper = decode("<K><A>a</A><X/><B>b</B><Y/></K>", Limits::default()).unwrap();
    assert_eq!(
        keeper
            .extra
            .iter()
            .map(|(position, _)| position)
            .collect::<Vec<_>>(),
        [1, 3]
    );
    keeper.b = None;
    let mut writer = Writer::new();
    writer.element("K", &keeper).unwrap();
    assert_eq!(writer.finish(), "<K id=\"1\"><A>a</A><X/><Y/></K>");
}

#[test]
fn elements_may_be_added() {
    let mut extra = Extra::new();
    extra.push(1, RawXml::parse("<Y/>").unwrap());
    extra.push(0, RawXml::parse("<X>1</X>").unwrap());
    assert_eq!((extra.len(), extra.is_empty()), (2, false));
    assert_eq!(
        format!("{extra:?}"),
        "[RawXml(<X>, 8 bytes), RawXml(<Y>, 4 bytes)]"
    );
    let keeper = Keeper {
        a: Some("a".into()),
        b: None,
        extra,
    };
    let mut writer = Writer::new();
    writer.element("K", &keeper).unwrap();
    assert_eq!(writer.finish(), "<K id=\"1\"><X>1</X><Y/><A>a</A></K>");
    assert!(RawXml::parse("<X>").is_err());
    assert!(RawXml::parse("<X/><Y/>").is_err());
}

#[test]
fn any_type_is_written_under_the_name_of_its_place() {
    let rename = |xml: &str| {
        let mut writer = Writer::new();
        writer.element("New", &RawXml::parse(xml).unwrap()).unwrap();
        writer.finish()
    };
    assert_eq!(
        rename("<Old a='1'>text<b/></Old>"),
        "<New a='1'>text<b/></New>"
    );
    assert_eq!(
        rename("<p:Old xmlns:p='urn:p' />"),
        "<New xmlns:p='urn:p' />"
    );
    assert_eq!(rename("<Old></Old>"), "<New/>");
}

#[test]
fn a_prefix_that_came_along_takes_no_name_away() {
    let rename = |name: &str, xml: &str| {
        let mut writer = Writer::new();
        writer.open("n:a");
        writer.declare("n", "urn:n").unwrap();
        let written = writer.element(name, &RawXml::parse(xml).unwrap());
        writer.close();
        written.map(|()| writer.finish())
    };
    let whole = |inner: &str| format!("<n:a xmlns:n=\"urn:n\">{inner}</n:a>");
    assert_eq!(
        rename(
            "n:b",
            "<n:b xmlns:n='urn:x' xmlns:k0='urn:y'><n:c k0:d='>'/></n:b>"
        )
        .unwrap(),
        whole("<k1:b xmlns:k1=\"urn:n\" xmlns:n='urn:x' xmlns:k0='urn:y'><n:c k0:d='>'/></k1:b>")
    );
    assert_eq!(
        rename("n:b", "<n:b xmlns:n='urn:n'/>").unwrap(),
        whole("<n:b xmlns:n='urn:n'/>")
    );
    assert_eq!(
        rename("b", "<b xmlns='urn:x'/>").unwrap_err().to_string(),
        "a/b: XML with a default namespace in an element that has none"
    );
}

#[test]
fn attributes_are_kept() {
    let xml = "<K xmlns:p='urn:p' id='1' p:x='a&amp;b' y=\"1\" xml:lang='de'><A>a</A></K>";
    let keeper: Keeper = decode(xml, Limits::default()).unwrap();
    assert_eq!(keeper.extra.attribute("urn:p", "x"), Some("a&b"));
    assert_eq!(keeper.extra.attribute("", "x"), None);
    assert_eq!(
        format!("{:?}", keeper.extra),
        "[@{urn:p}x, @y, @{http://www.w3.org/XML/1998/namespace}lang]"
    );
    let mut writer = Writer::new();
    writer.element("K", &keeper).unwrap();
    assert_eq!(
        writer.finish(),
        "<K xmlns:a0=\"urn:p\" a0:x=\"a&amp;b\" y=\"1\" xml:lang=\"de\" id=\"1\"><A>a</A></K>"
    );
}

#[test]
fn an_attribute_must_have_a_name() {
    for (local, value, message) in [
        ("a='1' b", "", "K: \"a='1' b\" is not a name"),
        ("p:a", "", "K: \"p:a\" is not a name"),
        ("a", "\u{0}", "K: the value holds U+0000, which XML forbids"),
    ] {
        let mut extra = Extra::new();
        extra.push_attribute(QName::new("", local), value);
        let mut writer = Writer::new();
        writer.open("K");
        assert_eq!(writer.extra(&extra).unwrap_err().to_string(), message);
    }
}
