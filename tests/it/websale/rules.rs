//! Rules that are checked before anything is sent (section 6).

use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_websale::{
    AmountType, CatProdFilter, CreateVouchers, CustomerFilter, Date, Decimal, GetVoucherChargeInfo,
    GetVoucherCodes, GetVoucherPoolInfo, MultiCurrency, Products,
};

use super::shop;

fn order() -> CreateVouchers {
    CreateVouchers::new(1).with_charge_id("SPRING-TPL")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn multi() -> MultiCurrency {
    MultiCurrency::new("x")
}

/// Each is refused at that field, and nothing is sent.
async fn refused(orders: Vec<(u32, &str, CreateVouchers)>) {
    let (sandbox, client) = shop().await;
    for (rule, field, order) in orders {
        let error = client
            .create_vouchers(order)
            .await
            .expect_err("a rule is broken");
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Request, Outcome::NotSent),
            "rule {rule}: {error}"
        );
        assert!(error.to_string().contains(field), "rule {rule}: {error}");
    }
    assert!(sandbox.websale().recorded().is_empty());
}

#[tokio::test]
async fn where_vouchers_come_from_and_go() {
    let subscribe = || CreateVouchers::new(1).with_subscribe_voucher(true);
    let south = || subscribe().with_subscribe_subshop_id("south");
    refused(vec![
        (
            2,
            "VoucherCount",
            CreateVouchers::new(0).with_charge_id("A"),
        ),
        (
            2,
            "VoucherCount",
            CreateVouchers::new(1_001).with_charge_id("A"),
        ),
        (3, "SubscribeSubshopID", subscribe()),
        (
            3,
            "SubscribeSubshopID",
            subscribe().with_subscribe_subshop_id(""),
        ),
        (4, "ChargeId", CreateVouchers::new(1)),
        (4, "ChargeId", CreateVouchers::new(1).with_charge_id("")),
        (
            4,
            "ChargeId",
            CreateVouchers::new(1).with_subscribe_voucher(false),
        ),
        (5, "Pool", order().with_pool(true).with_create_charge(true)),
        (5, "Pool", south().with_pool(true)),
        (8, "CreateCharge", south().with_create_charge(true)),
        (
            13,
            "SubShopValidity",
            order().with_sub_shop_validity("north"),
        ),
    ])
    .await;
}

#[tokio::test]
async fn amounts_that_exclude_or_need_each_other() {
    let one = Decimal::ONE;
    let kind = |kind| order().with_amount_type(kind);
    let both = "MaxDiscountValueMultiCurrency";
    refused(vec![
        (
            9,
            "AmountMultiCurrency",
            order().with_amount(one).with_amount_multi_currency(multi()),
        ),
        (
            9,
            "MinOrderValueMultiCurrency",
            order()
                .with_min_order_value(one)
                .with_min_order_value_multi_currency(multi()),
        ),
        (
            9,
            both,
            order()
                .with_max_discount_value(one)
                .with_max_discount_value_multi_currency(multi()),
        ),
        (
            10,
            "MaxDiscountValue",
            kind(AmountType::Absolute).with_max_discount_value(one),
        ),
        (
            10,
            "MaxDiscountValue",
            order()
                .with_create_charge(true)
                .with_max_discount_value(one),
        ),
        (
            10,
            both,
            kind(AmountType::CappedPercentage).with_max_discount_value_multi_currency(multi()),
        ),
        (11, "CatProdFilter", kind(AmountType::CappedPercentage)),
        (
            11,
            "CatProdFilter",
            kind(AmountType::CappedPercentage)
                .with_cat_prod_filter(CatProdFilter::categories(["1"])),
        ),
    ])
    .await;
}

#[tokio::test]
async fn filters_and_days_of_the_wrong_form() {
    refused(vec![
        (
            12,
            "CustomerFilter",
            order().with_customer_filter(CustomerFilter::numbers(["a&b"])),
        ),
        (
            12,
            "CatProdFilter",
            order().with_cat_prod_filter(CatProdFilter::categories(["<"])),
        ),
        (
            12,
            "CatProdFilter",
            order().with_cat_prod_filter(CatProdFilter::categories([""; 0])),
        ),
        (
            14,
            "ValidUntil",
            order()
                .with_valid_from(day("2031-03-02"))
                .with_valid_until(day("2031-03-01")),
        ),
        (14, "ValidFrom", order().with_valid_from(day("2031-03-02Z"))),
    ])
    .await;
}

#[tokio::test]
async fn questions_that_break_a_rule() {
    let (sandbox, client) = shop().await;
    let errors = [
        client
            .get_voucher_codes(GetVoucherCodes::new(""))
            .await
            .unwrap_err(),
        client
            .get_voucher_codes(GetVoucherCodes::new("A").with_page_size(0))
            .await
            .unwrap_err(),
        client
            .get_voucher_codes(GetVoucherCodes::new("A").with_page_size(1_001))
            .await
            .unwrap_err(),
        client
            .get_voucher_pool_info(GetVoucherPoolInfo::new(""))
            .await
            .unwrap_err(),
        client
            .get_voucher_charge_info(GetVoucherChargeInfo::new(""))
            .await
            .unwrap_err(),
    ];
    for (error, field) in errors
        .iter()
        .zip(["ChargeId", "PageSize", "PageSize", "ChargeId", "ChargeId"])
    {
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Request, Outcome::NotSent)
        );
        assert!(error.to_string().contains(field), "{error}");
    }
    assert!(sandbox.websale().recorded().is_empty());
}

#[tokio::test]
async fn orders_at_the_limits_pass() {
    let (_sandbox, client) = shop().await;
    let percentage = || {
        order()
            .with_amount(Decimal::TEN)
            .with_amount_type(AmountType::Percentage)
    };
    for request in [
        CreateVouchers::new(1_000).with_charge_id("SPRING-TPL"),
        percentage().with_max_discount_value(Decimal::ONE),
        order()
            .with_amount_type(AmountType::CappedPercentage)
            .with_cat_prod_filter(CatProdFilter::products(Products::indices(["7"]))),
        order()
            .with_valid_from(day("2031-03-01"))
            .with_valid_until(day("2031-03-01")),
        CreateVouchers::new(1)
            .with_charge_id("POOL-A")
            .with_pool(true)
            .with_create_charge(false),
    ] {
        client.create_vouchers(request).await.unwrap();
    }
    client
        .get_voucher_codes(GetVoucherCodes::new("ARCHIVE").with_page_size(1_000))
        .await
        .unwrap();
}

#[test]
fn a_cap_may_go_with_a_percentage_from_the_batch() {
    // Whether the template is a percentage, only the server knows.
    let request = order().with_max_discount_value(Decimal::ONE);
    assert!(kontorhaus_websale::rules::create_vouchers(&request).is_ok());
}
