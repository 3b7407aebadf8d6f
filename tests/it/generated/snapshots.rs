//! The WEBSALE module as it was when somebody last read it through: `INSTA_UPDATE=always` takes over a change.

use kontorhaus_codegen::overlay::Overlay;
use kontorhaus_codegen::vendor::Vendor;
use kontorhaus_codegen::{Catalog, model, read};
use kontorhaus_tests::interop::workspace;

fn assert_snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

fn websale() -> &'static Vendor {
    Vendor::by_name("websale").expect("a vendor")
}

#[test]
fn the_model() {
    let overlay = Overlay::parse(websale().overlay).expect("an overlay");
    let wsdl = workspace().join(websale().wsdl);
    let input = read(&wsdl, &Catalog::new()).expect("a WSDL");
    let model = model(&input, Some(&overlay)).expect("a model");
    assert_snapshot("websale.model", &model.dump());
}

#[test]
fn the_files() {
    for (name, text) in websale().files(&workspace()).expect("generated files") {
        assert_snapshot(&format!("websale.{name}"), &text);
    }
}
