//! Several calls in one request, and a refusal in words for the user.

use std::io::Write;

use kontorhaus_maklerinfo::{
    Client, Credentials, GetKunde, GetKundenAdressen, GetVertraege, Kunde, Meldungen,
};
use kontorhaus_sandbox::maklerinfo::{Exchange, Maklerinfo as Broker};

use super::End;
use super::page::{Page, Wire, count};

pub(super) async fn walk<W: Write>(broker: &Broker, page: &mut Page<W>) -> End {
    let client = Client::builder()
        .endpoint(broker.url())
        .credentials(Credentials::digest(
            broker.vermittler(),
            broker.api_id(),
            broker.api_key().into(),
        ))
        .build()?;
    page.vendor(
        "Maklerinfo",
        "insurance brokers · REST and MultiCall, by hand",
    )?;

    page.step(
        "A customer with addresses and contracts: three calls in one request",
        "let mut calls = client.multi_call();\n\
         let kunde = calls.add(GetKunde::new(\"123456\"));\n\
         let adressen = calls.add(GetKundenAdressen::new(\"123456\"));\n\
         let vertraege = calls.add(GetVertraege::new(\"123456\"));\n\
         let mut answers = calls.send().await?;",
    )?;
    let mut calls = client.multi_call();
    let kunde = calls.add(GetKunde::new("123456"));
    let adressen = calls.add(GetKundenAdressen::new("123456"));
    let vertraege = calls.add(GetVertraege::new("123456"));
    let mut answers = calls.send().await?;
    let exchanges = broker.recorded();
    page.wire(exchanges.iter().map(wire))?;
    let parts = exchanges.iter().flat_map(|call| &call.parts).map(wire);
    page.wire(parts.map(|part| Wire {
        request: format!("in it {}", part.request),
        ..part
    }))?;
    let person = answers.take(kunde)?.person.unwrap_or_default();
    page.good(format!(
        "{} {}, {}, {}",
        person.vorname.unwrap_or_default(),
        person.nachname.unwrap_or_default(),
        count(answers.take(adressen)?.len(), "address"),
        count(answers.take(vertraege)?.len(), "contract")
    ))?;

    page.step(
        "A refusal, in words that the service has for the user",
        "client.add_kunde(Kunde::new().with_benutzername(\"emuster\")).await",
    )?;
    let taken = Kunde::new().with_benutzername("emuster");
    let Err(error) = client.add_kunde(taken).await else {
        return Err("the name is taken, so this must fail".into());
    };
    page.wire(broker.recorded().last().map(wire))?;
    page.bad(&error)?;
    let messages = Meldungen::of(&error).map_or(0, |found| found.messages().len());
    page.good(format!(
        "{} to show to the user",
        count(messages, "message")
    ))?;
    Ok(())
}

fn wire(call: &Exchange) -> Wire {
    Wire {
        request: format!("{} {}", call.method, call.path),
        answer: format!("{}, {} bytes", call.status, call.answer.len()),
    }
}
