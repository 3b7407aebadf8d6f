//! Whatever a value holds, written and read again it is the same.

use kontorhaus_soap::v1::{ReadXml, WriteXml, Writer};
use kontorhaus_soap::{Limits, decode};
use kontorhaus_websale::{
    AmountType, CatProdFilter, ChargeData, CreateVouchersResult, CustomerFilter, Date, Decimal,
    GetVoucherCodesResult, MultiCurrency, Products, SetBehavior, VoucherData, VoucherKind,
    VoucherType,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Any text that is not empty: what is empty counts as not set.
fn text() -> impl Strategy<Value = String> {
    "[ -~\t\n\rä€\u{1F600}]{1,12}"
}

fn decimal() -> impl Strategy<Value = Decimal> {
    // As many digits as a double holds for certain.
    (-999_999_999_999_999_i64..=999_999_999_999_999, 0_u32..=6)
        .prop_map(|(number, scale)| Decimal::new(number, scale))
}

fn day() -> impl Strategy<Value = Date> {
    let numbers = (1_i16..=9999, 1_i8..=12, 1_i8..=28);
    numbers.prop_map(|(year, month, day)| {
        format!("{year:04}-{month:02}-{day:02}")
            .parse()
            .expect("a day")
    })
}

/// An entry of a filter.
fn entry() -> impl Strategy<Value = String> {
    "[ -%'-;=-~ä€]{1,8}"
}

fn customers() -> impl Strategy<Value = CustomerFilter> {
    (any::<bool>(), vec(entry(), 1..4)).prop_map(|(by_index, entries)| {
        if by_index {
            CustomerFilter::indices(entries)
        } else {
            CustomerFilter::numbers(entries)
        }
    })
}

fn goods() -> impl Strategy<Value = CatProdFilter> {
    let products = option::of((any::<bool>(), vec(entry(), 1..4)));
    (vec(entry(), 1..4), products).prop_map(|(categories, products)| {
        let filter = CatProdFilter::categories(categories);
        match products {
            Some((true, entries)) => filter.with_products(Products::indices(entries)),
            Some((false, entries)) => filter.with_products(Products::numbers(entries)),
            None => filter,
        }
    })
}

prop_compose! {
    fn voucher()(
        (num, currency) in (text(), text()),
        (amount, kinds, vat) in (decimal(), (any::<i32>(), any::<i32>(), any::<i32>()), any::<i32>()),
        (min, max) in (option::of(decimal()), option::of(decimal())),
        (subshop, label, multi) in (option::of(text()), option::of(text()), option::of(text())),
        (from, until) in (option::of(day()), option::of(day())),
        (customers, goods, sets) in (option::of(customers()), option::of(goods()), option::of(any::<i32>())),
    ) -> VoucherData {
        let (amount_type, voucher_type, voucher_kind) =
            (AmountType::from(kinds.0), VoucherType::from(kinds.1), VoucherKind::from(kinds.2));
        let mut voucher = VoucherData::new(num, amount, amount_type, currency, voucher_type, voucher_kind, vat);
        voucher.min_order_value = min;
        voucher.max_discount_value = max;
        voucher.subshop = subshop;
        voucher.charge_label = label;
        voucher.amount_multi_currency = multi.clone().map(MultiCurrency::new);
        voucher.min_order_value_multi_currency = multi.clone().map(MultiCurrency::new);
        voucher.max_discount_value_multi_currency = multi.map(MultiCurrency::new);
        voucher.valid_from = from;
        voucher.valid_until = until;
        voucher.customer_filter = customers;
        voucher.cat_prod_filter = goods;
        voucher.cat_prod_filter_set_behavior = sets.map(SetBehavior::from);
        voucher
    }
}

prop_compose! {
    fn batch()(
        (id, subscribe) in (option::of(text()), option::of(text())),
        voucher in voucher(),
        (vat, from, until) in (option::of(any::<i32>()), option::of(any::<i32>()), option::of(any::<i32>())),
    ) -> ChargeData {
        let VoucherData { amount, amount_type, currency, voucher_type, voucher_kind, .. } = voucher;
        let mut batch = ChargeData::new(amount, amount_type, currency, voucher_type, voucher_kind);
        batch.charge_id = id;
        batch.subscribe_subshop_id = subscribe;
        batch.min_order_value = voucher.min_order_value;
        batch.subshop = voucher.subshop;
        batch.valid_from = voucher.valid_from;
        batch.valid_until = voucher.valid_until;
        batch.vat_index = vat;
        batch.valid_from_days = from;
        batch.valid_until_days = until;
        batch
    }
}

prop_compose! {
    fn created()(
        voucher in voucher(),
        id in option::of(text()),
        numbers in vec(text(), 0..5),
    ) -> CreateVouchersResult {
        let VoucherData { amount, amount_type, currency, voucher_type, voucher_kind, vat_index, .. } = voucher;
        let mut created =
            CreateVouchersResult::new(amount, amount_type, currency, voucher_type, voucher_kind, vat_index);
        created.voucher_numbers = numbers;
        created.msg_id = id;
        created.min_order_value = voucher.min_order_value;
        created.max_discount_value = voucher.max_discount_value;
        created.subshop = voucher.subshop;
        created.valid_from = voucher.valid_from;
        created.valid_until = voucher.valid_until;
        created.customer_filter = voucher.customer_filter;
        created.cat_prod_filter = voucher.cat_prod_filter;
        created.cat_prod_filter_set_behavior = voucher.cat_prod_filter_set_behavior;
        created.amount_multi_currency = voucher.amount_multi_currency;
        created
    }
}

fn written_and_read<T: ReadXml + WriteXml>(value: &T) -> T {
    let mut writer = Writer::new();
    writer
        .element("value", value)
        .expect("a value that XML can hold");
    decode(&writer.finish(), Limits::default()).expect("a value that was written")
}

proptest! {
    #[test]
    fn vouchers_survive(vouchers in vec(voucher(), 0..4), token in option::of(text()), last in any::<bool>()) {
        let mut page = GetVoucherCodesResult::new(last);
        page.voucher_list = vouchers;
        page.next_page_token = token;
        prop_assert_eq!(written_and_read(&page), page);
    }

    #[test]
    fn batches_survive(batch in batch()) {
        prop_assert_eq!(written_and_read(&batch), batch);
    }

    #[test]
    fn confirmations_survive(created in created()) {
        prop_assert_eq!(written_and_read(&created), created);
    }
}
