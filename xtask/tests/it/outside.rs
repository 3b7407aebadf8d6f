//! Programs of other people, each with a WSDL file of its own.

use crate::nested::{cargo_test, workspace};

#[test]
fn programs_with_a_wsdl_of_their_own_are_built_and_their_tests_pass() {
    let said = cargo_test(&workspace().join("tests/outside"), &[]);
    for passed in [
        "test tests::shelves_are_counted ... ok",
        "test helpers::a_batch_is_made_once ... ok",
        "test helpers::an_import_waits_for_its_turn ... ok",
        "test helpers::customers_are_written_in_packets ... ok",
    ] {
        assert!(said.contains(passed), "{said}");
    }
    // Their overlays bind every role and speak of all that ours do not match.
    assert!(!said.contains("can't be used as"), "{said}");
    assert!(!said.contains("matches nothing"), "{said}");
}
