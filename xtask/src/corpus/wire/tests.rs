//! Messages of both sides, and what a difference between them is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kontorhaus_codegen::ir::Api;
use kontorhaus_codegen::{Catalog, Input, model, read};
use serde_json::{Value as Json, json};

use super::expected::Expected;
use super::infoset::difference;
use super::messages::{self, Messages};
use super::model::Model;

/// Runs on the model of each feature folder.
fn with_features(check: impl Fn(&str, &Model<'_>)) {
    let folder = crate::workspace().join("tests/features");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let input = read(&folder.join("input.wsdl"), &Catalog::new()).unwrap();
        let api: Api = model(&input, None).unwrap();
        check(name, &Model::new(&api, &input.schemas));
    }
}

fn tried(model: &Model<'_>) -> Vec<usize> {
    let operations = model.api.operations.iter().enumerate();
    operations
        .filter(|(_, operation)| messages::excluded(operation, model).is_none())
        .map(|(place, _)| place)
        .collect()
}

/// Faults that are no element of the detail: a header block, and one that has a type instead.
const NO_DETAIL: [&str; 2] = ["SearchFault::LoginProblem", "StopFault::OldStyle"];

#[test]
fn every_field_arm_and_derived_type_is_in_a_message() {
    with_features(|name, model| {
        let operations = tried(model);
        for messages in [
            messages::requests(model, &operations),
            messages::answers(model, &operations),
            messages::faults(model, &operations),
        ] {
            let Messages {
                sites,
                shown,
                mut missing,
                ..
            } = messages;
            missing.retain(|missing| !NO_DETAIL.contains(&missing.as_str()));
            assert_eq!((shown, missing), (sites, Vec::<String>::new()), "{name}");
        }
    });
}

#[test]
fn every_message_has_a_form_in_xml() {
    with_features(|name, model| {
        let operations = tried(model);
        let expected = Expected { model };
        for message in messages::requests(model, &operations).list {
            let operation = &model.api.operations[message.operation];
            let envelope = expected.request(operation, &message.headers, &message.body);
            let envelope = envelope.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(difference(&envelope, &envelope), Ok(None), "{name}");
        }
        for message in messages::answers(model, &operations).list {
            let operation = &model.api.operations[message.operation];
            let envelope = expected.answer(operation, &message.body);
            let envelope = envelope.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(difference(&envelope, &envelope), Ok(None), "{name}");
        }
        for message in messages::faults(model, &operations).list {
            let operation = &model.api.operations[message.operation];
            let arm = &model.faults(operation)[message.fault.unwrap()];
            let envelope = expected.fault(operation, arm, &message.body);
            let envelope = envelope.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(difference(&envelope, &envelope), Ok(None), "{name}");
        }
    });
}

#[test]
fn the_first_message_has_what_is_required_only() {
    with_features(|name, model| {
        if name != "nillable-optional" {
            return;
        }
        let answers = messages::answers(model, &[0]).list;
        let first = &answers[0].body;
        assert_eq!(first["optional"], json!(null));
        assert_eq!(first["point"], json!(null));
        assert_eq!(first["many"], json!([]));
        assert_eq!(first["nillable"], json!(null));
        assert!(first["required"].is_number());
        let second = &answers[1].body;
        assert!(
            second["nillable"].is_number()
                && second["optional"].is_number()
                && second["point"]["x"].is_number()
        );
        assert_eq!(second["many"][2], json!(null));
        assert_eq!(second["many"].as_array().map(Vec::len), Some(3));
    });
}

/// A service with these types and elements, and an operation for each element of these names.
fn input(types: &str, operations: &[&str]) -> Input {
    let each = |text: &str| -> String {
        let texts = operations.iter().map(|name| text.replace("NAME", name));
        texts.collect()
    };
    let wsdl = format!(
        r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
            xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
          <types><xs:schema targetNamespace="urn:t">{types}</xs:schema></types>
          {}
          <portType name="P">{}</portType>
          <binding name="B" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{}</binding>
        </definitions>"#,
        each(r#"<message name="NAME"><part name="body" element="t:NAME"/></message>"#),
        each(r#"<operation name="NAME"><input message="t:NAME"/></operation>"#),
        each(r#"<operation name="NAME"><input><soap:body use="literal"/></input></operation>"#),
    );
    let catalog = Catalog::new().with_bytes("input.wsdl", wsdl);
    read(Path::new("input.wsdl"), &catalog).unwrap()
}

/// Two types call elements the same; what excludes each other in one stands together in the other.
const CHOICES: &str = r#"
    <xs:complexType name="Request"><xs:sequence><xs:element name="trace" type="xs:int"/></xs:sequence></xs:complexType>
    <xs:element name="Get"><xs:complexType><xs:complexContent><xs:extension base="t:Request"><xs:sequence>
      <xs:choice>
        <xs:element name="id" type="xs:int"/>
        <xs:sequence><xs:element name="node" type="xs:int"/><xs:element name="name" type="xs:int"/></xs:sequence>
        <xs:sequence><xs:element name="alias" type="xs:int"/><xs:element name="name" type="xs:int"/></xs:sequence>
      </xs:choice>
      <xs:element name="tag" type="xs:int" minOccurs="0"/>
    </xs:sequence></xs:extension></xs:complexContent></xs:complexType></xs:element>
    <xs:element name="Find"><xs:complexType><xs:choice>
      <xs:element name="node" type="xs:int"/>
      <xs:sequence><xs:element name="name" type="xs:int"/><xs:element name="tag" type="xs:int"/></xs:sequence>
    </xs:choice></xs:complexType></xs:element>"#;

#[test]
fn what_excludes_each_other_is_known_by_its_type() {
    let input = input(CHOICES, &["Find", "Get"]);
    let api = model(&input, None).unwrap();
    let model = Model::new(&api, &input.schemas);
    let shapes = |operation: usize| -> BTreeSet<String> {
        let messages = messages::requests(&model, &[operation]);
        assert_eq!(messages.missing, Vec::<String>::new());
        let bodies = messages.list.into_iter();
        let present = bodies.map(|message| {
            let fields = message.body.as_object().unwrap().clone();
            let present = fields.into_iter().filter(|(_, value)| !value.is_null());
            present.map(|(name, _)| name).collect::<Vec<_>>().join(" ")
        });
        present.collect()
    };
    assert_eq!(shapes(0), ["name tag", "node"].map(str::to_owned).into());
    assert_eq!(
        shapes(1),
        ["id trace", "name node tag trace", "alias name tag trace"]
            .map(str::to_owned)
            .into()
    );
}

#[test]
fn a_message_is_no_deeper_than_it_must_be() {
    const CHAIN: usize = 50;
    let links = (0..CHAIN).map(|i| {
        let next = (i + 1) % CHAIN;
        format!(
            r#"<xs:complexType name="Link{i}"><xs:sequence>
              <xs:element name="next" type="t:Link{next}" minOccurs="0"/>
              <xs:element name="value" type="xs:int" minOccurs="0"/>
            </xs:sequence></xs:complexType>"#
        )
    });
    let inside = (0..CHAIN)
        .map(|i| format!(r#"<xs:element name="link{i}" type="t:Link{i}" minOccurs="0"/>"#));
    let inside: String = inside.collect();
    let get = format!(
        r#"<xs:element name="Get"><xs:complexType><xs:sequence>{inside}</xs:sequence></xs:complexType></xs:element>"#
    );
    let input = input(&(links.collect::<String>() + &get), &["Get"]);
    let api = model(&input, None).unwrap();
    let messages = messages::requests(&Model::new(&api, &input.schemas), &[0]);
    assert_eq!(messages.missing, Vec::<String>::new());
    assert_eq!(messages.sites, 3 * CHAIN);
    let depths: Vec<_> = messages.list.iter().map(|it| depth(&it.body)).collect();
    assert_eq!(depths, [1, 4]);
}

/// How many objects stand in each other.
fn depth(json: &Json) -> usize {
    let members = json.as_object();
    members.map_or(0, |it| 1 + it.values().map(depth).max().unwrap_or_default())
}

#[test]
fn a_difference_is_where_it_is() {
    let one = "<e:A xmlns:e='urn:e' b='1'><e:c>text</e:c><d/></e:A>";
    let same = "<A xmlns='urn:e' b=\"1\">\n<c><![CDATA[text]]></c><d xmlns=''></d></A>";
    assert_eq!(difference(one, same), Ok(None));
    for (other, path, found) in [
        (same.replace("text", "y"), "/{urn:e}A/c", "\"y\""),
        (same.replace("b=\"1\"", ""), "/{urn:e}A", ""),
        (
            same.replace(" xmlns=''", ""),
            "/{urn:e}A/{}d",
            "/{urn:e}A/d \"\"",
        ),
        (
            same.replace("<d xmlns=''></d>", ""),
            "/{urn:e}A/{}d",
            "nothing",
        ),
    ] {
        let [at, _, what] = difference(one, &other).unwrap().unwrap();
        assert_eq!((at.as_str(), what.as_str()), (path, found), "{other}");
    }
}
