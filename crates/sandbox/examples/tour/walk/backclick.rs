//! Subscribers: asked for, imported when it is their turn, and refused from the wrong place.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use kontorhaus_backclick::{Client, Credentials, GetSubscribers, ImportSubscribers, ImportTable};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::backclick::{Backclick as System, Fault};
use tokio::sync::Notify;

use super::page::{Page, count};
use super::websale::soap;
use super::{End, let_pass};

pub(super) async fn walk<W: Write>(system: &System, page: &mut Page<W>) -> End {
    let client = Client::builder()
        .endpoint(system.url())
        .credentials(Credentials::of_mandator(3))
        .build()?;
    page.vendor(
        "BACKCLICK",
        "e-mail marketing · SOAP 1.1, generated from a WSDL",
    )?;

    page.step(
        "Who of these is known?",
        "client.get_subscribers(GetSubscribers::new().with_email_addresses(addresses)).await?",
    )?;
    let addresses = ["max@example.org", "nobody@example.org"];
    let request = GetSubscribers::new().with_email_addresses(addresses);
    let known = client.get_subscribers(request).await?.subscribers;
    page.wire(soap(system.recorded(), 0, 0))?;
    for subscriber in &known {
        page.good(format!(
            "{}: {:?}",
            subscriber.subscriber_email, subscriber.status
        ))?;
    }

    page.step(
        "An import while another one is running: it waits for its turn",
        "client.in_turn(ImportSubscribers::new([12], table)).await?",
    )?;
    let before = system.recorded().len();
    system.react([Reaction::Fault(Fault::ImportRunning)]);
    let mut table = ImportTable::new(["EMAIL", "VORNAME"])?;
    table.add(["mara.beispiel@example.org", "Mara"])?;
    let waits = Arc::new(Notify::new());
    let told = Arc::clone(&waits);
    let import = client
        .in_turn(ImportSubscribers::new([12], table))
        .on_wait(move |_| told.notify_one());
    let import = tokio::spawn(import.into_future());
    waits.notified().await;
    let_pass(Duration::from_secs(30)).await;
    import.await??;
    let calls = soap(system.recorded(), before, 0);
    let sent = count(calls.len(), "call");
    page.wire(calls)?;
    let is_there = system.subscriber(3, "mara.beispiel@example.org").is_some();
    page.good(format!(
        "{sent} with half a minute between them, let pass at once; imported: {is_there}"
    ))?;

    page.step(
        "A call from an address that the installation does not know",
        "client.get_subscribers(request).await",
    )?;
    let before = system.recorded().len();
    system.allow_only([]);
    let request = GetSubscribers::new().with_email_addresses(addresses);
    let Err(error) = client.get_subscribers(request).await else {
        return Err("nobody may call, so this must fail".into());
    };
    page.wire(soap(system.recorded(), before, 0))?;
    page.bad(&error)?;
    Ok(())
}
