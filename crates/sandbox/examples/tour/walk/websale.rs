//! Vouchers: made, refused, and made once although the answer gets lost.

use std::io::Write;

use kontorhaus_sandbox::websale::Websale as Shop;
use kontorhaus_sandbox::{Reaction, Recorded};
use kontorhaus_soap::v1::SoapOperation;
use kontorhaus_websale::{Client, CreateVouchers, Credentials, Decimal};

use roxmltree::Document;

use super::End;
use super::page::{Page, Wire, count};

const BODY: (&str, &str) = ("http://schemas.xmlsoap.org/soap/envelope/", "Body");

pub(super) async fn walk<W: Write>(shop: &Shop, page: &mut Page<W>) -> End {
    // The client may be made from somebody's own WSDL.
    shop.set_namespace(<CreateVouchers as SoapOperation>::RESPONSE.0);
    let client = Client::builder()
        .endpoint(shop.url())
        .credentials(Credentials::new(shop.shop_id(), shop.password().into()))
        .build()?;
    page.vendor("WEBSALE", "shop vouchers · SOAP 1.1, generated from a WSDL")?;

    page.step(
        "Two vouchers of 25.10 EUR",
        "client.create_vouchers(\n    CreateVouchers::new(2).with_charge_id(\"SPRING-TPL\").with_amount(amount)).await?",
    )?;
    let order = CreateVouchers::new(2).with_charge_id("SPRING-TPL");
    let made = client
        .create_vouchers(order.with_amount(Decimal::new(2510, 2)))
        .await?;
    page.wire(soap(shop.recorded(), 0, 0))?;
    let vouchers = count(made.voucher_numbers.len(), "voucher");
    page.good(format!(
        "{vouchers} of {} {}, as an exact decimal",
        made.amount, made.currency
    ))?;

    page.step(
        "A fault: the batch has no template",
        "client.create_vouchers(CreateVouchers::new(1).with_charge_id(\"ARCHIVE\")).await",
    )?;
    let before = shop.recorded().len();
    let order = CreateVouchers::new(1).with_charge_id("ARCHIVE");
    let Err(error) = client.create_vouchers(order).await else {
        return Err("ARCHIVE has no template, so this must fail".into());
    };
    page.wire(soap(shop.recorded(), before, 0))?;
    page.bad(&error)?;

    page.step(
        "The answer gets lost: were three vouchers made or not?",
        "client.create_vouchers(order).await",
    )?;
    let before = shop.recorded().len();
    shop.react([Reaction::LoseAnswer]);
    let order = CreateVouchers::new(3).with_charge_id("SPRING-TPL");
    let Err(error) = client.create_vouchers(order).await else {
        return Err("there was no answer, so this must fail".into());
    };
    page.wire(soap(shop.recorded(), before, 1))?;
    page.bad(&error)?;

    page.step(
        "The same misfortune, reconciled: the client looks whether the batch is there",
        "client.create_batch_once(CreateVouchers::new(3).with_charge_id(\"order-4711\").with_amount(10)).await?",
    )?;
    let (before, calls) = (shop.effects(), shop.recorded().len());
    shop.react([Reaction::LoseAnswer]);
    let order = CreateVouchers::new(3).with_charge_id("order-4711");
    let batch = client
        .create_batch_once(order.with_amount(Decimal::TEN))
        .await?;
    let after = shop.effects();
    page.wire(soap(shop.recorded(), calls, 1))?;
    let found = count(batch.numbers().count(), "voucher");
    let batches = count(after.batches_created - before.batches_created, "batch");
    page.good(format!(
        "{found} found; the shop made {batches} with {}",
        count(
            after.vouchers_generated - before.vouchers_generated,
            "voucher"
        )
    ))?;
    Ok(())
}

/// The calls since then: the operation of each, and what came back. Of the first so many nothing came back.
pub(super) fn soap(recorded: Vec<Recorded>, since: usize, lost: usize) -> Vec<Wire> {
    let calls = recorded.into_iter().skip(since).enumerate();
    calls
        .map(|(number, call)| Wire {
            request: operation(&call.request),
            answer: if number < lost {
                "nothing: the connection is closed".to_owned()
            } else {
                let what = if call.answer.contains("Fault>") {
                    "a fault, "
                } else {
                    ""
                };
                format!("{what}{} bytes", call.answer.len())
            },
        })
        .collect()
}

/// The first element of the body, and the length of all.
fn operation(request: &str) -> String {
    let document = Document::parse(request).ok();
    let body = document.as_ref().and_then(|document| {
        let body = document
            .descendants()
            .find(|node| node.has_tag_name(BODY))?;
        body.first_element_child()
    });
    let name = body.map_or("?", |node| node.tag_name().name());
    format!("{name}, SOAP 1.1, {} bytes", request.len())
}
