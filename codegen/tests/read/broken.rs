//! What is said of files that contradict themselves: everything, at once, with its place.

use crate::{errors_of, read_text, schema, with_schemas};

#[test]
fn all_problems_are_reported_at_once() {
    let wsdl = with_schemas(&schema(
        r#"<xs:complexType name="C"><xs:group ref="t:Gone"/></xs:complexType>"#,
    ))
    .replace(r#"message="t:M""#, r#"message="t:m""#)
    .replace(r#"type="t:P""#, r#"type="p:P""#);
    let report = read_text(&wsdl).unwrap_err();
    assert_eq!(report.errors(), 3);
    assert_eq!(
        report.to_string(),
        r#"error: there is no group `{urn:t}Gone`
 --> main.wsdl:3:87
  |
3 |   <w:types><xs:schema targetNamespace="urn:t"><xs:complexType name="C"><xs:group ref="t:Gone"/></xs:complexType></xs:schema></w:types>
  |                                                                                       ^^^^^^

error: the prefix `p` is not declared
 --> main.wsdl:6:29
  |
6 |   <w:binding name="B" type="p:P">
  |                             ^^^
  |
  = help: there is a port type `{urn:t}P`

error: there is no message `{urn:t}m`
 --> main.wsdl:5:65
  |
5 |   <w:portType name="P"><w:operation name="Op"><w:input message="t:m"/></w:operation></w:portType>
  |                                                                 ^^^
  |
  = help: there is a message `{urn:t}M`"#
    );
    assert!(
        report.render(true).contains("\u{1b}["),
        "colours for terminals"
    );
}

#[test]
fn what_has_the_name_in_another_kind_is_named() {
    let wsdl = with_schemas(&schema(
        r#"<xs:element name="M" type="xs:int"/><xs:simpleType name="e"><xs:restriction base="t:M"/></xs:simpleType>"#,
    ));
    let report = read_text(&wsdl).unwrap_err();
    assert_eq!(report.diagnostics[0].message, "there is no type `{urn:t}M`");
    assert_eq!(
        report.diagnostics[0].help.as_deref(),
        Some("there is an element `{urn:t}M`")
    );
}

#[test]
fn what_may_have_been_meant_is_named() {
    let wsdl = with_schemas(&schema(
        r#"<xs:complexType name="Voucher"><xs:sequence/></xs:complexType>
           <xs:simpleType name="e"><xs:restriction base="t:Vouchr"/></xs:simpleType><xs:simpleType name="f"><xs:restriction base="xs:decimel"/></xs:simpleType>"#,
    ))
    .replace(r#"name="M""#, r#"name="Message""#)
    .replace(r#"message="t:M""#, r#"message="t:Mesage""#);
    let report = read_text(&wsdl).unwrap_err();
    let helps: Vec<_> = report
        .diagnostics
        .iter()
        .filter_map(|it| it.help.as_deref())
        .collect();
    assert_eq!(
        helps,
        [
            "there is a type `{urn:t}Voucher`",
            "there is a type `decimal`",
            "there is a message `{urn:t}Message`",
        ]
    );
}

#[test]
fn an_end_tag_that_does_not_fit_says_where_the_element_began() {
    let wsdl = with_schemas("").replace("</w:portType>", "\n</w:portTyp>");
    let report = read_text(&wsdl).unwrap_err();
    let diagnostic = &report.diagnostics[0];
    assert!(
        diagnostic.message.contains("`</w:portTyp>` was found"),
        "{report}"
    );
    assert_eq!(
        diagnostic.help.as_deref(),
        Some("`portType` was opened in line 5")
    );
}

#[test]
fn an_element_that_wsdl_does_not_have_is_named() {
    let wsdl = with_schemas("").replace("w:portType", "w:portTyp");
    let report = read_text(&wsdl).unwrap_err();
    let messages: Vec<_> = report
        .diagnostics
        .iter()
        .map(|it| it.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "WSDL has no `portTyp` here",
            "there is no port type `{urn:t}P`"
        ]
    );
}

#[test]
fn a_folder_and_an_address_are_no_wsdl_files() {
    for (path, message) in [
        (env!("CARGO_MANIFEST_DIR"), ": it is a folder"),
        ("https://shop.example/x?wsdl", ": it is an address"),
        ("none.wsdl", ": there is no such file"),
    ] {
        let report = kontorhaus_codegen::read(path.as_ref(), &kontorhaus_codegen::Catalog::new());
        let report = report.unwrap_err().to_string();
        let first = report.lines().next().unwrap_or_default();
        assert_eq!(first, format!("error: cannot read `{path}`{message}"));
    }
}

#[test]
fn schemas_are_checked_against_the_grammar() {
    let errors = errors_of(&with_schemas(&schema(
        r#"<xs:complexType name="T"><xs:element name="a"/></xs:complexType>
           <xs:complexType name="U"><xs:sequence><xs:attribute name="x"/><xs:element name="b" minOccurs="some" nillable="maybe"/></xs:sequence></xs:complexType>
           <xs:element type="xs:int"/><xs:complexType name="../../x"><xs:attribute name="a{}"/></xs:complexType><xs:element name="f" type="xs:nonsense"/><xs:element name="g" type="z:Z"/>"#,
    )));
    assert_eq!(
        errors,
        [
            "`element` cannot stand in `complexType`",
            "`attribute` cannot stand in `sequence`",
            "`some` is no number of times",
            "`maybe` is not one of true, false",
            "this `element` has no `name`",
            "`../../x` is no XML name",
            "`a{}` is no XML name",
            "there is no type `{http://www.w3.org/2001/XMLSchema}nonsense`",
            "the prefix `z` is not declared",
        ]
    );
}

#[test]
fn groups_that_hold_themselves_are_refused() {
    let errors = errors_of(&with_schemas(&schema(
        r#"<xs:simpleType name="A"><xs:restriction base="t:B"/></xs:simpleType>
           <xs:simpleType name="B"><xs:list itemType="t:A"/></xs:simpleType>
           <xs:complexType name="C"><xs:complexContent><xs:extension base="t:C"/></xs:complexContent></xs:complexType>
           <xs:group name="G"><xs:sequence><xs:element name="x"><xs:complexType><xs:group ref="t:G"/></xs:complexType></xs:element></xs:sequence></xs:group>
           <xs:complexType name="D"><xs:group ref="t:G"/></xs:complexType>"#,
    )));
    assert_eq!(
        errors,
        [
            "the group `{urn:t}G` contains itself",
            "the type `{urn:t}B` derives from itself",
            "the type `{urn:t}C` derives from itself",
        ]
    );
}

#[test]
fn other_files_are_recognised() {
    let first = |text: &str| {
        let report = read_text(text).unwrap_err();
        (
            report.diagnostics[0].message.clone(),
            report.diagnostics[0].help.clone(),
        )
    };
    assert_eq!(
        first("<html><body/></html>").0,
        "this is a web page and no WSDL"
    );
    assert_eq!(
        first("<HTML><body><p>a<br></body></HTML>").0,
        "this is a web page and no WSDL or schema"
    );
    assert_eq!(
        first(r#"<d xmlns="http://www.w3.org/ns/wsdl"/>"#).0,
        "this is WSDL 2.0"
    );
    assert_eq!(
        first(r#"<schema xmlns="http://www.w3.org/2001/XMLSchema"/>"#)
            .1
            .as_deref(),
        Some("give the WSDL that imports it")
    );
    assert_eq!(
        first("{\"json\": 1}").0,
        "this is no XML: it starts with `{\"json\": 1}`"
    );
    assert_eq!(first("").0, "there is no XML in this file");
    let empty = read_text(r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>"#).unwrap();
    assert_eq!(
        empty.warnings[0].message,
        "there is nothing to call: this WSDL has no port type"
    );
}

#[test]
fn a_cut_off_file_says_what_was_open() {
    let whole = with_schemas("");
    let report = read_text(&whole[..whole.find("</w:binding>").unwrap()]).unwrap_err();
    assert_eq!(
        report.diagnostics[0].message,
        "not well-formed XML: `<binding>` is never closed"
    );
    assert_eq!(
        report.diagnostics[0].help.as_deref(),
        Some("the file looks cut off")
    );
}

#[test]
fn operations_and_bindings_must_agree() {
    let wsdl = with_schemas("").replace(
        r#"<w:binding name="B" type="t:P">"#,
        r#"<w:binding name="B" type="t:P"><w:operation name="Other"/>"#,
    );
    let input = read_text(&wsdl).unwrap();
    assert_eq!(
        input.warnings[0].message,
        "the port type `{urn:t}P` has no operation `Other`"
    );
    assert_eq!(input.definitions.operations.len(), 1);
    let wsdl = with_schemas("").replace("\"Op\"", "\"Op(){}\"");
    assert_eq!(errors_of(&wsdl), ["`Op(){}` is no name for an operation"]);
}

#[test]
fn a_mark_that_ends_with_its_line_is_shown() {
    let report = read_text("<a>\n<b c='d'\r\r\r\n<e").expect_err("the input is broken");
    assert!(report.render(false).contains("<b c='d'"), "{report}");
}
