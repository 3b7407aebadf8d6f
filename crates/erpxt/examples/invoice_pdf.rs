//! Writes an invoice and keeps its print on disk.
//!
//! Without anything set it runs against a sandbox of its own. Against the vendor:
//!
//! ```text
//! ERPXT_CLIENT_ID=… ERPXT_CLIENT_SECRET=… cargo run --example invoice_pdf -- CUSTOMER PAYMENT_TYPE PRODUCT FILE
//! ```

#[path = "shared/account.rs"]
mod account;

use std::env;
use std::error::Error;
use std::path::PathBuf;

use kontorhaus_erpxt::{Client, NewInvoice, NewItem, Outcome};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let account = account::open().await?;
    let mut arguments = env::args().skip(1);
    let mut key = |sample: i64| match arguments.next() {
        Some(key) => key.parse(),
        None => Ok(sample),
    };
    let (customer, payment_type, product) = (key(880)?, key(310)?, key(40212)?);
    let file = arguments
        .next()
        .map_or_else(|| env::temp_dir().join("invoice.pdf"), PathBuf::from);

    let line = NewItem::new(product, 3, 95).with_product_description("Workshop");
    let id = write(
        &account.client,
        NewInvoice::new(customer, payment_type).with_items([line]),
    )
    .await?;
    let invoice = account.client.invoices().get(id).await?;
    println!(
        "invoice {} is {id}",
        invoice.number.as_deref().unwrap_or("without a number")
    );

    let print =
        account
            .client
            .invoices()
            .print(id)
            .on_progress(|progress| match progress.announced {
                Some(all) => eprintln!("{} of {all} bytes", progress.received),
                None => eprintln!("{} bytes", progress.received),
            });
    print.await?.save(&file)?;
    println!("its print is {}", file.display());
    Ok(())
}

/// Creates the invoice. If it is not known whether that succeeded, somebody has to look: a second one would be sent, too.
async fn write(client: &Client, invoice: NewInvoice) -> Result<i64, Box<dyn Error>> {
    match client.invoices().create(invoice).await {
        Ok(id) => Ok(id),
        Err(error) if matches!(error.outcome(), Outcome::NotSent | Outcome::Rejected) => {
            Err(format!("no invoice was written: {error}").into())
        }
        Err(error) => Err(format!("look for the invoice before you write another: {error}").into()),
    }
}
