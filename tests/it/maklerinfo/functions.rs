//! Every function once against the sandbox; all that goes over the wire is what the schemas say.

use std::collections::BTreeSet;

use kontorhaus_core::fake::Reply;
use kontorhaus_core::secrecy::ExposeSecret as _;
use kontorhaus_maklerinfo::{
    Adresse, Bankkonto, Beitrag, Client, Contracts, Date, Decimal, Error, Inhaber, Json,
    Kommunikationsdaten, Kontaktdatensatz, Kunde, Laufzeit, Metadata, Method, NeuerArchiveintrag,
    Person, RawRequest, SearchKunden, UntervermittlerAdresse, Untervermittlerdatensatz, Upload,
    Vertrag, Zuordnung,
};
use serde_json::json;

use super::schemas::Schemas;
use super::{KUNDE, VERTRAG, broker, captured};

fn any(json: &str) -> Json {
    Json::parse(json).expect("JSON")
}

#[tokio::test]
async fn all_of_them() {
    let (sandbox, client) = broker().await;
    let id = customers(&client).await.unwrap();
    reached(&client, &id).await.unwrap();
    labelled(&client, &id).await.unwrap();
    contracts(&client, &id).await.unwrap();
    archive(&client).await.unwrap();
    rest(&client).await.unwrap();

    let broker = sandbox.maklerinfo();
    let schemas = Schemas::closed();
    let called: BTreeSet<String> = broker
        .recorded()
        .iter()
        .flat_map(|exchange| schemas.check(exchange))
        .collect();
    let all: BTreeSet<String> = schemas
        .functions()
        .iter()
        .map(|function| function.name.clone())
        .collect();
    assert_eq!(called, all);
    assert!(
        broker
            .recorded()
            .iter()
            .all(|exchange| exchange.status == 200)
    );

    assert!(broker.is_uebertragen(KUNDE, VERTRAG));
    let sub = broker.untervermittler("012ABC").expect("a sub-broker");
    assert_eq!(sub["Adresse"]["PLZ"], "01067");
    assert_eq!(sub.get("Website"), None);
}

async fn customers(client: &Client) -> Result<String, Error> {
    let person = Person::new()
        .with_typ("natuerlich")
        .with_vorname("Max")
        .with_nachname("Mühle")
        .with_geburtsdatum("1980-02-29");
    let kontakt = Kontaktdatensatz::new()
        .with_kontext("privat")
        .with_typ("email")
        .with_value("max@example.org");
    let neu = Kunde::new()
        .with_anrede("1")
        .with_benutzername("max")
        .with_person(person)
        .with_kontaktdaten([kontakt]);
    let added = client.add_kunde(neu).await?;
    assert_eq!(added.benutzername.as_deref(), Some("max"));
    assert_eq!(added.person, None);
    let id = added.id.expect("an id");

    let mut kunde = client.get_kunde(&id).await?;
    let person = kunde.person.as_mut().expect("a person");
    assert_eq!(
        person
            .geburtsdatum
            .as_ref()
            .and_then(Date::day)
            .expect("it is there")
            .to_string(),
        "1980-02-29"
    );
    person.nachname = Some("Muehle".into());
    let kunde = client.set_kunde(&id, kunde).await?;
    assert_eq!(
        kunde.person.expect("it is there").nachname.as_deref(),
        Some("Muehle")
    );

    Ok(id)
}

/// How a customer is reached.
async fn reached(client: &Client, id: &str) -> Result<(), Error> {
    let adresse = Adresse::new()
        .with_typ("hauptwohnsitz")
        .with_strasse("Weg 2")
        .with_postleitzahl("01067")
        .with_ort("Dresden")
        .with_land("de");
    let added = client.add_kunde_adresse(id, adresse).await?;
    let adresse_id = added.id.clone().expect("an id");
    client
        .set_kunde_adresse(id, &adresse_id, added.with_ort("Pirna"))
        .await?;
    let adressen = client.get_kunden_adressen(id).await?;
    assert_eq!(adressen.len(), 1);
    assert_eq!(adressen[0].ort.as_deref(), Some("Pirna"));
    assert_eq!(adressen[0].postleitzahl.as_deref(), Some("01067"));
    client.delete_kunde_adresse(id, &adresse_id).await?;
    assert_eq!(client.get_kunden_adressen(id).await?, []);

    let added = client
        .add_kunde_kontaktdaten(
            id,
            Kontaktdatensatz::new()
                .with_kontext("privat")
                .with_typ("telefon")
                .with_value("0351 1"),
        )
        .await?;
    let kontakt_id = added.id.clone().expect("an id");
    client
        .set_kunde_kontaktdaten(id, &kontakt_id, added.with_value("0351 2"))
        .await?;
    let read = client.get_kunden_kontaktdatensatz(id, &kontakt_id).await?;
    assert_eq!(read.value.as_deref(), Some("0351 2"));
    client.delete_kunde_kontaktdaten(id, &kontakt_id).await?;
    let left = client.get_kunden_kontaktdaten(id).await?;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].value.as_deref(), Some("max@example.org"));

    Ok(())
}

/// Tags, links and details; and how customers are found.
async fn labelled(client: &Client, id: &str) -> Result<(), Error> {
    let tag = "a/b?ä %2F#";
    client.add_kunden_tag(id, tag).await?;
    assert_eq!(client.get_kunden_tags(id).await?, [tag]);
    client.delete_kunden_tag(id, tag).await?;
    assert_eq!(client.get_kunden_tags(id).await?, Vec::<String>::new());

    assert_eq!(client.get_kunde_verknuepfungen(KUNDE).await?.len(), 1);
    let detail = client.get_kunden_detail(KUNDE, "7").await?;
    assert_eq!(
        detail.read::<serde_json::Value>().expect("it is there"),
        json!({"Id": "7", "Wert": true})
    );
    client
        .set_kunden_detail(KUNDE, "7", any(r#"{"Id":"7","Wert":false}"#))
        .await?;
    let details = client.get_kunden_details(KUNDE).await?;
    assert_eq!(details.len(), 1);
    assert_eq!(details[0].as_str(), r#"{"Id":"7","Wert":false}"#);

    let found = client.search_kunden(SearchKunden::text("Muehle")).await?;
    assert_eq!(found[0].id.as_deref(), Some(id));
    let found = client
        .search_kunden(SearchKunden::mail("erika@example.org"))
        .await?;
    assert_eq!(found[0].id.as_deref(), Some(KUNDE));
    Ok(())
}

async fn contracts(client: &Client, kunde: &str) -> Result<(), Error> {
    let neu = Vertrag::new()
        .with_status("F")
        .with_gesellschaft("10330")
        .with_sparte("050")
        .with_beitrag(
            Beitrag::new()
                .with_brutto("19.99".parse::<Decimal>().expect("it is there"))
                .with_zahlweise("5"),
        )
        .with_laufzeit(
            Laufzeit::new()
                .with_beginn("2026-01-01")
                .with_ablauf("2026-12-31"),
        )
        .with_versicherungsscheinnummer("V-1")
        .with_bankkonto(
            Bankkonto::new()
                .with_iban("")
                .with_inhaber(Inhaber::new().with_abweichend(false)),
        );
    let added = client.add_vertrag(kunde, neu).await?;
    let id = added.id.clone().expect("an id");
    assert_eq!(
        added
            .beitrag
            .expect("it is there")
            .brutto
            .expect("it is there")
            .to_string(),
        "19.99"
    );
    assert_eq!(client.get_vertraege(kunde).await?.len(), 1);
    let changed = client
        .set_vertrag(kunde, &id, Vertrag::new().with_status("X"))
        .await?;
    assert_eq!(changed, Vertrag::new().with_status("X"));
    let vertrag = client.get_vertrag(kunde, &id).await?;
    assert_eq!(vertrag.status.as_deref(), Some("X"));
    assert_eq!(vertrag.sparte.as_deref(), Some("050"));

    client.uebertrage_vertrag(KUNDE, VERTRAG).await?;
    let found = client
        .search_vertraege(any(r#"{"Gesellschaft":"10330"}"#))
        .await?;
    assert_eq!(found.len(), 2);
    let kuendigung = client
        .add_vertragskuendigung(KUNDE, VERTRAG, any(r#"{"Grund":"zu teuer"}"#))
        .await?;
    assert_eq!(kuendigung.as_str(), r#"{"Grund":"zu teuer"}"#);
    client
        .set_vertrag_vorversicherung(KUNDE, VERTRAG, any(r#"{"Gesellschaft":"55150"}"#))
        .await?;
    let before = client.get_vertrag_vorversicherung(KUNDE, VERTRAG).await?;
    assert_eq!(before.as_str(), r#"{"Gesellschaft":"55150"}"#);
    client
        .add_vertrag_vorschaeden(KUNDE, VERTRAG, any(r#"{"Jahr":2024}"#))
        .await?;
    let damages = client.get_vertrag_vorschaeden(KUNDE, VERTRAG).await?;
    assert_eq!(damages, [any(r#"{"Jahr":2024}"#)]);
    Ok(())
}

async fn archive(client: &Client) -> Result<(), Error> {
    let eintrag =
        NeuerArchiveintrag::new(Upload::pdf(&b"%PDF-1.4 \xFF\x00"[..]).with_name("mandat.pdf"))
            .with_typ("dokument")
            .with_zuordnungen([Zuordnung::vertrag(VERTRAG), Zuordnung::sparte("050")])
            .with_datum("2026-01-15T09:30:00")
            .with_tags(["Maklervollmacht"])
            .with_metadaten([Metadata::pair("_kundensichtbar", "1")]);
    let added = client.add_kunden_archiveintrag(KUNDE, eintrag).await?;
    let id = added.id.clone().expect("an id");
    assert_eq!(added.betreff.as_deref(), Some("mandat.pdf"));
    assert_eq!(client.get_archiveintrag(&id).await?, added);
    assert_eq!(
        client.get_kunden_dokumente(KUNDE).await?,
        std::slice::from_ref(&added)
    );
    assert_eq!(client.get_vertragsdokumente(KUNDE, VERTRAG).await?, [added]);
    assert_eq!(
        client.get_archiv_datei(&id, "pdf").await?,
        &b"%PDF-1.4 \xFF\x00"[..]
    );

    let note = NeuerArchiveintrag::new(Upload::text("Grüße"))
        .with_typ("telefon")
        .with_betreff("Anruf");
    let note = client.add_kunden_archiveintrag(KUNDE, note).await?;
    assert_eq!(
        client
            .get_archiv_text(note.id.expect("it is there"))
            .await?,
        "Grüße"
    );
    assert_eq!(client.get_kunden_archiveintraege(KUNDE).await?.len(), 2);
    client.delete_archiveintrag(&id).await?;
    assert_eq!(client.get_kunden_archiveintraege(KUNDE).await?.len(), 1);

    let police = client
        .add_kunden_policen_dokument(Upload::pdf("%PDF"))
        .await?;
    assert_eq!(police.id().map(str::len), Some(20));
    for contracts in [Contracts::all(), Contracts::only([VERTRAG])] {
        let token = client.get_kunden_archiv_token(KUNDE, contracts).await?;
        assert!(token.otp().is_some());
    }
    Ok(())
}

async fn rest(client: &Client) -> Result<(), Error> {
    let laender = client.get_laender().await?;
    assert_eq!(laender[1].text.as_deref(), Some("Österreich"));
    let gesellschaften = client.get_gesellschaften().await?;
    let logo = &gesellschaften[0].logos.as_ref().expect("it is there")[0];
    assert_eq!(logo.breite, Some(120));
    assert_eq!(logo.hoehe, None);
    assert_eq!(client.get_sparten().await?[0].value.as_deref(), Some("050"));
    assert_eq!(
        client.get_vertragsstatus().await?,
        client.get_liste("/vertragsstatus").await?
    );
    let changes = Untervermittlerdatensatz::new()
        .with_name("Agentur")
        .with_adresse(UntervermittlerAdresse::new().with_plz("01067"))
        .with_kommunikationsdaten(Kommunikationsdaten::new().with_email("a@example.org"))
        .with_website("https://www.example.org");
    client.update_untervermittler("012ABC", changes).await?;
    client
        .update_untervermittler("012ABC", Untervermittlerdatensatz::new().with_website(""))
        .await?;

    let answer = client.request(Method::GET, "/{vmt}/gesellschaften").await?;
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .json()
            .expect("it is there")
            .as_str()
            .contains(r#""H\u00f6he":null"#)
    );
    let search = RawRequest::new(Method::GET, "/{vmt}/kunden/_search").query("q", "Größe & Söhne");
    let found = client.call(search).await?;
    assert!(
        found
            .json()
            .expect("it is there")
            .as_str()
            .contains("123457")
    );
    let put = RawRequest::new(Method::PUT, "/{vmt}/kunden/{Kunde-Id}/details/{Detail-Id}")
        .value(KUNDE)
        .value("8");
    let put = client.call(put.json(&any(r#"{"Wert":1}"#))).await?;
    assert_eq!(put.json().expect("it is there"), any(r#"{"Wert":1}"#));
    Ok(())
}

/// What comes for a one-time password, and for the id of a document, is not documented.
#[tokio::test]
async fn tokens_and_ids_in_any_form() {
    let otp = async |answer: &'static str| {
        let (_, client) = captured(Reply::ok(answer));
        let token = client
            .get_kunden_archiv_token(KUNDE, Contracts::all())
            .await;
        let token = token.map_err(|error| error.message().to_owned())?;
        Ok(token.otp().map(|otp| otp.expose_secret().to_owned()))
    };
    let some = |text: &str| Ok(Some(text.to_owned()));
    let neither = "the answer cannot be read: is neither JSON nor a single word".to_owned();
    assert_eq!(otp("\"1007c5\"").await, some("1007c5"));
    assert_eq!(otp("1007c5\r\n").await, some("1007c5"));
    assert_eq!(otp("1007").await, some("1007"));
    assert_eq!(
        otp("{\"otp\":\"1007c5\",\"valid\":3600}").await,
        some("1007c5")
    );
    assert_eq!(otp("{\"a\":\"1\",\"b\":\"2\"}").await, Ok(None));
    assert_eq!(otp("[]").await, Ok(None));
    assert_eq!(otp("").await, Err(neither.clone()));
    assert_eq!(otp("two words").await, Err(neither.clone()));
    // Cut off.
    assert_eq!(otp("{\"otp\":\"1007").await, Err(neither.clone()));
    assert_eq!(otp("\"1007c5").await, Err(neither.clone()));

    let id = async |answer: &'static str| {
        let (_, client) = captured(Reply::ok(answer));
        let id = client
            .add_kunden_policen_dokument(Upload::pdf("%PDF"))
            .await;
        let id = id.map_err(|error| error.message().to_owned())?;
        Ok(id.id().map(str::to_owned))
    };
    assert_eq!(id("\"5d0b\"").await, some("5d0b"));
    assert_eq!(id("4711").await, some("4711"));
    assert_eq!(id("5d0b").await, some("5d0b"));
    assert_eq!(id("{\"Uri\":\"x\",\"Id\":\"5d0b\"}").await, some("5d0b"));
    assert_eq!(id("{\"id\":\"5d0b\"}").await, Ok(None));
    assert_eq!(id("").await, Err(neither));
}
