//! What a repetition of each operation does, all in one place.

use kontorhaus_core::Idempotency::{self, Read, Write};
use kontorhaus_core::Operation;
use kontorhaus_websale::{
    CreateVouchers, GetVoucherChargeInfo, GetVoucherCharges, GetVoucherCodes, GetVoucherPoolInfo,
};

fn told<Op: Operation>() -> (&'static str, Idempotency) {
    (Op::NAME, Op::IDEMPOTENCY)
}

#[test]
fn of_every_operation() {
    let told = [
        told::<CreateVouchers>(),
        told::<GetVoucherCharges>(),
        told::<GetVoucherCodes>(),
        told::<GetVoucherPoolInfo>(),
        told::<GetVoucherChargeInfo>(),
    ];
    let decided = [
        ("CreateVouchers", Write),
        ("GetVoucherCharges", Read),
        ("GetVoucherCodes", Read),
        ("GetVoucherPoolInfo", Read),
        ("GetVoucherChargeInfo", Read),
    ];
    assert_eq!(told, decided);

    let wsdl = include_str!("../../../wsdl/websale/createvouchers.wsdl");
    let wsdl = roxmltree::Document::parse(wsdl).expect("XML");
    let operations = wsdl
        .descendants()
        .filter(|node| {
            node.parent()
                .is_some_and(|parent| parent.has_tag_name("portType"))
        })
        .filter_map(|operation| operation.attribute("name"));
    assert!(
        operations.eq(decided.map(|(name, _)| name)),
        "the list is complete"
    );
}
