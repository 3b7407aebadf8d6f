//! All batches of the shop as CSV, for the books: how many vouchers each holds, what they are worth, until when.
//!
//! `cargo run -p kontorhaus-websale --example ledger > vouchers.csv`, against a sandbox, or against the shop that
//! `WEBSALE_URL`, `WEBSALE_SHOP_ID` and `WEBSALE_PASSWORD` name. The numbers of the vouchers are left out: whoever has one has
//! the money. What has been redeemed the interface does not tell.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};

use kontorhaus_websale::{
    AmountType, ChargeType, Client, Date, Decimal, GetVoucherCharges, GetVoucherCodes,
};

#[path = "common/shop.rs"]
mod shop;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (client, _sandbox) = shop::open().await?;
    let all = GetVoucherCharges::new().with_charge_type(ChargeType::All);
    let batches = client.get_voucher_charges(all).await?.charge_list;
    let mut out = io::stdout().lock();
    writeln!(out, "batch;vouchers;worth;currency;last day")?;
    // Vouchers for registering with a newsletter stand in no batch that can be listed.
    for id in batches.into_iter().filter_map(|batch| batch.charge_id) {
        for (currency, sum) in sums(&client, &id).await? {
            let last_day = sum.last_day.map_or_else(String::new, |day| day.to_string());
            let (id, worth) = (cell(&id), sum.worth.to_string().replace('.', ","));
            writeln!(out, "{id};{};{worth};{currency};{last_day}", sum.vouchers)?;
        }
    }
    Ok(())
}

/// What vouchers come to.
#[derive(Default)]
struct Sum {
    vouchers: u32,
    /// Of those that are worth an amount and no percentage.
    worth: Decimal,
    /// Of the voucher that is valid longest.
    last_day: Option<Date>,
}

/// The sums of a batch, by currency.
async fn sums(
    client: &Client,
    batch: &str,
) -> Result<BTreeMap<String, Sum>, kontorhaus_websale::Error> {
    let mut sums = BTreeMap::<String, Sum>::new();
    let mut pages = client.voucher_codes(GetVoucherCodes::new(batch));
    while let Some(page) = pages.next().await {
        for voucher in page?.voucher_list {
            let sum = sums.entry(voucher.currency).or_default();
            sum.vouchers += 1;
            if voucher.amount_type == AmountType::Absolute {
                sum.worth += voucher.amount;
            }
            let days = sum.last_day.into_iter().chain(voucher.valid_until);
            sum.last_day = days.max_by_key(|day| day.date);
        }
    }
    Ok(sums)
}

/// A text as spreadsheets read it, quoted where need be.
fn cell(text: &str) -> String {
    if text.contains([';', '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}
