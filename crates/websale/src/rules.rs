//! What the service asks of a request and what can be decided here, before anything is sent.
//!
//! The generated operations call these functions; a program may call them earlier, say while a form is being filled in.

use kontorhaus_core::RequestError;

use crate::{
    AmountType, CreateVouchers, GetVoucherChargeInfo, GetVoucherCodes, GetVoucherPoolInfo,
};

/// How many vouchers one call may make, and how many one page may hold.
pub const LIMIT: i32 = 1_000;

/// Checks what fields of `CreateVouchers` demand of each other.
///
/// # Errors
///
/// Names the first field that breaks a rule.
pub fn create_vouchers(request: &CreateVouchers) -> Result<(), RequestError> {
    within_limit("VoucherCount", request.voucher_count)?;
    target(request)?;
    money(request)?;
    validity(request)
}

/// The batch, the subshop, the pool: where the vouchers come from and where they go.
fn target(request: &CreateVouchers) -> Result<(), RequestError> {
    let on = |switch: Option<bool>| switch.unwrap_or(false);
    let (create, pool) = (on(request.create_charge), on(request.pool));
    if on(request.subscribe_voucher) {
        named(
            "SubscribeSubshopID",
            request.subscribe_subshop_id.as_deref(),
        )?;
        if create {
            // The batch ID is ignored for these vouchers, so none could be created under it.
            return refuse("CreateCharge", "can't be combined with SubscribeVoucher");
        }
        if pool {
            return refuse("Pool", "can't be combined with SubscribeVoucher");
        }
    } else {
        named("ChargeId", request.charge_id.as_deref())?;
        if create && pool {
            return refuse("Pool", "can't be combined with CreateCharge");
        }
    }
    if request.sub_shop_validity.is_some() && !pool {
        return refuse("SubShopValidity", "has no effect unless Pool is true");
    }
    Ok(())
}

fn validity(request: &CreateVouchers) -> Result<(), RequestError> {
    let days = [
        ("ValidFrom", request.valid_from),
        ("ValidUntil", request.valid_until),
    ];
    for (field, day) in days {
        if day.is_some_and(|day| day.zone.is_some()) {
            return refuse(field, "is a day of the shop and has no place for a zone");
        }
    }
    match (request.valid_from, request.valid_until) {
        (Some(from), Some(until)) if from.date > until.date => {
            refuse("ValidUntil", "lies before ValidFrom")
        }
        _ => Ok(()),
    }
}

fn money(request: &CreateVouchers) -> Result<(), RequestError> {
    let pairs = [
        (
            "AmountMultiCurrency",
            request.amount.is_some() && request.amount_multi_currency.is_some(),
        ),
        (
            "MinOrderValueMultiCurrency",
            request.min_order_value.is_some() && request.min_order_value_multi_currency.is_some(),
        ),
        (
            "MaxDiscountValueMultiCurrency",
            request.max_discount_value.is_some()
                && request.max_discount_value_multi_currency.is_some(),
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
    let new_batch = request.create_charge == Some(true);
    let kind = match &request.amount_type {
        None if new_batch => Some(&AmountType::Absolute),
        kind => kind.as_ref(),
    };
    let fields = [
        ("MaxDiscountValue", request.max_discount_value.is_some()),
        (
            "MaxDiscountValueMultiCurrency",
            request.max_discount_value_multi_currency.is_some(),
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
        .cat_prod_filter
        .as_ref()
        .is_some_and(crate::CatProdFilter::has_products);
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
pub fn get_voucher_codes(request: &GetVoucherCodes) -> Result<(), RequestError> {
    named("ChargeId", Some(&request.charge_id))?;
    request
        .page_size
        .map_or(Ok(()), |size| within_limit("PageSize", size))
}

/// Checks that a batch is named.
///
/// # Errors
///
/// Names the field.
pub fn get_voucher_pool_info(request: &GetVoucherPoolInfo) -> Result<(), RequestError> {
    named("ChargeId", Some(&request.charge_id))
}

/// Checks that a batch is named.
///
/// # Errors
///
/// Names the field.
pub fn get_voucher_charge_info(request: &GetVoucherChargeInfo) -> Result<(), RequestError> {
    named("ChargeId", Some(&request.charge_id))
}

fn named(field: &'static str, value: Option<&str>) -> Result<(), RequestError> {
    match value {
        Some(text) if !text.is_empty() => Ok(()),
        _ => refuse(field, "is required and must not be empty"),
    }
}

fn within_limit(field: &'static str, value: i32) -> Result<(), RequestError> {
    if (1..=LIMIT).contains(&value) {
        Ok(())
    } else {
        refuse(field, format!("must be 1 to {LIMIT}, not {value}"))
    }
}

fn refuse(field: &'static str, why: impl Into<String>) -> Result<(), RequestError> {
    Err(RequestError::new(why.into()).at(field))
}
