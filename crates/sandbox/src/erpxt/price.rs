//! Net and gross.

use rust_decimal::{Decimal, RoundingStrategy};

use super::entity::{Entity, Stored};
use super::refusal::Refusal;

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

/// Sets the price that follows from the other: from the gross price alone the net price, else the gross price. One that
/// no number can hold is refused.
pub(crate) fn complete(product: &mut Entity) -> Result<(), Refusal> {
    let price = |name| match product.get(name) {
        Some(Stored::Decimal(price, _)) => Some(*price),
        _ => None,
    };
    let rate = product.integer("Rate").unwrap_or(0);
    let factor = Decimal::ONE + Decimal::new(percentage(rate), 2);
    let (name, value) = match (price("SaleNetPrice"), price("SaleGrossPrice")) {
        (Some(net), _) => ("SaleGrossPrice", net.checked_mul(factor)),
        (None, Some(gross)) => ("SaleNetPrice", gross.checked_div(factor)),
        (None, None) => return Ok(()),
    };
    let value = value.ok_or_else(|| Refusal::new(400, format!("{name}: is out of range")))?;
    let rounded = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    product.set(name, Stored::Decimal(rounded, 2));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_that_no_number_holds_is_refused() {
        let most = Stored::Decimal(Decimal::MAX, 2);
        let mut product = Entity::new(1, [("Rate", 9.into()), ("SaleNetPrice", most)]);
        let refusal = Refusal::new(400, "SaleGrossPrice: is out of range");
        assert_eq!(complete(&mut product), Err(refusal));
        assert_eq!(product.get("SaleGrossPrice"), None);
    }
}
