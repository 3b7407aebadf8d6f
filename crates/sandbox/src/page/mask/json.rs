//! JSON, whole or cut off: a member a line, strings hidden by name.

use super::{HIDDEN, Mask};

/// Deeper values are not indented further, so that nonsense stays as long as it was sent, more or less.
const DEEPEST: usize = 24;

pub(super) fn pretty(text: &str, mask: &mut Mask) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    // That of the next value; of several in a list, each. After an object it is not known.
    let mut name = "";
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string(rest),
            c if c.is_whitespace() => c.len_utf8(),
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            _ => word(rest),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        match first {
            '{' | '[' => {
                out.push(first);
                let inner = rest.trim_start();
                if inner.starts_with(['}', ']']) {
                    out.push_str(&inner[..1]);
                    rest = &inner[1..];
                    if first == '{' {
                        name = "";
                    }
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(first);
                if first == '}' {
                    name = "";
                }
            }
            ',' => {
                out.push(',');
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            '"' => {
                let inner = token[1..].strip_suffix('"').unwrap_or(&token[1..]);
                let shown = if rest.trim_start().starts_with(':') {
                    name = inner;
                    inner.into()
                } else {
                    mask.value(name, inner, || decoded(inner))
                };
                out.extend(["\"", &shown, "\""]);
            }
            c if c.is_whitespace() => {}
            _ => out.push_str(if is_plain(token) { token } else { HIDDEN }),
        }
    }
    out
}

/// The length of a string with its quotes, or that of the text.
fn string(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

/// The length of what is neither a string nor punctuation.
fn word(text: &str) -> usize {
    let is_end = |c: char| c.is_whitespace() || "{}[],:\"".contains(c);
    text.find(is_end).unwrap_or(text.len())
}

/// Whether it is a number, a truth value or null, if only the beginning of one.
fn is_plain(word: &str) -> bool {
    let is_number = word
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    is_number
        || ["true", "false", "null"]
            .iter()
            .any(|known| known.starts_with(word))
}

fn decoded(inner: &str) -> String {
    serde_json::from_str(&format!("\"{inner}\"")).unwrap_or_else(|_| inner.to_owned())
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth.min(DEEPEST)));
}
