//! Programs of other people, each with a WSDL file of its own.

use crate::nested::{cargo_test, workspace};

#[test]
fn programs_with_a_wsdl_of_their_own_are_built_and_their_tests_pass() {
    let said = cargo_test(&workspace().join("tests/outside"), &[]);
    for passed in [
        "test tests::shelves_are_counted ... ok",
        "test helpers::a_batch_is_made_once ... ok",
        "test helpers::customers_are_written_in_packets ... ok",
    ] {
        assert!(said.contains(passed), "{said}");
    }
    // What their overlays speak of is all there is to say.
    for vendor in ["websale", "hypersoft"] {
        let warned = format!("warning: outside-{vendor}@");
        assert!(!said.contains(&warned), "{said}");
    }
}
