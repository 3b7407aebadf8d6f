//! The four operations that read.

use kontorhaus_soap::v1::{Date, Decimal};
use kontorhaus_tests::interop::gsoap::Server;
use kontorhaus_websale::{
    AmountType, ChargeData, ChargeType, CreateVouchers, GetVoucherChargeInfo,
    GetVoucherChargeInfoResult, GetVoucherCharges, GetVoucherChargesResult, GetVoucherCodes,
    GetVoucherCodesResult, GetVoucherPoolInfo, GetVoucherPoolInfoResult, VoucherData, VoucherKind,
    VoucherType,
};

use super::{client, parsed, strict_and_lenient};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// A batch of which only the required fields come.
fn defaults() -> ChargeData {
    let (kind, remainder) = (VoucherKind::Promotional, VoucherType::RemainderReusable);
    ChargeData::new(0, AmountType::Absolute, "EUR", remainder, kind)
}

/// The batch with every value set.
fn spring() -> ChargeData {
    let (kind, multiple) = (VoucherKind::Purchased, VoucherType::IndividualMultiple);
    ChargeData::new(
        Decimal::new(499, 1),
        AmountType::Percentage,
        "CHF",
        multiple,
        kind,
    )
    .with_charge_id("SPRING")
    .with_min_order_value(Decimal::new(6005, 2))
    .with_subshop("north,south")
    .with_valid_from(day("2031-03-01"))
    .with_valid_until(day("2031-05-31"))
    .with_vat_index(3)
    .with_valid_from_days(3)
    .with_valid_until_days(90)
}

#[tokio::test]
async fn get_voucher_charges() {
    for server in strict_and_lenient() {
        let client = client(&server);
        let all = GetVoucherCharges::new().with_charge_type(ChargeType::All);
        let result = client
            .get_voucher_charges(all)
            .call_id("c-1")
            .await
            .expect("batches");
        assert_eq!(
            server.received(),
            parsed("GetVoucherCharges", "c-1", &[("ChargeType", "all")])
        );
        let (plain, pool) = (
            defaults().with_charge_id("PLAIN"),
            defaults().with_charge_id("POOL"),
        );
        let newsletter = defaults().with_subscribe_subshop_id("north");
        let expected = GetVoucherChargesResult::new().with_msg_id("c-1");
        let listed = [spring(), plain, pool.clone(), newsletter.clone()];
        assert_eq!(result, expected.with_charge_list(listed));

        let result = client
            .get_voucher_charges(GetVoucherCharges::new())
            .call_id("c-2")
            .await
            .expect("batches");
        assert_eq!(server.received(), parsed("GetVoucherCharges", "c-2", &[]));
        let expected = GetVoucherChargesResult::new().with_msg_id("c-2");
        assert_eq!(
            result,
            expected.with_charge_list([spring(), pool, newsletter])
        );
    }
}

#[tokio::test]
async fn get_voucher_codes() {
    for server in strict_and_lenient() {
        let client = client(&server);
        client
            .create_vouchers(CreateVouchers::new(3).with_charge_id("POOL"))
            .await
            .expect("vouchers");
        let _ = server.received();
        // The server sends empty elements for the texts that this voucher has not.
        let (kind, remainder) = (VoucherKind::Promotional, VoucherType::RemainderReusable);
        let voucher = |number: &str| {
            VoucherData::new(number, 0, AmountType::Absolute, "EUR", remainder, kind, -1)
        };

        let request = GetVoucherCodes::new("POOL").with_page_size(2);
        let result = client
            .get_voucher_codes(request.clone())
            .call_id("p-1")
            .await
            .expect("a page");
        let fields = [("ChargeId", "POOL"), ("PageSize", "2")];
        assert_eq!(server.received(), parsed("GetVoucherCodes", "p-1", &fields));
        let page = GetVoucherCodesResult::new(false)
            .with_msg_id("p-1")
            .with_next_page_token("POOL@2");
        assert_eq!(
            result,
            page.with_voucher_list([voucher("POOL-000001"), voucher("POOL-000002")])
        );

        let request = request.with_next_page_token("POOL@2");
        let result = client
            .get_voucher_codes(request)
            .call_id("p-2")
            .await
            .expect("a page");
        let fields = [
            ("ChargeId", "POOL"),
            ("PageSize", "2"),
            ("NextPageToken", "POOL@2"),
        ];
        assert_eq!(server.received(), parsed("GetVoucherCodes", "p-2", &fields));
        let page = GetVoucherCodesResult::new(true).with_msg_id("p-2");
        assert_eq!(result, page.with_voucher_list([voucher("POOL-000003")]));

        let result = client
            .get_voucher_codes(GetVoucherCodes::new("SPRING"))
            .call_id("p-3")
            .await
            .expect("a page");
        assert_eq!(
            server.received(),
            parsed("GetVoucherCodes", "p-3", &[("ChargeId", "SPRING")])
        );
        assert_eq!(result, GetVoucherCodesResult::new(true).with_msg_id("p-3"));
    }
}

#[tokio::test]
async fn get_voucher_pool_info() {
    for server in strict_and_lenient() {
        let client = client(&server);
        let request = GetVoucherPoolInfo::new("POOL")
            .with_charge_type(ChargeType::All)
            .with_sub_shop_validity("north");
        let result = client
            .get_voucher_pool_info(request)
            .call_id("q-1")
            .await
            .expect("a number");
        let fields = [
            ("ChargeId", "POOL"),
            ("ChargeType", "all"),
            ("SubShopValidity", "north"),
        ];
        assert_eq!(
            server.received(),
            parsed("GetVoucherPoolInfo", "q-1", &fields)
        );
        assert_eq!(result, GetVoucherPoolInfoResult::new(2).with_msg_id("q-1"));

        let request = GetVoucherPoolInfo::new("POOL");
        let result = client
            .get_voucher_pool_info(request)
            .call_id("q-2")
            .await
            .expect("a number");
        assert_eq!(
            server.received(),
            parsed("GetVoucherPoolInfo", "q-2", &[("ChargeId", "POOL")])
        );
        assert_eq!(result, GetVoucherPoolInfoResult::new(3).with_msg_id("q-2"));
    }
}

#[tokio::test]
async fn get_voucher_charge_info() {
    for server in strict_and_lenient() {
        let client = client(&server);
        client
            .create_vouchers(CreateVouchers::new(7).with_charge_id("SPRING"))
            .await
            .expect("vouchers");
        let _ = server.received();
        for (batch, count, has_template) in [("SPRING", 7, true), ("PLAIN", 0, false)] {
            let request = GetVoucherChargeInfo::new(batch);
            let result = client
                .get_voucher_charge_info(request)
                .call_id("i")
                .await
                .expect("a number");
            assert_eq!(
                server.received(),
                parsed("GetVoucherChargeInfo", "i", &[("ChargeId", batch)])
            );
            assert_eq!(
                result,
                GetVoucherChargeInfoResult::new(count, has_template).with_msg_id("i")
            );
        }
    }
}

#[tokio::test]
async fn more_than_one_call_makes_and_more_than_one_page_holds() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let client = client(&server);
    let mut made = Vec::new();
    let mut packets = client.create_in_packets(CreateVouchers::new(2_500).with_charge_id("SPRING"));
    while let Some(packet) = packets.next().await {
        made.extend(packet.expect("a packet").voucher_numbers);
    }
    let mut listed = Vec::new();
    let mut pages = client.voucher_codes(GetVoucherCodes::new("SPRING"));
    while let Some(page) = pages.next().await {
        listed.extend(
            page.expect("a page")
                .voucher_list
                .into_iter()
                .map(|voucher| voucher.num),
        );
    }
    assert_eq!(made.len(), 2_500);
    assert_eq!(made, listed);
}
