//! Makes a voucher for each customer in a file, and prints who gets which. However often it runs, nobody gets two.
//!
//! `cargo run -p kontorhaus-websale --example hand_out` runs against a sandbox, which loses the answer on purpose. With
//! `WEBSALE_URL`, `WEBSALE_SHOP_ID` and `WEBSALE_PASSWORD` set, `… --example hand_out -- BATCH AMOUNT FILE` runs against that
//! shop: it makes the batch, of vouchers of that amount. `FILE` holds a customer on each line.

use std::collections::BTreeSet;
use std::error::Error;
use std::process::ExitCode;
use std::{env, fs};

use kontorhaus_sandbox::Reaction;
use kontorhaus_websale::{
    Client, CreateVouchers, CreatedBatch, Decimal, ErrorCode, GetVoucherCodes,
};

#[path = "common/shop.rs"]
mod shop;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let (client, sandbox) = shop::open().await?;
    if let Some(sandbox) = &sandbox {
        sandbox.websale().react([Reaction::LoseAnswer]);
    }
    let mut arguments = env::args().skip(1);
    let batch = arguments.next().unwrap_or_else(|| "thanks-2026".to_owned());
    let amount: Decimal = arguments.next().as_deref().unwrap_or("15.00").parse()?;
    let customers = match arguments.next() {
        Some(file) => fs::read_to_string(file)?,
        None => include_str!("customers.txt").to_owned(),
    };
    let customers: BTreeSet<&str> = customers.split_whitespace().collect();

    let order = CreateVouchers::new(i32::try_from(customers.len())?)
        .with_charge_id(&batch)
        .with_amount(amount);
    let numbers = vouchers(&client, order).await?;
    if numbers.len() != customers.len() {
        let (vouchers, customers) = (numbers.len(), customers.len());
        return Err(format!("{batch} holds {vouchers} vouchers, for {customers} customers").into());
    }
    // Both are sorted, so that the next run gives everybody the same voucher.
    for (customer, number) in customers.iter().zip(&numbers) {
        println!("{customer};{number}");
    }
    Ok(())
}

/// The vouchers of the batch, made now or by an earlier run.
async fn vouchers(
    client: &Client,
    order: CreateVouchers,
) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let batch = order.charge_id.clone().unwrap_or_default();
    match client.create_batch_once(order).await {
        Ok(created) => {
            match created {
                CreatedBatch::Found(_) => eprintln!("no answer came, but {batch} is there"),
                _ => eprintln!("{batch} is made"),
            }
            Ok(created.numbers().map(str::to_owned).collect())
        }
        Err(error) if ErrorCode::of(&error) == Some(ErrorCode::BatchExists) => {
            eprintln!("{batch} was there before");
            let mut numbers = BTreeSet::new();
            let mut pages = client.voucher_codes(GetVoucherCodes::new(batch));
            while let Some(page) = pages.next().await {
                numbers.extend(page?.voucher_list.into_iter().map(|voucher| voucher.num));
            }
            Ok(numbers)
        }
        // It says whether vouchers were made. The next run finds them.
        Err(error) => Err(error.into()),
    }
}
