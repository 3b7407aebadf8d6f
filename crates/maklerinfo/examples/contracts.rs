//! A customer with addresses and contracts, in one request.
//!
//! `cargo run --example contracts` asks a server on loopback for the customer 123456. `cargo run --example contracts --
//! 4711` with `MAKLERINFO_URL`, `MAKLERINFO_VERMITTLER`, `MAKLERINFO_API_ID` and `MAKLERINFO_API_KEY` asks the real one.

use std::error::Error;

use kontorhaus_maklerinfo::{
    Client, Decimal, GetKunde, GetKundenAdressen, GetLaender, GetVertraege,
};

#[path = "common/access.rs"]
mod access;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (client, _sandbox) = access::client().await?;
    let kunde = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "123456".to_owned());
    show(&client, &kunde).await
}

async fn show(client: &Client, id: &str) -> Result<(), Box<dyn Error>> {
    let mut calls = client.multi_call();
    let kunde = calls.add(GetKunde::new(id));
    let adressen = calls.add(GetKundenAdressen::new(id));
    let vertraege = calls.add(GetVertraege::new(id));
    let laender = calls.add(GetLaender::new());
    let mut answers = calls.send().await?;

    // Each answer is a result of its own: without a customer there is nothing to show, without addresses there is.
    let person = answers.take(kunde)?.person.unwrap_or_default();
    println!(
        "{} {}",
        person.vorname.unwrap_or_default(),
        person.nachname.or(person.firma).unwrap_or_default()
    );
    let laender = answers.take(laender)?;
    match answers.take(adressen) {
        Ok(adressen) => {
            for adresse in adressen {
                let code = adresse.land.unwrap_or_default();
                let land = laender.iter().find(|land| {
                    land.value
                        .as_ref()
                        .is_some_and(|value| value.eq_ignore_ascii_case(&code))
                });
                let land = land.and_then(|land| land.text.clone()).unwrap_or(code);
                println!(
                    "  {}, {} {}, {land}",
                    adresse.strasse.unwrap_or_default(),
                    adresse.postleitzahl.unwrap_or_default(),
                    adresse.ort.unwrap_or_default()
                );
            }
        }
        Err(error) => eprintln!("no addresses: {error}"),
    }
    let mut sum = Decimal::ZERO;
    for vertrag in answers.take(vertraege)? {
        let beitrag = vertrag.beitrag.unwrap_or_default();
        let laufzeit = vertrag.laufzeit.unwrap_or_default();
        let day = |date: Option<kontorhaus_maklerinfo::Date>| {
            date.map_or_else(|| "?".to_owned(), |date| date.to_string())
        };
        let brutto = beitrag.brutto.unwrap_or_default();
        println!(
            "  contract {}: line {}, {} to {}, {brutto} gross",
            vertrag.id.unwrap_or_default(),
            vertrag.sparte.unwrap_or_default(),
            day(laufzeit.beginn),
            day(laufzeit.ablauf),
        );
        sum += brutto;
    }
    println!("  {sum} gross in all");
    Ok(())
}
