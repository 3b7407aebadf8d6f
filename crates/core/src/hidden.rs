//! Bodies with their values hidden, but for those that an operation says may be shown.
//!
//! Both formats are read no further than it takes to tell values from names, so that what
//! is broken or cut off can be shown too.

mod json;
mod xml;

/// Stands in [`Operation::SHOWN`](crate::Operation::SHOWN) for every name.
const ALL: &str = "*";

/// A value of a body that is not simply shown.
pub(crate) enum Value<'a> {
    /// It must not be shown.
    Hidden(&'a str),
    /// What a fault says. It is shown, but may repeat the request.
    Said(&'a str),
}

type Replace<'a> = &'a mut dyn FnMut(Value<'_>) -> String;

/// The body with what `replace` gives for each value whose name is not in `shown`.
/// A body that is neither XML nor JSON is one value without a name.
pub(crate) fn hiding(body: &str, shown: &[&str], replace: Replace<'_>) -> String {
    let text = body.trim_start_matches('\u{FEFF}').trim_start();
    match text.chars().next() {
        _ if shown == [ALL] => body.to_owned(),
        None => String::new(),
        Some('<') => xml::hiding(text, shown, replace),
        Some('{' | '[') => json::hiding(text, shown, replace),
        Some(_) => replace(Value::Hidden(body)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn without_values(body: &str) -> String {
        hiding(body, &["shown"], &mut |_| "…".to_owned())
    }

    #[test]
    fn what_is_neither_xml_nor_json_is_hidden_as_a_whole() {
        assert_eq!(without_values("token=1&shown=2"), "…");
        assert_eq!(without_values("\"text\""), "…");
        assert_eq!(without_values(" \n"), "");
        assert_eq!(without_values("\u{FEFF}\n<a>Eva</a>"), "<a>…</a>");
        assert_eq!(without_values(" {\"a\":\"Eva\"}"), "{\"a\":\"…\"}");
    }

    #[test]
    fn an_asterisk_stands_for_every_name() {
        let body = " token=1&a=2";
        assert_eq!(
            hiding(body, &["*"], &mut |_| unreachable!("all is shown")),
            body
        );
    }

    /// What documents are made of.
    const PIECES: &[&str] = &[
        "<",
        ">",
        "</",
        "/>",
        "<a",
        "<s:Body>",
        "<s:Fault>",
        "<detail>",
        "shown",
        "=",
        "'",
        "\"",
        "#",
        "&lt;",
        "&",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?xml",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\\",
        "\\u00fc",
        " ",
        "ü",
    ];

    /// That in any order.
    fn broken() -> impl Strategy<Value = String> {
        let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..24);
        let first = prop::sample::select(&["<", "{", ""][..]);
        (first, pieces).prop_map(|(first, pieces)| format!("{first}{}", pieces.concat()))
    }

    proptest! {
        #[test]
        fn nothing_is_too_broken(body in broken()) {
            // Every piece is shown, masked or left out; a mask is longer than none of them.
            let hidden = without_values(&body);
            prop_assert!(hidden.chars().count() <= 2 * body.chars().count() + 1, "{}", hidden);
            let hidden = hiding(&body, &[], &mut |value| match value {
                Value::Hidden(value) | Value::Said(value) => value.replace("shown", ""),
            });
            prop_assert!(hidden.len() <= 8 * body.len() + 8, "{}", hidden);
        }
    }
}
