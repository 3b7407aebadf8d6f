//! Customers, contracts and archive of Maklerinfo.

use std::collections::BTreeSet;
use std::fmt::Debug;

use http::HeaderValue;
use http::header::CONTENT_TYPE;
use kontorhaus_core::fake::{ByOperation, Reply};
use kontorhaus_core::{Builder, Call, Operation};
use kontorhaus_maklerinfo::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Check, Fixed, Vendor};
use crate::sentinels::replies::{GOOD, replies};
use crate::sentinels::watch::Watch;

const API_ID: &str = "4pi-id-sentinel";
const API_KEY: &str = "4pi-key-sentinel";
const OTP: &str = "0tp-sentinel";

impl Vendor for Maklerinfo {
    const FIXED: Fixed = &[];
    const SECRET_HEADERS: &'static [&'static str] = &["x-dio-digest", "x-dio-otp"];
    const BASE: &'static str = "/service/bd/broker/1.0/rest";

    fn builder(watch: &Watch, number: usize) -> Builder<Self> {
        let credentials = match number % 2 {
            0 => by_digest(watch),
            _ => by_password(watch),
        };
        Client::builder()
            .endpoint(Mandant::BlauDirekt)
            .credentials(credentials)
            .guessed_messages_to_this_host()
    }

    fn transport(_: &Watch) -> ByOperation {
        ByOperation::new()
    }

    fn call<Op: Operation<Service = Self>>(client: &Client, operation: Op) -> Call<Op> {
        client.call(operation)
    }
}

fn by_digest(watch: &Watch) -> Credentials {
    let broker = watch.marks.of("Credentials.vermittler");
    Credentials::digest(broker, API_ID.to_owned(), API_KEY.into())
}

fn by_password(watch: &Watch) -> Credentials {
    let broker = watch.marks.of("Credentials.vermittler");
    Credentials::otp(broker, OTP.into())
}

#[tokio::test]
async fn maklerinfo() {
    let mut check = Check::<Maklerinfo>::begin(&[API_ID, API_KEY, OTP]);
    let (digest, password) = (by_digest(&check.watch), by_password(&check.watch));
    check.watch.message(&digest);
    check.watch.message(&password);
    check.types();
    check.customers().await;
    check.contracts().await;
    check.archive().await;
    check.rest().await;
    check.refused("Meldungen", GetKunde::new("7")).await;
    let operations = functions().into_iter().map(|row| name(&row).to_owned());
    let operations: BTreeSet<String> = operations
        .chain(["request", "MultiCall", "getListe"].map(str::to_owned))
        .collect();
    check.end(&operations, "crates/maklerinfo/src/types");
}

fn functions() -> Vec<Value> {
    let table = include_str!("../../../../schemas/maklerinfo/functions.json");
    let table: Value = serde_json::from_str(table).expect("JSON");
    table["functions"].as_array().expect("a list").clone()
}

fn name(row: &Value) -> &str {
    row["name"].as_str().expect("a name")
}

impl Check<Maklerinfo> {
    /// Each type by itself, since what holds one may hide it.
    fn types(&mut self) {
        self.value::<Kunde>("Kunde", "");
        self.value::<Person>("Person", "");
        self.value::<Adresse>("Adresse", "");
        self.value::<Kontaktdatensatz>("Kontaktdatensatz", "");
        self.value::<KundenSuchErgebnis>("KundenSuchErgebnis", "");
        self.value::<SearchQuery>("SearchQuery", "");
        self.value::<Vertrag>("Vertrag", "");
        self.value::<Beitrag>("Beitrag", "");
        self.value::<Laufzeit>("Laufzeit", "");
        self.value::<Bankkonto>("Bankkonto", "");
        self.value::<Inhaber>("Inhaber", "");
        self.value::<Archiveintrag>("Archiveintrag", "");
        self.value::<Zuordnung>("Zuordnung", "");
        self.value::<Metadata>("Metadata", "");
        self.value::<Untervermittlerdatensatz>("Untervermittlerdatensatz", "");
        self.value::<UntervermittlerAdresse>("Untervermittlerdatensatz", "/Adresse");
        self.value::<Kommunikationsdaten>("Untervermittlerdatensatz", "/Kommunikationsdaten");
        self.value::<EnumerationItem>("EnumerationItem", "");
        self.value::<Gesellschaft>("Gesellschaft", "");
        self.value::<Logo>("Logo", "");
    }

    /// The right answer of a function, by its row in the table.
    fn answer<Op: Function>(&self) -> String {
        let method = Op::METHOD;
        let row = functions()
            .into_iter()
            .find(|row| name(row) == Op::NAME && row["method"] == method.as_str())
            .expect("a row");
        assert_eq!(row["path"], Op::PATH);
        match row.get("answer") {
            Some(schema) => {
                let place = format!("{} answer", Op::NAME);
                let marks = &self.watch.marks;
                self.schemas.document_of(schema, &place, marks).to_string()
            }
            None if row.get("answerMedia").is_some() => self.text(&format!("{} answer", Op::NAME)),
            None => String::new(),
        }
    }

    /// What a definition describes, to be sent.
    fn sent_value<T: DeserializeOwned>(&self, definition: &str) -> T {
        super::read(&self.document(definition))
    }

    /// JSON of which nothing is known.
    fn json(&self, place: &str) -> Json {
        let text = json!({ "Unknown": [self.text(&format!("{place} request"))] }).to_string();
        Json::parse(&text).expect("JSON")
    }

    async fn function<Op>(&mut self, operation: impl Fn() -> Op)
    where
        Op: Function<Fault: Debug, Output: Debug> + Debug,
    {
        self.watch.message(&operation());
        let good = self.answer::<Op>();
        self.call(&good, operation).await;
    }

    /// One whose answer is plain text or bytes.
    async fn plain_function<Op: Function<Fault: Debug>>(&mut self, operation: impl Fn() -> Op) {
        let good = self.answer::<Op>();
        self.plain(&good, operation).await;
    }

    async fn customers(&mut self) {
        let id = self.text("{Kunde-Id}");
        let (address, contact) = (
            self.text("{Adresse-Id}"),
            self.text("{Kontaktdatensatz-Id}"),
        );
        let (tag, detail) = (self.text("{Tag}"), self.text("{Detail-Id}"));
        let kunde: Kunde = self.sent_value("Kunde");
        let adresse: Adresse = self.sent_value("Adresse");
        let kontakt: Kontaktdatensatz = self.sent_value("Kontaktdatensatz");
        let json = self.json("detail");
        self.function(|| AddKunde::new(kunde.clone())).await;
        self.function(|| GetKunde::new(&id)).await;
        self.function(|| SetKunde::new(&id, kunde.clone())).await;
        self.function(|| GetKundenAdressen::new(&id)).await;
        self.function(|| AddKundeAdresse::new(&id, adresse.clone()))
            .await;
        self.function(|| SetKundeAdresse::new(&id, &address, adresse.clone()))
            .await;
        self.function(|| DeleteKundeAdresse::new(&id, &address))
            .await;
        self.function(|| GetKundenKontaktdaten::new(&id)).await;
        self.function(|| GetKundenKontaktdatensatz::new(&id, &contact))
            .await;
        self.function(|| AddKundeKontaktdaten::new(&id, kontakt.clone()))
            .await;
        self.function(|| SetKundeKontaktdaten::new(&id, &contact, kontakt.clone()))
            .await;
        self.function(|| DeleteKundeKontaktdaten::new(&id, &contact))
            .await;
        self.plain_function(|| GetKundenTags::new(&id)).await;
        self.function(|| AddKundenTag::new(&id, &tag)).await;
        self.function(|| DeleteKundenTag::new(&id, &tag)).await;
        self.function(|| GetKundeVerknuepfungen::new(&id)).await;
        self.function(|| GetKundenDetail::new(&id, &detail)).await;
        self.function(|| SetKundenDetail::new(&id, &detail, json.clone()))
            .await;
        self.function(|| GetKundenDetails::new(&id)).await;
        self.search().await;
    }

    async fn search(&mut self) {
        let text = self.text("SearchKunden.text");
        let query: SearchQuery = self.sent_value("SearchQuery");
        let (_, client) = self.client(Maklerinfo::transport(&self.watch));
        let pages = client.search_kunden_pages(SearchKunden::text(&text));
        self.watch.printed.debug("the Debug of pages", &pages);
        self.function(|| SearchKunden::text(&text)).await;
        self.function(|| SearchKunden::query(query.clone())).await;
    }

    async fn contracts(&mut self) {
        let (id, contract) = (self.text("{Kunde-Id}"), self.text("{Vertrag-Id}"));
        let vertrag: Vertrag = self.sent_value("Vertrag");
        let json = self.json("contract");
        self.function(|| AddVertrag::new(&id, vertrag.clone()))
            .await;
        self.function(|| GetVertraege::new(&id)).await;
        self.function(|| GetVertrag::new(&id, &contract)).await;
        self.function(|| SetVertrag::new(&id, &contract, vertrag.clone()))
            .await;
        self.function(|| UebertrageVertrag::new(&id, &contract))
            .await;
        self.function(|| GetVertragsdokumente::new(&id, &contract))
            .await;
        self.function(|| SearchVertraege::new(json.clone())).await;
        self.function(|| AddVertragskuendigung::new(&id, &contract, json.clone()))
            .await;
        self.function(|| SetVertragVorversicherung::new(&id, &contract, json.clone()))
            .await;
        self.function(|| GetVertragVorversicherung::new(&id, &contract))
            .await;
        self.function(|| GetVertragVorschaeden::new(&id, &contract))
            .await;
        self.function(|| AddVertragVorschaeden::new(&id, &contract, json.clone()))
            .await;
    }

    async fn archive(&mut self) {
        let id = self.text("{Kunde-Id}");
        let (entry, suffix) = (self.text("{Archiveintrag-Id}"), self.text("{Datei-Endung}"));
        let upload = |check: &Self, place: &str| {
            let (name, content) = (format!("{place}.name"), format!("{place}.content"));
            let name = check.text(&name);
            Upload::pdf(check.text(&content)).with_name(name)
        };
        let neu = NeuerArchiveintrag::new(upload(self, "Upload"))
            .with_typ(self.text("NeuerArchiveintrag.typ"))
            .with_betreff(self.text("NeuerArchiveintrag.betreff"))
            .with_datum(self.text("NeuerArchiveintrag.datum"))
            .with_tags([self.text("NeuerArchiveintrag.tags")])
            .with_zuordnungen([self.sent_value::<Zuordnung>("Zuordnung")])
            .with_metadaten([self.sent_value::<Metadata>("Metadata")]);
        self.watch.message(&neu);
        self.function(|| AddKundenArchiveintrag::new(&id, neu.clone()))
            .await;
        let police = upload(self, "Police");
        self.function(|| AddKundenPolicenDokument::new(police.clone()))
            .await;
        self.function(|| GetKundenDokumente::new(&id)).await;
        self.function(|| GetKundenArchiveintraege::new(&id)).await;
        self.function(|| GetArchiveintrag::new(&entry)).await;
        self.function(|| DeleteArchiveintrag::new(&entry)).await;
        self.plain_function(|| GetArchivDatei::new(&entry, &suffix))
            .await;
        self.plain_function(|| GetArchivText::new(&entry)).await;
        let contract = self.text("Contracts.Contracts");
        self.watch.message(&Contracts::only([&contract]));
        let token = self.text("getKundenArchivToken answer");
        self.watch.secret(token);
        self.function(|| GetKundenArchivToken::new(&id, Contracts::only([&contract])))
            .await;
    }

    async fn rest(&mut self) {
        let broker = self.text("{Untervermittler}");
        let changes: Untervermittlerdatensatz = self.sent_value("Untervermittlerdatensatz");
        self.function(|| UpdateUntervermittler::new(&broker, changes.clone()))
            .await;
        self.function(GetLaender::new).await;
        self.function(GetGesellschaften::new).await;
        self.function(GetSparten::new).await;
        self.function(GetVertragsstatus::new).await;
        let list = self.answer::<GetLaender>();
        self.call(&list, || GetListe::new("/anreden")).await;
        self.raw().await;
        self.several().await;
    }

    /// What a caller sends without types.
    async fn raw(&mut self) {
        let (value, query) = (self.text("RawRequest.value"), self.text("RawRequest.query"));
        let json = self.json("RawRequest");
        let good = self.answer::<GetKunde>();
        let raw = || {
            RawRequest::new(Method::PUT, "/{vmt}/kunden/{Kunde-Id}")
                .value(&value)
                .query("q", &query)
                .json(&json)
        };
        self.watch.message(&raw());
        self.call(&good, raw).await;
    }

    /// Calls in one message, of which one is refused with what it said.
    async fn several(&mut self) {
        self.operations.insert("MultiCall".to_owned());
        let id = self.text("{Kunde-Id}");
        let kunde: Kunde = self.sent_value("Kunde");
        let read = self.document("Kunde").to_string();
        let said = read.replace(|c: char| !c.is_alphanumeric(), " ");
        let part = |number, status, body: &str| {
            format!(
                "--b\r\nX-Dio-Request-ID: <p{number}>\r\nX-Dio-Status: {status}\r\n\r\n{body}\r\n"
            )
        };
        let refusal = json!({ "Meldungen": [said, id] }).to_string();
        let good = part(1, 200, &read) + &part(2, 400, &refusal) + "--b--";
        let related = HeaderValue::from_static("multipart/related; boundary=b");
        let right = Reply::ok(good.clone()).header(CONTENT_TYPE, related);
        let texts = self.watch.marks.texts();
        let mut transports = replies(&good, &texts, Maklerinfo::BASE, super::QUERY);
        transports.push((GOOD, Box::new(right)));
        let mut taken = 0;
        for (_, transport) in transports {
            let transport = Maklerinfo::transport(&self.watch).on("MultiCall", transport);
            let (capture, client) = self.client(transport);
            let mut calls = client.multi_call();
            let get = calls.add(GetKunde::new(&id));
            let set = calls.add(SetKunde::new(&id, kunde.clone()));
            self.watch.message(&calls);
            match calls.send().await {
                Ok(mut answers) => {
                    self.watch.message(&answers);
                    self.watch.message(&answers.take(get).expect("a customer"));
                    let error = answers.take(set).expect_err("a refusal");
                    self.watch.printed.error(&error);
                    let fault = error.fault_as::<SetKunde>();
                    self.watch.printed.debug("a fault", &fault);
                    taken += 1;
                }
                Err(error) => self.watch.printed.error(&error),
            }
            self.sent(&capture);
        }
        assert_eq!(taken, 1);
    }
}
