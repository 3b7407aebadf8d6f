//! What the code will lack is said, and is no error: roles that can't be bound, calls that have no form in JSON.

use std::path::Path;

use kontorhaus_codegen::ir::Api;
use kontorhaus_codegen::overlay::Overlay;
use kontorhaus_codegen::render::Target;
use kontorhaus_codegen::{Catalog, generate, model, read};

/// The model of a feature's WSDL under another overlay, and the text of its operations.
fn made(feature: &str, overlay: &str) -> (Api, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("features");
    let wsdl = folder.join(feature).join("input.wsdl");
    let overlay = Overlay::parse(overlay).expect("an overlay");
    let input = read(&wsdl, &Catalog::new()).expect("a WSDL");
    let model = model(&input, Some(&overlay)).unwrap_or_else(|report| panic!("{report}"));
    let target = Target {
        vendor: "crate".to_owned(),
        service: "vendor::Service".to_owned(),
        generator: "a test".to_owned(),
        source: "input.wsdl".to_owned(),
        client: false,
    };
    let files = generate(&input, Some(&overlay), &target).expect("generated files");
    (model, files["operations.rs"].clone())
}

fn notes(api: &Api) -> Vec<&str> {
    api.notes.iter().map(|note| note.message.as_str()).collect()
}

#[test]
fn a_role_that_cannot_be_bound_is_reported() {
    for (role, reason) in [
        ("operation = 'Fnid'", "there is no operation `Fnid`"),
        (
            "operation = 'Find'\nrequest = { A = 'Tokem', S = 'Since' }",
            "its request has no `Tokem` (near it: `Token`)",
        ),
        (
            "operation = 'Find'\nrequest = { A = 'Token' }",
            "its request also needs `since`",
        ),
        (
            "operation = 'Find'\nrequest = { 'A[]' = 'Token', S = 'Since' }",
            "`Token` in its request is no list",
        ),
        (
            "operation = 'Find'\nanswer = { A = 'Turn.Nxet' }",
            "its answer has no `Nxet`",
        ),
        (
            "operation = 'Find'\nanswer = { A = 'Items.Item.Id' }",
            "its answer has no `Items.Item.Id`",
        ),
        (
            "operation = 'Find'\nanswer = { A = 'Items' }",
            "`Items` in its answer is a list",
        ),
        (
            "operation = 'Find'\nget = { a = 'Since: string' }",
            "its request has a `Since` that is no text",
        ),
        (
            "operation = 'Find'\nget = { 'a[]' = 'Token: string' }",
            "its request has a `Token` that is no list",
        ),
        (
            "operation = 'Find'\nrequest = { A = 'Token: integer', S = 'Since' }",
            "`Token` in its request is no integer of at most 64 bits",
        ),
        (
            "operation = 'Find'\nneeds = ['vendor::Turn']",
            "nothing can be used as `Turn`, which it needs",
        ),
        (
            "operation = 'Find'\noperations = { W = 'Pur' }",
            "there is no operation `Pur` (near it: `Put`)",
        ),
    ] {
        let overlay = format!("[[role]]\ntrait = 'vendor::Pages'\n{role}\n");
        let (api, _) = made("roles", &overlay);
        assert!(api.roles.is_empty());
        let operation = role.split('\'').nth(1).expect("a name");
        assert_eq!(
            notes(&api),
            [format!("`{operation}` can't be used as `Pages`: {reason}")]
        );
    }
}

#[test]
fn a_value_that_cannot_have_a_role_is_reported() {
    for (value, reason) in [
        (".", "its answer may be without a result"),
        ("Turn.Last", "`Turn.Last` in its answer has no fields"),
        ("Turns", "its answer has no `Turns` (near it: `Turn`)"),
    ] {
        let overlay =
            format!("[[role]]\ntrait = 'vendor::Pages'\noperation = 'Find'\nvalue = '{value}'\n");
        let (api, _) = made("roles", &overlay);
        assert!(api.roles.is_empty());
        assert_eq!(
            notes(&api),
            [format!(
                "the answer of `Find` can't be used as `Pages`: {reason}"
            )]
        );
    }
}

#[test]
fn a_choice_has_no_form_in_json() {
    let (api, operations) = made("choice", "json = true");
    assert_eq!(notes(&api), ["`Get` can't be called over JSON"]);
    assert!(
        operations.contains("soap::exchange!(asmx soap);"),
        "{operations}"
    );
    assert!(!operations.contains("exchange!(asmx);"));
}

#[test]
fn numbers_of_an_enumeration_have_to_be_said() {
    let (api, operations) = made(
        "aspnet",
        "json = true\n[[type]]\nmatch = 'Colour'\nnumbers = { Red = 1 }",
    );
    assert_eq!(
        notes(&api),
        ["the numbers of `Colour` on the JSON wire are not known"]
    );
    assert!(operations.contains("soap::exchange!(asmx);"));
}
