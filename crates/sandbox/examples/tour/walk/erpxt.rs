//! An invoice with its lines, a token that is renewed unnoticed, and a refusal with advice.

use std::io::Write;

use kontorhaus_erpxt::{Client, Credentials, NewInvoice, NewItem};
use kontorhaus_sandbox::erpxt::{ErpXt as Account, Exchange};

use super::End;
use super::page::{Page, Wire, count};

pub(super) async fn walk<W: Write>(account: &Account, page: &mut Page<W>) -> End {
    let client = Client::builder()
        .endpoint(account.url())
        .credentials(Credentials::new(
            account.client_id(),
            account.client_secret().into(),
        ))
        .build()?;
    page.vendor("Comarch ERP XT", "invoicing · REST with OAuth 2.0, by hand")?;

    page.step(
        "An invoice; the client fetches its token first",
        "client.invoices().create(NewInvoice::new(880, 310).with_items([NewItem::new(40212, 3, 95)])).await?",
    )?;
    let invoice = NewInvoice::new(880, 310).with_items([NewItem::new(40212, 3, 95)]);
    let id = client.invoices().create(invoice).await?;
    page.wire(rest(account.exchanges(), 0))?;
    page.good(format!("the invoice is {id}"))?;

    page.step(
        "All tokens end; who reads the invoice notices nothing",
        "client.invoices().get(id).await?",
    )?;
    let before = account.exchanges().len();
    account.expire_tokens();
    let invoice = client.invoices().get(id).await?;
    page.wire(rest(account.exchanges(), before))?;
    let items = count(invoice.items.len(), "line");
    page.good(format!("invoice {id} with {items}"))?;

    page.step("A refusal", "client.products().list().await")?;
    let before = account.exchanges().len();
    account.set_blocked(true);
    let Err(error) = client.products().list().await else {
        return Err("access is blocked, so this must fail".into());
    };
    page.wire(rest(account.exchanges(), before))?;
    page.bad(&error)?;
    Ok(())
}

/// The calls since then.
fn rest(exchanges: Vec<Exchange>, since: usize) -> Vec<Wire> {
    let calls = exchanges.into_iter().skip(since);
    calls
        .map(|call| Wire {
            request: format!("{} {}", call.method, call.path),
            answer: format!("{}, {} bytes", call.status, call.answer.len()),
        })
        .collect()
}
