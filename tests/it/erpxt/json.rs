//! JSON as a set of paths with the text of each value: what stands in it, to the last digit, in any order.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// `Items[0].Quantity` and its text, for each value that is neither an object nor a list. The serialiser's marks and
/// `null` are left out: neither says anything.
pub(super) fn flat(text: &str) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let raw: &RawValue = serde_json::from_str(text).expect("JSON");
    collect(raw, String::new(), &mut values);
    values
}

fn collect(raw: &RawValue, path: String, values: &mut BTreeMap<String, String>) {
    match raw.get().as_bytes()[0] {
        b'{' => {
            let members: BTreeMap<String, &RawValue> =
                serde_json::from_str(raw.get()).expect("an object");
            for (name, value) in members {
                collect(value, format!("{path}.{name}"), values);
            }
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(raw.get()).expect("a list");
            for (index, value) in items.into_iter().enumerate() {
                collect(value, format!("{path}[{index}]"), values);
            }
        }
        _ if path.ends_with(".$id") || raw.get() == "null" => {}
        _ => {
            let text = match serde_json::from_str::<String>(raw.get()) {
                Ok(text) => format!("{text:?}"),
                Err(_) => raw.get().to_owned(),
            };
            values.insert(path, text);
        }
    }
}
