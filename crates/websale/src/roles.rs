//! What rules and helpers need of operations, whatever these and their fields are called.
//!
//! The overlay binds these traits to the operations of a WSDL, so that the helpers also work with what somebody generates
//! from the file of their own shop.

use std::num::TryFromIntError;

use kontorhaus_core::Operation;
use kontorhaus_soap::v1::Date;

use crate::{AmountType, CatProdFilter, Websale};

/// An order of vouchers, as the [rules](crate::rules) look at it. What a WSDL lacks is not there.
pub trait CheckedOrder {
    /// How many.
    fn voucher_count(&self) -> Option<i64>;

    /// The batch.
    fn charge_id(&self) -> Option<&str>;

    /// Whether they are for registering with a newsletter.
    fn subscribe_voucher(&self) -> Option<bool> {
        None
    }

    /// Where the newsletter is.
    fn subscribe_subshop_id(&self) -> Option<&str> {
        None
    }

    /// Whether the batch is to be created.
    fn create_charge(&self) -> Option<bool> {
        None
    }

    /// Whether numbers are taken from the batch's pool.
    fn pool(&self) -> Option<bool> {
        None
    }

    /// Whether a subshop is named in which vouchers of the pool must be valid.
    fn sub_shop_validity(&self) -> bool {
        false
    }

    /// The first day of validity.
    fn valid_from(&self) -> Option<&Date> {
        None
    }

    /// The last day of validity.
    fn valid_until(&self) -> Option<&Date> {
        None
    }

    /// Whether there is an amount.
    fn amount(&self) -> bool {
        false
    }

    /// Whether there is one in several currencies.
    fn amount_multi_currency(&self) -> bool {
        false
    }

    /// How the amount is to be read.
    fn amount_type(&self) -> Option<&AmountType> {
        None
    }

    /// Whether there is a smallest value of an order.
    fn min_order_value(&self) -> bool {
        false
    }

    /// Whether there is one in several currencies.
    fn min_order_value_multi_currency(&self) -> bool {
        false
    }

    /// Whether there is a largest discount.
    fn max_discount_value(&self) -> bool {
        false
    }

    /// Whether there is one in several currencies.
    fn max_discount_value_multi_currency(&self) -> bool {
        false
    }

    /// The goods that the vouchers are for.
    fn cat_prod_filter(&self) -> Option<&CatProdFilter> {
        None
    }
}

/// A request for a page of vouchers, as the [rules](crate::rules) look at it.
pub trait CheckedPage {
    /// The batch.
    fn charge_id(&self) -> Option<&str>;

    /// How many vouchers the page may hold.
    fn page_size(&self) -> Option<i64> {
        None
    }
}

/// A request about a batch, as the [rules](crate::rules) look at it.
pub trait CheckedBatch {
    /// The batch.
    fn charge_id(&self) -> Option<&str>;
}

/// An operation that makes vouchers.
pub trait OrderVouchers:
    Operation<Service = Websale, Output: OrderedVouchers> + Clone + Unpin
{
    /// How many.
    fn voucher_count(&self) -> Option<i64>;

    /// Orders another number of them.
    ///
    /// # Errors
    ///
    /// When the field can't hold the number.
    fn set_voucher_count(&mut self, value: i64) -> Result<(), TryFromIntError>;

    /// Whether the batch is to be created.
    fn create_charge(&self) -> Option<bool> {
        None
    }
}

/// Vouchers that were made.
pub trait OrderedVouchers {
    /// Their numbers.
    fn numbers(&self) -> &[String];
}

/// An operation that makes a batch with its vouchers, which can be looked for if no answer comes.
pub trait CreateBatch: OrderVouchers {
    /// The operation that tells whether there is a batch.
    type Ask: AskForBatch;
    /// The operation that lists the vouchers of one.
    type Find: FindVouchers;

    /// The batch.
    fn charge_id(&self) -> Option<&str>;

    /// Whether to create it.
    fn set_create_charge(&mut self, value: bool);
}

/// An operation that tells whether there is a batch: if there is none, it fails with a code that says so.
pub trait AskForBatch: Operation<Service = Websale> {
    /// What names a batch.
    type ChargeId: From<String>;

    /// Asks for that one.
    fn of(charge_id: Self::ChargeId) -> Self;
}

/// An operation that lists vouchers in pages.
pub trait ReadVouchers: Operation<Service = Websale, Output: VoucherPage> + Clone + Unpin {
    /// Which page; the first if there is none.
    fn page_token(&self) -> Option<&str>;

    /// Turns to that page.
    fn set_page_token(&mut self, value: String);
}

/// A page of vouchers.
pub trait VoucherPage {
    /// Whether it is the last one.
    fn last_page(&self) -> Option<bool>;

    /// Which page is the next.
    fn next_page_token(&self) -> Option<&str>;
}

/// An operation that lists the vouchers of a batch.
pub trait FindVouchers: ReadVouchers {
    /// What names a batch.
    type ChargeId: From<String>;
    /// A voucher.
    type Voucher: ListedVoucher;

    /// Asks for those of that one.
    fn of(charge_id: Self::ChargeId) -> Self;

    /// Takes the vouchers out of a page.
    fn voucher_list(output: &mut Self::Output) -> Vec<Self::Voucher>;
}

/// A voucher in a list.
pub trait ListedVoucher {
    /// Its number.
    fn number(&self) -> Option<&str>;
}
