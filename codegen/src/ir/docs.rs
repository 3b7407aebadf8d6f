//! Documentation of generated items: what the WSDL says, in lines; a plain statement of the origin where it says nothing.

use super::model::{Plain, Value};
use super::values;
use crate::names;
use crate::overlay::FieldRule;
use crate::schema::{
    Attribute, Docs, Element, EnumValue, Facets, Schemas, SimpleKind, Type, TypeRef,
};
use crate::wsdl::Part;

/// The documentation of an item of the WSDL.
pub(super) fn lines(docs: &Docs) -> Vec<String> {
    text(docs.as_str())
}

/// The paragraphs and list items of a text, each one line, with an empty line between paragraphs.
pub(super) fn text(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            open = false;
            continue;
        }
        let line = harmless(line);
        match lines.last_mut() {
            Some(last) if open && !begins_item(&line) => {
                last.push(' ');
                last.push_str(&line);
            }
            last => {
                if last.is_some() && !open {
                    lines.push(String::new());
                }
                lines.push(line);
            }
        }
        open = true;
    }
    if let Some(last) = lines.last_mut() {
        *last = grade(last);
    }
    lines
}

fn begins_item(line: &str) -> bool {
    let mark = line.split(' ').next().unwrap_or_default();
    matches!(mark, "-" | "*" | "•" | "+")
        || mark
            .strip_suffix(['.', ')'])
            .is_some_and(|number| number.parse::<u32>().is_ok())
}

/// The documentation of a WSDL is no Markdown: what would become a tag or emphasis is made harmless, and an address becomes a link.
fn harmless(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    // Three in a row would open a block of code, and that a test.
    let code = line.matches('`').count().is_multiple_of(2) && !line.contains("```");
    let mut in_code = false;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if let Some(address) = address(rest).filter(|_| !in_code) {
            out.extend(["<", address, ">"]);
            rest = &rest[address.len()..];
            continue;
        }
        match c {
            '`' if code => in_code = !in_code,
            '[' | ']' | '<' | '>' | '*' | '`' if !in_code => out.push('\\'),
            '~' if rest.starts_with("~~~") => out.push('\\'),
            _ => {}
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The web address with which a text begins.
fn address(text: &str) -> Option<&str> {
    let scheme = ["http://", "https://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme))?;
    let ends = |c: char| c.is_whitespace() || "<>()[]{}\"'`|\\".contains(c);
    let address = &text[..text.find(ends).unwrap_or(text.len())];
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (address.len() > scheme.len()).then_some(address)
}

/// `[documented]` at the end, the mark of how sure a statement is, becomes a word of its own.
fn grade(line: &str) -> String {
    let grades = [
        ("documented", "Documented"),
        ("inferred", "Inferred"),
        ("placeholder", "Placeholder"),
    ];
    for (mark, word) in grades {
        if let Some(rest) = line.strip_suffix(&format!(r"\[{mark}\]")) {
            return format!("{rest}*{word}.*");
        }
    }
    line.to_owned()
}

pub(super) fn of_type(docs: &Docs, xml_name: &str, added: Option<&str>) -> Vec<String> {
    let mut lines = lines(docs);
    if lines.is_empty() {
        lines.push(format!("The schema's type `{xml_name}`."));
    }
    add(&mut lines, added);
    lines
}

pub(super) fn of_element(
    element: &Element,
    value: &Value,
    schemas: &Schemas,
    rule: &FieldRule,
) -> Vec<String> {
    let mut lines = lines(&element.docs);
    if lines.is_empty() {
        lines.push(format!(
            "The element `{}`{}.",
            element.name.local,
            of_what(&element.type_, value)
        ));
    }
    if let Some(value) = &element.fixed {
        add(&mut lines, Some(&format!("Always `{value}`.")));
    } else if let Some(value) = &element.default {
        add(
            &mut lines,
            Some(&format!("An empty element means `{value}`.")),
        );
    }
    add_limits(&mut lines, &element.docs, &element.type_, schemas);
    add(&mut lines, rule.docs.as_deref());
    lines
}

pub(super) fn of_attribute(
    attribute: &Attribute,
    value: &Value,
    schemas: &Schemas,
    rule: &FieldRule,
) -> Vec<String> {
    let mut lines = lines(&attribute.docs);
    if lines.is_empty() {
        lines.push(format!(
            "The attribute `{}`{}.",
            attribute.name.local,
            of_what(&attribute.type_, value)
        ));
    }
    if let Some(value) = &attribute.fixed {
        add(&mut lines, Some(&format!("Always `{value}`.")));
    } else if let Some(value) = &attribute.default {
        add(&mut lines, Some(&format!("`{value}` when absent.")));
    }
    add_limits(&mut lines, &attribute.docs, &attribute.type_, schemas);
    add(&mut lines, rule.docs.as_deref());
    lines
}

pub(super) fn of_part(part: &Part, type_: &TypeRef, value: &Value) -> Vec<String> {
    let lines = lines(&part.docs);
    if lines.is_empty() {
        vec![format!(
            "The part `{}`{}.",
            part.name,
            of_what(type_, value)
        )]
    } else {
        lines
    }
}

pub(super) fn of_enum_value(value: &EnumValue) -> Vec<String> {
    let lines = lines(&value.docs);
    if lines.is_empty() {
        vec![format!("`{}`", value.value.escape_default())]
    } else {
        lines
    }
}

/// A paragraph of its own.
pub(super) fn add(lines: &mut Vec<String>, added: Option<&str>) {
    let Some(added) = added else { return };
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(text(added));
}

/// The type in the schema, unless the Rust type of that name stands beside it.
fn of_what(type_: &TypeRef, value: &Value) -> String {
    match type_ {
        TypeRef::Builtin(builtin) => format!(", an `xs:{}`", builtin.name()),
        TypeRef::Named(name) if is_called(value.item(), &name.local) => String::new(),
        TypeRef::Named(name) => format!(", {} `{}`", article(&name.local), name.local),
        TypeRef::Anonymous(_) | TypeRef::OfElement(_) => String::new(),
    }
}

fn is_called(value: &Value, name: &str) -> bool {
    matches!(value, Value::Type(id) if id.0 == names::type_name(name))
}

/// The article of a name: by its first letter, since nobody can hear a `U`.
fn article(name: &str) -> &'static str {
    if name.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    }
}

/// Adds the facets of a type: to the only line if that is ours.
fn add_limits(lines: &mut Vec<String>, docs: &Docs, type_: &TypeRef, schemas: &Schemas) {
    let Some(limits) = limits(type_, schemas) else {
        return;
    };
    match lines.as_mut_slice() {
        [line] if docs.is_empty() => {
            line.push(' ');
            line.push_str(&limits);
        }
        _ => add(lines, Some(&limits)),
    }
}

/// The facets of a simple type in words.
fn limits(type_: &TypeRef, schemas: &Schemas) -> Option<String> {
    let Some(Type::Simple(simple)) = schemas.resolve(type_) else {
        return None;
    };
    let SimpleKind::Restriction {
        facets,
        enumeration,
        ..
    } = &simple.kind
    else {
        return None;
    };
    let Facets {
        length,
        min_length,
        max_length,
        min_inclusive,
        max_inclusive,
        min_exclusive,
        max_exclusive,
        total_digits,
        fraction_digits,
        ..
    } = &**facets;
    let mut words = Vec::new();
    let mut say = |what: &str, limit: Option<String>| {
        words.extend(limit.map(|limit| format!("{what} {limit}")));
    };
    say("length", length.map(|n| n.to_string()));
    say("length at least", min_length.map(|n| n.to_string()));
    say("length at most", max_length.map(|n| n.to_string()));
    say("at least", min_inclusive.clone());
    say("at most", max_inclusive.clone());
    say("above", min_exclusive.clone());
    say("below", max_exclusive.clone());
    say("digits at most", total_digits.map(|n| n.to_string()));
    say(
        "fraction digits at most",
        fraction_digits.map(|n| n.to_string()),
    );
    let mut sentences = Vec::new();
    if !words.is_empty() {
        sentences.push(format!("Limits: {}.", words.join(", ")));
    }
    if let [pattern] = facets.patterns.as_slice() {
        sentences.push(format!("Pattern: `{}`.", pattern.replace('`', "'")));
    }
    let base = schemas.builtin(type_);
    // The values of a type of texts are an enum's, which lists them.
    let shown = base.is_some_and(|base| values::plain(base) != Value::Plain(Plain::STRING));
    if shown && !enumeration.is_empty() {
        let listed: Vec<String> = enumeration
            .iter()
            .map(|value| format!("`{}`", value.value.trim()))
            .collect();
        sentences.push(format!("One of {}.", listed.join(", ")));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_joined_and_lists_kept() {
        let docs = "One\n  sentence. [inferred]";
        assert_eq!(text(docs), ["One sentence. *Inferred.*"]);
        assert_eq!(text("\n a\n\n\n b\n - c\n d\n"), ["a", "", "b", "- c d"]);
    }

    #[test]
    fn markup_is_made_harmless() {
        assert_eq!(
            text("see [X] and <b>, `[ok]`"),
            [r"see \[X\] and \<b\>, `[ok]`"]
        );
        assert_eq!(text("a ` b"), [r"a \` b"]);
        assert_eq!(
            text("see.http://a.b/c_d*, (https://e), `http://f` http://"),
            [r"see.<http://a.b/c_d*>, (<https://e>), `http://f` http://"]
        );
    }
}
