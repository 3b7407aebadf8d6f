//! Tokens to text as a person would lay it out.

use std::fmt::Write as _;

use proc_macro2::TokenStream;

/// The width of documentation lines, without their indentation.
const WIDTH: usize = 92;

/// What generated tokens are as a file.
pub(super) fn parsed(tokens: TokenStream) -> Result<syn::File, String> {
    // A mistake of this crate.
    syn::parse2(tokens)
        .map_err(|error| format!("generated code is no Rust: {error} at {:?}", error.span()))
}

/// Formats a file: `header`, then the items with blank lines between them.
pub(super) fn format(file: &syn::File, header: &str) -> String {
    let text = prettyplease::unparse(file);
    let text = space_out(&hug_closures(&put_into_macros(&text)));
    format!("{header}{text}")
}

/// The macros of the runtime that take an item.
const MACROS: &[&str] = &["number_enum", "open_text_enum", "text_enum"];

/// The one that takes a line for each field, a name and a list of words: for the printer that is an enum.
pub(super) const FIELDS: &str = "fields";

/// Whether an attribute says that the item is to be put into a macro of its name.
pub(super) fn is_macro(attribute: &syn::Attribute) -> bool {
    let mut names = MACROS.iter().chain([&FIELDS]);
    names.any(|name| attribute.path().is_ident(name))
}

/// Puts items into the macros that they are marked for: the printer leaves what stands in a macro as it is.
fn put_into_macros(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let name = line
            .strip_prefix("#[")
            .and_then(|line| line.strip_suffix(']'));
        if let Some(name) = name.filter(|name| MACROS.contains(name)) {
            let _ = writeln!(out, "soap::{name}! {{");
            inside = true;
            continue;
        }
        if name == Some(FIELDS) {
            fields(&mut lines, &mut out);
            continue;
        }
        let indent = if inside { "    " } else { "" };
        let _ = writeln!(out, "{indent}{line}");
        if inside && (line == "}" || line.ends_with(" {}")) {
            out.push_str("}\n");
            inside = false;
        }
    }
    out
}

/// The lines of a struct's fields, up to their end.
fn fields<'t>(lines: &mut impl Iterator<Item = &'t str>, out: &mut String) {
    for line in lines {
        if let Some(head) = line.strip_prefix("enum ") {
            let _ = writeln!(out, "soap::{FIELDS}!({head}");
        } else if line == "}" {
            out.push_str("});\n");
            return;
        } else {
            let _ = writeln!(out, "{line}");
        }
    }
}

/// Puts a blank line between items and between methods: the printer sets none.
fn space_out(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    // The last line that isn't indented and opens or is a declaration.
    let mut declaration = "";
    for (number, line) in lines.iter().enumerate() {
        out.push_str(line);
        out.push('\n');
        if !line.starts_with(' ') && *line != "};" {
            declaration = line;
        }
        let Some(next) = lines.get(number + 1) else {
            break;
        };
        if separates(line, next, declaration) {
            out.push('\n');
        }
    }
    out
}

fn separates(line: &str, next: &str, declaration: &str) -> bool {
    let indent = line.len() - line.trim_start().len();
    let same_indent = indent == next.len() - next.trim_start().len();
    let ends_block = same_indent && matches!(line.trim_start(), "}" | ");" | "];" | "});");
    match indent {
        0 if line.starts_with("//!") || line == ")]" => {
            !next.starts_with("//!") && !next.starts_with("#![")
        }
        // Documentation may end like anything.
        _ if line.trim_start().starts_with("///") => false,
        0 if ends_block || line.ends_with(" {}") => true,
        0 if line.ends_with(';') => same_indent && kind(declaration) != kind(next),
        // Associated constants stand together, however long.
        4 if line.trim_start() == "];" && next.trim_start().starts_with("const ") => false,
        4 if ends_block => starts_item(next),
        // Associated constants and types, then functions.
        4 if line.ends_with(';') => same_indent && next.trim_start().starts_with("fn "),
        _ => false,
    }
}

/// Declarations of one kind stand together: modules, re-exports, and imports by where they come from.
fn kind(line: &str) -> &str {
    if line.starts_with("use std") {
        "std"
    } else if line.starts_with("use crate") || line.starts_with("use super") {
        "own"
    } else {
        line.split(' ').next().unwrap_or(line)
    }
}

fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    ["///", "#[", "pub ", "fn ", "const ", "type "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// A text that may stand in a comment: in one line, and without what turns the direction of writing, which rustc refuses.
pub(super) fn one_line(text: &str) -> String {
    let forbidden =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace(forbidden, " ")
}

/// Breaks long lines of documentation between words.
pub(super) fn wrap(lines: &[String]) -> Vec<String> {
    let mut wrapped = Vec::new();
    for line in lines {
        let mut current = String::new();
        let indent = item_indent(line);
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            if !current.is_empty() && current.chars().count() + 1 + word.chars().count() > WIDTH {
                wrapped.push(std::mem::replace(&mut current, " ".repeat(indent)));
            } else if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
        wrapped.push(current);
    }
    wrapped
}

/// How far the lines of a list's item stand in.
fn item_indent(line: &str) -> usize {
    let mark = line.split(' ').next().unwrap_or_default();
    let number = mark.strip_suffix(['.', ')']).unwrap_or_default();
    let is_item = matches!(mark, "-" | "*" | "+") || number.parse::<u32>().is_ok();
    if is_item { mark.len() + 1 } else { 0 }
}

/// Moves a closure that is the last of two arguments up to the line of the call, as rustfmt does; the printer gives each argument lines of
/// its own.
fn hug_closures(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        if let Some((first, body, end, rest)) = closure_call(&lines[number..]) {
            let _ = writeln!(out, "{line}{first} {}", body[0].trim_start());
            for line in &body[1..] {
                let _ = writeln!(out, "{}", line.strip_prefix("    ").unwrap_or(line));
            }
            let indent = line.len() - line.trim_start().len();
            let _ = writeln!(out, "{:indent$}}}{end}", "");
            number += rest;
        } else {
            out.push_str(line);
            out.push('\n');
            number += 1;
        }
    }
    out
}

/// The first argument of a call, the lines of a closure that is the second, the end of the call, and how many lines it takes.
fn closure_call<'t>(lines: &[&'t str]) -> Option<(&'t str, Vec<&'t str>, &'t str, usize)> {
    let [call, first, closure, ..] = lines else {
        return None;
    };
    let indent = call.len() - call.trim_start().len() + 4;
    let inside = |line: &str| line.len() - line.trim_start().len() == indent;
    let opens = call.ends_with('(') && inside(first) && first.ends_with(',');
    if !opens
        || !inside(closure)
        || !closure.trim_start().starts_with('|')
        || !closure.ends_with('{')
    {
        return None;
    }
    let end = lines
        .iter()
        .skip(3)
        .position(|line| inside(line) && line.trim_start() == "},")?
        + 3;
    let close = lines.get(end + 1)?.trim_start();
    close
        .starts_with(')')
        .then(|| (first.trim_start(), lines[2..end].to_vec(), close, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_is_wrapped_between_words() {
        let lines = wrap(&["word ".repeat(30), String::new(), "end".to_owned()]);
        assert_eq!(lines.len(), 4);
        assert!(lines[0].len() <= WIDTH);
        assert_eq!(lines[3], "end");
        let item = wrap(&[format!("- {}", "word ".repeat(30))]);
        assert!(item[1].starts_with("  word"), "{item:?}");
    }

    #[test]
    fn items_and_methods_are_spaced_out() {
        let text = "use a::B;\nstruct A {\n    a: B,\n}\nimpl A {\n    fn a() {\n        if x {\n        }\n        y();\n    }\n    fn b() {}\n}\n";
        let expected = "use a::B;\n\nstruct A {\n    a: B,\n}\n\nimpl A {\n    fn a() {\n        if x {\n        }\n        y();\n    }\n\n    fn b() {}\n}\n";
        assert_eq!(space_out(text), expected);
    }

    #[test]
    fn marked_items_are_put_into_macros() {
        let text = "#[text_enum]\n/// A.\npub enum A {\n    B = \"b\",\n}\n#[number_enum]\npub enum C {}\n#[fields]\nenum D {\n    with_e(e, u8),\n}\n";
        let expected = "soap::text_enum! {\n    /// A.\n    pub enum A {\n        B = \"b\",\n    }\n}\n\
            soap::number_enum! {\n    pub enum C {}\n}\nsoap::fields!(D {\n    with_e(e, u8),\n});\n";
        assert_eq!(put_into_macros(text), expected);
    }

    #[test]
    fn a_closure_moves_up_to_its_call() {
        let text = "    r.children(\n        \"\",\n        |r, name| match name {\n            \"A\" => r.one(&mut a),\n        },\n    )?;\n";
        let expected = "    r.children(\"\", |r, name| match name {\n        \"A\" => r.one(&mut a),\n    })?;\n";
        assert_eq!(hug_closures(text), expected);
    }
}
