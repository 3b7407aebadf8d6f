//! `CreateVouchers`.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::answer::Answer;
use super::batch::{Batch, Values};
use super::fault::Fault;
use super::fields::Fields;
use super::state::Shop;

pub(crate) const FIELDS: &[&str] = &[
    "ShopID",
    "Password",
    "MsgID",
    "VoucherCount",
    "SubscribeVoucher",
    "SubscribeSubshopID",
    "ChargeId",
    "CreateCharge",
    "Amount",
    "AmountType",
    "AmountMultiCurrency",
    "Currency",
    "MinOrderValue",
    "MinOrderValueMultiCurrency",
    "MaxDiscountValue",
    "MaxDiscountValueMultiCurrency",
    "SubShop",
    "Type",
    "Type2",
    "ValidFrom",
    "ValidUntil",
    "VATIndex",
    "Pool",
    "SubShopValidity",
    "CustomerFilter",
    "CatProdFilterSetBehavior",
    "CatProdFilter",
    "ChargeDescr",
    "ChargeLabel",
];

const LIMIT: i32 = 1_000;

/// Where the vouchers go.
enum Target {
    Existing(String),
    New(String),
    Registration(String),
}

/// Makes or activates vouchers: all of them, or none.
pub(crate) fn create(shop: &mut Shop, fields: &Fields) -> Result<Answer, Fault> {
    let wanted = count(fields)?;
    let pool = fields.switch("Pool")?;
    let target = target(fields, pool)?;
    let source = source(shop, &target)?;
    let values = values(source, fields)?;
    let numbers = if pool {
        activated(shop, &target, wanted, fields.filled("SubShopValidity"))?
    } else {
        (0..wanted).map(|_| shop.next_number()).collect()
    };

    let made = numbers.len();
    let batch = match target {
        Target::New(id) => {
            shop.effects.batches_created += 1;
            shop.batches
                .entry(id)
                .or_insert_with(|| Batch::new(values.clone()))
        }
        Target::Existing(id) => existing(&mut shop.batches, &id)?,
        Target::Registration(subshop) => existing(&mut shop.registrations, &subshop)?,
    };
    if let Some(description) = fields.filled("ChargeDescr") {
        batch.description = Some(description.to_owned());
    }
    let vouchers = numbers
        .iter()
        .map(|number| (number.clone(), values.clone()));
    batch.vouchers.extend(vouchers);
    shop.effects.executions += 1;
    if pool {
        shop.effects.vouchers_activated += made;
    } else {
        shop.effects.vouchers_generated += made;
    }
    Ok(answer(fields, &values, &numbers))
}

fn count(fields: &Fields) -> Result<i32, Fault> {
    match fields.int("VoucherCount")? {
        None => Err(Fault::missing("VoucherCount")),
        Some(count) if count > LIMIT => Err(Fault::TooManyVouchers),
        Some(count) if count < 1 => Err(Fault::InvalidValue),
        Some(count) => Ok(count),
    }
}

fn target(fields: &Fields, pool: bool) -> Result<Target, Fault> {
    let create = fields.switch("CreateCharge")?;
    let subscribe = fields.switch("SubscribeVoucher")?;
    if pool && (create || subscribe) {
        return Err(Fault::PoolExcluded);
    }
    let required = |name| {
        let text = fields.filled(name).ok_or_else(|| Fault::missing(name))?;
        Ok(text.to_owned())
    };
    if subscribe {
        required("SubscribeSubshopID").map(Target::Registration)
    } else if create {
        required("ChargeId").map(Target::New)
    } else {
        required("ChargeId").map(Target::Existing)
    }
}

/// The batch whose values the vouchers inherit; none for a new batch.
fn source<'s>(shop: &'s Shop, target: &Target) -> Result<Option<&'s Batch>, Fault> {
    match target {
        Target::New(id) if shop.batches.contains_key(id) => Err(Fault::BatchExists),
        Target::New(_) => Ok(None),
        Target::Existing(id) => match shop.batches.get(id) {
            None => Err(Fault::BatchMissing),
            Some(batch) if !batch.has_template => Err(Fault::NoTemplate),
            found => Ok(found),
        },
        Target::Registration(subshop) => match shop.registrations.get(subshop) {
            None => Err(Fault::InvalidSubshop),
            found => Ok(found),
        },
    }
}

fn existing<'s>(
    batches: &'s mut std::collections::BTreeMap<String, Batch>,
    key: &str,
) -> Result<&'s mut Batch, Fault> {
    batches.get_mut(key).ok_or(Fault::BatchMissing)
}

/// Takes numbers from the pool, if it holds enough of them.
fn activated(
    shop: &mut Shop,
    target: &Target,
    wanted: i32,
    subshop: Option<&str>,
) -> Result<Vec<String>, Fault> {
    let Target::Existing(id) = target else {
        return Err(Fault::PoolExcluded);
    };
    let pool = &mut existing(&mut shop.batches, id)?.pool;
    let count = usize::try_from(wanted).unwrap_or_default();
    let fitting = pool.iter().filter(|n| n.redeemable_in(subshop));
    let chosen: Vec<String> = fitting.take(count).map(|n| n.number.clone()).collect();
    if chosen.len() < count {
        return Err(Fault::PoolExhausted(wanted));
    }
    pool.retain(|n| !chosen.contains(&n.number));
    Ok(chosen)
}

/// What is sent goes before what is inherited; a new batch needs an amount.
fn values(source: Option<&Batch>, fields: &Fields) -> Result<Values, Fault> {
    let amount = fields.double("Amount")?;
    let mut values = match source {
        Some(batch) => inherited(batch),
        None if amount.is_some() || fields.filled("AmountMultiCurrency").is_some() => {
            Values::new(0.0)
        }
        None => return Err(Fault::missing("Amount")),
    };
    set(&mut values.amount, amount);
    set(&mut values.amount_type, fields.int("AmountType")?);
    set(&mut values.voucher_type, fields.int("Type")?);
    set(&mut values.voucher_kind, fields.int("Type2")?);
    set(&mut values.vat_index, fields.int("VATIndex")?);
    set(
        &mut values.set_behavior,
        fields.int("CatProdFilterSetBehavior")?,
    );
    set(
        &mut values.currency,
        fields.filled("Currency").map(str::to_owned),
    );
    for (slot, name) in [
        (&mut values.min_order_value, "MinOrderValue"),
        (&mut values.max_discount_value, "MaxDiscountValue"),
    ] {
        if let Some(value) = fields.double(name)? {
            *slot = Some(value);
        }
    }
    for (slot, name) in [
        (&mut values.amount_multi_currency, "AmountMultiCurrency"),
        (
            &mut values.min_order_value_multi_currency,
            "MinOrderValueMultiCurrency",
        ),
        (
            &mut values.max_discount_value_multi_currency,
            "MaxDiscountValueMultiCurrency",
        ),
        (&mut values.subshop, "SubShop"),
        (&mut values.valid_from, "ValidFrom"),
        (&mut values.valid_until, "ValidUntil"),
        (&mut values.customer_filter, "CustomerFilter"),
        (&mut values.cat_prod_filter, "CatProdFilter"),
        (&mut values.charge_label, "ChargeLabel"),
    ] {
        // An empty element is not the same as an absent one: it clears what the batch says.
        if let Some(text) = fields.text(name) {
            *slot = (!text.is_empty()).then(|| text.to_owned());
        }
    }
    check(&values, fields)?;
    Ok(values)
}

fn set<T>(slot: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *slot = value;
    }
}

/// The values of a batch, with days counted from today.
fn inherited(batch: &Batch) -> Values {
    let mut values = batch.values.clone();
    let today = Offset::UTC.to_datetime(Timestamp::now()).date();
    let after = |days: Option<i32>| {
        let span = jiff::Span::new().try_days(days?).ok()?;
        today.checked_add(span).ok().map(|day| day.to_string())
    };
    values.valid_from = after(batch.valid_from_days).or(values.valid_from);
    values.valid_until = after(batch.valid_until_days).or(values.valid_until);
    values
}

fn check(values: &Values, fields: &Fields) -> Result<(), Fault> {
    let range = |ok: bool| if ok { Ok(()) } else { Err(Fault::InvalidValue) };
    range(values.amount >= 0.0)?;
    range((0..=2).contains(&values.amount_type))?;
    range((0..=7).contains(&values.voucher_type))?;
    range((1..=2).contains(&values.voucher_kind))?;
    range((-1..=10).contains(&values.vat_index))?;
    range((0..=1).contains(&values.set_behavior))?;
    for stem in ["Amount", "MinOrderValue", "MaxDiscountValue"] {
        let several = fields.filled(&format!("{stem}MultiCurrency")).is_some();
        range(!several || fields.double(stem)?.is_none())?;
    }
    let capped = fields.double("MaxDiscountValue")?.is_some()
        || fields.filled("MaxDiscountValueMultiCurrency").is_some();
    range(!capped || values.amount_type == 1)?;

    let from = values.valid_from.as_deref().map(date).transpose()?;
    let until = values.valid_until.as_deref().map(date).transpose()?;
    if let (Some(from), Some(until)) = (from, until) {
        range(from <= until)?;
    }
    let has = |filter: &Option<String>, tag| filter.as_ref().is_some_and(|f| f.contains(tag));
    range(!(has(&values.customer_filter, "<i>") && has(&values.customer_filter, "<n>")))?;
    let (index, number) = (
        has(&values.cat_prod_filter, "<pi>"),
        has(&values.cat_prod_filter, "<pn>"),
    );
    range(!(index && number))?;
    if values.amount_type == 2 && !index && !number {
        return Err(Fault::missing("CatProdFilter"));
    }
    Ok(())
}

/// A date in the one form that the service takes.
fn date(text: &str) -> Result<Date, Fault> {
    let parsed = text.parse::<Date>().map_err(|_| Fault::Format)?;
    if parsed.to_string() == text {
        Ok(parsed)
    } else {
        Err(Fault::Format)
    }
}

fn answer(fields: &Fields, values: &Values, numbers: &[String]) -> Answer {
    let mut answer = Answer::echoing(fields.text("MsgID"));
    answer.double("Amount", values.amount);
    answer.int("AmountType", values.amount_type);
    answer.text("Currency", &values.currency);
    if let Some(value) = values.min_order_value {
        answer.double("MinOrderValue", value);
    }
    answer.optional("Subshop", values.subshop.as_deref());
    answer.int("Type", values.voucher_type);
    answer.int("Type2", values.voucher_kind);
    answer.optional("ValidFrom", values.valid_from.as_deref());
    answer.optional("ValidUntil", values.valid_until.as_deref());
    answer.int("VATIndex", values.vat_index);
    answer.optional("CustomerFilter", values.customer_filter.as_deref());
    answer.int("CatProdFilterSetBehavior", values.set_behavior);
    answer.optional("CatProdFilter", values.cat_prod_filter.as_deref());
    for (name, value) in [
        ("AmountMultiCurrency", &values.amount_multi_currency),
        (
            "MinOrderValueMultiCurrency",
            &values.min_order_value_multi_currency,
        ),
        (
            "MaxDiscountValueMultiCurrency",
            &values.max_discount_value_multi_currency,
        ),
    ] {
        answer.optional(name, value.as_deref());
    }
    answer.open("VoucherNumbers");
    for number in numbers {
        answer.text("VoucherNumber", number);
    }
    answer.close("VoucherNumbers");
    answer
}
