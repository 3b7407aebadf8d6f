//! Features of XML Schema, each as a dump of the model.

use crate::{messages, read_schemas, schema};

/// The dump without the lines that every test has.
fn dump(content: &str) -> String {
    let input = read_schemas(&schema(content));
    assert_eq!(messages(&input.warnings), Vec::<&str>::new());
    let dump = input.schemas.dump().replace("{urn:t}", "t:");
    dump.strip_prefix("namespace urn:t\n")
        .unwrap_or(&dump)
        .to_owned()
}

#[test]
fn forms_are_applied() {
    let types = |form: &str| {
        format!(
            r#"<xs:schema targetNamespace="urn:t" {form}><xs:complexType name="T"><xs:sequence>
                 <xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:int" form="qualified"/>
                 <xs:element name="c" type="xs:int" form="unqualified"/></xs:sequence>
               <xs:attribute name="d" type="xs:int"/><xs:attribute name="e" form="qualified"/>
             </xs:complexType></xs:schema>"#
        )
    };
    let names = |form: &str| {
        let dump = read_schemas(&types(form)).schemas.dump();
        let lines = dump
            .lines()
            .skip(3)
            .map(|line| line.trim().replace("{urn:t}", "t:"));
        lines
            .map(|line| line.split(' ').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(""), ["a:", "t:b:", "c:", "@d?:", "@t:e?:"]);
    assert_eq!(
        names(r#"elementFormDefault="qualified" attributeFormDefault="qualified""#),
        ["t:a:", "t:b:", "c:", "@t:d?:", "@t:e?:"]
    );
}

#[test]
fn occurrence_choice_all_any_and_nesting() {
    assert_eq!(
        dump(
            r#"<xs:complexType name="T" mixed="true"><xs:choice maxOccurs="unbounded">
                 <xs:element name="a" type="xs:int" minOccurs="2" maxOccurs="5"/>
                 <xs:sequence minOccurs="0"><xs:element name="b" nillable="true" default="1 &amp; 2"/><xs:any maxOccurs="unbounded"/></xs:sequence>
                 <xs:element name="gone" maxOccurs="0"/><xs:sequence/>
               </xs:choice><xs:anyAttribute/></xs:complexType>
               <xs:complexType name="U"><xs:all><xs:element name="c" type="xs:int" fixed="3"/></xs:all></xs:complexType>"#
        ),
        "\
type t:T complex mixed
  + choice
    2..5 a: xs:int
    ? sequence
      b: xs:anyType nillable default \"1 & 2\"
      + any
  @*
type t:U complex
  all
    c: xs:int fixed \"3\"
"
    );
}

#[test]
fn groups_are_written_out() {
    assert_eq!(
        dump(
            r#"<xs:group name="G"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:group>
               <xs:attributeGroup name="A"><xs:attribute name="x" type="xs:int" use="required"/><xs:anyAttribute/></xs:attributeGroup>
               <xs:complexType name="T"><xs:sequence><xs:group ref="t:G" minOccurs="0"/><xs:element name="b" type="xs:int"/></xs:sequence>
                 <xs:attributeGroup ref="t:A"/></xs:complexType>
               <xs:complexType name="U"><xs:group ref="t:G" maxOccurs="unbounded"/></xs:complexType>"#
        ),
        "\
type t:T complex
  sequence
    ? sequence
      a: xs:int
    b: xs:int
  @x: xs:int
  @*
type t:U complex
  + sequence
    a: xs:int
"
    );
}

#[test]
fn references_recursion_and_substitution() {
    assert_eq!(
        dump(
            r#"<xs:element name="tree"><xs:annotation><xs:documentation>A tree.</xs:documentation></xs:annotation>
                 <xs:complexType><xs:sequence><xs:element ref="t:tree" minOccurs="0"/><xs:element ref="t:leaf"/></xs:sequence></xs:complexType></xs:element>
               <xs:element name="leaf" type="xs:int" abstract="true"/>
               <xs:element name="oak" substitutionGroup="t:leaf" nillable="true"/>
               <xs:element name="root" substitutionGroup="t:tree"/>"#
        ),
        "\
element t:leaf: xs:int abstract
element t:oak: xs:int nillable for t:leaf
element t:root: (type of element t:tree) for t:tree
element t:tree: (anonymous) // A tree.
  complex
    sequence
      ? t:tree: (type of element t:tree) ref // A tree.
      t:leaf: xs:int abstract ref
"
    );
}

#[test]
fn simple_types() {
    assert_eq!(
        dump(
            r#"<xs:simpleType name="Colour"><xs:restriction base="xs:token">
                 <xs:enumeration value="red"><xs:annotation><xs:documentation>Like roses.</xs:documentation></xs:annotation></xs:enumeration>
                 <xs:enumeration value=""/></xs:restriction></xs:simpleType>
               <xs:simpleType name="Price"><xs:restriction base="xs:decimal"><xs:totalDigits value="9"/><xs:fractionDigits value="2"/>
                 <xs:minInclusive value="0"/><xs:maxExclusive value="1e3"/></xs:restriction></xs:simpleType>
               <xs:simpleType name="Colours"><xs:list itemType="t:Colour"/></xs:simpleType>
               <xs:simpleType name="Either"><xs:union memberTypes="t:Colour xs:int"><xs:simpleType>
                 <xs:restriction base="xs:string"><xs:pattern value="a&lt;b"/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>
               <xs:simpleType name="Short"><xs:restriction><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType><xs:maxLength value="3"/></xs:restriction></xs:simpleType>"#
        ),
        "\
type t:Colour restricts xs:token
  = \"red\" // Like roses.
  = \"\"
type t:Colours list of t:Colour
type t:Either union of t:Colour, xs:int, (anonymous)
  restricts xs:string pattern \"a<b\"
type t:Price restricts xs:decimal totalDigits 9 fractionDigits 2 >= 0 < 1e3
type t:Short restricts (anonymous) maxLength 3
  list of xs:int
"
    );
}

#[test]
fn derivation_and_simple_content() {
    assert_eq!(
        dump(
            r#"<xs:complexType name="Base" abstract="true"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence><xs:attribute name="x"/></xs:complexType>
               <xs:complexType name="More"><xs:complexContent><xs:extension base="t:Base"><xs:choice><xs:element name="b" type="xs:int"/></xs:choice></xs:extension></xs:complexContent></xs:complexType>
               <xs:complexType name="Less"><xs:complexContent><xs:restriction base="t:Base"><xs:attribute name="x" use="prohibited"/></xs:restriction></xs:complexContent></xs:complexType>
               <xs:complexType name="Plain"><xs:complexContent><xs:restriction base="xs:anyType"><xs:sequence/></xs:restriction></xs:complexContent></xs:complexType>
               <xs:complexType name="Money"><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="currency" type="xs:string"/></xs:extension></xs:simpleContent></xs:complexType>
               <xs:complexType name="Tip"><xs:simpleContent><xs:extension base="t:Money"/></xs:simpleContent></xs:complexType>
               <xs:complexType name="Small"><xs:simpleContent><xs:restriction base="t:Money"><xs:maxInclusive value="5"/></xs:restriction></xs:simpleContent></xs:complexType>"#
        ),
        "\
type t:Base complex abstract
  sequence
    a: xs:int
  @x?: xs:anySimpleType
type t:Less complex restricts t:Base
  @x prohibited: xs:anySimpleType
type t:Money complex text xs:decimal
  @currency?: xs:string
type t:More complex extends t:Base
  choice
    b: xs:int
type t:Plain complex
type t:Small complex restricts t:Money text (anonymous)
  restricts xs:decimal <= 5
type t:Tip complex extends t:Money text xs:decimal
"
    );
}

#[test]
fn prefixes_may_be_declared_anywhere_and_mean_another_thing_below() {
    let input = read_schemas(
        r#"<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
             <complexType name="T"><sequence>
               <element name="a" type="string"/>
               <element name="b" type="x:string" xmlns:x="http://www.w3.org/2001/XMLSchema"/>
               <element name="c" type="t:T" xmlns:t="urn:u"/>
               <element name="d" type="T" xmlns="urn:t"/>
             </sequence></complexType></schema>
           <xs:schema targetNamespace="urn:u"><xs:simpleType name="T"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>"#
            .replace(r#"<element name="d" type="T" xmlns="urn:t"/>"#, r#"<xs:element name="d" type="T" xmlns="urn:t"/>"#)
            .as_str(),
    );
    assert_eq!(
        input.schemas.dump(),
        "\
namespace urn:t
namespace urn:u
type {urn:t}T complex
  sequence
    a: xs:string
    b: xs:string
    c: {urn:u}T
    d: {urn:t}T
type {urn:u}T restricts xs:int
"
    );
}

#[test]
fn xml_attributes_and_datasets_are_known() {
    assert_eq!(
        dump(
            r#"<xs:complexType name="T"><xs:sequence><xs:element ref="xs:schema"/><xs:any/></xs:sequence><xs:attribute ref="xml:lang"/></xs:complexType>"#
        ),
        "\
type t:T complex
  sequence
    any
    any
  @{http://www.w3.org/XML/1998/namespace}lang?: xs:language
"
    );
}
