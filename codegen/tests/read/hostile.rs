//! Files made to hurt: each ends in a diagnosis, soon.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::{errors_of, read_text, schema, with_schemas};

#[expect(
    clippy::disallowed_methods,
    reason = "the generator has no clock of ours to ask"
)]
fn refused(wsdl: &str) -> Vec<String> {
    let start = Instant::now();
    let errors = errors_of(wsdl);
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "took {:?}",
        start.elapsed()
    );
    errors
}

#[test]
fn entity_bombs() {
    let bomb = format!(
        "<!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>{}",
        with_schemas("<!-- -->&b;")
    );
    assert_eq!(
        refused(&bomb),
        ["a document type declaration is not allowed here"]
    );
    assert_eq!(
        refused("<a>&b;</a>"),
        ["not well-formed XML: unknown entity `&b;`"]
    );
}

#[test]
fn depth() {
    let deep = "<a>".repeat(1_000_000);
    assert_eq!(
        refused(&deep),
        ["elements stand more than 128 deep in each other"]
    );
}

#[test]
fn as_deep_as_is_allowed() {
    let levels = 40;
    let mut content = r#"<xs:element name="e">"#.to_owned();
    for _ in 0..levels {
        content.push_str(r#"<xs:complexType><xs:sequence><xs:element name="e">"#);
    }
    for _ in 0..levels {
        content.push_str("</xs:element></xs:sequence></xs:complexType>");
    }
    content.push_str("</xs:element>");
    let input = read_text(&with_schemas(&schema(&content))).unwrap();
    assert_eq!(
        input.schemas.dump().matches("e: (anonymous)").count(),
        levels
    );
}

#[test]
fn attributes() {
    let mut many = "<a".to_owned();
    for number in 0..100_000 {
        let _ = write!(many, " a{number}=''");
    }
    many.push_str("/>");
    assert_eq!(refused(&many), ["the element has more than 256 attributes"]);
    assert_eq!(
        refused("<a b='' b=''/>"),
        ["not well-formed XML: the attribute `b` stands twice"]
    );
}

#[test]
fn groups_that_double_at_each_step() {
    let mut content = String::new();
    for step in 0..60 {
        let next = step + 1;
        let _ = write!(
            content,
            r#"<xs:group name="G{step}"><xs:sequence><xs:group ref="t:G{next}"/><xs:group ref="t:G{next}"/></xs:sequence></xs:group>"#
        );
    }
    content.push_str(r#"<xs:group name="G60"><xs:sequence><xs:any/></xs:sequence></xs:group><xs:complexType name="T"><xs:group ref="t:G0"/></xs:complexType>"#);
    assert_eq!(
        refused(&with_schemas(&schema(&content))),
        ["the types have more than 300000 elements and attributes"]
    );
}

#[test]
fn long_chains_of_types() {
    let mut content = String::new();
    for step in 0..5_000 {
        let _ = write!(
            content,
            r#"<xs:simpleType name="T{step}"><xs:restriction base="t:T{}"/></xs:simpleType>"#,
            step + 1
        );
    }
    content
        .push_str(r#"<xs:simpleType name="T5000"><xs:restriction base="xs:int"/></xs:simpleType>"#);
    let errors = refused(&with_schemas(&schema(&content)));
    assert_eq!(errors[0], "more than 128 types derive from each other");
}

#[test]
fn nonsense() {
    assert_eq!(
        refused("<a\0/>"),
        ["not well-formed XML: the character U+0000 is not allowed"]
    );
    assert_eq!(
        refused(&"<a/>".repeat(100_000)),
        ["not well-formed XML: a second root element"]
    );
    let many = format!("<a>{}</a>", "<b/>".repeat(1_000_001));
    assert_eq!(
        refused(&many),
        ["the document has more than 1000000 elements"]
    );
    refused(&"<".repeat(1_000_000));
    refused(&"<a b='".repeat(100_000));
    refused(&"&#x110000;".repeat(1_000));
}

#[test]
fn every_prefix_of_a_file_is_refused_or_read() {
    let whole = with_schemas(&schema(
        r#"<xs:complexType name="T"><xs:sequence><xs:element name="ä" type="t:T"/></xs:sequence></xs:complexType>"#,
    ));
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let report = read_text(&whole[..end]);
        assert_eq!(
            report.is_err(),
            end < whole.trim_end().len(),
            "up to byte {end}"
        );
        let _ = report.map_err(|report| report.render(true));
    }
}

/// Swaps parts of good files with each other; whatever comes of it, there is an answer.
#[test]
fn mutilated_files() {
    let files = [
        include_str!("../wsdl/asmx.wsdl").to_owned(),
        include_str!("../wsdl/gsoap.wsdl").to_owned(),
        with_schemas(
            include_str!("../../schemas/xml.xsd")
                .split_once("?>")
                .unwrap()
                .1,
        ),
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for round in 0..1_500 {
        let text = &files[round % files.len()];
        let pieces: Vec<&str> = text.split_inclusive(['"', '>', ' ']).collect();
        let mut mutilated = pieces.clone();
        for _ in 0..=random(3) {
            mutilated[random(pieces.len())] = pieces[random(pieces.len())];
        }
        let _ = read_text(&mutilated.concat()).map_err(|report| report.render(false));
    }
}
