//! A walk through the WEBSALE client: every operation once against the shop on loopback, with what went over the wire.
//!
//! `cargo xtask tour` runs it.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use kontorhaus_sandbox::websale::Websale as Shop;
use kontorhaus_sandbox::{Reaction, Sandbox};
use kontorhaus_soap::v1::SoapOperation;
use kontorhaus_websale::{
    Client, CreateVouchers, Credentials, Decimal, ErrorCode, GetVoucherChargeInfo,
    GetVoucherCharges, GetVoucherCodes, GetVoucherPoolInfo, SecretString,
};

#[path = "tour/page.rs"]
mod page;

use page::Page;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match tour().await {
        Ok(()) => ExitCode::SUCCESS,
        // Someone who has seen enough closes the pipe: `cargo xtask tour | head`.
        Err(error) if is_closed_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the tour ended early: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn tour() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let shop = sandbox.websale();
    // The client may be made from somebody's own WSDL.
    shop.set_namespace(<CreateVouchers as SoapOperation>::RESPONSE.0);
    let client = Client::builder()
        .endpoint(shop.url())
        .credentials(Credentials::new(
            shop.shop_id(),
            SecretString::from(shop.password()),
        ))
        .build()?;
    let mut page = Page::new(io::stdout());
    page.say(&format!("A WEBSALE shop listens at {}.", shop.url()))?;
    walk(&client, shop, &mut page).await
}

fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

async fn walk<W: Write>(
    client: &Client,
    shop: &Shop,
    page: &mut Page<W>,
) -> Result<(), Box<dyn Error>> {
    page.title(
        "Which batches have a template?",
        "client.get_voucher_charges(GetVoucherCharges::new())",
    )?;
    let charges = client.get_voucher_charges(GetVoucherCharges::new()).await?;
    page.wire(&shop.recorded())?;
    for batch in &charges.charge_list {
        let name = batch.charge_id.as_deref().unwrap_or("(newsletter)");
        page.result(&format!("{name}: {} {}", batch.amount, batch.currency))?;
    }

    page.title(
        "Two vouchers of 25.10 EUR",
        "client.create_vouchers(CreateVouchers::new(2).with_charge_id(\"SPRING-TPL\").with_amount(amount))",
    )?;
    let order = CreateVouchers::new(2)
        .with_charge_id("SPRING-TPL")
        .with_amount(Decimal::new(2510, 2));
    let made = client.create_vouchers(order).await?;
    page.wire(&shop.recorded())?;
    for number in &made.voucher_numbers {
        page.result(&format!("{number}: {} {}", made.amount, made.currency))?;
    }

    page.title(
        "All vouchers of the batch, page by page",
        "client.voucher_codes(GetVoucherCodes::new(\"SPRING-TPL\"))",
    )?;
    let mut pages = client.voucher_codes(GetVoucherCodes::new("SPRING-TPL"));
    while let Some(codes) = pages.next().await {
        let codes = codes?;
        page.wire(&shop.recorded())?;
        for voucher in &codes.voucher_list {
            page.result(&format!(
                "{}: {:?}, {:?}",
                voucher.num, voucher.voucher_type, voucher.voucher_kind
            ))?;
        }
    }

    page.title(
        "How many ready-made numbers are left?",
        "client.get_voucher_pool_info(GetVoucherPoolInfo::new(\"POOL-A\"))",
    )?;
    let pool = client
        .get_voucher_pool_info(GetVoucherPoolInfo::new("POOL-A"))
        .await?;
    page.wire(&shop.recorded())?;
    page.result(&format!("{} in the pool", pool.voucher_count))?;

    page.title(
        "Does ARCHIVE have a template?",
        "client.get_voucher_charge_info(GetVoucherChargeInfo::new(\"ARCHIVE\"))",
    )?;
    let info = client
        .get_voucher_charge_info(GetVoucherChargeInfo::new("ARCHIVE"))
        .await?;
    page.wire(&shop.recorded())?;
    page.result(&format!(
        "{} vouchers, template: {}",
        info.voucher_count, info.has_template
    ))?;

    page.title(
        "A fault",
        "client.create_vouchers(CreateVouchers::new(1).with_charge_id(\"ARCHIVE\"))",
    )?;
    let order = CreateVouchers::new(1).with_charge_id("ARCHIVE");
    let Err(error) = client.create_vouchers(order).await else {
        return Err("ARCHIVE has no template, so this must fail".into());
    };
    page.wire(&shop.recorded())?;
    if let Some(code) = ErrorCode::of(&error) {
        page.result(&format!(
            "{code:?}: {}; outcome: {}",
            code.meaning(),
            error.outcome()
        ))?;
    }
    page.result(&error.to_string())?;

    page.title(
        "An answer that gets lost",
        "client.create_batch_once(order)",
    )?;
    shop.react([Reaction::LoseAnswer]);
    let order = CreateVouchers::new(3)
        .with_charge_id("order-4711")
        .with_amount(Decimal::from(10));
    let batch = client.create_batch_once(order).await?;
    page.result(
        "The shop made the batch and its answer was lost, so the client asked for the batch.",
    )?;
    for number in batch.numbers() {
        page.result(number)?;
    }
    let effects = shop.effects();
    page.result(&format!(
        "batches made: {}, vouchers in all: {}",
        effects.batches_created, effects.vouchers_generated
    ))?;
    Ok(())
}
