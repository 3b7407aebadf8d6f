//! Writes all products as CSV to standard output, page by page.
//!
//! Without anything set it runs against a sandbox of its own. Against the vendor:
//!
//! ```text
//! ERPXT_CLIENT_ID=… ERPXT_CLIENT_SECRET=… cargo run --example products_csv > products.csv
//! ```

#[path = "shared/account.rs"]
mod account;

use std::error::Error;
use std::io::{self, Write};

use kontorhaus_erpxt::{Decimal, Product, Query};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let account = account::open().await?;
    let mut out = io::stdout().lock();
    writeln!(out, "Id;Code;Name;Unit;Net;Gross")?;
    let mut pages = account
        .client
        .products()
        .pages(Query::new().ascending("Id").top(200));
    let mut count = 0;
    while let Some(page) = pages.next().await {
        for product in page? {
            writeln!(out, "{}", line(&product))?;
            count += 1;
        }
    }
    eprintln!("{count} products");
    Ok(())
}

fn line(product: &Product) -> String {
    let price = |price: Option<Decimal>| price.map_or(String::new(), |price| price.to_string());
    let fields = [
        product.id.to_string(),
        quoted(product.product_code.as_deref().unwrap_or_default()),
        quoted(&product.name),
        quoted(&product.unit_of_measurement),
        price(product.sale_net_price),
        price(product.sale_gross_price),
    ];
    fields.join(";")
}

/// A text as a field, by RFC 4180; an apostrophe keeps spreadsheets from taking it for a formula.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@']);
    let apostrophe = if formula { "'" } else { "" };
    format!("\"{apostrophe}{}\"", text.replace('"', "\"\""))
}
