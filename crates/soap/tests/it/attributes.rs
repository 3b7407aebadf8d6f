//! Attributes into values and back.

use kontorhaus_soap::v1::{DecodeError, EncodeError, QName, ReadXml, Reader, WriteXml, Writer};
use kontorhaus_soap::{Limits, decode};
use rust_decimal::Decimal;

#[derive(Debug, PartialEq)]
struct Price {
    currency: String,
    rate: Option<Decimal>,
    kind: Option<QName>,
    language: Option<String>,
    value: Decimal,
}

impl ReadXml for Price {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut currency = None;
        let mut rate = None;
        let mut kind = None;
        let mut language = None;
        r.attributes(|a| match (a.namespace(), a.name()) {
            ("", "currency") => a.value(&mut currency),
            ("urn:p", "rate") => a.value(&mut rate),
            ("", "kind") => a.qname(&mut kind),
            ("http://www.w3.org/XML/1998/namespace", "lang") => a.value(&mut language),
            _ => Ok(()),
        })?;
        let value = r.value()?;
        Ok(Self {
            currency: r.required_attribute(currency, "currency")?,
            rate,
            kind,
            language,
            value,
        })
    }
}

impl WriteXml for Price {
    fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.attribute("currency", &self.currency)?;
        w.optional_attribute("p:rate", &self.rate)?;
        w.text(&self.value)
    }
}

fn read(xml: &str) -> Result<Price, String> {
    decode(xml, Limits::default()).map_err(|error: DecodeError| error.to_string())
}

#[test]
fn attributes_beside_simple_content() {
    let price = read(
        "<a xmlns:q='urn:p' xmlns='urn:d' other='x' currency = \"E&amp;U\tR\" q:rate=' 1.5 ' kind='q:net' xml:lang='de'>9</a>",
    );
    let expected = Price {
        currency: "E&U R".into(),
        rate: Some(Decimal::new(15, 1)),
        kind: Some(QName::new("urn:p", "net")),
        language: Some("de".into()),
        value: 9.into(),
    };
    assert_eq!(price.unwrap(), expected);
}

#[test]
fn errors_name_the_attribute() {
    assert_eq!(
        read("<a>1</a>").unwrap_err(),
        "required attribute currency is missing"
    );
    assert_eq!(
        read("<a currency='EUR' xmlns:p='urn:p' p:rate='1,5'>1</a>").unwrap_err(),
        "@rate: \"1,5\" is not a decimal"
    );
    assert_eq!(
        read("<a currency='EUR' kind='q:net'>1</a>").unwrap_err(),
        "@kind: the prefix q is not declared"
    );
    assert_eq!(
        read("<a currency='&euro;'>1</a>").unwrap_err(),
        "@currency: the entity &euro; is unknown"
    );
    assert_eq!(
        read("<a q:currency='1'>1</a>").unwrap_err(),
        "the prefix q is not declared"
    );
}

#[test]
fn broken_attributes() {
    for xml in [
        "<a b>1</a>",
        "<a b=1>1</a>",
        "<a b='1' b='2'>1</a>",
        "<a b=>1</a>",
        "<a =''>1</a>",
    ] {
        let error = read(xml).unwrap_err();
        assert!(
            error.starts_with("a: this is not well-formed XML"),
            "{xml}: {error}"
        );
    }
}

#[test]
fn attributes_are_written_before_the_content() {
    let price = Price {
        currency: "a\"b\n<".into(),
        rate: Some(Decimal::new(15, 1)),
        kind: None,
        language: None,
        value: 9.into(),
    };
    let mut writer = Writer::new();
    writer.element("Price", &price).unwrap();
    assert_eq!(
        writer.finish(),
        "<Price currency=\"a&quot;b&#10;&lt;\" p:rate=\"1.5\">9</Price>"
    );
}

#[test]
fn writing_errors_name_the_attribute() {
    let mut writer = Writer::new();
    writer.shell("Body");
    writer.open("Price");
    let error = writer
        .attribute("currency", &"\u{1}".to_owned())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "Price/@currency: the value holds U+0001, which XML forbids"
    );
    writer.text(&1_i32).unwrap();
    let error = writer.attribute("currency", &"EUR".to_owned()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Price: an attribute can't follow content"
    );
}
