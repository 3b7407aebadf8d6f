//! Voucher numbers out of an answer that could not be read.

use kontorhaus_core::{Error, ErrorKind};

/// The voucher numbers that stand in the answer behind an error, in their order.
///
/// For [`Outcome::Applied`](crate::Outcome::Applied): the vouchers were made, but the answer was damaged, perhaps in another
/// place than their numbers. Only whole elements count, so of an answer that was cut off the last number may be missing.
/// Compare how many you ordered; [`get_voucher_codes`](crate::Client::get_voucher_codes) lists what the batch holds.
/// Numbers in the answer to [another call](ErrorKind::Mismatch) are left out: they are somebody else's.
///
/// ```no_run
/// # async fn example(client: kontorhaus_websale::Client) {
/// use kontorhaus_websale::{CreateVouchers, Outcome, salvaged_numbers};
///
/// match client.create_vouchers(CreateVouchers::new(2).with_charge_id("SPRING-TPL")).await {
///     Err(error) if error.outcome() == Outcome::Applied => {
///         for number in salvaged_numbers(&error) {
///             println!("made in spite of the error: {number}");
///         }
///     }
///     _ => {}
/// }
/// # }
/// ```
#[must_use]
pub fn salvaged_numbers(error: &Error) -> Vec<String> {
    match error.expose_raw_body() {
        Some(body) if error.kind() != ErrorKind::Mismatch => {
            kontorhaus_soap::salvage(body, "VoucherNumber")
        }
        _ => Vec::new(),
    }
}
