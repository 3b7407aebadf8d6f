//! Documents by the JSON Schemas of a vendor's payloads, with a mark in every text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kontorhaus_tests::interop::workspace;
use serde_json::{Map, Value, json};

use crate::sentinels::marks::Marks;

/// Texts that are not free, by their definitions or places.
pub(super) type Fixed = &'static [(&'static str, &'static str)];

/// The definitions of all files of a folder.
pub(super) struct Schemas {
    definitions: BTreeMap<String, Value>,
    fixed: Fixed,
}

/// What a document holds beside what the schema names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    Absent,
    /// A member in each object.
    Present,
}

impl Schemas {
    /// Those in `schemas/FOLDER`. A definition is called `file#name`, or `name` if its file is `types.json`.
    pub(super) fn read(folder: &str, fixed: Fixed) -> Self {
        let files = fs::read_dir(workspace().join("schemas").join(folder)).expect("schemas");
        let mut definitions = BTreeMap::new();
        for file in files {
            let path = file.expect("a file").path();
            let schema: Value =
                serde_json::from_slice(&fs::read(&path).expect("a file")).expect("JSON");
            let file = path.file_name().and_then(|name| name.to_str());
            for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
                let name = full_name(file.expect("a name"), name);
                definitions.insert(name, definition.clone());
            }
        }
        assert!(!definitions.is_empty(), "{folder} has no definitions");
        Self { definitions, fixed }
    }

    /// A document of a definition with every member, and an item in every list.
    pub(super) fn document(&self, name: &str, unknown: Unknown, marks: &Marks) -> Value {
        let reference = json!({ "$ref": format!("#/$defs/{name}") });
        self.make(&reference, name, name, unknown, marks)
    }

    /// A document of a schema that refers to definitions; a text that is no member of anything has this place.
    pub(super) fn document_of(&self, schema: &Value, place: &str, marks: &Marks) -> Value {
        self.make(schema, "", place, Unknown::Present, marks)
    }

    /// The places of all texts that are free.
    pub(super) fn texts(&self) -> BTreeSet<String> {
        let marks = Marks::default();
        for name in self.definitions.keys() {
            self.document(name, Unknown::Absent, &marks);
        }
        // What is no member of anything stands where somebody refers to it.
        let mut places = marks.places();
        places.retain(|place| place.contains('.'));
        places
    }

    /// `within` is the definition that the schema stands in, `place` where its value stands.
    fn make(
        &self,
        schema: &Value,
        within: &str,
        place: &str,
        unknown: Unknown,
        marks: &Marks,
    ) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = self.resolve(reference, within);
            if let Some(text) = self.fixed(&name) {
                return text.into();
            }
            let definition = &self.definitions[&name];
            let is_object = definition.get("properties").is_some();
            let place = if is_object { &name } else { place };
            return self.make(definition, &name, place, unknown, marks);
        }
        if let Some(first) = schema["anyOf"].get(0) {
            return self.make(first, within, place, unknown, marks);
        }
        if let Some(fixed) = schema.get("const").or_else(|| schema["enum"].get(0)) {
            return fixed.clone();
        }
        let type_ = schema["type"].as_str();
        match type_.or_else(|| schema["type"][0].as_str()) {
            Some("object") => {
                let mut object = Map::new();
                for (name, member) in schema["properties"].as_object().into_iter().flatten() {
                    let place = format!("{place}.{name}");
                    let value = self.make(member, within, &place, unknown, marks);
                    object.insert(name.clone(), value);
                }
                if unknown == Unknown::Present || object.is_empty() {
                    let mark = marks.of(&format!("{place}/unknown"));
                    object.insert("Unknown".to_owned(), json!([{ "Deep": mark }]));
                }
                object.into()
            }
            Some("array") => json!([self.make(&schema["items"], within, place, unknown, marks)]),
            Some("string") => match self.fixed(place) {
                Some(text) => text.into(),
                None => marks.of(place).into(),
            },
            Some("integer" | "number") => 7.into(),
            Some("boolean") => true.into(),
            other => panic!("{place} is {other:?}"),
        }
    }

    fn fixed(&self, place: &str) -> Option<&'static str> {
        let mut fixed = self.fixed.iter();
        fixed
            .find(|(known, _)| *known == place)
            .map(|(_, text)| *text)
    }

    /// The definition that a reference names.
    fn resolve(&self, reference: &str, within: &str) -> String {
        let (file, name) = reference.split_once("#/$defs/").expect("a definition");
        if self.definitions.contains_key(name) {
            return name.to_owned();
        }
        let here = within
            .split_once('#')
            .map_or("types.json", |(file, _)| file);
        full_name(if file.is_empty() { here } else { file }, name)
    }
}

fn full_name(file: &str, name: &str) -> String {
    match file.split('.').next() {
        Some("types") | None => name.to_owned(),
        Some(file) => format!("{file}#{name}"),
    }
}
