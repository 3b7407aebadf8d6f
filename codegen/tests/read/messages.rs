//! Messages and their bindings as people really write them: read all the same, with a word about it.

use kontorhaus_codegen::schema::{Builtin, TypeRef};
use kontorhaus_codegen::wsdl::{Addressing, PartContent, SoapVersion, Style, Use};
use kontorhaus_codegen::{Input, model};

use crate::{errors_of, messages, read_text, schema, with_schemas};

fn read(wsdl: &str) -> Input {
    read_text(wsdl).unwrap_or_else(|report| panic!("{report}"))
}

/// The minimal WSDL with some of its text replaced.
fn changed(replacements: &[(&str, &str)]) -> String {
    let wsdl = with_schemas(&schema(
        r#"<xs:element name="e" type="xs:int"/><xs:simpleType name="T"><xs:restriction base="xs:int"/></xs:simpleType>"#,
    ));
    replacements.iter().fold(wsdl, |wsdl, (from, to)| {
        assert!(wsdl.contains(from), "{from}");
        wsdl.replace(from, to)
    })
}

fn said(replacements: &[(&str, &str)]) -> Vec<String> {
    let input = read(&changed(replacements));
    input.warnings.iter().map(|it| it.message.clone()).collect()
}

#[test]
fn misspelt_elements_are_named() {
    for (from, to, message, help) in [
        (
            "<s:binding",
            "<s:bindng",
            "the SOAP binding has no `bindng` here",
            "`binding` may have been meant",
        ),
        (
            "<s:body",
            "<s:Body",
            "the SOAP binding has no `Body` here",
            "`body` may have been meant",
        ),
        (
            "<s:body",
            "<s:adress/><s:body",
            "the SOAP binding has no `adress` here",
            "it is passed over",
        ),
        (
            "<w:input><s:body",
            "<w:inpt/><w:input><s:body",
            "WSDL has no `inpt` here",
            "`input` may have been meant",
        ),
        (
            "<w:part",
            "<w:parts/><w:part",
            "WSDL has no `parts` here",
            "`part` may have been meant",
        ),
        (
            "use=\"literal\"",
            "use=\"literal\" namspace=\"x\"",
            "`body` has no attribute `namspace`",
            "`namespace` may have been meant",
        ),
        (
            "style=\"rpc\"",
            "style=\"rcp\"",
            "`rcp` is not one of document, rpc",
            "it is read as `document`",
        ),
        (
            "use=\"literal\"",
            "use=\"comments\"",
            "`comments` is not one of literal, encoded",
            "it is read as `encoded` if",
        ),
    ] {
        let wsdl = changed(&[(from, to)]);
        let problems = match read_text(&wsdl) {
            Ok(input) => input.warnings,
            Err(report) => report.diagnostics,
        };
        let found = problems.iter().find(|it| it.message == message);
        let found = found.unwrap_or_else(|| panic!("{message}: {problems:?}"));
        assert!(
            found
                .help
                .as_deref()
                .is_some_and(|text| text.contains(help)),
            "{found:?}"
        );
    }
    assert_eq!(said(&[]), Vec::<String>::new());
}

#[test]
fn extensions_that_must_be_understood_are_named() {
    let extension = r#"<x:secret xmlns:x="urn:x" w:required="true"/><s:binding"#;
    assert_eq!(
        said(&[("<s:binding", extension)]),
        ["the service requires the extension `secret` of `urn:x`, which is passed over"]
    );
    let optional = extension.replace("true", "false");
    assert_eq!(said(&[("<s:binding", &optional)]), Vec::<String>::new());
}

#[test]
fn a_part_may_mix_up_element_and_type() {
    let wsdl = changed(&[(r#"type="xs:string""#, r#"element="xs:string""#)]);
    let input = read(&wsdl);
    assert_eq!(
        messages(&input.warnings),
        ["the part says `element`, but names what is a type"]
    );
    let part = &input.definitions.operations[0].input.parts[0];
    assert!(matches!(part.content, PartContent::Type(_)));
    let input = read(&changed(&[(r#"type="xs:string""#, r#"type="t:e""#)]));
    let part = &input.definitions.operations[0].input.parts[0];
    assert!(matches!(part.content, PartContent::Element(_)));
    assert_eq!(
        errors_of(&changed(&[(r#"type="xs:string""#, r#"type="p:no""#)])),
        ["the prefix `p` is not declared"]
    );
}

#[test]
fn encoding_may_be_said_by_its_style_only() {
    let style = r#"use="comments" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/""#;
    let input = read(&changed(&[(r#"use="literal""#, style)]));
    assert_eq!(input.definitions.operations[0].use_, Use::Encoded);
}

#[test]
fn another_transport_is_taken_if_there_is_no_http() {
    let jms = r#"<s:binding style="rpc" transport="http://www.w3.org/2010/soapjms/""#;
    assert_eq!(
        said(&[(r#"<s:binding style="rpc""#, jms)]),
        ["the binding `B` is not for HTTP"]
    );
    let both = r#"<w:binding name="J" type="t:P"><s:binding transport="http://schemas.xmlsoap.org/soap/smtp"/></w:binding><w:binding name="B""#;
    let input = read(&changed(&[(r#"<w:binding name="B""#, both)]));
    assert_eq!(
        messages(&input.warnings),
        ["the binding `J` is not for HTTP"]
    );
    assert_eq!(input.definitions.bindings.len(), 1);
}

#[test]
fn plain_http_alone_leaves_nothing_to_call() {
    let http = r#"<h:binding xmlns:h="http://schemas.xmlsoap.org/wsdl/http/" verb="GET""#;
    assert_eq!(
        said(&[(r#"<s:binding style="rpc""#, http)]),
        [
            "the binding `B` is for plain HTTP: it is left out",
            "there is nothing to call: this WSDL has no binding for SOAP"
        ]
    );
}

#[test]
fn actions_lose_their_quotes() {
    for (attribute, action) in [
        ("", ""),
        (r#" soapAction="""#, ""),
        (r#" soapAction=" urn:a ""#, "urn:a"),
        (r#" soapAction='"urn:a"'"#, "urn:a"),
        (r#" soapAction='""'"#, ""),
    ] {
        let with = format!(r#"<w:operation name="Op"><s:operation{attribute}/><w:input><s"#);
        let input = read(&changed(&[(
            r#"<w:operation name="Op"><w:input><s"#,
            &with,
        )]));
        assert_eq!(input.definitions.operations[0].versions[0].action, action);
    }
}

#[test]
fn the_server_may_not_call() {
    let output_only = (
        r#"<w:input message="t:M"/>"#,
        r#"<w:output message="t:M"/>"#,
    );
    let other = r#"</w:portType><w:portType name="Q"><w:operation name="Lost"><w:input message="t:M"/></w:operation></w:portType>"#;
    assert_eq!(
        said(&[output_only, ("</w:portType>", other)]),
        [
            "the operation `Op` has no input: it is left out",
            "there is nothing to call: no operation of this WSDL is left",
            "no binding speaks of the port type `{urn:t}Q`: it is left out"
        ]
    );
    let turned = r#"<w:output message="t:M"/><w:input message="t:M"/>"#;
    let input = read(&changed(&[(r#"<w:input message="t:M"/>"#, turned)]));
    assert_eq!(
        messages(&input.warnings),
        ["the output of the operation `Op` stands before its input"]
    );
    assert!(input.definitions.operations[0].output.is_some());
}

#[test]
fn operations_that_no_binding_offers_are_noted() {
    let more = r#"<w:operation name="More"><w:input message="t:M"/></w:operation></w:portType>"#;
    assert_eq!(
        said(&[("</w:portType>", more)]),
        ["no SOAP binding offers the operation `More`: it is left out"]
    );
}

#[test]
fn bindings_that_disagree_are_named() {
    let second = r#"<w:binding name="C" type="t:P"><s2:binding xmlns:s2="http://schemas.xmlsoap.org/wsdl/soap12/" style="document"/>
        <w:operation name="Op"><s2:operation xmlns:s2="http://schemas.xmlsoap.org/wsdl/soap12/" soapAction="two"/></w:operation></w:binding>
        <w:binding name="D" type="t:P"><s:binding style="rpc"/><w:operation name="Op"><s:operation soapAction="three"/></w:operation></w:binding>
        </w:definitions>"#;
    let input = read(&changed(&[("</w:definitions>", second)]));
    assert_eq!(
        messages(&input.warnings),
        [
            "`{urn:t}C` binds the operation `Op` otherwise than `{urn:t}B`",
            "`{urn:t}D` gives another action than `{urn:t}B`, which is of the same version of SOAP"
        ]
    );
    let [operation] = input.definitions.operations.as_slice() else {
        panic!("one operation for all bindings")
    };
    assert_eq!(operation.style, Style::Rpc);
    let versions: Vec<_> = operation
        .versions
        .iter()
        .map(|it| (it.version, it.action.as_str()))
        .collect();
    assert_eq!(
        versions,
        [(SoapVersion::V11, ""), (SoapVersion::V12, "two")]
    );
}

#[test]
fn addressing_is_asked_for_in_several_places() {
    let asked = |binding: &str, port: &str| {
        let service = format!(
            r#"<w:service name="S"><w:port name="P" binding="t:B">{port}</w:port></w:service></w:definitions>"#
        );
        let input = read(&changed(&[
            ("<s:binding", &format!("{binding}<s:binding")),
            ("</w:definitions>", &service),
        ]));
        input.definitions.operations[0].addressing
    };
    let using = r#"<a:UsingAddressing xmlns:a="http://www.w3.org/2006/05/addressing/wsdl"/>"#;
    assert_eq!(asked("", ""), Addressing::Off);
    assert_eq!(asked(using, ""), Addressing::V1);
    assert_eq!(asked("", using), Addressing::V1);
    let policy = format!(
        r#"<p:Policy xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy"><p:All>{using}</p:All></p:Policy>"#
    );
    assert_eq!(asked(&policy, ""), Addressing::V1);
    let old = using.replace(
        "http://www.w3.org/2006/05/addressing/wsdl",
        "http://schemas.xmlsoap.org/ws/2004/08/addressing/policy",
    );
    assert_eq!(asked(&old, ""), Addressing::Submission);
}

#[test]
fn names_of_operations_matter_in_rpc_only() {
    let odd = ("\"Op\"", "\"get List\"");
    assert_eq!(
        errors_of(&changed(&[odd])),
        ["`get List` is no name for an operation"]
    );
    let input = read(&changed(&[odd, ("style=\"rpc\"", "style=\"document\"")]));
    assert_eq!(
        messages(&input.warnings),
        ["`get List` is no name for an operation"]
    );
    assert_eq!(input.definitions.operations.len(), 1);
}

#[test]
fn a_part_with_an_empty_attribute_has_the_other() {
    let input = read(&changed(&[(
        r#"name="p" type="xs:string""#,
        r#"name="p" element="" type="xs:string""#,
    )]));
    assert_eq!(messages(&input.warnings), Vec::<&str>::new());
    let body = &input.definitions.operations[0].input;
    assert!(matches!(body.parts[0].content, PartContent::Type(_)));
}

#[test]
fn a_header_without_a_message_is_of_the_operations_own() {
    let input = read(&changed(&[
        (
            "<s:body",
            r#"<s:header part="h" use="literal"><s:headerfault message="t:Gone" part="f"/></s:header><s:body"#,
        ),
        (
            r#"<w:part name="p" type="xs:string"/>"#,
            r#"<w:part name="p" type="xs:string"/><w:part name="h" element="t:e"/>"#,
        ),
    ]));
    let operation = &input.definitions.operations[0];
    assert_eq!(operation.input_headers[0].part.name, "h");
    assert_eq!(operation.input.parts.len(), 1);
    assert_eq!(
        messages(&input.warnings),
        [
            "`header` does not say its message",
            "there is no message `{urn:t}Gone`",
        ]
    );
}

#[test]
fn each_binding_offers_the_overload_whose_messages_it_names() {
    let operation = r#"<w:operation name="Op"><w:input message="t:M"/></w:operation>"#;
    let overloads =
        [1, 2].map(|n| operation.replace("<w:input", &format!(r#"<w:input name="i{n}""#)));
    let bound = |n: u8| {
        format!(
            r#"<w:binding name="B{n}" type="t:P"><s:binding style="rpc"/><w:operation name="Op">
               <s:operation soapAction="a{n}"/><w:input name="i{n}"><s:body use="literal"/></w:input></w:operation></w:binding>"#
        )
    };
    let wsdl = changed(&[(operation, &overloads.concat())]);
    let (start, _) = wsdl.split_once("<w:binding").unwrap();
    // The second's binding stands first.
    let input = read(&format!("{start}{}{}</w:definitions>", bound(2), bound(1)));
    let actions = input.definitions.operations.iter();
    let actions: Vec<_> = actions.map(|it| it.versions[0].action.as_str()).collect();
    assert_eq!(actions, ["a1", "a2"]);
    assert_eq!(messages(&input.warnings), Vec::<&str>::new());
}

#[test]
fn of_parts_with_one_name_the_first_is_used() {
    let part = r#"<w:part name="p" type="xs:string"/>"#;
    let input = read(&changed(&[(
        part,
        &format!("{part}{}", part.replace("xs:string", "xs:int")),
    )]));
    let parts = &input.definitions.operations[0].input.parts;
    assert_eq!(parts.len(), 1);
    assert!(matches!(
        parts[0].content,
        PartContent::Type(TypeRef::Builtin(Builtin::String))
    ));
    assert_eq!(messages(&input.warnings), ["the message has two parts `p`"]);
}

#[test]
fn faults_make_way_for_a_type_of_their_name() {
    let input = read(&changed(&[
        (
            "<xs:simpleType",
            r#"<xs:complexType name="OpFault"><xs:sequence><xs:element name="why" type="xs:string"/></xs:sequence></xs:complexType>
               <xs:element name="OpFault" type="t:OpFault"/><xs:simpleType"#,
        ),
        (
            "<w:portType",
            r#"<w:message name="F"><w:part name="f" element="t:OpFault"/></w:message><w:portType"#,
        ),
        (
            r#"<w:input message="t:M"/>"#,
            r#"<w:input message="t:M"/><w:output message="t:M"/><w:fault name="f" message="t:F"/>"#,
        ),
    ]));
    let api = model(&input, None).expect("a model");
    assert_eq!(api.types[0].name(), "OpFault");
    assert_eq!(api.faults[0].name, "OpFaults");
}

#[test]
fn a_binding_with_operations_of_soap_is_one_of_soap() {
    let input = read(&changed(&[(r#"<s:binding style="rpc"/>"#, "")]));
    let operation = &input.definitions.operations[0];
    assert_eq!(operation.versions[0].version, SoapVersion::V11);
    assert_eq!(operation.style, Style::Document);
    assert_eq!(
        messages(&input.warnings),
        ["the binding `B` has no `binding` of SOAP"]
    );
    // One that says that it is something else is that.
    let other = r#"<x:binding xmlns:x="urn:x"/>"#;
    let input = read(&changed(&[(r#"<s:binding style="rpc"/>"#, other)]));
    assert!(input.definitions.operations.is_empty());
}
