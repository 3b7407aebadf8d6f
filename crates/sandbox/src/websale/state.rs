//! The shop.

use std::collections::BTreeMap;

use super::batch::{Batch, PoolNumber, Values};
use super::fields::NAMESPACE;
use super::number;
use crate::record::{Latest, Recorded};

/// What calls have changed in the shop since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effects {
    /// Calls of `CreateVouchers` that were carried out.
    pub executions: usize,
    /// Batches that calls have created.
    pub batches_created: usize,
    /// Vouchers with new numbers.
    pub vouchers_generated: usize,
    /// Vouchers taken from a pool.
    pub vouchers_activated: usize,
}

pub(crate) struct Shop {
    pub(crate) namespace: String,
    pub(crate) id: String,
    pub(crate) password: String,
    pub(crate) batches: BTreeMap<String, Batch>,
    /// Registration vouchers by subshop.
    pub(crate) registrations: BTreeMap<String, Batch>,
    pub(crate) effects: Effects,
    pub(crate) recorded: Latest<Recorded>,
    serial: u64,
}

impl Shop {
    pub(crate) fn new() -> Self {
        let pool = (1..=25).map(|n| {
            let number = PoolNumber::new(format!("CARD-{n:04}"));
            if n <= 10 {
                number.only_in("north")
            } else {
                number
            }
        });
        let spring = Values {
            min_order_value: Some(60.0),
            subshop: Some("north,south".to_owned()),
            ..Values::new(15.0)
        };
        let batches = [
            (
                "SPRING-TPL",
                Batch::new(spring).with_template().with_valid_until_days(90),
            ),
            (
                "POOL-A",
                Batch::new(Values::new(25.1))
                    .with_template()
                    .with_pool(pool),
            ),
            (
                "ARCHIVE",
                Batch::new(Values::new(10.0)).with_vouchers([
                    "9AAB-0C1D-XY72-LQ40",
                    "9AAB-0C1D-XY72-LQ41",
                    "9AAB-0C1D-XY72-LQ42",
                ]),
            ),
        ];
        let newsletter = Batch::new(Values::new(5.0)).with_template();
        Self {
            id: "gartenmarkt".to_owned(),
            namespace: NAMESPACE.to_owned(),
            password: "open-sesame".to_owned(),
            batches: batches.map(|(id, batch)| (id.to_owned(), batch)).into(),
            registrations: [("south".to_owned(), newsletter)].into(),
            effects: Effects::default(),
            recorded: Latest::new(),
            serial: 0,
        }
    }

    pub(crate) fn next_number(&mut self) -> String {
        self.serial += 1;
        number::voucher(self.serial)
    }
}
