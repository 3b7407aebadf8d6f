//! Tokens to text as a person would lay it out.

use proc_macro2::TokenStream;

/// The width of documentation lines, without their indentation.
const WIDTH: usize = 92;

/// Formats a file: `header`, then the items with blank lines between them.
pub(super) fn format(tokens: TokenStream, header: &str) -> Result<String, String> {
    let file = syn::parse2(tokens)
        .map_err(|error| format!("generated code is no Rust: {error} at {:?}", error.span()))?;
    let text = prettyplease::unparse(&file);
    Ok(format!("{header}{}", space_out(&text)))
}

/// Puts a blank line between items and between methods: the printer sets none.
fn space_out(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for (number, line) in lines.iter().enumerate() {
        out.push_str(line);
        out.push('\n');
        let Some(next) = lines.get(number + 1) else {
            break;
        };
        if separates(line, next) {
            out.push('\n');
        }
    }
    out
}

fn separates(line: &str, next: &str) -> bool {
    let indent = line.len() - line.trim_start().len();
    let same_indent = indent == next.len() - next.trim_start().len();
    let closes = matches!(line.trim_start(), "}" | ");" | "];" | "};");
    let one_line_item = |line: &str| {
        line.starts_with("use ")
            || line.starts_with("mod ")
            || line.starts_with("pub use ")
            || line.starts_with("pub(crate) use ")
    };
    let inner = |line: &str| line.starts_with("//!") || line.starts_with("#![");
    // After a whole item, at the outermost level or in an `impl`.
    let after_item = closes && same_indent && (indent == 0 || (indent == 4 && starts_item(next)));
    let after_constants =
        indent == 4 && line.ends_with(';') && same_indent && next.trim_start().starts_with("fn ");
    let after_docs = indent == 0 && inner(line) && !inner(next);
    let after_attribute = line == ")]" && !inner(next);
    let after_uses = indent == 0
        && line.ends_with(';')
        && !next.is_empty()
        && (!one_line_item(next) || kind(line) != kind(next))
        && (one_line_item(line) || line == "};");
    after_item || after_constants || after_docs || after_attribute || after_uses
}

/// Declarations of one kind stand together.
fn kind(line: &str) -> &str {
    line.split(' ').next().unwrap_or(line)
}

fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    ["///", "#[", "pub ", "fn ", "const ", "type "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Breaks long lines of documentation between words.
pub(super) fn wrap(lines: &[String]) -> Vec<String> {
    let mut wrapped = Vec::new();
    for line in lines {
        let line = escape(line);
        let mut current = String::new();
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            if !current.is_empty() && current.chars().count() + 1 + word.chars().count() > WIDTH {
                wrapped.push(std::mem::take(&mut current));
            }
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
        wrapped.push(current);
    }
    wrapped
}

/// Text of a WSDL is no Markdown: what would become a link, a tag or a code block is made harmless.
fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut code = false;
    for c in line.chars() {
        match c {
            '`' => {
                code = !code;
                out.push(c);
            }
            '[' | ']' | '<' | '>' if !code => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    if code { out.replace('`', "'") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_is_wrapped_between_words_and_made_harmless() {
        let long = "word ".repeat(30);
        let lines = wrap(&[long, String::new(), "see [X] and <b>, `[ok]`".to_owned()]);
        assert_eq!(lines.len(), 4);
        assert!(lines[0].len() <= WIDTH);
        assert_eq!(lines[3], r"see \[X\] and \<b\>, `[ok]`");
    }

    #[test]
    fn items_and_methods_are_spaced_out() {
        let text = "use a::B;\nstruct A {\n    a: B,\n}\nimpl A {\n    fn a() {\n        if x {\n        }\n        y();\n    }\n    fn b() {}\n}\n";
        let expected = "use a::B;\n\nstruct A {\n    a: B,\n}\n\nimpl A {\n    fn a() {\n        if x {\n        }\n        y();\n    }\n\n    fn b() {}\n}\n";
        assert_eq!(space_out(text), expected);
    }
}
