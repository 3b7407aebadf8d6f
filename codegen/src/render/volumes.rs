//! Large modules in several files, like the volumes of a dictionary: a type or an operation is in the file whose name its own name begins
//! with, in snake case. `GetPhone` may be in `g.rs`, or in `get_p.rs` if there are many that begin with `Get`.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use proc_macro2::TokenStream;

use crate::names;

/// Something that stands in a module by its name.
#[derive(Debug)]
pub(super) struct Item {
    /// The Rust name; of a method that of its request.
    pub(super) name: String,
    /// How large it is: about the number of its fields.
    pub(super) weight: usize,
    pub(super) tokens: TokenStream,
}

/// The files of a module, in order. The name is empty if one file holds it all.
pub(super) fn volumes(items: Vec<Item>, size: usize) -> Vec<(String, Vec<Item>)> {
    if weight(&items) <= size {
        return vec![(String::new(), items)];
    }
    let mut files = BTreeMap::new();
    let keyed = items
        .into_iter()
        .map(|item| (key(&item.name), item))
        .collect();
    divide(keyed, 0, size, &mut files);
    files.into_iter().collect()
}

fn weight<'a>(items: impl IntoIterator<Item = &'a Item>) -> usize {
    items.into_iter().map(|item| item.weight).sum()
}

/// Puts names that begin alike into one file, as long as it isn't too large.
fn divide(
    items: Vec<(String, Item)>,
    length: usize,
    size: usize,
    files: &mut BTreeMap<String, Vec<Item>>,
) {
    let mut groups: BTreeMap<String, Vec<(String, Item)>> = BTreeMap::new();
    for (key, item) in items {
        let prefix = key[..next(&key, length)].to_owned();
        groups.entry(prefix).or_default().push((key, item));
    }
    for (prefix, group) in groups {
        let divides = group.iter().any(|(key, _)| key.len() > prefix.len());
        if divides && weight(group.iter().map(|(_, item)| item)) > size {
            divide(group, prefix.len(), size, files);
        } else {
            let items = group.into_iter().map(|(_, item)| item);
            files.entry(module(&prefix)).or_default().extend(items);
        }
    }
}

/// The length of the next longer prefix: a letter more, which may be the first of a word.
fn next(key: &str, length: usize) -> usize {
    let step = if key[length..].starts_with('_') { 2 } else { 1 };
    (length + step).min(key.len())
}

/// A name as a file may begin: small letters, digits and underscores.
fn key(name: &str) -> String {
    let snake = name.to_snake_case();
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            'x'
        }
    };
    snake.chars().map(plain).collect()
}

/// The prefix as a module: no keyword, and no name that a system keeps for itself.
fn module(prefix: &str) -> String {
    let taken =
        names::is_keyword(prefix) || matches!(prefix, "aux" | "con" | "mod" | "nul" | "prn");
    if taken {
        format!("{prefix}_")
    } else {
        prefix.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str], size: usize) -> Vec<(String, Vec<String>)> {
        let items = names.iter().map(|name| Item {
            name: (*name).to_owned(),
            weight: 10,
            tokens: TokenStream::new(),
        });
        let of = |items: Vec<Item>| items.into_iter().map(|item| item.name).collect();
        let volumes = volumes(items.collect(), size).into_iter();
        volumes.map(|(file, items)| (file, of(items))).collect()
    }

    fn shown(names: &[&str], size: usize) -> Vec<String> {
        let volumes = files(names, size).into_iter();
        volumes
            .map(|(file, names)| format!("{file}: {}", names.join(" ")))
            .collect()
    }

    #[test]
    fn what_is_small_is_one_file() {
        assert_eq!(shown(&["B", "A"], 20), [": B A"]);
        assert_eq!(shown(&[], 20), [": "]);
    }

    #[test]
    fn files_are_named_by_what_their_names_begin_with() {
        let names = [
            "AddPhone", "Get", "GetPhone", "GetPlace", "GetUser", "Gate", "Über",
        ];
        assert_eq!(
            shown(&names, 20),
            [
                "a: AddPhone",
                "ga: Gate",
                "get: Get",
                "get_p: GetPhone GetPlace",
                "get_u: GetUser",
                "x: Über",
            ]
        );
    }

    #[test]
    fn names_that_are_no_modules_get_a_line() {
        let names = ["AsA", "AsB", "ConA", "ConB", "ModA", "ModB", "Cold", "Make"];
        let files: Vec<_> = files(&names, 20)
            .into_iter()
            .map(|(file, _)| file)
            .collect();
        assert_eq!(files, ["a", "col", "con_", "ma", "mo"]);
        let names = ["As1", "As2", "Art", "Gen1", "Gen2", "Get"];
        let expected = ["ar: Art", "as_: As1 As2", "gen_: Gen1 Gen2", "get: Get"];
        assert_eq!(shown(&names, 20), expected);
    }

    #[test]
    fn one_that_is_too_large_stands_alone() {
        assert_eq!(shown(&["Ab", "Abc"], 5), ["ab: Ab", "abc: Abc"]);
    }
}
