//! What is read although it isn't valid, and what is said of it.

use kontorhaus_codegen::diagnostics::Severity;

use crate::{read_schemas, schema};

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
