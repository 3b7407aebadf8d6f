//! Strings in JSON. Numbers and truth values are shown, whatever their name.

use super::{Replace, Value};
use crate::secret::{decoded, json_escape};

pub(super) fn hiding(mut text: &str, shown: &[&str], replace: Replace<'_>) -> String {
    let mut hidden = String::with_capacity(text.len());
    // The name that the next string belongs to; of several in a list, each.
    let mut name = "";
    while let Some(start) = text.find(['"', '}']) {
        let (before, rest) = text.split_at(start);
        hidden.push_str(before);
        let Some(rest) = rest.strip_prefix('"') else {
            hidden.push('}');
            text = &rest[1..];
            // What follows in a list around the object has no name that is known here.
            name = "";
            continue;
        };
        let length = string(rest);
        let value = &rest[..length];
        text = rest[length..].strip_prefix('"').unwrap_or_default();
        let is_name = text.trim_start().starts_with(':');
        if is_name {
            name = value;
        }
        let value = if is_name || value.is_empty() || shown.contains(&name) {
            value
        } else {
            &escaped(&replace(Value::Hidden(&decoded(value, json_escape))))
        };
        hidden.extend(["\"", value, "\""]);
    }
    hidden.push_str(text);
    hidden
}

/// The length of a string up to its end, or that of the text.
fn string(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.unwrap_or(text.len())
}

/// What stands for a value is ours, yet it may be the id that a caller gave the call.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> String {
        hiding(text, &["id", "tags"], &mut |value| match value {
            Value::Hidden(value) => format!("<{value}>"),
            Value::Said(_) => unreachable!("JSON has no faults"),
        })
    }

    #[test]
    fn strings_are_hidden_by_their_names() {
        assert_eq!(
            hidden(r#"{"id": "7", "name" : "Eva", "n": 1.5, "b": true, "x": null}"#),
            r#"{"id": "7", "name" : "<Eva>", "n": 1.5, "b": true, "x": null}"#
        );
        assert_eq!(
            hidden(r#"[{"tags":["a","b"],"mails":["a","b"]},{"who":{"id":"1"},"e":""}]"#),
            r#"[{"tags":["a","b"],"mails":["<a>","<b>"]},{"who":{"id":"1"},"e":""}]"#
        );
    }

    #[test]
    fn a_string_without_a_name_is_hidden() {
        assert_eq!(hidden(r#"["a"]"#), r#"["<a>"]"#);
        assert_eq!(hidden(r#"[{"id":"1"},"a"]"#), r#"[{"id":"1"},"<a>"]"#);
    }

    #[test]
    fn values_are_given_without_their_escapes() {
        assert_eq!(
            hidden(r#"{"a":"x\"\u00fc\\","b":"y"}"#),
            r#"{"a":"<x\"ü\\>","b":"<y>"}"#
        );
    }

    #[test]
    fn what_is_cut_off_is_hidden() {
        assert_eq!(hidden(r#"{"id":"7","a":"Ev"#), r#"{"id":"7","a":"<Ev>""#);
        assert_eq!(hidden(r#"{"id":"7","a":"Ev\"#), r#"{"id":"7","a":"<Ev\\>""#);
        assert_eq!(hidden(r#"{"id"#), r#"{"<id>""#);
        assert_eq!(hidden("{"), "{");
    }
}
