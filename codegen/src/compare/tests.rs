//! What a change of a WSDL means for callers.

use std::path::Path;

use super::*;
use crate::overlay::Overlay;
use crate::{Catalog, model, read};

const OVERLAY: &str = include_str!("../../overlays/websale.toml");
const WSDL: &str = include_str!("../../../wsdl/websale/createvouchers.wsdl");

fn api(wsdl: &str) -> Api {
    let path = "memory/createvouchers.wsdl";
    let input = read(Path::new(path), &Catalog::new().with_bytes(path, wsdl)).unwrap();
    let overlay = Overlay::parse(OVERLAY).unwrap();
    model(&input, Some(&overlay)).unwrap()
}

/// What changes when a part of the WSDL is replaced, as lines.
fn after(replacements: &[(&str, &str)]) -> Vec<String> {
    let changed = replacements
        .iter()
        .fold(WSDL.to_owned(), |wsdl, (from, to)| {
            assert!(wsdl.contains(from), "{from}");
            wsdl.replace(from, to)
        });
    let comparison = compare(&api(WSDL), &api(&changed));
    let lines = comparison.subjects.iter().flat_map(|(subject, changes)| {
        changes
            .iter()
            .map(move |change| format!("{}: {subject}: {}", change.effect, change.text))
    });
    lines.collect()
}

#[test]
fn the_same_file_changes_nothing() {
    assert!(after(&[]).is_empty());
}

#[test]
fn what_is_new_and_optional_is_compatible() {
    let hint = "<element name=\"ChargeId\" type=\"xsd:string\" minOccurs=\"0\" maxOccurs=\"1\">";
    let new = "<element name=\"Motto\" type=\"xsd:string\" minOccurs=\"0\"/>";
    assert_eq!(
        after(&[(hint, &format!("{new}{hint}"))]),
        [
            "compatible: operation CreateVouchers: `motto: Option<String>` is new",
            "compatible: type ChargeData (in GetVoucherCharges): `motto: Option<String>` is new",
        ]
    );
}

#[test]
fn what_new_takes_is_breaking_only_where_callers_make_values() {
    let count = "<element name=\"VoucherCount\" type=\"xsd:int\" minOccurs=\"1\" maxOccurs=\"1\">";
    let till = "<element name=\"Till\" type=\"xsd:int\"/>";
    assert_eq!(
        after(&[(count, &format!("{till}{count}"))]),
        [
            "breaking: operation CreateVouchers: `till: i32` is new, and `new` takes it",
            "compatible: type GetVoucherChargeInfoResult (in GetVoucherChargeInfo): `till: i32` is new",
            "compatible: type GetVoucherPoolInfoResult (in GetVoucherPoolInfo): `till: i32` is new",
        ]
    );
}

#[test]
fn arguments_that_change_places_are_breaking() {
    let count = "name=\"VoucherCount\" type=\"xsd:int\" minOccurs=\"1\"";
    let id = "name=\"ChargeId\" type=\"xsd:string\" minOccurs=\"0\"";
    let required = "name=\"ChargeId\" type=\"xsd:string\" minOccurs=\"1\"";
    let both = WSDL.replace(id, required);
    let swapped = both
        .replacen(count, "@", 1)
        .replacen(required, count, 1)
        .replacen('@', required, 1);
    let comparison = compare(&api(&both), &api(&swapped));
    let lines: Vec<&str> = comparison.changes().map(|it| it.text.as_str()).collect();
    assert_eq!(
        lines,
        ["`new` takes its arguments in another order: charge_id, voucher_count"]
    );
    assert!(comparison.is_breaking());
}

#[test]
fn another_namespace_is_said_once() {
    assert_eq!(
        after(&[("http://www.websale.de/", "urn:shop")]),
        [
            "compatible: the service: the namespace `http://www.websale.de/` is gone from its messages",
            "compatible: the service: the namespace `urn:shop` is new in its messages",
        ]
    );
}

#[test]
fn a_type_names_the_operations_that_use_it() {
    let renamed = after(&[(
        "name=\"HasTemplate\" type=\"xsd:boolean\"",
        "name=\"HasTemplates\" type=\"xsd:int\"",
    )]);
    assert_eq!(
        renamed,
        [
            "breaking: type GetVoucherChargeInfoResult (in GetVoucherChargeInfo): `has_template` is gone; `has_templates` is new and may be it",
            "compatible: type GetVoucherChargeInfoResult (in GetVoucherChargeInfo): `has_templates: i32` is new",
        ]
    );
}

#[test]
fn what_is_gone_is_breaking() {
    let changed = after(&[(
        "type=\"xsd:int\" minOccurs=\"1\" maxOccurs=\"1\">\n          <annotation><documentation>\n            How many vouchers are wanted",
        "type=\"xsd:long\" minOccurs=\"0\" maxOccurs=\"1\">\n          <annotation><documentation>\n            How many vouchers are wanted",
    )]);
    assert_eq!(
        changed,
        ["breaking: operation CreateVouchers: `voucher_count` was `i32`, is `Option<i64>`"]
    );
}
