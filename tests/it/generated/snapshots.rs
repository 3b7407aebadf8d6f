//! The modules of the vendors as they were when somebody last read them through: `INSTA_UPDATE=always` takes over a change.

use kontorhaus_codegen::overlay::Overlay;
use kontorhaus_codegen::vendor::VENDORS;
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

#[test]
fn the_models() {
    for vendor in VENDORS {
        let overlay = Overlay::parse(vendor.overlay).expect("an overlay");
        let wsdl = workspace().join(vendor.wsdl);
        let input = read(&wsdl, &Catalog::new()).expect("a WSDL");
        let model = model(&input, Some(&overlay)).expect("a model");
        assert_snapshot(&format!("{}.model", vendor.name), &model.dump());
        // What the overlay wants, the WSDL has.
        assert_eq!(model.notes, [], "{}", vendor.name);
    }
}

#[test]
fn the_files() {
    for vendor in VENDORS {
        for (name, text) in vendor.files(&workspace()).expect("generated files") {
            assert_snapshot(&format!("{}.{name}", vendor.name), &text);
        }
    }
}
