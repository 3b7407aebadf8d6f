//! Files of the shapes that real servers emit.

use kontorhaus_codegen::schema::{Builtin, Derivation, ParticleKind, QName, Type, TypeRef};
use kontorhaus_codegen::wsdl::{PartContent, SoapVersion, Style, Use};

use crate::{messages, read_file};

#[test]
fn gsoap_with_its_invalid_complex_content() {
    let input = read_file("gsoap.wsdl");
    assert_eq!(
        messages(&input.warnings),
        ["`complexContent` without `extension` or `restriction`"]
    );
    assert_eq!(
        input.definitions.dump(),
        "\
definitions stock in urn:stock
service {urn:stock}stock
  port stock of {urn:stock}stock at http://127.0.0.1:1/
binding {urn:stock}stock of {urn:stock}stockPortType: SOAP 1.1
operation Count of {urn:stock}stockPortType: Document/Literal // counts what is /   on the shelves
  SOAP 1.1 action \"\"
  input {urn:stock}Count
    part Body: element {urn:stock}Count
  output {urn:stock}CountResponse
    part Body: element {urn:stock}CountResponse
message {urn:stock}Count
  part Body: element {urn:stock}Count
message {urn:stock}CountResponse
  part Body: element {urn:stock}CountResponse
"
    );
    assert_eq!(
        input.schemas.dump(),
        "\
namespace urn:stock
type {urn:stock}Shelves complex
  sequence
    * shelf: xs:int
element {urn:stock}Count: (anonymous)
  complex
    sequence
      ? request: {urn:stock}Shelves
element {urn:stock}CountResponse: xs:double
"
    );
}

#[test]
fn asmx_with_both_versions_of_soap_and_plain_http() {
    let input = read_file("asmx.wsdl");
    assert_eq!(
        messages(&input.warnings),
        ["the binding `TillHttpGet` is for plain HTTP: it is left out"]
    );
    let [operation] = input.definitions.operations.as_slice() else {
        panic!("one operation, once for both versions");
    };
    assert_eq!(operation.style, Style::Document);
    let versions: Vec<_> = operation
        .versions
        .iter()
        .map(|it| (it.version, it.action.as_str()))
        .collect();
    assert_eq!(
        versions,
        [
            (SoapVersion::V11, "urn:till/GetGuests"),
            (SoapVersion::V12, "urn:till/GetGuests")
        ]
    );
    assert_eq!(input.definitions.services[0].ports.len(), 2);
    assert_eq!(
        input.schemas.dump(),
        "\
namespace urn:till/
namespace http://microsoft.com/wsdl/types/
type {http://microsoft.com/wsdl/types/}guid restricts xs:string pattern \"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\"
type {urn:till/}ArrayOfGuest complex
  sequence
    * {urn:till/}Guest: {urn:till/}Guest nillable
type {urn:till/}Guest complex
  sequence
    {urn:till/}Id: {http://microsoft.com/wsdl/types/}guid
    {urn:till/}Born: xs:dateTime nillable
  @Row: xs:int
type {urn:till/}Regular complex extends {urn:till/}Guest
  sequence
    ? {urn:till/}Card: xs:string
element {urn:till/}GetGuests: (anonymous)
  complex
element {urn:till/}GetGuestsResponse: (anonymous)
  complex
    sequence
      ? {urn:till/}GetGuestsResult: {urn:till/}ArrayOfGuest
"
    );
    let Type::Complex(regular) = &input.schemas.types[&QName::new("urn:till/", "Regular")] else {
        panic!("a complex type");
    };
    let base = regular.base.as_ref().unwrap();
    assert_eq!(base.derivation, Derivation::Extension);
    assert_eq!(base.type_, TypeRef::Named(QName::new("urn:till/", "Guest")));
    let content = regular.content.as_ref().unwrap();
    let ParticleKind::Sequence(items) = &content.kind else {
        panic!("a sequence")
    };
    assert_eq!((items[0].min, items[0].max), (0, Some(1)));
    let ParticleKind::Element(card) = &items[0].kind else {
        panic!("an element")
    };
    assert_eq!(card.type_, TypeRef::Builtin(Builtin::String));
    let (line, column) = input.sources.position(card.span).unwrap();
    assert_eq!(
        (line, column),
        (34, 15),
        "models know their place in the file"
    );
}

#[test]
fn jaxws_with_its_schema_beside_it() {
    let input = read_file("jaxws.wsdl");
    assert_eq!(messages(&input.warnings), Vec::<&str>::new());
    let [send, forget] = input.definitions.operations.as_slice() else {
        panic!("two operations")
    };
    assert_eq!(send.addressing_action, "urn:mail/send");
    let [fault] = send.faults.as_slice() else {
        panic!("one fault")
    };
    assert_eq!(fault.name, "Refused");
    assert_eq!(
        fault.part.content,
        PartContent::Element(QName::new("urn:mail", "Refused"))
    );
    assert!(input.schemas.elements[&QName::new("urn:mail", "Refused")].nillable);
    assert_eq!(forget.output, None);
    assert_eq!(
        input.schemas.dump(),
        "\
namespace urn:mail
type {urn:mail}forget complex
type {urn:mail}header complex text xs:string
  @name: xs:string
type {urn:mail}info complex
  sequence
    code: xs:int
type {urn:mail}send complex
  sequence
    + to: xs:string
    ? headers: (anonymous)
      complex
        sequence
          * header: {urn:mail}header
type {urn:mail}sendResponse complex
  sequence
    ? at: xs:anySimpleType
element {urn:mail}Refused: {urn:mail}info nillable
element {urn:mail}forget: {urn:mail}forget
element {urn:mail}send: {urn:mail}send
element {urn:mail}sendResponse: {urn:mail}sendResponse
"
    );
}

#[test]
fn rpc_in_any_order_of_sections() {
    let input = read_file("rpc.wsdl");
    assert_eq!(
        messages(&input.warnings),
        [
            "the message has no part `Body`",
            "the part `remark` is left out",
        ]
    );
    let [add, add_all] = input.definitions.operations.as_slice() else {
        panic!("two operations")
    };
    assert_eq!(add.docs.as_str(), "Zählt zusammen.");
    assert_eq!((add.style, add.use_), (Style::Rpc, Use::Literal));
    assert_eq!((add_all.style, add_all.use_), (Style::Rpc, Use::Encoded));
    assert_eq!(add.input.wrapper, Some(QName::new("urn:sums:wire", "Add")));
    let names = |parts: &[kontorhaus_codegen::wsdl::Part]| {
        parts
            .iter()
            .map(|part| part.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(&add.input.parts),
        ["a", "b"],
        "all parts but the header's"
    );
    assert_eq!(add.input_headers[0].part.name, "session");
    let output = add.output.as_ref().unwrap();
    assert_eq!(
        output.wrapper,
        Some(QName::new("urn:sums:wire", "AddResponse"))
    );
    assert_eq!(
        names(&output.parts),
        ["total"],
        "only the parts that the binding lists"
    );
    let fallback = add_all.input.wrapper.clone();
    assert_eq!(
        fallback,
        Some(QName::new("urn:sums", "AddAll")),
        "the binding says no namespace"
    );
    assert_eq!(
        input.schemas.dump(),
        "\
namespace urn:sums
namespace http://schemas.xmlsoap.org/soap/encoding/
type {http://schemas.xmlsoap.org/soap/encoding/}Array complex array of xs:anyType[]
type {http://schemas.xmlsoap.org/soap/encoding/}int restricts xs:int
type {urn:sums}ArrayOfInt complex array of xs:int[]
"
    );
}

#[test]
fn the_same_file_gives_the_same_model() {
    let (first, second) = (read_file("asmx.wsdl"), read_file("asmx.wsdl"));
    assert_eq!(first.definitions, second.definitions);
    assert_eq!(first.schemas, second.schemas);
}

#[test]
fn overloaded_operations_find_their_bindings() {
    let operation =
        |name: &str, rest: &str| format!(r#"<w:operation name="Op">{rest}<w:input name="{name}""#);
    let wsdl = crate::with_schemas("")
        .replace(
            r#"<w:operation name="Op"><w:input message="t:M"/></w:operation>"#,
            &["One", "Two"]
                .map(|name| operation(name, "") + r#" message="t:M"/></w:operation>"#)
                .concat(),
        )
        .replace(
            r#"<w:operation name="Op"><w:input>"#,
            &(operation("Two", r#"<s:operation soapAction="two"/>"#)
                + "/></w:operation>"
                + &operation("One", r#"<s:operation soapAction="one"/>"#)
                + ">"),
        );
    let input = crate::read_text(&wsdl).unwrap_or_else(|report| panic!("{report}\n{wsdl}"));
    let actions: Vec<_> = input
        .definitions
        .operations
        .iter()
        .map(|it| it.versions[0].action.as_str())
        .collect();
    assert_eq!(actions, ["one", "two"]);
}

#[test]
fn attachments_are_kept_apart_from_the_body() {
    let wsdl = crate::with_schemas("")
        .replace(
            r#"<w:part name="p" type="xs:string"/>"#,
            r#"<w:part name="p" type="xs:string"/><w:part name="file" type="xs:base64Binary"/>"#,
        )
        .replace(
            r#"<s:body use="literal" namespace="urn:t"/>"#,
            r#"<m:multipartRelated xmlns:m="http://schemas.xmlsoap.org/wsdl/mime/"><m:part><s:body use="literal" namespace="urn:t"/></m:part>
               <m:part><m:content part="file" type="image/jpeg"/></m:part></m:multipartRelated>"#,
        );
    let input = crate::read_text(&wsdl).unwrap();
    let body = &input.definitions.operations[0].input;
    assert_eq!((body.parts.len(), body.attachments.len()), (1, 1));
    assert_eq!(
        (
            body.parts[0].name.as_str(),
            body.attachments[0].name.as_str()
        ),
        ("p", "file")
    );
}
