//! Every button: pressed on the page, felt by a client, seen on the page again.

use kontorhaus_core::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::opened;

/// What a client makes of a fault: the error's kind, its HTTP status, and words of its message.
type Felt = Result<(), (ErrorKind, Option<u16>, &'static str)>;

/// A button, what the client feels, and how the page calls the ends of the calls that this takes, the first one first.
type Case = (&'static str, Felt, &'static [&'static str]);

const FAULT: ErrorKind = ErrorKind::Fault;
const STATUS: ErrorKind = ErrorKind::Status;

/// The buttons that every vendor has.
const ON_THE_WAY: [Case; 4] = [
    (
        "slow",
        Err((ErrorKind::Timeout, None, "no answer within")),
        &["client left"],
    ),
    (
        "cut-off",
        Err((ErrorKind::Transport, Some(200), "broke")),
        &["cut off"],
    ),
    (
        "lost",
        Err((ErrorKind::Transport, None, "broke")),
        &["no answer"],
    ),
    ("gateway", Err((STATUS, Some(502), "Bad Gateway")), &["502"]),
];

const BACKCLICK: [Case; 2] = [
    (
        "ip",
        Err((FAULT, Some(500), "IP [127.0.0.1] is not allowed")),
        &["500"],
    ),
    (
        "import",
        Err((FAULT, Some(500), "Another auto import is running")),
        &["500"],
    ),
];

const ERPXT: [Case; 2] = [
    // The client gets a new token and calls again.
    ("expired", Ok(()), &["401", "200", "200"]),
    (
        "blocked",
        Err((FAULT, Some(403), "Access is blocked")),
        &["403"],
    ),
];

const HYPERSOFT: [Case; 2] = [
    (
        "lock",
        Err((FAULT, Some(500), "The account is locked")),
        &["500"],
    ),
    (
        "tokens",
        Err((FAULT, Some(500), "The tokens are not valid.")),
        &["500"],
    ),
];

const MAKLERINFO: [Case; 3] = [
    (
        "clock",
        Err((STATUS, Some(400), "does not accept the credentials")),
        &["400"],
    ),
    ("blocked", Err((STATUS, Some(403), "blocked")), &["403"]),
    ("error", Err((STATUS, Some(500), "Whoops")), &["500"]),
];

const WEBSALE: [Case; 2] = [
    ("es007", Err((FAULT, Some(500), "SSL required")), &["500"]),
    ("es002", Err((FAULT, Some(500), "Invalid ShopID")), &["500"]),
];

const VENDORS: [(&str, &[Case]); 5] = [
    ("backclick", &BACKCLICK),
    ("erpxt", &ERPXT),
    ("hypersoft", &HYPERSOFT),
    ("maklerinfo", &MAKLERINFO),
    ("websale", &WEBSALE),
];

#[tokio::test]
async fn every_button_is_felt_and_seen() {
    let Some((_program, browser, clients)) = opened("faults").await else {
        return;
    };
    let mut pressed = Vec::new();
    for (vendor, own) in VENDORS {
        clients.call(vendor).await.expect(vendor);
        for (button, felt, seen) in own.iter().chain(&ON_THE_WAY) {
            press(&browser, vendor, button).await;
            let result = clients.call(vendor).await;
            compare(vendor, button, felt, result);
            let states = format!(
                "return [...document.querySelectorAll('#list .state')].map((state) => state.textContent).reverse().join() === '{}'",
                seen.join(",")
            );
            browser.until(&states).await;
            let vendors = browser.run("return [...new Set([...document.querySelectorAll('#list li')].map((line) => line.dataset.vendor))]").await;
            assert_eq!(vendors, json!([vendor]));
            calm(&browser, vendor, button).await;
            clients.call(vendor).await.expect("all is as usual again");
            pressed.push(json!([vendor, button]));
        }
    }
    let there = browser.run("return [...document.querySelectorAll('.fault')].map((button) => [button.closest('section').dataset.vendor, button.dataset.button])").await;
    assert_eq!(there, Value::from(pressed), "every button, and no other");
    assert_eq!(browser.complaints().await, json!([]));
}

/// Empties the list, presses a button, and waits until the page says that it is pressed.
async fn press(browser: &Browser, vendor: &str, button: &str) {
    browser.click("#clear").await;
    browser
        .until("return document.querySelectorAll('#list li').length === 0")
        .await;
    browser
        .run("document.querySelector('#notice').textContent = ''")
        .await;
    let selector = format!("[data-vendor={vendor}] [data-button={button}]");
    browser.click(&selector).await;
    browser
        .until("return document.querySelector('#notice').textContent !== ''")
        .await;
    let shown = format!(
        "const button = document.querySelector('{selector}');
         return button.dataset.kind === 'now' || button.dataset.count === '1' || button.getAttribute('aria-checked') === 'true'"
    );
    browser.until(&shown).await;
}

/// Ends what is still on with the vendor's button for that, if there is anything.
async fn calm(browser: &Browser, vendor: &str, button: &str) {
    let reset = format!("[data-vendor={vendor}] .reset");
    let is_on = format!(
        "return document.querySelector('[data-vendor={vendor}] [data-button={button}]').getAttribute('aria-checked') === 'true'"
    );
    if browser.run(&is_on).await == true {
        browser.click(&reset).await;
    }
    browser
        .until(&format!("return document.querySelector('{reset}').hidden"))
        .await;
}

fn compare(vendor: &str, button: &str, felt: &Felt, result: Result<(), Error>) {
    match (felt, result) {
        (Ok(()), Ok(())) => {}
        (Err((kind, status, words)), Err(error)) => {
            let is = (error.kind(), error.status().map(|status| status.as_u16()));
            assert_eq!(is, (*kind, *status), "{vendor} {button}: {error}");
            assert!(
                error.message().contains(words),
                "{vendor} {button}: {error}"
            );
        }
        (_, result) => panic!("{vendor} {button}: {result:?}"),
    }
}
