//! `$id` and `$ref`, with which the service's serialiser numbers the objects of an answer.
//!
//! They mean nothing outside that answer, so they are left out at every depth. What is
//! nothing but a reference has no content of its own and goes with them.

use serde_json::value::RawValue;

use super::{Members, ObjectWriter, Problem, each, kind};

/// Deeper than any value of the service; what is deeper yet is refused.
const DEPTH: usize = 32;

/// Whether a member is one of the serialiser's.
pub(super) fn is_mark(name: &str) -> bool {
    matches!(name, "$id" | "$ref")
}

/// The value without the serialiser's marks; `None` when it is nothing but a reference.
pub(super) fn strip(raw: &RawValue) -> Result<Option<Box<RawValue>>, Problem> {
    let text = raw.get();
    // An escaped `$` counts as one.
    if !text.contains("\"$") && !text.contains("\\u") {
        return Ok(Some(raw.to_owned()));
    }
    let mut out = String::with_capacity(text.len());
    if !copy(raw, &mut out, 0)? {
        return Ok(None);
    }
    let stripped = RawValue::from_string(out);
    stripped.map(Some).map_err(|error| Problem::syntax(&error))
}

/// Appends the value without marks; false when nothing is left of it.
fn copy(raw: &RawValue, out: &mut String, depth: usize) -> Result<bool, Problem> {
    if depth > DEPTH {
        return Err(Problem::new(format!("is nested more than {DEPTH} deep")));
    }
    match kind(raw) {
        "an object" => {
            let members = Members::read(raw)?;
            if members.is_bare_reference() {
                return Ok(false);
            }
            let mut object = ObjectWriter::new(out);
            for (name, value) in members.iter() {
                let copied = object.value(name, |out| copy(value, out, depth + 1));
                copied.map_err(|problem| problem.in_member(name))?;
            }
            object.end();
        }
        "a list" => {
            let mut separator = '[';
            each(raw, |item| {
                let before = out.len();
                out.push(separator);
                if copy(item, out, depth + 1)? {
                    separator = ',';
                } else {
                    out.truncate(before);
                }
                Ok(())
            })?;
            if separator == '[' {
                out.push('[');
            }
            out.push(']');
        }
        _ => out.push_str(raw.get()),
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn stripped(text: &str) -> Option<String> {
        let raw = json::document(text.as_bytes()).unwrap();
        strip(raw).unwrap().map(|raw| raw.get().to_owned())
    }

    #[test]
    fn marks_go_at_every_depth() {
        for (text, expected) in [
            (r#"{"$id":"1","a":1.50}"#, r#"{"a":1.50}"#),
            (
                r#"{"$id":"1","a":[{"$id":"2","b":{"$id":"3","c":0.10}}]}"#,
                r#"{"a":[{"b":{"c":0.10}}]}"#,
            ),
            (r#"{"\u0024id":"1","a":1}"#, r#"{"a":1}"#),
            (r#"{"$ref":"2","a":1}"#, r#"{"a":1}"#),
            (r#"[{"$ref":"1"},{"a":1},{"$ref":"1"}]"#, r#"[{"a":1}]"#),
            (r#"{"a":{"$ref":"1"},"b":[{"$ref":"1"}]}"#, r#"{"b":[]}"#),
            (r#"{"$id":"1"}"#, "{}"),
            // Texts and other names are left alone.
            (r#"{"a":"$id","$other":1}"#, r#"{"a":"$id","$other":1}"#),
            ("[ 1 , 2.0 ]", "[ 1 , 2.0 ]"),
        ] {
            assert_eq!(stripped(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(stripped(r#"{"$ref":"1"}"#), None);
    }

    #[test]
    fn depth_is_bounded() {
        let deep = |depth| format!("{}{{\"$id\":1}}{}", "[".repeat(depth), "]".repeat(depth));
        let at = |depth| strip(json::document(deep(depth).as_bytes()).unwrap());
        assert!(at(DEPTH).is_ok());
        assert!(
            at(DEPTH + 1)
                .unwrap_err()
                .to_string()
                .ends_with("nested more than 32 deep")
        );
        // Without a mark in it, depth costs nothing.
        let plain = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert!(strip(json::document(plain.as_bytes()).unwrap()).is_ok());
    }
}
