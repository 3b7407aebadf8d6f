//! Files made to hurt: each ends in a diagnosis, soon.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use kontorhaus_codegen::diagnostics::Report;
use kontorhaus_codegen::render::{Dependency, Package};
use kontorhaus_codegen::{Catalog, model, package_name, read};

use crate::{errors_of, messages, read_text, schema, with_schemas};

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
    assert_eq!(refused(&bomb), ["the entity `&b;` is not read"]);
    let in_documentation = |reference: &str| {
        with_schemas(&format!("<w:documentation>{reference}</w:documentation>")).replacen(
            "<w:",
            &format!(
                "<!DOCTYPE lolz [<!ENTITY a '{}'><!ENTITY f SYSTEM '/etc/passwd'>]><w:",
                "x".repeat(100_000)
            ),
            1,
        )
    };
    assert!(read_text(&in_documentation("&a;")).is_ok());
    assert_eq!(
        refused(&in_documentation(&"&a;".repeat(100_000))),
        ["the entity `&a;` is not read"]
    );
    assert_eq!(
        refused(&in_documentation("&f;")),
        ["the entity `&f;` is not read"]
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
    let many = format!("<a>{}</a>", "<b/>".repeat(500_001));
    assert_eq!(
        refused(&many),
        ["the document has more than 500000 elements"]
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

/// Fifty megabytes of each kind of nonsense.
#[test]
fn much_nonsense() {
    const SIZE: usize = 50 * 1024 * 1024;
    let repeated = |text: &str| text.repeat(SIZE / text.len());
    assert_eq!(
        refused(&repeated("nonsense ")),
        ["this is no XML: it starts with `nonsense nonsense no`"]
    );
    refused(&repeated("<"));
    refused(&repeated("<a b='c'>"));
    refused(&format!("<a>{}", repeated("text & ")));
    refused(&format!("<a b='{}'/>", repeated("x")));
    let wsdl = with_schemas(&format!("<!--{}-->", repeated("x ")));
    assert!(read_text(&wsdl).is_ok());
    let bytes: Vec<u8> = (0..SIZE)
        .map(|at| (at * 31 % 251).to_le_bytes()[0])
        .collect();
    let catalog = Catalog::new().with_bytes("main.wsdl", bytes);
    assert!(read(Path::new("main.wsdl"), &catalog).is_err());
    let large = Catalog::new().with_bytes("main.wsdl", vec![b' '; 65 * 1024 * 1024]);
    let report = read(Path::new("main.wsdl"), &large).unwrap_err();
    assert_eq!(
        messages(&report.diagnostics),
        ["cannot read `main.wsdl`: it is larger than 64 MiB"]
    );
}

/// What is said of a chain of so many files.
fn chain(length: usize) -> Report {
    let link = |next: usize| {
        format!(
            r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"><xs:include schemaLocation="{next}.xsd"/></xs:schema>"#
        )
    };
    let main = with_schemas(
        r#"<xs:schema targetNamespace="urn:t"><xs:include schemaLocation="0.xsd"/></xs:schema>"#,
    );
    let catalog = Catalog::new().with_bytes("main.wsdl", main);
    let catalog = (0..length).fold(catalog, |catalog, number| {
        catalog.with_bytes(format!("{number}.xsd"), link(number + 1))
    });
    read(Path::new("main.wsdl"), &catalog).expect_err("the last one is missing")
}

#[test]
fn chains_of_includes() {
    assert_eq!(messages(&chain(500).diagnostics), ["cannot find `500.xsd`"]);
    assert_eq!(
        messages(&chain(5_000).diagnostics)[0],
        "cannot read `1999.xsd`: there are more than 2000 documents"
    );
}

/// A WSDL that tries to leave its place in the text of the generated files, and in the file system.
#[test]
fn names_stay_names() {
    let evil = "../../x&#10;}&#10;fn main() {}&#13;/* \\&quot;#![x] ``` &#x202E;";
    let wsdl = with_schemas(&schema(&format!(
        r#"<xs:element name="e"><xs:complexType><xs:sequence>
             <xs:element name="a" type="xs:string" default="{evil}"><xs:annotation><xs:documentation>{evil} ``````
~~~ x</xs:documentation></xs:annotation></xs:element>
             <xs:element name="b"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="{evil}"/></xs:restriction></xs:simpleType></xs:element>
           </xs:sequence></xs:complexType></xs:element>"#
    )))
    .replace(r#"type="xs:string"/></w:message>"#, r#"element="t:e"/></w:message>"#)
    .replace(r#"style="rpc""#, r#"style="document""#)
    .replace("\"Op\"", &format!("\"{evil}\""))
    .replace("urn:t", &format!("urn:{evil}"))
    .replace(
        "</w:definitions>",
        &format!(r#"<w:service name="{evil}"><w:documentation>{evil}</w:documentation><w:port name="{evil}" binding="t:B"><s:address location="{evil}"/></w:port></w:service></w:definitions>"#),
    );
    let input = read_text(&wsdl).unwrap_or_else(|report| panic!("{report}"));
    let api = model(&input, None).unwrap();
    let package = Package {
        name: package_name(&api.name),
        runtime: Dependency::Version("0.1.0".to_owned()),
        source: "a\nfn main() {}\n.wsdl".to_owned(),
        generator: "test".to_owned(),
        inside_workspace: false,
    };
    let files = package.render(&api).unwrap();
    for (path, text) in &files {
        assert!(
            path.chars()
                .all(|c| c.is_ascii_alphanumeric() || "/_.".contains(c)),
            "{path}"
        );
        assert!(!path.contains(".."), "{path}");
        let forbidden = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!text.contains(forbidden), "{path}");
        assert!(
            !text
                .lines()
                .any(|line| line.contains("/// ```") || line.contains("/// ~~~")),
            "{text}"
        );
        if path != "Cargo.toml" {
            let file = syn::parse_file(text).unwrap();
            let is_function = |item: &syn::Item| matches!(item, syn::Item::Fn(_));
            assert!(!file.items.iter().any(is_function), "{path}");
        }
    }
    let manifest = &files["Cargo.toml"];
    let manifest: toml::Table = toml::from_str(manifest).unwrap();
    assert_eq!(manifest["package"]["name"].as_str(), Some("x-fn-main-x"));
}
