//! The source of a program that has the generated code of a service in it and calls its operations.

use std::collections::BTreeMap;

use kontorhaus_codegen::ir::{Api, Operation, Struct, TypeDef};
use toml_edit::{DocumentMut, value};

pub(super) const NAME: &str = "wire-driver";

/// The part of it that is the same for every service.
const PROGRAM: &str = include_str!("driver_program.rs");

/// The same of the forms in JSON.
const JSON: &str = include_str!("driver_json.rs");

/// What stands before the service's code.
const UNUSED: &str = "#![expect(unused, reason = \"the program calls but a part of a client\")]\n";

/// What makes a program of the service's code.
const MAIN: &str = "mod driver;\n\nfn main() -> std::io::Result<()> {\n    driver::main()\n}\n";

/// Makes a program of these files of a crate: what it doesn't use need not be compiled to its end, as that of a library must.
pub(super) fn add(
    files: &mut BTreeMap<String, String>,
    api: &Api,
    operations: &[usize],
) -> Result<(), String> {
    let library = files.remove("src/lib.rs").unwrap_or_default();
    files.insert(
        "src/main.rs".to_owned(),
        format!("{UNUSED}{library}\n{MAIN}"),
    );
    files.insert("src/driver.rs".to_owned(), program(api, operations));
    files.insert("src/driver/json.rs".to_owned(), forms(api));
    if let Some(manifest) = files.get_mut("Cargo.toml") {
        *manifest = with_program(manifest)?;
    }
    Ok(())
}

/// The program that calls these operations.
fn program(api: &Api, operations: &[usize]) -> String {
    let call = |function: &str, operation: &Operation| {
        let name = &operation.request.name;
        format!("        {name:?} => {function}::<crate::{name}>(job).await,\n")
    };
    let operations = operations.iter().map(|place| &api.operations[*place]);
    let failing = operations.clone().filter(|it| it.fault.is_some());
    let failing: String = failing.map(|it| call("failure", it)).collect();
    let operations: String = operations.map(|it| call("exchange", it)).collect();
    let headers = match &api.headers {
        Some(record) => format!(
            "Ok(builder.setting(from::<crate::{}>(headers)?))",
            record.name
        ),
        None => "Err(\"there are no headers\".to_owned())".to_owned(),
    };
    PROGRAM
        .replace("        // Operations.\n", &operations)
        .replace("        // Failing operations.\n", &failing)
        .replace("// Headers.", &headers)
}

/// The names of fields, arms or the like, as a list of tokens.
macro_rules! names {
    ($items:expr) => {
        $items
            .iter()
            .map(|it| it.name.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
}

/// The forms that the service's types have in JSON.
fn forms(api: &Api) -> String {
    let form = |what: &str, name: &str, parts: String| format!("{what}!({name}: {parts});\n");
    let record = |it: &Struct| form("record", &it.name, names!(it.fields));
    let type_ = |type_: &TypeDef| match type_ {
        TypeDef::Struct(it) => record(it),
        TypeDef::Choice(it) => form("choice", &it.name, names!(it.arms)),
        TypeDef::Hierarchy(it) => form("choice", &it.name, names!(it.members)),
        TypeDef::Enum(it) => form("text", &it.name, names!(it.variants)),
    };
    let faults = api.faults.iter();
    let faults = faults.map(|it| form("fault", &it.name, names!(it.arms)));
    let requests = api.operations.iter().map(|it| &it.request);
    let answers = api.operations.iter().filter_map(|it| it.answer.as_ref());
    let records = requests.chain(answers).chain(&api.headers);
    let forms = records.map(record).chain(api.types.iter().map(type_));
    JSON.to_owned() + &forms.chain(faults).collect::<String>()
}

/// The crate's manifest, with what the program needs.
fn with_program(manifest: &str) -> Result<String, String> {
    let mut manifest: DocumentMut = manifest.parse().map_err(|error| format!("{error}"))?;
    let dependencies = &mut manifest["dependencies"];
    dependencies["serde_json"] = value("1");
    dependencies["tokio"]["version"] = value("1");
    dependencies["tokio"]["default-features"] = value(false);
    dependencies["tokio"]["features"] =
        value(["rt", "time"].into_iter().collect::<toml_edit::Array>());
    // Without the feature `serde` of its own: what that derives takes longer to compile than all the rest.
    let features = ["dep:serde", "kontorhaus-soap/serde", "test-util"];
    manifest["features"]["program"] = value(features.into_iter().collect::<toml_edit::Array>());
    let mut program = toml_edit::Table::new();
    program["name"] = value(NAME);
    program["path"] = value("src/main.rs");
    program["required-features"] = value(["program"].into_iter().collect::<toml_edit::Array>());
    let mut programs = toml_edit::ArrayOfTables::new();
    programs.push(program);
    manifest["bin"] = toml_edit::Item::ArrayOfTables(programs);
    Ok(manifest.to_string())
}
