//! What is read although it isn't valid, and what is said of it.

use kontorhaus_codegen::diagnostics::Severity;

use crate::{read_schemas, read_text, schema, with_schemas};

/// The schemas as they are read, and each warning with what it says of the reading.
fn read(content: &str) -> (String, Vec<String>) {
    let input = read_schemas(&schema(content));
    let warnings = input.warnings.iter().map(|warning| {
        assert_eq!(warning.severity, Severity::Warning);
        let help = warning.help.as_deref().unwrap_or_default();
        format!("{}: {help}", warning.message)
    });
    let warnings = warnings.collect();
    let dump = input.schemas.dump().replace("{urn:t}", "t:");
    (dump.replace("namespace urn:t\n", ""), warnings)
}

#[test]
fn elements_and_attributes_find_their_places() {
    let (dump, warnings) = read(
        r#"<xs:complexType name="T"><xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:int"/><xs:attribute name="c"/></xs:complexType>
           <xs:complexType name="U"><xs:sequence><xs:element name="d"><xs:sequence><xs:element name="e" type="xs:int"/></xs:sequence></xs:element>
             <xs:attribute name="f" type="xs:int"/></xs:sequence></xs:complexType>
           <xs:complexType name="V"><xs:documentation>x</xs:documentation></xs:complexType><xs:sequence/>"#,
    );
    assert_eq!(
        dump,
        "\
type t:T complex
  sequence
    a: xs:int
    b: xs:int
  @c?: xs:anySimpleType
type t:U complex
  sequence
    d: (anonymous)
      complex
        sequence
          e: xs:int
  @f?: xs:int
type t:V complex
"
    );
    assert_eq!(
        warnings,
        [
            "`element` cannot stand in `complexType`: it is read as if a `sequence` stood around it",
            "`sequence` cannot stand in `element`: it is read as if a `complexType` stood around it",
            "`attribute` cannot stand in `sequence`: it is read as an attribute of the type around it",
            "`documentation` cannot stand in `complexType`: it is passed over",
            "`sequence` cannot stand in `schema`: it is passed over",
        ]
    );
}

#[test]
fn values_that_are_none_are_read_as_what_they_can_mean() {
    let (dump, warnings) = read(
        r#"<xs:complexType name="T"><xs:sequence><xs:element name="a" type="xs:String" maxOccurs="*"/><xs:element name="b" type="" minOccurs="x"/>
             <xs:element name="c" type="xs:int" nillable="yes"/></xs:sequence><xs:attribute name="d" type="t:T" use="mandatory"/></xs:complexType>"#,
    );
    assert_eq!(
        dump,
        "\
type t:T complex
  sequence
    + a: xs:string
    ? b: xs:anyType
    c: xs:int
  @d?: xs:string
"
    );
    assert_eq!(
        warnings,
        [
            "there is no type `{http://www.w3.org/2001/XMLSchema}String`: \
             it is read as `{http://www.w3.org/2001/XMLSchema}string`",
            "`*` is no number of times: it is read as `unbounded`",
            "`type` names nothing: it is passed over",
            "`x` is no number of times: it is read as `0`",
            "`yes` is not one of true, false: it is passed over",
            "`mandatory` is not one of required, optional, prohibited: it is passed over",
            "`{urn:t}T` is no type of an attribute: it is read as text",
        ]
    );
}

#[test]
fn what_is_missing_is_passed_over() {
    let (dump, warnings) = read(
        r#"<xs:complexType name="T"><xs:complexContent><xs:extension><xs:sequence><xs:element type="xs:int"/><xs:element name="a" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
           <xs:simpleType name="E"><xs:restriction><xs:enumeration/><xs:enumeration value="e"/></xs:restriction></xs:simpleType>
           <xs:simpleType name="F"/><xs:complexType/>"#,
    );
    assert_eq!(
        dump,
        "\
type t:E restricts xs:string
  = \"e\"
type t:F restricts xs:anySimpleType
type t:T complex
  sequence
    a: xs:int
"
    );
    assert_eq!(
        warnings,
        [
            "this `extension` has no `base`: it is read as one of `xs:anyType`",
            "this `element` has no `name`: it is passed over",
            "this `restriction` has no `base`: it is read as one of `xs:string`",
            "this `enumeration` has no `value`: it is passed over",
            "this `complexType` has no `name`: it is passed over",
        ]
    );
}

#[test]
fn what_was_forgotten_may_be_anything() {
    let (dump, warnings) = read(
        r#"<xs:complexType name="T"><xs:sequence><xs:element name="a" type="t:Vouchr"/><xs:element name="c" type="Gone"/><xs:element ref="t:gone"/></xs:sequence>
             <xs:attribute name="b" type="xs:nonsense"/></xs:complexType><xs:complexType name="Voucher"/>"#,
    );
    assert_eq!(
        dump,
        "\
type t:T complex
  sequence
    a: xs:anyType
    c: xs:anyType
    any
  @b?: xs:anySimpleType
type t:Voucher complex
"
    );
    let help = "anything may be in it";
    assert_eq!(
        warnings,
        [
            format!(
                "there is no type `{{urn:t}}Vouchr`: {help}; there is a type `{{urn:t}}Voucher`"
            ),
            format!("there is no type `Gone`: {help}"),
            format!("there is no element `{{urn:t}}gone`: {help}"),
            format!("there is no type `{{http://www.w3.org/2001/XMLSchema}}nonsense`: {help}"),
        ]
    );
}

#[test]
fn parts_may_name_what_was_forgotten_or_nothing() {
    let wsdl = with_schemas(&schema(r#"<xs:element name="e" type="xs:int"/>"#));
    for (part, content, warning) in [
        (
            r#"element="t:gone""#,
            "element {urn:t}gone",
            "there is no element `{urn:t}gone`",
        ),
        (
            r#"type="t:Gone""#,
            "xs:anyType",
            "there is no type `{urn:t}Gone`",
        ),
        (
            "",
            "xs:anyType",
            "the part `p` says neither `element` nor `type`",
        ),
    ] {
        let wsdl = wsdl.replace(r#"type="xs:string""#, part);
        let input = read_text(&wsdl).unwrap_or_else(|report| panic!("{report}"));
        let dump = input.definitions.dump();
        assert!(dump.contains(content), "{dump}");
        assert_eq!(input.warnings[0].message, warning);
    }
}

#[test]
fn names_without_a_prefix_are_looked_for_nearby() {
    let (dump, warnings) = read(
        r#"<xs:element name="e" type="T"/><xs:complexType name="T"><xs:sequence><xs:element name="a" type="string"/></xs:sequence></xs:complexType>"#,
    );
    assert!(
        dump.contains("element t:e: t:T") && dump.contains("    a: xs:string"),
        "{dump}"
    );
    assert_eq!(
        warnings,
        [
            "there is no type `T`: it is read as `{urn:t}T`",
            "there is no type `string`: it is read as `{http://www.w3.org/2001/XMLSchema}string`",
        ]
    );
}

#[test]
fn parts_may_leave_out_the_prefix() {
    let wsdl = with_schemas(&schema(r#"<xs:element name="e" type="xs:int"/>"#));
    for (part, content, warning) in [
        (
            r#"element="e""#,
            "element {urn:t}e",
            "there is no element `e`",
        ),
        (
            r#"type="string""#,
            "type xs:string",
            "there is no type `string`",
        ),
    ] {
        let input = read_text(&wsdl.replace(r#"type="xs:string""#, part));
        let input = input.unwrap_or_else(|report| panic!("{report}"));
        let dump = input.definitions.dump();
        assert!(dump.contains(content), "{dump}");
        assert_eq!(input.warnings[0].message, warning);
    }
}

#[test]
fn types_that_derive_from_themselves_derive_from_nothing() {
    let (dump, warnings) = read(
        r#"<xs:simpleType name="A"><xs:restriction base="t:B"/></xs:simpleType>
           <xs:simpleType name="B"><xs:list itemType="t:A"/></xs:simpleType>
           <xs:complexType name="C"><xs:complexContent><xs:extension base="t:C"><xs:attribute name="a"/></xs:extension></xs:complexContent></xs:complexType>"#,
    );
    assert_eq!(
        dump,
        "\
type t:A restricts t:B
type t:B restricts xs:string
type t:C complex
  @a?: xs:anySimpleType
"
    );
    let help = "derives from itself: it is read as deriving from nothing";
    assert_eq!(
        warnings,
        [
            format!("the type `{{urn:t}}B` {help}"),
            format!("the type `{{urn:t}}C` {help}"),
        ]
    );
}

#[test]
fn a_derivation_finds_its_place() {
    let (dump, warnings) = read(
        r#"<xs:complexType name="B"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType>
           <xs:complexType name="T"><xs:extension base="t:B"><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:extension></xs:complexType>"#,
    );
    assert!(
        dump.ends_with("type t:T complex extends t:B\n  sequence\n    b: xs:int\n"),
        "{dump}"
    );
    assert_eq!(
        warnings,
        [
            "`extension` cannot stand in `complexType`: it is read as if a `complexContent` stood around it"
        ]
    );
}

#[test]
fn types_of_programming_languages_are_read_as_what_is_like_them() {
    let (dump, warnings) = read(
        r#"<xs:complexType name="T"><xs:sequence><xs:element name="a" type="xs:bool"/><xs:element name="b" type="xs:Array"/>
             <xs:element name="c" type="xs:number"/></xs:sequence></xs:complexType>"#,
    );
    assert_eq!(
        dump,
        "type t:T complex\n  sequence\n    a: xs:boolean\n    b: xs:anyType\n    c: xs:decimal\n"
    );
    assert_eq!(
        warnings[0],
        "there is no type `{http://www.w3.org/2001/XMLSchema}bool`: \
         it is read as `{http://www.w3.org/2001/XMLSchema}boolean`"
    );
}

/// The warnings of a file that is read all the same.
fn warnings(wsdl: &str) -> Vec<String> {
    let input = read_text(wsdl).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(input.definitions.operations.len(), 1);
    let messages = input.warnings.iter().map(|warning| warning.message.clone());
    messages.collect()
}

#[test]
fn namespaces_of_a_file_that_was_edited_throughout_are_known() {
    let wsdl = with_schemas(&schema("")).replace("http://", "https://");
    assert_eq!(
        warnings(&wsdl),
        [
            "the namespace `https://schemas.xmlsoap.org/wsdl/` is nothing known",
            "the namespace `https://schemas.xmlsoap.org/wsdl/soap/` is nothing known",
            "the namespace `https://www.w3.org/2001/XMLSchema` is nothing known",
        ]
    );
}

#[test]
fn documentation_may_be_html_and_name_prefixes_that_no_one_declared() {
    let documentation = "<w:documentation>a&nbsp;b <x:c>d</x:c></w:documentation>";
    assert_eq!(
        warnings(&with_schemas(documentation)),
        [
            "not well-formed XML: unknown entity `&nbsp;`",
            "the prefix `x` is not declared"
        ]
    );
}

#[test]
fn a_document_type_declaration_is_read_past_and_its_texts_are_known() {
    let element = r#"<xs:element name="&e;" type="xs:int"><xs:annotation><xs:documentation>&e;&amp;</xs:documentation></xs:annotation></xs:element>"#;
    let wsdl = with_schemas(&schema(element)).replacen(
        "<w:",
        r#"<!DOCTYPE w:definitions PUBLIC "a" "b.dtd" [<!ATTLIST a b CDATA #FIXED "c"><!ENTITY e "quantity">]><w:"#,
        1,
    );
    assert_eq!(warnings(&wsdl), Vec::<String>::new());
    let input = read_text(&wsdl).unwrap();
    assert_eq!(
        input.schemas.dump(),
        "namespace urn:t\nelement {urn:t}quantity: xs:int // quantity&\n"
    );
}

#[test]
fn elements_of_a_schema_without_its_namespace_are_read_as_such() {
    // The default namespace is WSDL's, or there is none.
    for unprefixed in [r#"xmlns="http://schemas.xmlsoap.org/wsdl/""#, ""] {
        let schema = format!(
            r#"<xs:schema targetNamespace="urn:t" {unprefixed}><complexType name="T"><sequence><element name="a" type="xs:int"/></sequence></complexType>
               <xs:annotation><xs:appinfo><element name="no schema's"/></xs:appinfo></xs:annotation></xs:schema>"#
        );
        let wsdl = with_schemas(&schema);
        assert_eq!(
            warnings(&wsdl),
            [
                "`complexType` is not in the namespace of XML Schema",
                "`sequence` is not in the namespace of XML Schema",
                "`element` is not in the namespace of XML Schema",
            ]
        );
        assert_eq!(
            read_text(&wsdl).unwrap().schemas.dump(),
            "namespace urn:t\ntype {urn:t}T complex\n  sequence\n    a: xs:int\n"
        );
    }
}

#[test]
fn a_name_whose_namespace_no_schema_is_of_means_the_only_one_of_that_name() {
    let part = r#"<w:part name="p" type="xs:string"/>"#;
    let asks = |name: &str| {
        // No schema says that it is of the WSDL's namespace.
        with_schemas(
            r#"<xs:schema><xs:simpleType name="T"><xs:restriction base="xs:int"/></xs:simpleType><xs:element name="e" type="T"/></xs:schema>
               <xs:schema targetNamespace="urn:u"><xs:simpleType name="E"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>
               <xs:schema targetNamespace="urn:v"><xs:simpleType name="E"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>"#,
        )
        .replace(part, &part.replace("xs:string", name))
    };
    let input = read_text(&asks("t:T")).unwrap_or_else(|report| panic!("{report}"));
    let warning = &input.warnings[0];
    assert_eq!(warning.message, "there is no type `{urn:t}T`");
    assert_eq!(warning.help.as_deref(), Some("it is read as `T`"));
    assert_eq!(input.warnings.len(), 1);
    // Of two nobody knows which.
    assert_eq!(
        crate::errors_of(&asks("t:E")),
        ["there is no type `{urn:t}E`"]
    );
}

#[test]
fn a_name_without_a_prefix_is_of_its_own_schema_before_it_is_a_built_in_one() {
    let (dump, warnings) = read(
        r#"<xs:sequence/></xs:schema><xs:schema targetNamespace="urn:t" xmlns="http://www.w3.org/2001/XMLSchema">
           <xs:element name="e" type="Order"/><xs:complexType name="Order"/><xs:element name="f" type="Date"/>"#,
    );
    assert!(dump.contains("element t:e: t:Order"), "{dump}");
    assert!(dump.contains("element t:f: xs:date"), "{dump}");
    assert_eq!(
        warnings[1],
        "there is no type `{http://www.w3.org/2001/XMLSchema}Order`: it is read as `{urn:t}Order`"
    );
}
