//! The order in which a WSDL lists its imports and schemas makes no difference.

use std::fs;
use std::path::Path;

use kontorhaus_codegen::render::{Files, Target};
use kontorhaus_codegen::{Catalog, generate, model, read};

fn made(wsdl: &Path) -> (String, Files) {
    let input = read(wsdl, &Catalog::new()).unwrap_or_else(|report| panic!("{report}"));
    let target = Target {
        vendor: "crate".to_owned(),
        service: "vendor::Service".to_owned(),
        generator: "a test".to_owned(),
        source: "input.wsdl".to_owned(),
        client: true,
    };
    let model = model(&input, None).unwrap_or_else(|report| panic!("{report}"));
    (
        model.dump(),
        generate(&input, None, &target).expect("generated files"),
    )
}

#[test]
fn imports_and_schemas_may_come_in_any_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("features/namespaces");
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("order");
    fs::create_dir_all(copy.join("common")).expect("a folder");
    for file in ["parts.xsd", "common/common.xsd"] {
        fs::copy(folder.join(file), copy.join(file)).expect("a copy");
    }
    let wsdl = fs::read_to_string(folder.join("input.wsdl")).expect("a WSDL");
    let turned = with_parts_turned(&wsdl);
    assert_ne!(turned, wsdl);
    fs::write(copy.join("input.wsdl"), turned).expect("a copy");
    assert_eq!(
        made(&copy.join("input.wsdl")),
        made(&folder.join("input.wsdl"))
    );
}

/// With the last of two schemas first, and the last import.
fn with_parts_turned(wsdl: &str) -> String {
    let between = |text: &str, from: &str, to: &str| {
        let start = text.find(from).expect("a start");
        let end = text.rfind(to).expect("an end") + to.len();
        (
            text[..start].to_owned(),
            text[start..end].to_owned(),
            text[end..].to_owned(),
        )
    };
    let (before, schemas, after) = between(wsdl, "<xs:schema", "</xs:schema>");
    let (first, second) = schemas.split_once("</xs:schema>").expect("two schemas");
    let (head, imports, rest) = between(first, "<xs:include", "money\"/>");
    let mut imports: Vec<&str> = imports.lines().map(str::trim).collect();
    imports.reverse();
    let imports = imports.join("\n");
    format!("{before}{second}{head}{imports}{rest}</xs:schema>{after}")
}
