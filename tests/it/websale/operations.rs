//! Every operation, against the sandbox.

use std::collections::BTreeSet;

use kontorhaus_sandbox::websale::{Batch, Values};
use kontorhaus_websale::{
    AmountType, CatProdFilter, ChargeType, CreateVouchers, CustomerFilter, Date, Decimal,
    GetVoucherChargeInfo, GetVoucherCharges, GetVoucherCodes, GetVoucherPoolInfo, MultiCurrency,
    Products, SetBehavior, VoucherKind, VoucherType,
};

use super::shop;

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

#[tokio::test]
async fn every_field_of_an_order_arrives() {
    let (sandbox, client) = shop().await;
    let order = CreateVouchers::new(3)
        .with_charge_id("NEW")
        .with_create_charge(true)
        .with_amount(decimal("19.99"))
        .with_amount_type(AmountType::Percentage)
        .with_currency("CHF")
        .with_min_order_value(decimal("49.90"))
        .with_max_discount_value(decimal("25.10"))
        .with_sub_shop("north,south")
        .with_voucher_type(VoucherType::UniversalPerCustomer)
        .with_voucher_kind(VoucherKind::Purchased)
        .with_valid_from(day("2031-03-01"))
        .with_valid_until(day("2031-05-31"))
        .with_vat_index(7)
        .with_customer_filter(CustomerFilter::numbers(["K-2001", "K-2002"]))
        .with_cat_prod_filter_set_behavior(SetBehavior::SubProducts)
        .with_cat_prod_filter(
            CatProdFilter::categories(["543"]).with_products(Products::numbers(["abc", "xyz"])),
        )
        .with_charge_descr("Spring <&> \"sale\"\r\nnext line")
        .with_charge_label("web,print");
    let result = client.create_vouchers(order).await.unwrap();

    let batch = sandbox.websale().batch("NEW").unwrap();
    let expected = Values {
        amount_type: 1,
        currency: "CHF".into(),
        min_order_value: Some(49.9),
        max_discount_value: Some(25.1),
        subshop: Some("north,south".into()),
        voucher_type: 3,
        voucher_kind: 2,
        valid_from: Some("2031-03-01".into()),
        valid_until: Some("2031-05-31".into()),
        vat_index: 7,
        customer_filter: Some("<n>K-2001</n><n>K-2002</n>".into()),
        set_behavior: 1,
        cat_prod_filter: Some("<ci>543</ci><pn>abc</pn><pn>xyz</pn>".into()),
        charge_label: Some("web,print".into()),
        ..Values::new(19.99)
    };
    assert_eq!(batch.values, expected);
    assert_eq!(
        batch.description.as_deref(),
        Some("Spring <&> \"sale\"\r\nnext line")
    );
    let made: BTreeSet<&String> = batch.vouchers.keys().collect();
    assert_eq!(result.voucher_numbers.iter().collect::<BTreeSet<_>>(), made);
    assert_eq!(made.len(), 3);

    // The server prints doubles with 17 digits; the values are those that were sent.
    assert_eq!(result.amount, decimal("19.99"));
    assert_eq!(result.min_order_value, Some(decimal("49.9")));
    assert_eq!(result.amount_type, AmountType::Percentage);
    assert_eq!(result.currency, "CHF");
    assert_eq!(result.subshop.as_deref(), Some("north,south"));
    assert_eq!(result.voucher_type, VoucherType::UniversalPerCustomer);
    assert_eq!(result.voucher_kind, VoucherKind::Purchased);
    assert_eq!(result.valid_from, Some(day("2031-03-01")));
    assert_eq!(result.valid_until, Some(day("2031-05-31")));
    assert_eq!(result.vat_index, 7);
    assert_eq!(
        result.customer_filter,
        Some(CustomerFilter::numbers(["K-2001", "K-2002"]))
    );
    assert_eq!(
        result.cat_prod_filter_set_behavior,
        Some(SetBehavior::SubProducts)
    );

    let page = client
        .get_voucher_codes(GetVoucherCodes::new("NEW"))
        .await
        .unwrap();
    assert_eq!(page.voucher_list.len(), 3);
    let voucher = &page.voucher_list[0];
    assert_eq!(voucher.max_discount_value, Some(decimal("25.1")));
    assert_eq!(voucher.charge_label.as_deref(), Some("web,print"));
    let goods = CatProdFilter::categories(["543"]).with_products(Products::numbers(["abc", "xyz"]));
    assert_eq!(voucher.cat_prod_filter, Some(goods));
}

#[tokio::test]
async fn what_is_left_out_comes_from_the_batch() {
    let (_sandbox, client) = shop().await;
    let result = client
        .create_vouchers(CreateVouchers::new(1).with_charge_id("SPRING-TPL"))
        .await
        .unwrap();
    assert_eq!(result.amount, decimal("15"));
    assert_eq!(result.min_order_value, Some(decimal("60")));
    assert_eq!(result.valid_from, None);
    assert!(result.valid_until.is_some(), "the template says 90 days");

    let other = CreateVouchers::new(1)
        .with_charge_id("SPRING-TPL")
        .with_sub_shop("")
        .with_amount(decimal("20"));
    let result = client.create_vouchers(other).await.unwrap();
    assert_eq!(result.amount, decimal("20"));
    assert_eq!(result.subshop, None, "an empty list means every subshop");
}

#[tokio::test]
async fn amounts_in_several_currencies_are_handed_through() {
    let (sandbox, client) = shop().await;
    let order = CreateVouchers::new(1)
        .with_charge_id("MULTI")
        .with_create_charge(true)
        .with_amount_multi_currency(MultiCurrency::new("a"))
        .with_min_order_value_multi_currency(MultiCurrency::new("b"))
        .with_max_discount_value_multi_currency(MultiCurrency::new("c"))
        .with_amount_type(AmountType::Percentage);
    let result = client.create_vouchers(order).await.unwrap();
    assert_eq!(result.amount_multi_currency, Some(MultiCurrency::new("a")));
    assert_eq!(
        result.min_order_value_multi_currency,
        Some(MultiCurrency::new("b"))
    );
    assert_eq!(
        result.max_discount_value_multi_currency,
        Some(MultiCurrency::new("c"))
    );
    let values = sandbox.websale().batch("MULTI").unwrap().values;
    assert_eq!(values.amount_multi_currency.as_deref(), Some("a"));
}

#[tokio::test]
async fn vouchers_for_a_newsletter() {
    let (sandbox, client) = shop().await;
    let order = CreateVouchers::new(2)
        .with_subscribe_voucher(true)
        .with_subscribe_subshop_id("south");
    let result = client.create_vouchers(order).await.unwrap();
    assert_eq!(result.amount, decimal("5"));
    let batch = sandbox.websale().registration("south").unwrap();
    assert_eq!(batch.vouchers.len(), 2);
}

#[tokio::test]
async fn a_pool_is_counted_and_drawn_from() {
    let (sandbox, client) = shop().await;
    let count = async |subshop: Option<&str>| {
        let mut request = GetVoucherPoolInfo::new("POOL-A");
        request.sub_shop_validity = subshop.map(str::to_owned);
        client
            .get_voucher_pool_info(request)
            .await
            .unwrap()
            .voucher_count
    };
    assert_eq!(count(None).await, 25);
    assert_eq!(count(Some("south")).await, 15);

    let order = CreateVouchers::new(4)
        .with_charge_id("POOL-A")
        .with_pool(true)
        .with_sub_shop_validity("south");
    let result = client.create_vouchers(order).await.unwrap();
    assert_eq!(
        result.voucher_numbers,
        ["CARD-0011", "CARD-0012", "CARD-0013", "CARD-0014"]
    );
    assert_eq!(result.amount, decimal("25.1"));
    assert_eq!(count(None).await, 21);
    assert_eq!(sandbox.websale().effects().vouchers_activated, 4);
    assert_eq!(sandbox.websale().effects().vouchers_generated, 0);
}

#[tokio::test]
async fn batches_are_listed_and_described() {
    let (sandbox, client) = shop().await;
    let templates = client
        .get_voucher_charges(GetVoucherCharges::new())
        .await
        .unwrap();
    let ids: Vec<_> = templates
        .charge_list
        .iter()
        .map(|batch| batch.charge_id.as_deref())
        .collect();
    assert_eq!(ids, [Some("POOL-A"), Some("SPRING-TPL"), None]);
    assert_eq!(templates.charge_list[1].valid_until_days, Some(90));
    assert_eq!(
        templates.charge_list[2].subscribe_subshop_id.as_deref(),
        Some("south")
    );

    let all = GetVoucherCharges::new().with_charge_type(ChargeType::All);
    let all = client.get_voucher_charges(all).await.unwrap();
    assert_eq!(all.charge_list.len(), 4);

    sandbox
        .websale()
        .insert("EMPTY", Batch::new(Values::new(1.0)).with_template());
    for (id, count, template) in [("ARCHIVE", 3, false), ("EMPTY", 0, true)] {
        let info = client
            .get_voucher_charge_info(GetVoucherChargeInfo::new(id))
            .await
            .unwrap();
        assert_eq!((info.voucher_count, info.has_template), (count, template));
    }
    let page = client
        .get_voucher_codes(GetVoucherCodes::new("EMPTY"))
        .await
        .unwrap();
    assert!(page.voucher_list.is_empty());
    assert!(page.last_page);
}

#[tokio::test]
async fn the_call_id_is_the_msg_id() {
    let (sandbox, client) = shop().await;
    let request = GetVoucherChargeInfo::new("ARCHIVE");
    let response = client
        .get_voucher_charge_info(request.clone())
        .call_id("till <7>")
        .with_metadata()
        .await
        .unwrap();
    assert_eq!(response.call_id, "till <7>");
    assert_eq!(response.value.msg_id.as_deref(), Some("till <7>"));
    assert_eq!(response.status, 200);
    assert_eq!(response.headers["server"], "gSOAP/2.8");

    // Without one the client makes one, a new one for each call.
    let mut ids = BTreeSet::new();
    for _ in 0..3 {
        let answer = client
            .get_voucher_charge_info(request.clone())
            .await
            .unwrap();
        ids.insert(answer.msg_id.unwrap());
    }
    assert_eq!(ids.len(), 3);
    assert!(
        sandbox.websale().recorded()[0]
            .request
            .contains("<MsgID>till &lt;7&gt;</MsgID>")
    );
}

#[tokio::test]
async fn calls_can_be_spawned() {
    let (_sandbox, client) = shop().await;
    let info = GetVoucherChargeInfo::new("ARCHIVE");
    let calls: Vec<_> = (0..8)
        .map(|_| tokio::spawn(client.get_voucher_charge_info(info.clone()).into_future()))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().voucher_count, 3);
    }
}
