//! Nothing secret, personal or valuable reaches the page.

use std::time::Duration;

use kontorhaus_erpxt::{NewCustomer, NewInvoice, NewItem};
use kontorhaus_maklerinfo::{Kunde, Meldungen};
use kontorhaus_websale::CreateVouchers;

use crate::opened;
use crate::program::Program;

/// What the sandbox's people are called, where they live, and what is worth money.
const PRIVATE: [&str; 16] = [
    "emuster",
    "Erika",
    "Muster",
    "1990-01-01",
    "Markt 1",
    "example.org",
    "123456",
    "123-546",
    "Sonnblick",
    "sonnblick",
    "Talweg",
    "DE000000001",
    "9AAB",
    "vergebens",
    "Bearer k",
    "Basic Y",
];

#[tokio::test]
async fn nothing_secret_is_shown() {
    let Some((program, browser, clients)) = opened("secrets").await else {
        return;
    };
    for vendor in ["backclick", "erpxt", "hypersoft", "maklerinfo", "websale"] {
        clients.call(vendor).await.expect(vendor);
    }
    let order = CreateVouchers::new(2).with_charge_id("SPRING-TPL");
    let vouchers = clients
        .websale
        .create_vouchers(order)
        .await
        .expect("vouchers")
        .voucher_numbers;
    let mut calls = clients.maklerinfo.multi_call();
    calls.add(kontorhaus_maklerinfo::GetKunde::new("123456"));
    calls.add(kontorhaus_maklerinfo::GetKundenAdressen::new("123456"));
    calls.add(kontorhaus_maklerinfo::GetVertraege::new("123456"));
    calls.send().await.expect("three answers");
    // A refusal that concerns a person.
    let taken = Kunde::new().with_benutzername("emuster");
    let error = clients
        .maklerinfo
        .add_kunde(taken)
        .await
        .expect_err("it is taken");
    assert!(Meldungen::of(&error).is_some(), "{error}");
    let customer = NewCustomer::new("vergebens").with_mail("vergebens@example.org");
    clients
        .erpxt
        .customers()
        .create(customer)
        .await
        .expect("a customer");
    let invoice = NewInvoice::new(880, 310).with_items([NewItem::new(40212, 1, 1)]);
    let invoice = clients
        .erpxt
        .invoices()
        .create(invoice)
        .await
        .expect("an invoice");
    clients
        .erpxt
        .invoices()
        .print(invoice)
        .await
        .expect("a print");

    browser.until("return document.querySelectorAll('#list .state').length >= 12 && !document.querySelector('#list [data-kind=running]')").await;
    browser
        .run("for (const part of document.querySelectorAll('details')) part.open = true")
        .await;
    browser
        .until("return document.querySelectorAll('#list pre').length >= 18")
        .await;
    browser
        .run("for (const part of document.querySelectorAll('details')) part.open = true")
        .await;
    let shown = browser.text().await;
    // The page's source, too, not only what it made of it.
    let events = events(&program).await;
    let mut secrets: Vec<String> = PRIVATE.map(str::to_owned).into();
    secrets.extend(vouchers);
    for (vendor, name) in [
        ("BACKCLICK", "API key"),
        ("Comarch ERP XT", "client secret"),
        ("Hypersoft", "CusToken"),
        ("Hypersoft", "AuthToken"),
        ("Maklerinfo", "Vermittler"),
        ("Maklerinfo", "Api-ID"),
        ("Maklerinfo", "Api-Key"),
        ("WEBSALE", "shop ID"),
        ("WEBSALE", "password"),
    ] {
        secrets.push(program.value(vendor, name));
    }
    for secret in &secrets {
        for (place, text) in [("page", &shown), ("events", &events)] {
            let around = text
                .find(secret.as_str())
                .map(|at| &text[text.floor_char_boundary(at.saturating_sub(200))..at]);
            assert_eq!(around, None, "{secret} is on the {place}, after that");
        }
    }
    // It hides what is to be hidden, not everything.
    for harmless in [
        "SPRING-TPL",
        "EUR",
        "Dieser Benutzername ist bereits vergeben.",
        "Dio-Status",
        "/kunden/",
        "client_credentials",
    ] {
        assert!(shown.contains(harmless), "{harmless}");
    }
}

/// What the page is told, until there is nothing new.
async fn events(program: &Program) -> String {
    let http = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let mut answer = http
        .get(format!("{}/events", program.origin))
        .send()
        .await
        .expect("events");
    let mut text = Vec::new();
    while let Ok(Ok(Some(part))) =
        tokio::time::timeout(Duration::from_millis(700), answer.chunk()).await
    {
        text.extend_from_slice(&part);
    }
    String::from_utf8(text).expect("text")
}
