//! The names in what rustdoc writes of a crate.
//!
//! The format is unstable. This takes no more of it for granted than that items stand in `index` by their ids, that a
//! reference is an object with an `id` and a `path` (for a `use`: a `source`), and that `paths` says what an id is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// The standard library.
const STANDARD: &[&str] = &["alloc", "core", "std"];

/// A line for each place in the crate's API that names something else than the standard library, the crate itself and
/// what is `allowed`, which are crates and paths.
pub(super) fn foreign(json: &Value, allowed: &[&str]) -> Result<Vec<String>, String> {
    let document = Document::new(json)?;
    let mut known = 0;
    let mut foreign = BTreeSet::new();
    for (id, item) in document.index {
        if item["crate_id"] != *document.own || document.is_given(id, item) {
            continue;
        }
        for name in document.names(&item["inner"]) {
            let name = name?;
            let of = |path: &&str| name == *path || name.starts_with(&format!("{path}::"));
            if allowed.iter().chain(STANDARD).any(of) {
                known += 1;
            } else {
                foreign.insert(format!("  {name} in {}", place(item)));
            }
        }
    }
    if known == 0 && foreign.is_empty() {
        let version = &json["format_version"];
        return Err(format!(
            "nothing is found in what rustdoc wrote, format {version}: has it changed?"
        ));
    }
    Ok(foreign.into_iter().collect())
}

struct Document<'a> {
    index: &'a Map<String, Value>,
    paths: &'a Map<String, Value>,
    crates: BTreeMap<String, &'a str>,
    /// The id of the crate itself.
    own: &'a Value,
    /// Items of impls that the crate gets without writing them.
    given: BTreeSet<String>,
}

impl<'a> Document<'a> {
    fn new(json: &'a Value) -> Result<Self, String> {
        let map = |name: &str| {
            let map = json[name].as_object();
            map.ok_or_else(|| format!("rustdoc's JSON has no {name}"))
        };
        let (index, paths) = (map("index")?, map("paths")?);
        let root = index.get(&id(&json["root"]).unwrap_or_default());
        let root = root.ok_or("rustdoc's JSON has no root")?;
        let name = |(id, krate): (&String, &'a Value)| Some((id.clone(), krate["name"].as_str()?));
        let mut crates: BTreeMap<_, _> = map("external_crates")?.iter().filter_map(name).collect();
        if let (Some(own), Some(name)) = (id(&root["crate_id"]), root["name"].as_str()) {
            crates.insert(own, name);
        }
        let given = index
            .values()
            .map(|item| &item["inner"]["impl"])
            .filter(|item| is_given(item));
        let given = given
            .filter_map(|item| item["items"].as_array())
            .flatten()
            .filter_map(id);
        Ok(Self {
            index,
            paths,
            crates,
            own: &root["crate_id"],
            given: given.collect(),
        })
    }

    /// Whether the item is none of the crate's own making: an auto trait, or another crate's `impl<T> Trait for T`.
    fn is_given(&self, id: &str, item: &Value) -> bool {
        self.given.contains(id) || is_given(&item["inner"]["impl"])
    }

    /// The full names of all that an item refers to.
    fn names(&self, inner: &'a Value) -> Vec<Result<String, String>> {
        let mut names = Vec::new();
        self.collect(inner, &mut names);
        names
    }

    fn collect(&self, value: &'a Value, names: &mut Vec<Result<String, String>>) {
        match value {
            Value::Object(object) => {
                let said = object.get("path").or_else(|| object.get("source"));
                if let (Some(said), Some(id)) = (said, object.get("id").and_then(id)) {
                    names.push(
                        self.name(&id)
                            .ok_or_else(|| format!("rustdoc's JSON says nothing of {said}")),
                    );
                }
                object.values().for_each(|value| self.collect(value, names));
            }
            Value::Array(values) => values.iter().for_each(|value| self.collect(value, names)),
            _ => {}
        }
    }

    /// Crate and path of an item.
    fn name(&self, id: &str) -> Option<String> {
        let summary = self.paths.get(id).or_else(|| self.index.get(id))?;
        let krate = self.crates.get(&self::id(&summary["crate_id"])?)?;
        let path = summary["path"].as_array().into_iter().flatten().skip(1);
        let path = path.map(|part| part.as_str().unwrap_or_default());
        let parts: Vec<_> = std::iter::once(*krate).chain(path).collect();
        Some(parts.join("::"))
    }
}

/// Ids are numbers, and were texts once.
fn id(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn is_given(item: &Value) -> bool {
    item["is_synthetic"] == true || item["blanket_impl"].is_object()
}

/// Where an item stands, and what it is called.
fn place(item: &Value) -> String {
    let name = item["name"].as_str().unwrap_or("impl");
    let file = item["span"]["filename"].as_str().unwrap_or("?");
    let line = &item["span"]["begin"][0];
    format!("{name} ({file}:{line})")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A crate `shop` with these items beside its root.
    fn shop(items: &[Value]) -> Value {
        let mut index = json!({ "0": item("shop", &json!({ "module": { "items": [] } })) });
        for (at, item) in items.iter().enumerate() {
            index[(at + 1).to_string()] = item.clone();
        }
        let path = |krate: u32, path: &[&str]| json!({ "crate_id": krate, "path": path });
        json!({
            "root": 0,
            "format_version": 57,
            "index": index,
            "paths": {
                "100": path(1, &["core", "option", "Option"]),
                "200": path(2, &["http", "uri", "Uri"]),
                "300": path(3, &["reqwest", "async_impl", "client", "Client"]),
                "400": path(4, &["tracing", "instrument", "Instrument"]),
            },
            "external_crates": {
                "1": { "name": "core" }, "2": { "name": "http" },
                "3": { "name": "reqwest" }, "4": { "name": "tracing" },
            },
        })
    }

    fn item(name: &str, inner: &Value) -> Value {
        let span = json!({ "filename": "src/lib.rs", "begin": [7, 1] });
        json!({ "crate_id": 0, "name": name, "span": span, "inner": inner })
    }

    fn resolved(id: u32, argument: Option<Value>) -> Value {
        let arguments = argument.map(|argument| json!({ "args": [{ "type": argument }] }));
        json!({ "resolved_path": { "path": "As it is written", "id": id, "args": { "angle_bracketed": arguments } } })
    }

    fn function(name: &str, output: &Value) -> Value {
        let signature = json!({ "inputs": [["it", resolved(200, None)]], "output": output });
        item(name, &json!({ "function": { "sig": signature } }))
    }

    fn check(items: &[Value]) -> Result<Vec<String>, String> {
        foreign(&shop(items), &["http"])
    }

    #[test]
    fn a_foreign_type_is_found_wherever_it_stands() {
        let nested = resolved(100, Some(resolved(300, None)));
        assert_eq!(
            check(&[
                function("good", &resolved(100, None)),
                function("bad", &nested)
            ])
            .unwrap(),
            ["  reqwest::async_impl::client::Client in bad (src/lib.rs:7)"]
        );
        let reexport = item(
            "Client",
            &json!({ "use": { "source": "reqwest::Client", "id": 300 } }),
        );
        assert_eq!(check(&[reexport]).unwrap().len(), 1);
        let implementation = json!({ "path": "Instrument", "id": 400 });
        let implementation =
            json!({ "impl": { "trait": implementation, "blanket_impl": null, "items": [] } });
        assert_eq!(
            check(&[item("", &implementation)]).unwrap(),
            ["  tracing::instrument::Instrument in  (src/lib.rs:7)"]
        );
    }

    #[test]
    fn what_other_crates_give_to_every_type_is_none_of_ours() {
        let given = json!({ "path": "Instrument", "id": 400 });
        let given =
            json!({ "impl": { "trait": given, "blanket_impl": { "generic": "T" }, "items": [2] } });
        let items = [
            item("", &given),
            function("method", &resolved(300, None)),
            function("good", &resolved(100, None)),
        ];
        assert_eq!(check(&items).unwrap(), [""; 0]);
    }

    #[test]
    fn a_format_that_is_not_understood_is_an_error() {
        let changed = item(
            "f",
            &json!({ "function": { "result": { "type_of": 100 } } }),
        );
        let error = check(&[changed]).unwrap_err();
        assert!(error.contains("format 57: has it changed?"), "{error}");
        let error = check(&[function("f", &resolved(999, None))]).unwrap_err();
        assert!(
            error.contains("says nothing of \"As it is written\""),
            "{error}"
        );
        assert_eq!(
            foreign(&json!({}), &[]).unwrap_err(),
            "rustdoc's JSON has no index"
        );
    }
}
