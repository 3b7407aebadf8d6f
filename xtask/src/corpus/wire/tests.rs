//! Messages of both sides, and what a difference between them is.

use std::fs;
use std::path::PathBuf;

use kontorhaus_codegen::ir::Api;
use kontorhaus_codegen::{Catalog, model, read};
use serde_json::json;

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

#[test]
fn every_field_arm_and_derived_type_is_in_a_message() {
    with_features(|name, model| {
        let operations = tried(model);
        for messages in [
            messages::requests(model, &operations),
            messages::answers(model, &operations),
        ] {
            let Messages {
                sites,
                shown,
                missing,
                ..
            } = messages;
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
