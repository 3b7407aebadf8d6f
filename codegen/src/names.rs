//! Rust names for XML names: idiomatic, legal, each one once, and the same on every run.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use unicode_ident::{is_xid_continue, is_xid_start};

/// Names that generated files import or that the prelude gives; a type of that name gets the suffix `Type`.
const TAKEN: &[&str] = &[
    "AsDouble",
    "AsFloat",
    "Base64",
    "Body",
    "Box",
    "Builder",
    "Bytes",
    "Call",
    "Client",
    "Context",
    "Date",
    "DateInDateTime",
    "DateTime",
    "Debug",
    "Decimal",
    "DecodeError",
    "Default",
    "Duration",
    "EncodeError",
    "Err",
    "Error",
    "ErrorKind",
    "Extra",
    "Facets",
    "Fault",
    "FaultRule",
    "From",
    "GDay",
    "GMonth",
    "GMonthDay",
    "GYear",
    "GYearMonth",
    "Hex",
    "Hidden",
    "Idempotency",
    "Integer",
    "Into",
    "IntoIterator",
    "Iterator",
    "Json",
    "JsonForm",
    "JsonOperation",
    "JsonWriter",
    "New",
    "Nillable",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Outcome",
    "Parts",
    "QName",
    "RawXml",
    "ReadError",
    "ReadJson",
    "ReadXml",
    "Reader",
    "Request",
    "RequestError",
    "Result",
    "Self",
    "Send",
    "Service",
    "Simple",
    "SoapOperation",
    "SoapService",
    "Some",
    "String",
    "Sync",
    "Text",
    "Time",
    "TimeInDateTime",
    "ToOwned",
    "ToString",
    "ValueError",
    "Vec",
    "WriteJson",
    "WriteXml",
    "Writer",
];

/// Keywords that a field, a method or a variant can't be called.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a name can't be that of a module, a field or a method.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Names of one scope.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// In lower case, so that two names never differ in case only.
    used: BTreeSet<String>,
    /// The number that a name gets next, by the name.
    numbers: BTreeMap<String, usize>,
}

impl Scope {
    /// Whether the name is taken.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.used.contains(&name.to_lowercase())
    }

    /// Takes the name, or the first of `name2`, `name3`, … that is free.
    pub(crate) fn claim(&mut self, name: &str) -> String {
        let mut candidate = name.to_owned();
        // With a number it is no keyword any more.
        let stem = name.trim_end_matches('_');
        let number = self.numbers.entry(name.to_lowercase()).or_insert(2);
        while !self.used.insert(candidate.to_lowercase()) {
            // `Line2` taken: `Line2_2` and not `Line22`.
            let separator = if stem.ends_with(|last: char| last.is_ascii_digit()) {
                "_"
            } else {
                ""
            };
            candidate = format!("{stem}{separator}{number}");
            *number += 1;
        }
        candidate
    }
}

/// `VoucherData` for a type.
pub(crate) fn type_name(xml: &str) -> String {
    let name = legal(&clean(xml).to_upper_camel_case(), 'T');
    if TAKEN.contains(&name.as_str()) {
        format!("{name}Type")
    } else {
        name
    }
}

/// `ZIP_CODE` for a constant.
pub(crate) fn constant_name(xml: &str) -> String {
    legal(&clean(xml).to_shouty_snake_case(), 'N')
}

/// `Percent` for a value of an enumeration or an arm of a choice.
pub(crate) fn variant_name(xml: &str) -> String {
    let name = match xml {
        "" => "Empty".to_owned(),
        _ => legal(&clean(xml).to_upper_camel_case(), 'V'),
    };
    if KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// `vat_index` for a field; keywords get a final underscore.
pub(crate) fn field_name(xml: &str) -> String {
    let name = legal(&clean(xml).to_snake_case(), 'n');
    if KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// XML names hold characters that Rust doesn't take (`.`, `-`, `·`), and values of enumerations any character at all.
fn clean(xml: &str) -> String {
    let sign = |c: char| match c {
        '+' => Some("Plus"),
        '-' => Some("Minus"),
        '.' => Some("Dot"),
        '/' => Some("Slash"),
        '#' => Some("Hash"),
        '*' => Some("Star"),
        '%' => Some("Percent"),
        '&' => Some("And"),
        '<' => Some("Less"),
        '>' => Some("Greater"),
        '=' => Some("Equal"),
        _ => None,
    };
    // Next to letters a sign is a separator (`A/B`, `a+b`); alone it is all there is to name the value by.
    if xml.chars().any(char::is_alphanumeric) {
        xml.chars()
            .map(|c| match c {
                'ª' => 'a',
                'º' => 'o',
                '¹' => '1',
                '²' => '2',
                '³' => '3',
                c if c.is_alphanumeric() && is_xid_continue(c) => c,
                _ => ' ',
            })
            .collect()
    } else {
        xml.chars().filter_map(sign).collect::<Vec<_>>().join(" ")
    }
}

fn legal(name: &str, prefix: char) -> String {
    let usable = name.chars().all(is_xid_continue);
    match name.chars().next() {
        // A name of nothing but `_` is none.
        Some(first) if usable && is_xid_start(first) => name.to_owned(),
        Some(first) if usable && first != '_' => format!("{prefix}{name}"),
        _ => format!("{prefix}x"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_idiomatic_and_legal() {
        assert_eq!(field_name("VATIndex"), "vat_index");
        assert_eq!(field_name("SubscribeSubshopID"), "subscribe_subshop_id");
        assert_eq!(field_name("type"), "type_");
        assert_eq!(field_name("2nd-line"), "n2nd_line");
        assert_eq!(type_name("voucher.data"), "VoucherData");
        assert_eq!(type_name("option"), "OptionType");
        assert_eq!(type_name("string"), "StringType");
        assert_eq!(variant_name(""), "Empty");
        assert_eq!(variant_name("100%"), "V100");
        assert_eq!(variant_name("+"), "Plus");
        assert_eq!(variant_name("-"), "Minus");
        assert_eq!(variant_name("self"), "Self_");
        assert_eq!(variant_name("€"), "Vx");
        assert_eq!(variant_name("m²"), "M2");
        assert_eq!(variant_name("½ l"), "L");
        assert_eq!(variant_name("½"), "Vx");
        assert_eq!(field_name("_"), "nx");
        assert_eq!(field_name("日本"), "日本");
    }

    #[test]
    fn every_name_is_given_once() {
        let mut scope = Scope::default();
        assert_eq!(
            ["Line", "LINE", "Line2", "Line", "type_", "type_"].map(|name| scope.claim(name)),
            ["Line", "LINE2", "Line2_2", "Line3", "type_", "type2"]
        );
    }
}
