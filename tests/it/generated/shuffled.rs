//! Reading doesn't depend on the order of children, nor on what else comes between them.

use kontorhaus_soap::v1::{RawXml, ReadXml};
use kontorhaus_soap::{Limits, decode};
use kontorhaus_websale::{ChargeData, GetVoucherCodesResult, VoucherData};
use proptest::prelude::*;

const VOUCHER: &str = "<VoucherData><Num>A-1</Num><Amount>49.899999999999999</Amount><AmountType>0</AmountType>\
    <Currency>EUR</Currency><MinOrderValue>100</MinOrderValue><Subshop>de,at</Subshop><Type>3</Type><Type2>1</Type2>\
    <ValidFrom>2026-01-01</ValidFrom><ValidUntil>2026-12-31</ValidUntil><VATIndex>-1</VATIndex>\
    <ChargeLabel>spring</ChargeLabel></VoucherData>";
const BATCH: &str = "<ChargeData><ChargeId>SPRING</ChargeId><Amount>5</Amount><AmountType>1</AmountType>\
    <Currency>EUR</Currency><SubscribeSubshopID>de</SubscribeSubshopID><Type>0</Type><Type2>2</Type2>\
    <VATIndex>3</VATIndex><ValidFromDays>1</ValidFromDays><ValidUntilDays>30</ValidUntilDays></ChargeData>";
const PAGE: &str = "<GetVoucherCodesResult><MsgID>m</MsgID><VoucherList/><NextPageToken>t</NextPageToken>\
    <LastPage>false</LastPage></GetVoucherCodesResult>";

/// The element with its children in any order, and others among them.
fn shuffled(xml: &'static str) -> impl Strategy<Value = String> {
    let children = RawXml::parse(xml)
        .expect("an element")
        .children()
        .expect("children");
    let mut children: Vec<String> = children
        .iter()
        .map(|child| child.as_str().to_owned())
        .collect();
    children.push("<Unknown><Num>9</Num></Unknown>".to_owned());
    children.push("<o:Amount xmlns:o='urn:other'>1</o:Amount>".to_owned());
    children.push("<!-- <Num>8</Num> -->\n".to_owned());
    let name = xml[1..].split('>').next().unwrap_or_default();
    Just(children)
        .prop_shuffle()
        .prop_map(move |children| format!("<{name}>{}</{name}>", children.concat()))
}

fn read<T: ReadXml>(xml: &str) -> T {
    decode(xml, Limits::default()).expect("a readable value")
}

proptest! {
    #[test]
    fn vouchers(xml in shuffled(VOUCHER)) {
        prop_assert_eq!(read::<VoucherData>(&xml), read::<VoucherData>(VOUCHER));
    }

    #[test]
    fn batches(xml in shuffled(BATCH)) {
        prop_assert_eq!(read::<ChargeData>(&xml), read::<ChargeData>(BATCH));
    }

    #[test]
    fn pages(xml in shuffled(PAGE)) {
        prop_assert_eq!(read::<GetVoucherCodesResult>(&xml), read::<GetVoucherCodesResult>(PAGE));
    }
}
