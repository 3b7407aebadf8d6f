//! Net and gross.

use rust_decimal::{Decimal, RoundingStrategy};

use super::entity::{Entity, Stored};

/// The percentage behind a code. A guess: the German page leaves them blank but for 2, which is 0 %.
fn percentage(rate: i64) -> i64 {
    match rate {
        9 => 19,
        8 => 7,
        7 => 5,
        6 => 4,
        _ => 0,
    }
}

/// Sets the price that follows from the other: from the gross price alone the net price, else the gross price.
pub(crate) fn complete(product: &mut Entity) {
    let price = |name| match product.get(name) {
        Some(Stored::Decimal(price, _)) => Some(*price),
        _ => None,
    };
    let rate = product.integer("Rate").unwrap_or(0);
    let factor = Decimal::ONE + Decimal::new(percentage(rate), 2);
    let (name, value) = match (price("SaleNetPrice"), price("SaleGrossPrice")) {
        (Some(net), _) => ("SaleGrossPrice", net * factor),
        (None, Some(gross)) => ("SaleNetPrice", gross / factor),
        (None, None) => return,
    };
    let rounded = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    product.set(name, Stored::Decimal(rounded, 2));
}
