//! The vendors whose operations are generated.

use kontorhaus_codegen::ir::Grade;
use kontorhaus_codegen::overlay::{IdempotencyRule, Overlay};
use kontorhaus_codegen::vendor::Vendor;
use kontorhaus_codegen::{Catalog, model, read};
use kontorhaus_core::Idempotency;
use kontorhaus_tests::interop::workspace;

use super::{check, repetition};

#[test]
fn of_backclick() {
    operations("backclick");
}

#[test]
fn of_websale() {
    operations("websale");
}

#[test]
fn of_hypersoft() {
    operations("hypersoft");
}

fn operations(vendor: &str) {
    let vendor = Vendor::by_name(vendor).expect("a vendor");
    let wsdl = workspace().join(vendor.wsdl);
    let input = read(&wsdl, &Catalog::new()).unwrap_or_else(|report| panic!("{report}"));
    let overlay = Overlay::parse(vendor.overlay).unwrap_or_else(|message| panic!("{message}"));
    let api = model(&input, Some(&overlay)).unwrap_or_else(|report| panic!("{report}"));
    let rows = api.operations.iter().map(|operation| {
        let request = &operation.request.name;
        let idempotency = match operation.idempotency {
            IdempotencyRule::Read => Idempotency::Read,
            IdempotencyRule::Idempotent => Idempotency::Idempotent,
            IdempotencyRule::Write => Idempotency::Write,
        };
        let grade = match operation.grade {
            Grade::Documented => "documented",
            Grade::Inferred => "inferred",
            Grade::Placeholder => "placeholder",
        };
        vec![
            format!("[`{}`](crate::{}::{request})", operation.name, vendor.name),
            format!("`{}`", operation.method),
            repetition(idempotency),
            grade.to_owned(),
        ]
    });
    let head = ["operation", "method", "a repetition", "its message is"];
    check(vendor.name, &head, &rows.collect::<Vec<_>>());
}
