//! What the service asks of a request and what can be decided here, before anything is sent.
//!
//! The generated operations call these functions; a program may call them earlier, say while a form is being filled in.
//! They ask for what a request has by traits, so they also hold for requests that are generated from another WSDL file.

use kontorhaus_core::RequestError;

use crate::{AmountType, CatProdFilter, CheckedBatch, CheckedOrder, CheckedPage};

/// How many vouchers one call may make, and how many one page may hold.
pub const LIMIT: i64 = 1_000;

/// Checks what fields of `CreateVouchers` demand of each other.
///
/// # Errors
///
/// Names the first field that breaks a rule.
pub fn create_vouchers(request: &impl CheckedOrder) -> Result<(), RequestError> {
    within_limit("VoucherCount", request.voucher_count())?;
    target(request)?;
    money(request)?;
    validity(request)
}

/// The batch, the subshop, the pool: where the vouchers come from and where they go.
fn target(request: &impl CheckedOrder) -> Result<(), RequestError> {
    let on = |switch: Option<bool>| switch.unwrap_or(false);
    let (create, pool) = (on(request.create_charge()), on(request.pool()));
    if on(request.subscribe_voucher()) {
        named("SubscribeSubshopID", request.subscribe_subshop_id())?;
        if create {
            // The batch ID is ignored for these vouchers, so none could be created under it.
            return refuse("CreateCharge", "can't be combined with SubscribeVoucher");
        }
        if pool {
            return refuse("Pool", "can't be combined with SubscribeVoucher");
        }
    } else {
        named("ChargeId", request.charge_id())?;
        if create && pool {
            return refuse("Pool", "can't be combined with CreateCharge");
        }
    }
    if request.sub_shop_validity() && !pool {
        return refuse("SubShopValidity", "has no effect unless Pool is true");
    }
    Ok(())
}

fn validity(request: &impl CheckedOrder) -> Result<(), RequestError> {
    let days = [
        ("ValidFrom", request.valid_from()),
        ("ValidUntil", request.valid_until()),
    ];
    for (field, day) in days {
        if day.is_some_and(|day| day.zone.is_some()) {
            return refuse(field, "is a day of the shop and has no place for a zone");
        }
    }
    match (request.valid_from(), request.valid_until()) {
        (Some(from), Some(until)) if from.date > until.date => {
            refuse("ValidUntil", "lies before ValidFrom")
        }
        _ => Ok(()),
    }
}

fn money(request: &impl CheckedOrder) -> Result<(), RequestError> {
    let pairs = [
        (
            "AmountMultiCurrency",
            request.amount() && request.amount_multi_currency(),
        ),
        (
            "MinOrderValueMultiCurrency",
            request.min_order_value() && request.min_order_value_multi_currency(),
        ),
        (
            "MaxDiscountValueMultiCurrency",
            request.max_discount_value() && request.max_discount_value_multi_currency(),
        ),
    ];
    for (field, both) in pairs {
        if both {
            return refuse(
                field,
                "stands in for the single amount; send one of the two",
            );
        }
    }

    // Left out, the kind of amount comes from the batch; a new batch has none to give.
    let new_batch = request.create_charge() == Some(true);
    let kind = match request.amount_type() {
        None if new_batch => Some(&AmountType::Absolute),
        kind => kind,
    };
    let fields = [
        ("MaxDiscountValue", request.max_discount_value()),
        (
            "MaxDiscountValueMultiCurrency",
            request.max_discount_value_multi_currency(),
        ),
    ];
    for (field, given) in fields {
        let other_kind = matches!(
            kind,
            Some(AmountType::Absolute | AmountType::CappedPercentage)
        );
        if given && other_kind {
            return refuse(field, "only limits vouchers whose AmountType is Percentage");
        }
    }
    let names_products = request
        .cat_prod_filter()
        .is_some_and(CatProdFilter::has_products);
    if kind == Some(&AmountType::CappedPercentage) && !names_products {
        return refuse(
            "CatProdFilter",
            "must name products if AmountType is CappedPercentage",
        );
    }
    Ok(())
}

/// Checks the batch and the size of a page.
///
/// # Errors
///
/// Names the first field that breaks a rule.
pub fn get_voucher_codes(request: &impl CheckedPage) -> Result<(), RequestError> {
    named("ChargeId", request.charge_id())?;
    match request.page_size() {
        None => Ok(()),
        size => within_limit("PageSize", size),
    }
}

/// Checks that a batch is named.
///
/// # Errors
///
/// Names the field.
pub fn named_batch(request: &impl CheckedBatch) -> Result<(), RequestError> {
    named("ChargeId", request.charge_id())
}

fn named(field: &'static str, value: Option<&str>) -> Result<(), RequestError> {
    match value {
        Some(text) if !text.is_empty() => Ok(()),
        _ => refuse(field, "is required and must not be empty"),
    }
}

fn within_limit(field: &'static str, value: Option<i64>) -> Result<(), RequestError> {
    match value {
        Some(value) if (1..=LIMIT).contains(&value) => Ok(()),
        Some(value) => refuse(field, format!("must be 1 to {LIMIT}, not {value}")),
        None => refuse(field, "is required"),
    }
}

fn refuse(field: &'static str, why: impl Into<String>) -> Result<(), RequestError> {
    Err(RequestError::new(why.into()).at(field))
}
