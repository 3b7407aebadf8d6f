//! Batches and the values of vouchers.

use std::collections::BTreeMap;

/// The data of a voucher: the values in effect, after inheriting from the batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// `Amount`; the interface speaks of doubles.
    pub amount: f64,
    /// `AmountType`: 0 absolute, 1 percentage, 2 percentage with a cap.
    pub amount_type: i32,
    /// `AmountMultiCurrency`.
    pub amount_multi_currency: Option<String>,
    /// `Currency`.
    pub currency: String,
    /// `MinOrderValue`.
    pub min_order_value: Option<f64>,
    /// `MinOrderValueMultiCurrency`.
    pub min_order_value_multi_currency: Option<String>,
    /// `MaxDiscountValue`.
    pub max_discount_value: Option<f64>,
    /// `MaxDiscountValueMultiCurrency`.
    pub max_discount_value_multi_currency: Option<String>,
    /// `SubShop` of requests, `Subshop` of answers.
    pub subshop: Option<String>,
    /// `Type`, 0 to 7.
    pub voucher_type: i32,
    /// `Type2`: 1 promotional, 2 purchased.
    pub voucher_kind: i32,
    /// `ValidFrom`.
    pub valid_from: Option<String>,
    /// `ValidUntil`.
    pub valid_until: Option<String>,
    /// `VATIndex`, -1 to 10.
    pub vat_index: i32,
    /// `CustomerFilter`.
    pub customer_filter: Option<String>,
    /// `CatProdFilterSetBehavior`: 0 main product, 1 sub-products.
    pub set_behavior: i32,
    /// `CatProdFilter`.
    pub cat_prod_filter: Option<String>,
    /// `ChargeLabel`.
    pub charge_label: Option<String>,
}

impl Values {
    /// An amount in EUR, everything else as documented for fields that are left out.
    #[must_use]
    pub fn new(amount: f64) -> Self {
        Self {
            amount,
            amount_type: 0,
            amount_multi_currency: None,
            currency: "EUR".to_owned(),
            min_order_value: None,
            min_order_value_multi_currency: None,
            max_discount_value: None,
            max_discount_value_multi_currency: None,
            subshop: None,
            voucher_type: 0,
            voucher_kind: 1,
            valid_from: None,
            valid_until: None,
            vat_index: -1,
            customer_filter: None,
            set_behavior: 0,
            cat_prod_filter: None,
            charge_label: None,
        }
    }
}

/// A ready-made number in a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolNumber {
    /// The voucher number, free text.
    pub number: String,
    /// The only subshop that redeems it; none for all of them.
    pub subshop: Option<String>,
}

impl PoolNumber {
    /// A number that every subshop redeems.
    pub fn new(number: impl Into<String>) -> Self {
        Self {
            number: number.into(),
            subshop: None,
        }
    }

    /// Restricts the number to a subshop.
    #[must_use]
    pub fn only_in(mut self, subshop: impl Into<String>) -> Self {
        self.subshop = Some(subshop.into());
        self
    }

    pub(crate) fn redeemable_in(&self, subshop: Option<&str>) -> bool {
        match (&self.subshop, subshop) {
            (Some(own), Some(wanted)) => own == wanted,
            _ => true,
        }
    }
}

/// A batch; WEBSALE says charge.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// What its vouchers inherit.
    pub values: Values,
    /// Whether calls may use it as a template.
    pub has_template: bool,
    /// `ValidFromDays`: days from the generation of a voucher until it becomes valid.
    pub valid_from_days: Option<i32>,
    /// `ValidUntilDays`: days of validity, counted from the generation.
    pub valid_until_days: Option<i32>,
    /// `ChargeDescr`.
    pub description: Option<String>,
    /// Numbers that wait for their activation.
    pub pool: Vec<PoolNumber>,
    /// The vouchers by number, hence in the order in which they are listed.
    pub vouchers: BTreeMap<String, Values>,
}

impl Batch {
    /// An empty batch without a template.
    #[must_use]
    pub fn new(values: Values) -> Self {
        Self {
            values,
            has_template: false,
            valid_from_days: None,
            valid_until_days: None,
            description: None,
            pool: Vec::new(),
            vouchers: BTreeMap::new(),
        }
    }

    /// Makes it a template.
    #[must_use]
    pub fn with_template(mut self) -> Self {
        self.has_template = true;
        self
    }

    /// Days of validity, counted from the generation of a voucher.
    #[must_use]
    pub fn with_valid_until_days(mut self, days: i32) -> Self {
        self.valid_until_days = Some(days);
        self
    }

    /// Adds numbers to the pool.
    #[must_use]
    pub fn with_pool(mut self, numbers: impl IntoIterator<Item = PoolNumber>) -> Self {
        self.pool.extend(numbers);
        self
    }

    /// Adds vouchers with the values of the batch.
    #[must_use]
    pub fn with_vouchers<S: Into<String>>(mut self, numbers: impl IntoIterator<Item = S>) -> Self {
        let values = &self.values;
        let vouchers = numbers
            .into_iter()
            .map(|number| (number.into(), values.clone()));
        self.vouchers.extend(vouchers);
        self
    }
}
