//! Mixed content: text between children has no place in a struct, so it is kept as it is.

#[path = "../../features/mixed-content/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::{Nillable, RawXml};

use self::expected::{Get, Sample};
use super::{exchange, read, written};

const SAMPLE: &str = include_str!("../../features/mixed-content/sample.xml");
const NAMESPACE: &str = "urn:example:mixed-content";

#[test]
fn text_stays_between_its_elements() {
    let sample: Sample = read(SAMPLE).expect("a readable sample");
    assert_eq!(
        written(&sample, SAMPLE, &[("ns", NAMESPACE)]),
        "<ns:sample xmlns:ns=\"urn:example:mixed-content\">\
         <ns:letter xmlns=\"urn:example:mixed-content\" lang=\"en\">Dear <name>Ada</name>, your order \
         <order>7</order> is &amp; stays.</ns:letter>\
         <ns:postscript xmlns=\"urn:example:mixed-content\">p.s. <name>Bob</name> at \
         <order>8</order> <date>2026-01-01</date></ns:postscript>\
         <ns:nothing xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/></ns:sample>"
    );
    assert_eq!(sample.nothing, Some(Nillable::Nil));
    let children = sample.letter.children().expect("well-formed XML");
    let texts = children
        .iter()
        .map(|child| child.read::<String>().expect("a text"));
    assert_eq!(texts.collect::<Vec<_>>(), ["Ada", "7"]);
}

#[tokio::test]
async fn it_can_be_sent() {
    let letter = RawXml::parse("<letter lang='de'>Hallo <b/>!</letter>").expect("XML");
    let sent = exchange(Get::new(letter), SAMPLE).await;
    assert_eq!(
        sent.request,
        [
            "{urn:example:mixed-content}Get",
            "  {urn:example:mixed-content}letter {}lang=de",
            "    {}b = \"\"",
        ]
    );
    assert_eq!(sent.output.expect("an answer").postscript.len(), 1);
}
