//! The front half of the generator: from files to models, and what it says of broken ones.

mod broken;
mod faults;
mod hostile;
mod imports;
mod messages;
mod repairs;
mod schema;
mod shapes;

use std::path::{Path, PathBuf};

use kontorhaus_codegen::{Catalog, Input, diagnostics, read};

/// A WSDL file of the tests.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/wsdl")
        .join(name)
}

fn read_file(name: &str) -> Input {
    read(&file(name), &Catalog::new()).unwrap_or_else(|report| panic!("{report}"))
}

/// A WSDL with one operation, and these schemas.
fn with_schemas(schemas: &str) -> String {
    include_str!("../wsdl/minimal.wsdl").replace("@SCHEMAS@", schemas)
}

/// A schema of the namespace `urn:t` with the prefix `t`.
fn schema(content: &str) -> String {
    format!(r#"<xs:schema targetNamespace="urn:t">{content}</xs:schema>"#)
}

fn read_text(wsdl: &str) -> Result<Input, diagnostics::Report> {
    read(
        Path::new("main.wsdl"),
        &Catalog::new().with_bytes("main.wsdl", wsdl),
    )
}

fn read_schemas(schemas: &str) -> Input {
    read_text(&with_schemas(schemas)).unwrap_or_else(|report| panic!("{report}"))
}

/// The messages of the problems, in order.
fn messages(problems: &[diagnostics::Diagnostic]) -> Vec<&str> {
    problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect()
}

fn errors_of(wsdl: &str) -> Vec<String> {
    let report = read_text(wsdl).expect_err("the input is broken");
    messages(&report.diagnostics)
        .into_iter()
        .map(str::to_owned)
        .collect()
}
