//! Maklerinfo, from the tables in its source, which hold the grades.

use std::fs;

use kontorhaus_core::{Idempotency, Operation};
use kontorhaus_maklerinfo::{Function, SearchKunden};
use kontorhaus_tests::interop::workspace;

use super::{check, repetition};
use crate::maklerinfo::schemas::Schemas;

const FILES: &[&str] = &["kunden", "vertraege", "archiv", "listen", "vermittler"];

#[test]
fn of_maklerinfo() {
    let folder = workspace().join("crates/maklerinfo/src/functions");
    let mut rows = Vec::new();
    for file in FILES {
        let source = fs::read_to_string(folder.join(file).with_extension("rs")).expect("a source");
        rows.extend(functions(&source));
        if *file == "kunden" {
            let place = format!("GET, POST {}", SearchKunden::PATH);
            let grade = "documented, in part inferred".to_owned();
            rows.push(row(
                SearchKunden::NAME,
                "search_kunden",
                SearchKunden::IDEMPOTENCY,
                &place,
                grade,
            ));
        }
    }
    // None is missing: the schemas name each function, the search once for each of its methods.
    let mut names: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let schemas = Schemas::closed();
    let mut known: Vec<&str> = schemas
        .functions()
        .iter()
        .map(|function| &*function.name)
        .collect();
    known.sort_unstable();
    known.dedup();
    names.sort_unstable();
    assert_eq!(names, known);
    let head = ["function", "method", "request", "a repetition", "it is"];
    check("maklerinfo", &head, &rows);
}

fn row(
    name: &str,
    method: &str,
    idempotency: Idempotency,
    place: &str,
    grade: String,
) -> Vec<String> {
    vec![
        name.to_owned(),
        format!("[`{method}`](crate::maklerinfo::Client::{method})"),
        format!("`{place}`"),
        repetition(idempotency),
        grade,
    ]
}

/// The rows of a `functions!` table: documentation, then `fn method(…) -> … = Request: Idempotency "name" VERB "path";`.
fn functions(source: &str) -> Vec<Vec<String>> {
    let table = source.split_once("functions! {").expect("a table").1;
    let table = table.split_once("\n}\n").expect("its end").0;
    let functions = table.split_inclusive(";\n").filter_map(|text| {
        let (docs, code) = text.split_once("    fn ")?;
        let method = code.split('(').next()?;
        let decided = code
            .rsplit_once(" = ")
            .or_else(|| code.rsplit_once("\n        = "))?
            .1;
        let words: Vec<&str> = decided
            .trim_end_matches([';', '\n'])
            .split_whitespace()
            .collect();
        let [_, idempotency, name, verb, path] = words[..] else {
            panic!("{decided} is no row");
        };
        let idempotency = match idempotency {
            "Read" => Idempotency::Read,
            "Idempotent" => Idempotency::Idempotent,
            "Write" => Idempotency::Write,
            other => panic!("{other} is no idempotency"),
        };
        let (name, path) = (name.trim_matches('"'), path.trim_matches('"'));
        Some(row(
            name,
            method,
            idempotency,
            &format!("{verb} {path}"),
            grade(docs),
        ))
    });
    functions.collect()
}

/// The grades that documentation names, in italics.
fn grade(docs: &str) -> String {
    let italics = docs.split('*').skip(1).step_by(2);
    let mut grades: Vec<String> = Vec::new();
    for words in italics {
        let words = words.trim_end_matches('.').to_lowercase();
        let is_grade = ["documented", "observed", "inferred"]
            .iter()
            .any(|grade| words.starts_with(grade));
        if is_grade && !grades.contains(&words) {
            grades.push(words);
        }
    }
    assert!(!grades.is_empty(), "no grade in {docs}");
    grades.join(", in part ")
}
