//! Enums that an element's type or name decides, and defaults of empty elements.

use kontorhaus_soap::v1::{
    DecodeError, EncodeError, Nillable, RawXml, ReadXml, Reader, WriteXml, Writer,
};
use kontorhaus_soap::{Limits, decode};

/// An `xs:int`, or a derived type of texts, by `xsi:type`.
#[derive(Debug, PartialEq)]
enum Value {
    Number(i32),
    Text(Nillable<String>),
    Other(RawXml),
}

impl ReadXml for Value {
    const NILLABLE: bool = true;

    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        r.typed(("urn:t", "Number"), |r, name| match name {
            ("urn:t", "Number") => r.read_as(Self::Number),
            ("urn:t", "Text") => r.read_as(Self::Text),
            _ => r.read_as(Self::Other),
        })
    }
}

impl WriteXml for Value {
    fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Number(value) => w.value(value),
            Self::Text(value) => w.typed("t:Text", value),
            Self::Other(element) => element.write(w),
        }
    }
}

const XSI: &str = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";

fn read(attributes: &str, content: &str) -> Result<Value, String> {
    let xml = format!("<v xmlns:t='urn:t' {XSI} {attributes}>{content}</v>");
    decode(&xml, Limits::default()).map_err(|error: DecodeError| error.to_string())
}

#[test]
fn the_type_decides() {
    assert_eq!(read("", "7"), Ok(Value::Number(7)));
    assert_eq!(read("xsi:type=' t:Number '", "7"), Ok(Value::Number(7)));
    let text = |value| Ok(Value::Text(value));
    let seven = Nillable::Value("7".to_owned());
    assert_eq!(read("xsi:type='t:Text'", "7"), text(seven));
    assert_eq!(
        read("xsi:type='t:Text' xsi:nil='1'", ""),
        text(Nillable::Nil)
    );
    // Without a prefix and a default namespace the name is in none.
    assert!(matches!(read("xsi:type='Text'", "7"), Ok(Value::Other(_))));
    assert_eq!(
        read("xsi:nil='true'", "").unwrap_err(),
        "nil where a value is required"
    );
    assert_eq!(
        read("xsi:type='t:a:b'", "7").unwrap_err(),
        "@xsi:type: \"t:a:b\" is not a qualified name"
    );
}

#[test]
fn the_type_is_written_where_it_is_not_the_declared_one() {
    let written = |value: &Value| {
        let mut writer = Writer::new();
        writer.element("v", value).unwrap();
        writer.finish()
    };
    let xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    assert_eq!(written(&Value::Number(7)), "<v>7</v>");
    let text = Value::Text(Nillable::Value("7".to_owned()));
    assert_eq!(
        written(&text),
        format!("<v {xsi} xsi:type=\"t:Text\">7</v>")
    );
    let other = "<o xmlns:o='urn:o' xsi:type='o:O'>7</o>".replace("<o ", &format!("<o {XSI} "));
    let other = RawXml::parse(&other).unwrap();
    assert_eq!(
        written(&Value::Other(other)),
        format!("<v {XSI} xmlns:o='urn:o' xsi:type='o:O'>7</v>")
    );
}

#[derive(Debug, Default, PartialEq)]
struct Record {
    a: Option<i32>,
    b: Vec<String>,
    first: Option<RawXml>,
}

impl ReadXml for Record {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut it = Self::default();
        r.children("", |r, name| match name {
            "a" => r.empty_is("5")?.one(&mut it.a),
            "b" => r.empty_is("x")?.each(&mut it.b),
            // An element-only type: what an empty one means is no text.
            "c" => r.empty_is("9")?.one(&mut None::<Record>),
            _ => r.keep_first(&mut it.first),
        })?;
        Ok(it)
    }
}

fn record(content: &str) -> Record {
    let xml = format!("<r {XSI}>{content}</r>");
    decode(&xml, Limits::default()).unwrap()
}

#[test]
fn an_empty_element_means_its_default() {
    assert_eq!(record("<a/>").a, Some(5));
    assert_eq!(record("<a></a>").a, Some(5));
    assert_eq!(record("<a>6</a>").a, Some(6));
    assert_eq!(record("<a xsi:nil='true'/>").a, None);
    assert_eq!(record("").a, None);
    assert_eq!(record("<b/><b>y</b><b><![CDATA[]]></b>").b, ["x", "y", ""]);
}

#[test]
fn a_default_is_for_its_own_element() {
    assert_eq!(record("<c/><b>y</b>").b, ["y"]);
    assert_eq!(record("<c><b>z</b></c><a/>").a, Some(5));
}

#[test]
fn the_first_unknown_element_is_kept() {
    let first = record("<x>1</x><y>2</y><a/>").first.expect("an element");
    assert_eq!(first.as_str(), "<x>1</x>");
}
