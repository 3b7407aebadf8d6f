//! The client's helpers and rules with operations of this WSDL. They are in the module `made`, whoever has made it.

use std::time::Duration;

use kontorhaus_sandbox::Sandbox;
use kontorhaus_websale::fake::{ByOperation, Capture, Never, Reply, Respond};
use kontorhaus_websale::{
    AmountType, Client, CreatedBatch, Credentials, ErrorKind, Outcome, rules, salvaged_numbers,
};

use super::made::{
    CreateVouchers, GetVoucherChargeInfo, GetVoucherCharges, GetVoucherCodes, GetVoucherPoolInfo,
};

const NAMESPACE: &str = "urn:createvouchers";

async fn sandbox() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.expect("a port on loopback");
    let shop = sandbox.websale();
    shop.set_namespace(NAMESPACE);
    let client = Client::builder()
        .endpoint(shop.url())
        .credentials(Credentials::new(shop.shop_id(), shop.password().into()))
        .build()
        .expect("a client");
    (sandbox, client)
}

/// A client that sends over this.
macro_rules! client {
    ($transport:expr) => {
        Client::builder()
            .endpoint("http://127.0.0.1:9/")
            .credentials(Credentials::new("shop", "secret".into()))
            .transport($transport)
            .attempts(1)
            .attempt_timeout(Duration::from_millis(200))
            .build()
            .expect("a client")
    };
}

fn answer(operation: &str, fields: &str) -> String {
    format!(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><n:{operation}Response \
         xmlns:n=\"{NAMESPACE}\"><response>{fields}</response></n:{operation}Response></e:Body></e:Envelope>"
    )
}

fn page(numbers: &[&str], last: bool, token: &str) -> String {
    let voucher = |number: &&str| {
        format!(
            "<VoucherData><Amount>5.10</Amount><AmountType>0</AmountType><Currency>EUR</Currency>\
             <VoucherNumber>{number}</VoucherNumber><Type>0</Type><Type2>1</Type2><VATIndex>-1</VATIndex>\
             <Remark>spring</Remark></VoucherData>"
        )
    };
    let vouchers: String = numbers.iter().map(voucher).collect();
    answer(
        "GetVoucherCodes",
        &format!(
            "<IsLast>{last}</IsLast><PageToken>{token}</PageToken><VoucherList>{vouchers}</VoucherList>"
        ),
    )
}

#[tokio::test(flavor = "current_thread")]
async fn every_operation_is_called() {
    let (_sandbox, client) = sandbox().await;
    let charges = client
        .call(GetVoucherCharges::new())
        .await
        .expect("batches");
    assert_eq!(charges.charge_list.len(), 3);
    assert_eq!(charges.charge_list[0].amount_type, AmountType::Absolute);
    let info = GetVoucherChargeInfo::new("ARCHIVE");
    let info = client.call(info).await.expect("a batch");
    assert_eq!((info.voucher_count, info.has_template), (3, false));
    let pool = GetVoucherPoolInfo::new("POOL-A");
    let pool = client.call(pool).await.expect("a pool");
    assert_eq!(pool.voucher_count, 25);
}

#[tokio::test(flavor = "current_thread")]
async fn packets_are_made() {
    let (sandbox, client) = sandbox().await;
    let order = CreateVouchers::new(1_200_u32).with_charge_id("SPRING-TPL");
    let mut packets = client.create_in_packets(order);
    let mut sizes = Vec::new();
    while let Some(packet) = packets.next().await {
        sizes.push(packet.expect("a packet").voucher_numbers.len());
    }
    assert_eq!(sizes, [1_000, 200]);
    assert_eq!((packets.confirmed(), packets.remaining()), (1_200, 0));
    assert_eq!(sandbox.websale().effects().vouchers_generated, 1_200);
    // Credentials come first here, and the call's id last.
    let recorded = sandbox.websale().recorded();
    let request = &recorded[0].request;
    let at = |tag: &str| {
        request
            .find(tag)
            .unwrap_or_else(|| panic!("{tag}: {request}"))
    };
    assert!(at("<ShopID>") < at("<ChargeId>") && at("<VoucherCount>1000<") < at("<MsgID>"));
}

#[tokio::test(flavor = "current_thread")]
async fn pages_are_turned() {
    let pages = Respond::with(|request, _| {
        let body = String::from_utf8_lossy(request.body());
        Ok(Reply::ok(if body.contains("<PageToken>two</PageToken>") {
            page(&["C"], true, "")
        } else {
            page(&["A", "B"], false, "two")
        }))
    });
    let transport = Capture::new(pages);
    let client = client!(transport.clone());
    let mut pages = client.voucher_codes(GetVoucherCodes::new("SPRING"));
    let mut vouchers = Vec::new();
    while let Some(page) = pages.next().await {
        vouchers.extend(page.expect("a page").voucher_list);
    }
    let numbers: Vec<&str> = vouchers
        .iter()
        .map(|it| it.voucher_number.as_str())
        .collect();
    assert_eq!(numbers, ["A", "B", "C"]);
    assert_eq!(vouchers[0].amount.to_string(), "5.10");
    assert_eq!(vouchers[0].remark.as_deref(), Some("spring"));
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test(flavor = "current_thread")]
async fn a_batch_is_made_once() {
    let (_sandbox, client) = sandbox().await;
    let order = || {
        CreateVouchers::new(2_u32)
            .with_charge_id("order-1")
            .with_amount(5)
    };
    let made = client.create_batch_once(order()).await.expect("a batch");
    assert!(matches!(made, CreatedBatch::Answered(_)));
    assert_eq!(made.numbers().count(), 2);

    // The answer is lost, and the vouchers are looked for.
    let info = answer(
        "GetVoucherChargeInfo",
        "<HasTemplate>false</HasTemplate><VoucherCount>2</VoucherCount>",
    );
    let transport = ByOperation::new()
        .on("CreateVouchers", Never::after_sending())
        .on("GetVoucherChargeInfo", Reply::ok(info))
        .on("GetVoucherCodes", Reply::ok(page(&["A", "B"], true, "")));
    let client = client!(transport);
    let made = client.create_batch_once(order()).await.expect("a batch");
    assert!(matches!(made, CreatedBatch::Found(_)));
    assert_eq!(made.numbers().collect::<Vec<_>>(), ["A", "B"]);
}

#[tokio::test(flavor = "current_thread")]
async fn rules_are_checked() {
    let client = client!(Never::before_sending());
    let order = || CreateVouchers::new(1_u32).with_charge_id("SPRING-TPL");
    for (broken, field) in [
        (
            CreateVouchers::new(1_001_u32).with_charge_id("A"),
            "VoucherCount",
        ),
        (CreateVouchers::new(1_u32), "ChargeId"),
        (order().with_pool(true).with_create_charge(true), "Pool"),
        (
            order().with_amount_type(AmountType::CappedPercentage),
            "CatProdFilter",
        ),
    ] {
        let error = client.call(broken).await.expect_err("a rule is broken");
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Request, Outcome::NotSent)
        );
        assert!(error.to_string().contains(field), "{error}");
    }
    let size = GetVoucherCodes::new("A").with_page_size(1_001_i64);
    assert!(rules::get_voucher_codes(&size).is_err());
    assert!(rules::named_batch(&GetVoucherPoolInfo::new("")).is_err());
}

#[tokio::test(flavor = "current_thread")]
async fn numbers_are_salvaged() {
    let damaged = answer(
        "CreateVouchers",
        "<VoucherNumbers><VoucherNumber>A</VoucherNumber></VoucherNumbers>",
    );
    let client = client!(Reply::ok(damaged));
    let order = CreateVouchers::new(1_u32).with_charge_id("SPRING-TPL");
    let error = client.call(order).await.expect_err("an amount is missing");
    assert_eq!(error.outcome(), Outcome::Applied);
    assert_eq!(salvaged_numbers(&error), ["A"]);
}
