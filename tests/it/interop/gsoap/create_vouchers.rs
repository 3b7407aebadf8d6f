//! `CreateVouchers`, in the ways its fields can be combined.

use std::collections::BTreeSet;
use std::fs;

use kontorhaus_soap::v1::{Date, Decimal};
use kontorhaus_tests::interop::{gsoap::Server, workspace};
use kontorhaus_websale::{
    AmountType, CatProdFilter, CreateVouchers, CreateVouchersResult, CustomerFilter,
    GetVoucherCodes, MultiCurrency, Products, SetBehavior, VoucherData, VoucherKind, VoucherType,
};

use super::{client, parsed, strict_and_lenient};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// A new batch of percentage vouchers: everything that can stand beside a single amount.
fn new_batch() -> CreateVouchers {
    CreateVouchers::new(2)
        .with_subscribe_voucher(false)
        .with_subscribe_subshop_id("unused")
        .with_charge_id("A&B <ü> €")
        .with_create_charge(true)
        .with_amount(Decimal::new(1990, 2))
        .with_amount_type(AmountType::Percentage)
        .with_currency("CHF")
        .with_min_order_value(Decimal::new(6005, 2))
        .with_max_discount_value(Decimal::new(1, 1))
        .with_sub_shop("north,south")
        .with_voucher_type(VoucherType::IndividualMultiple)
        .with_voucher_kind(VoucherKind::Purchased)
        .with_valid_from(day("2031-03-01"))
        .with_valid_until(day("2031-05-31"))
        .with_vat_index(10)
        .with_customer_filter(CustomerFilter::numbers(["K-2001", "K-2002"]))
        .with_cat_prod_filter_set_behavior(SetBehavior::SubProducts)
        .with_cat_prod_filter(
            CatProdFilter::categories(["543"]).with_products(Products::numbers(["abc"])),
        )
        .with_charge_descr(" two lines,\r\n\ta tab & <markup> ]]> \\ ")
        .with_charge_label("spring,print")
}

const NEW_BATCH: &[(&str, &str)] = &[
    ("VoucherCount", "2"),
    ("SubscribeVoucher", "false"),
    ("SubscribeSubshopID", "unused"),
    ("ChargeId", "A&B <ü> €"),
    ("CreateCharge", "true"),
    ("Amount", "19.9"),
    ("AmountType", "1"),
    ("Currency", "CHF"),
    ("MinOrderValue", "60.05"),
    ("MaxDiscountValue", "0.1"),
    ("SubShop", "north,south"),
    ("Type", "7"),
    ("Type2", "2"),
    ("ValidFrom", "2031-03-01"),
    ("ValidUntil", "2031-05-31"),
    ("VATIndex", "10"),
    ("CustomerFilter", "<n>K-2001</n><n>K-2002</n>"),
    ("CatProdFilterSetBehavior", "1"),
    ("CatProdFilter", "<ci>543</ci><pn>abc</pn>"),
    (
        "ChargeDescr",
        " two lines,\\r\\n\ta tab & <markup> ]]> \\\\ ",
    ),
    ("ChargeLabel", "spring,print"),
];

/// From a pool, with amounts in several currencies.
fn from_pool() -> CreateVouchers {
    CreateVouchers::new(1)
        .with_charge_id("POOL")
        .with_create_charge(false)
        .with_amount_type(AmountType::Percentage)
        .with_amount_multi_currency(MultiCurrency::new("EUR:5;CHF:6"))
        .with_min_order_value_multi_currency(MultiCurrency::new("EUR:50"))
        .with_max_discount_value_multi_currency(MultiCurrency::new("EUR:9"))
        .with_pool(true)
        .with_sub_shop_validity("south")
}

const FROM_POOL: &[(&str, &str)] = &[
    ("VoucherCount", "1"),
    ("ChargeId", "POOL"),
    ("CreateCharge", "false"),
    ("AmountType", "1"),
    ("AmountMultiCurrency", "EUR:5;CHF:6"),
    ("MinOrderValueMultiCurrency", "EUR:50"),
    ("MaxDiscountValueMultiCurrency", "EUR:9"),
    ("Pool", "true"),
    ("SubShopValidity", "south"),
];

/// An answer of which only the required fields came, each with its documented default.
fn defaults() -> CreateVouchersResult {
    let (kind, remainder) = (VoucherKind::Promotional, VoucherType::RemainderReusable);
    CreateVouchersResult::new(0, AmountType::Absolute, "EUR", remainder, kind, -1)
}

#[tokio::test]
async fn with_every_field_of_a_new_batch() {
    for server in strict_and_lenient() {
        let client = client(&server);
        let result = client
            .create_vouchers(new_batch())
            .call_id("till-7 & co")
            .await
            .expect("vouchers");

        assert_eq!(
            server.received(),
            parsed("CreateVouchers", "till-7 & co", NEW_BATCH)
        );
        let (kind, multiple) = (VoucherKind::Purchased, VoucherType::IndividualMultiple);
        let percentage = AmountType::Percentage;
        let expected =
            CreateVouchersResult::new(Decimal::new(199, 1), percentage, "CHF", multiple, kind, 10)
                .with_msg_id("till-7 & co")
                .with_min_order_value(Decimal::new(6005, 2))
                .with_subshop("north,south")
                .with_valid_from(day("2031-03-01"))
                .with_valid_until(day("2031-05-31"))
                .with_max_discount_value(Decimal::new(1, 1))
                .with_customer_filter(CustomerFilter::numbers(["K-2001", "K-2002"]))
                .with_cat_prod_filter_set_behavior(SetBehavior::SubProducts)
                .with_cat_prod_filter(
                    CatProdFilter::categories(["543"]).with_products(Products::numbers(["abc"])),
                )
                .with_voucher_numbers(["A&B <ü> €-000001", "A&B <ü> €-000002"]);
        assert_eq!(result, expected);

        // The batch as it is listed afterwards holds the same values.
        let listed = client
            .get_voucher_codes(GetVoucherCodes::new("A&B <ü> €"))
            .await
            .expect("vouchers");
        let voucher = |number: &str| {
            VoucherData::new(
                number,
                Decimal::new(199, 1),
                percentage,
                "CHF",
                multiple,
                kind,
                10,
            )
            .with_min_order_value(Decimal::new(6005, 2))
            .with_subshop("north,south")
            .with_valid_from(day("2031-03-01"))
            .with_valid_until(day("2031-05-31"))
            .with_max_discount_value(Decimal::new(1, 1))
            .with_customer_filter(CustomerFilter::numbers(["K-2001", "K-2002"]))
            .with_cat_prod_filter_set_behavior(SetBehavior::SubProducts)
            .with_cat_prod_filter(
                CatProdFilter::categories(["543"]).with_products(Products::numbers(["abc"])),
            )
            .with_charge_label("spring,print")
        };
        assert_eq!(
            listed.voucher_list,
            [voucher("A&B <ü> €-000001"), voucher("A&B <ü> €-000002")]
        );
    }
}

#[tokio::test]
async fn from_a_pool_with_amounts_in_several_currencies() {
    for server in strict_and_lenient() {
        let client = client(&server);
        let result = client
            .create_vouchers(from_pool())
            .call_id("p")
            .await
            .expect("vouchers");

        assert_eq!(server.received(), parsed("CreateVouchers", "p", FROM_POOL));
        let mut expected = defaults()
            .with_msg_id("p")
            .with_amount_multi_currency(MultiCurrency::new("EUR:5;CHF:6"))
            .with_min_order_value_multi_currency(MultiCurrency::new("EUR:50"))
            .with_max_discount_value_multi_currency(MultiCurrency::new("EUR:9"))
            .with_voucher_numbers(["POOL-C"]);
        expected.amount_type = AmountType::Percentage;
        assert_eq!(result, expected);

        let (kind, remainder) = (VoucherKind::Promotional, VoucherType::RemainderReusable);
        let voucher = VoucherData::new(
            "POOL-C",
            0,
            AmountType::Percentage,
            "EUR",
            remainder,
            kind,
            -1,
        )
        .with_amount_multi_currency(MultiCurrency::new("EUR:5;CHF:6"))
        .with_min_order_value_multi_currency(MultiCurrency::new("EUR:50"))
        .with_max_discount_value_multi_currency(MultiCurrency::new("EUR:9"));
        let listed = client
            .get_voucher_codes(GetVoucherCodes::new("POOL"))
            .await
            .expect("vouchers");
        assert_eq!(listed.voucher_list, [voucher]);
    }
}

#[tokio::test]
async fn for_newsletter_registration() {
    for server in strict_and_lenient() {
        let request = CreateVouchers::new(1)
            .with_subscribe_voucher(true)
            .with_subscribe_subshop_id("north");
        let result = client(&server)
            .create_vouchers(request)
            .call_id("n")
            .await
            .expect("vouchers");

        let fields = [
            ("VoucherCount", "1"),
            ("SubscribeVoucher", "true"),
            ("SubscribeSubshopID", "north"),
        ];
        assert_eq!(server.received(), parsed("CreateVouchers", "n", &fields));
        assert_eq!(
            result,
            defaults()
                .with_msg_id("n")
                .with_voucher_numbers(["NEWS-000001"])
        );
    }
}

#[tokio::test]
async fn with_required_fields_only() {
    for server in strict_and_lenient() {
        let request = CreateVouchers::new(1).with_charge_id("POOL");
        let result = client(&server)
            .create_vouchers(request)
            .call_id("r")
            .await
            .expect("vouchers");

        let fields = [("VoucherCount", "1"), ("ChargeId", "POOL")];
        assert_eq!(server.received(), parsed("CreateVouchers", "r", &fields));
        assert_eq!(
            result,
            defaults()
                .with_msg_id("r")
                .with_voucher_numbers(["POOL-000001"])
        );
    }
}

#[tokio::test]
async fn a_field_that_is_left_out_comes_from_the_batch() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let request = CreateVouchers::new(1)
        .with_charge_id("SPRING")
        .with_currency("EUR");
    let result = client(&server)
        .create_vouchers(request)
        .await
        .expect("vouchers");

    // The server writes 49.899999999999999, 60.049999999999997 and 19.989999999999998.
    assert_eq!(result.amount.to_string(), "49.9");
    assert_eq!(
        result
            .min_order_value
            .map(|value| value.to_string())
            .as_deref(),
        Some("60.05")
    );
    assert_eq!(
        result
            .max_discount_value
            .map(|value| value.to_string())
            .as_deref(),
        Some("19.99")
    );
    assert_eq!((result.currency.as_str(), result.vat_index), ("EUR", 3));
    assert_eq!(
        result.amount_multi_currency,
        Some(MultiCurrency::new("CHF:49.90"))
    );
}

/// Every call has an ID of its own even if the program gives none, and the server saw it.
#[tokio::test]
async fn each_call_has_an_id_of_its_own() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let client = client(&server);
    let mut seen = BTreeSet::new();
    for _ in 0..2 {
        let result = client
            .create_vouchers(CreateVouchers::new(1).with_charge_id("POOL"))
            .await
            .expect("a voucher");
        let id = result.msg_id.expect("an echo");
        assert!(
            server
                .received()
                .contains(&format!("CreateVouchers.MsgID={id}\n"))
        );
        assert!(!id.is_empty() && seen.insert(id));
    }
}

#[test]
fn no_field_of_the_wsdl_is_left_out_of_these_tests() {
    let wsdl =
        fs::read_to_string(workspace().join("wsdl/websale/createvouchers.wsdl")).expect("the WSDL");
    let document = roxmltree::Document::parse(&wsdl).expect("a document");
    let request = document
        .descendants()
        .find(|node| node.attribute("name") == Some("CreateVouchersRequest"));
    let elements = request
        .expect("the type")
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2001/XMLSchema", "element")));
    let in_wsdl: BTreeSet<&str> = elements
        .filter_map(|element| element.attribute("name"))
        .collect();

    let injected = ["ShopID", "Password", "MsgID"];
    let sent = NEW_BATCH
        .iter()
        .chain(FROM_POOL)
        .map(|(field, _)| *field)
        .chain(injected)
        .collect();
    assert_eq!(in_wsdl, sent);
}
