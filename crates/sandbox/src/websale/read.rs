//! The four operations that change nothing.

use std::ops::Bound;

use super::answer::Answer;
use super::batch::{Batch, Values};
use super::fault::Fault;
use super::fields::Fields;
use super::paging;
use super::state::Shop;

pub(crate) const CHARGES: &[&str] = &["ShopID", "Password", "MsgID", "ChargeType"];
pub(crate) const CODES: &[&str] = &[
    "ShopID",
    "Password",
    "MsgID",
    "ChargeId",
    "PageSize",
    "NextPageToken",
];
pub(crate) const POOL: &[&str] = &[
    "ShopID",
    "Password",
    "MsgID",
    "ChargeId",
    "ChargeType",
    "SubShopValidity",
];
pub(crate) const INFO: &[&str] = &["ShopID", "Password", "MsgID", "ChargeId"];

/// `GetVoucherCharges`.
pub(crate) fn charges(shop: &Shop, fields: &Fields) -> Result<Answer, Fault> {
    let all = all(fields)?;
    let mut answer = Answer::echoing(fields.text("MsgID"));
    answer.open("ChargeList");
    for (id, batch) in &shop.batches {
        if all || batch.has_template {
            charge(&mut answer, Some(id), None, batch);
        }
    }
    for (subshop, batch) in &shop.registrations {
        charge(&mut answer, None, Some(subshop), batch);
    }
    answer.close("ChargeList");
    Ok(answer)
}

/// Whether every batch is meant, not only those with a template.
fn all(fields: &Fields) -> Result<bool, Fault> {
    match fields.filled("ChargeType") {
        None | Some("template") => Ok(false),
        Some("all") => Ok(true),
        Some(_) => Err(Fault::InvalidValue),
    }
}

fn charge(answer: &mut Answer, id: Option<&str>, registration: Option<&str>, batch: &Batch) {
    let values = &batch.values;
    answer.open("ChargeData");
    answer.optional("ChargeId", id);
    money(answer, values);
    answer.optional("SubscribeSubshopID", registration);
    answer.optional("Subshop", values.subshop.as_deref());
    answer.int("Type", values.voucher_type);
    answer.int("Type2", values.voucher_kind);
    answer.optional("ValidFrom", values.valid_from.as_deref());
    answer.optional("ValidUntil", values.valid_until.as_deref());
    // VATIndex is documented as required and missing from every sample; the samples are followed.
    for (name, days) in [
        ("ValidFromDays", batch.valid_from_days),
        ("ValidUntilDays", batch.valid_until_days),
    ] {
        if let Some(days) = days {
            answer.int(name, days);
        }
    }
    answer.close("ChargeData");
}

fn money(answer: &mut Answer, values: &Values) {
    answer.double("Amount", values.amount);
    answer.int("AmountType", values.amount_type);
    answer.text("Currency", &values.currency);
    if let Some(value) = values.min_order_value {
        answer.double("MinOrderValue", value);
    }
}

/// `GetVoucherCodes`.
pub(crate) fn codes(shop: &Shop, fields: &Fields) -> Result<Answer, Fault> {
    let id = fields.filled("ChargeId").ok_or(Fault::BatchNotNamed)?;
    let batch = shop.batches.get(id).ok_or(Fault::BatchUnknown)?;
    let page_size = match fields.int("PageSize")? {
        None => 1_000,
        Some(size @ 1..=1_000) => usize::try_from(size).map_err(|_| Fault::InvalidValue)?,
        Some(_) => return Err(Fault::InvalidValue),
    };
    let start = match fields.filled("NextPageToken") {
        None => Bound::Unbounded,
        Some(token) => Bound::Excluded(paging::position(token, id, page_size)?),
    };
    let mut rest = batch.vouchers.range((start, Bound::Unbounded));

    let mut answer = Answer::echoing(fields.text("MsgID"));
    let mut last = None;
    answer.open("VoucherList");
    for (number, values) in rest.by_ref().take(page_size) {
        voucher(&mut answer, number, values);
        last = Some(number);
    }
    answer.close("VoucherList");
    let more = rest.next().is_some();
    let token = last
        .filter(|_| more)
        .map(|number| paging::token(id, page_size, number));
    answer.or_empty("NextPageToken", token.as_deref());
    answer.boolean("LastPage", !more);
    Ok(answer)
}

fn voucher(answer: &mut Answer, number: &str, values: &Values) {
    answer.open("VoucherData");
    answer.text("Num", number);
    money(answer, values);
    answer.or_empty("Subshop", values.subshop.as_deref());
    answer.int("Type", values.voucher_type);
    answer.int("Type2", values.voucher_kind);
    answer.or_empty("ValidFrom", values.valid_from.as_deref());
    answer.or_empty("ValidUntil", values.valid_until.as_deref());
    answer.int("VATIndex", values.vat_index);
    answer.double(
        "MaxDiscountValue",
        values.max_discount_value.unwrap_or_default(),
    );
    answer.or_empty("CustomerFilter", values.customer_filter.as_deref());
    answer.int("CatProdFilterSetBehavior", values.set_behavior);
    for (name, value) in [
        ("CatProdFilter", &values.cat_prod_filter),
        ("AmountMultiCurrency", &values.amount_multi_currency),
        (
            "MinOrderValueMultiCurrency",
            &values.min_order_value_multi_currency,
        ),
        (
            "MaxDiscountValueMultiCurrency",
            &values.max_discount_value_multi_currency,
        ),
        ("ChargeLabel", &values.charge_label),
    ] {
        answer.or_empty(name, value.as_deref());
    }
    answer.close("VoucherData");
}

/// `GetVoucherPoolInfo`. What `ChargeType` does to a count is unknown; here it is checked and ignored.
pub(crate) fn pool_info(shop: &Shop, fields: &Fields) -> Result<Answer, Fault> {
    all(fields)?;
    let batch = named(shop, fields)?;
    let subshop = fields.filled("SubShopValidity");
    let fitting = batch
        .pool
        .iter()
        .filter(|number| number.redeemable_in(subshop));
    let mut answer = Answer::echoing(fields.text("MsgID"));
    answer.count("VoucherCount", fitting.count());
    Ok(answer)
}

/// `GetVoucherChargeInfo`.
pub(crate) fn charge_info(shop: &Shop, fields: &Fields) -> Result<Answer, Fault> {
    let batch = named(shop, fields)?;
    let mut answer = Answer::echoing(fields.text("MsgID"));
    answer.count("VoucherCount", batch.vouchers.len());
    answer.boolean("HasTemplate", batch.has_template);
    Ok(answer)
}

fn named<'s>(shop: &'s Shop, fields: &Fields) -> Result<&'s Batch, Fault> {
    let id = fields
        .filled("ChargeId")
        .ok_or_else(|| Fault::missing("ChargeId"))?;
    shop.batches.get(id).ok_or(Fault::BatchMissing)
}
