//! Invoices and orders of Comarch ERP XT.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;

use kontorhaus_core::fake::{ByOperation, Reply};
use kontorhaus_core::{Builder, Call, Operation};
use kontorhaus_erpxt::{
    Address, BankAccount, Client, Collection, Create, Credentials, CustomPrint, Customer, Delete,
    Document, Editable, Environment, ErpXt, Filter, FindByNumber, FindByTaxNumber, Get, Invoice,
    Item, List, Method, NewAddress, NewItem, PaymentType, Print, Product, Proforma, Query,
    Resource, Update,
};
use kontorhaus_tests::interop::workspace;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{Check, Fixed, Vendor};
use crate::sentinels::replies::replies;
use crate::sentinels::watch::Watch;

const SECRET: &str = "s3cret-sentinel";
/// `%PDF-1.4` in base 64.
const PDF: &str = "JVBERi0xLjQ=";

impl Vendor for ErpXt {
    const FIXED: Fixed = &[
        ("common#day", "2031-03-01"),
        ("common#moment", "2031-03-01T00:00:00+01:00"),
        ("print#print", "data:application/pdf;base64,JVBERi0xLjQ="),
        ("token#token.token_type", "bearer"),
    ];
    const SECRET_HEADERS: &'static [&'static str] = &["authorization"];
    const BASE: &'static str = "/api2/public";

    fn builder(watch: &Watch, _: usize) -> Builder<Self> {
        let id = watch.marks.of("Credentials.client_id");
        Client::builder()
            .endpoint(Environment::Germany)
            .guessed_messages_to_this_host()
            .credentials(Credentials::new(id, SECRET.into()))
    }

    fn transport(watch: &Watch) -> ByOperation {
        let token = watch.marks.of("token#token.access_token");
        let token = json!({ "access_token": token, "token_type": "bearer", "expires": 600 });
        ByOperation::new().on("FetchToken", Reply::ok(token.to_string()))
    }

    fn call<Op: Operation<Service = Self>>(client: &Client, operation: Op) -> Call<Op> {
        client.call(operation)
    }
}

#[tokio::test]
async fn erpxt() {
    let mut check = Check::<ErpXt>::begin(&[SECRET, PDF]);
    let id = check.text("Credentials.client_id");
    check.watch.message(&Credentials::new(id, SECRET.into()));
    check.token().await;
    check.editable::<Product>("product", Client::products).await;
    check
        .editable::<Customer>("customer", Client::customers)
        .await;
    check
        .editable::<PaymentType>("payment-type", Client::payment_types)
        .await;
    check
        .editable::<BankAccount>("bank-account", Client::bank_accounts)
        .await;
    check.editable::<Invoice>("invoice", Client::invoices).await;
    check
        .editable::<Proforma>("proforma", Client::proformas)
        .await;
    check
        .listed::<CustomPrint>("custom-print", Client::custom_prints)
        .await;
    check.document_of::<Invoice>("invoice").await;
    check.document_of::<Proforma>("proforma").await;
    check.by_tax_number().await;
    check.raw().await;
    check.value::<Item>("common#item", "");
    let _ = check.value::<NewItem>("common#newItem", "");
    check.value::<Address>("customer#address", "");
    let _ = check.value::<NewAddress>("customer#newAddress", "");
    for definition in ["common#error", "common#entityNotFound", "token#error"] {
        check.refused(definition, Get::<Product>::new(7)).await;
    }
    check.end(&operations(), "crates/erpxt/src/types");
}

/// The operations that the tables of resources name, and those of no resource.
fn operations() -> BTreeSet<String> {
    let source = fs::read_to_string(workspace().join("crates/erpxt/src/resource.rs"));
    let source = source.expect("a file");
    let verbs = ["List", "Get", "Create", "Update", "Delete", "Find", "Print"];
    let quoted = source.split('"').skip(1).step_by(2);
    let names = quoted.filter(|text| {
        let rest = verbs.iter().find_map(|verb| text.strip_prefix(verb));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    let names = names.chain(["FetchToken", "Request"]);
    names.map(str::to_owned).collect()
}

impl Check<ErpXt> {
    /// What the client asks for by itself.
    async fn token(&mut self) {
        self.operations.insert("FetchToken".to_owned());
        let good = self.document("token#token").to_string();
        let token = self.text("token#token.access_token");
        self.watch.secret(token);
        let texts = self.watch.marks.texts();
        for (_, transport) in replies(&good, &texts, ErpXt::BASE, super::QUERY) {
            let transport = ByOperation::new().on("FetchToken", transport);
            let list = <List<Product> as Operation>::NAME;
            let (capture, client) = self.client(transport.on(list, Reply::ok("[]")));
            if let Err(error) = client.products().list().await {
                self.watch.printed.error(&error);
            }
            self.sent(&capture);
        }
    }

    async fn listed<R>(&mut self, file: &str, collection: fn(&Client) -> Collection<R>)
    where
        R: Resource + DeserializeOwned + Debug,
        List<R>: Operation<Service = ErpXt, Output = Vec<R>, Fault: Debug>,
    {
        self.value::<R>(&format!("{file}#read"), "");
        let list = self.document(&format!("{file}#list")).to_string();
        let text = |place: &str| self.watch.marks.of(&format!("Query.{place}"));
        let (compared, quoted) = (text("compared"), format!("{}'s", text("quoted")));
        let (raw, phrase) = (text("raw"), text("phrase"));
        let query = || {
            let filter = Filter::eq("Name", compared.as_str()).or(Filter::ne("Mail", &*quoted));
            let raw = Filter::raw(format!("substringof('{raw}', Name)"));
            Query::new()
                .filter(filter.and(raw.not()))
                .full_text(phrase.as_str())
        };
        let (_, client) = self.client(Reply::ok("[]"));
        let pages = collection(&client).pages(query());
        self.watch.printed.debug("the Debug of pages", &pages);
        self.watch.message(&query());
        self.call(&list, || List::<R>::new(query())).await;
    }

    async fn editable<R>(&mut self, file: &str, collection: fn(&Client) -> Collection<R>)
    where
        R: Editable + DeserializeOwned + Debug,
        R::New: DeserializeOwned + Debug + Clone,
        R::Update: DeserializeOwned + Debug + Clone,
    {
        self.listed(file, collection).await;
        let read = self.document(&format!("{file}#read")).to_string();
        self.call(&read, || Get::<R>::new(7)).await;
        let new: R::New = self.value(&format!("{file}#create"), "");
        self.watch.message(&Create::<R>::new(new.clone()));
        self.call("7", || Create::<R>::new(new.clone())).await;
        let update: R::Update = self.value(&format!("{file}#update"), "");
        self.watch.message(&Update::<R>::new(update.clone()));
        self.call("", || Update::<R>::new(update.clone())).await;
        self.call("", || Delete::<R>::new(7)).await;
    }

    async fn document_of<R: Document + DeserializeOwned + Debug>(&mut self, file: &str) {
        let read = self.document(&format!("{file}#read")).to_string();
        let number = format!("RE/{}/1", self.text(&format!("{file}/number")));
        self.watch.message(&FindByNumber::<R>::new(&number));
        self.call(&read, || FindByNumber::<R>::new(&number)).await;
        let print = self.document("print#print").to_string();
        self.call(&print, || Print::<R>::new(7, Some(7))).await;
    }

    async fn by_tax_number(&mut self) {
        let list = self.document("customer#list").to_string();
        let number = self.text("customer/nip");
        self.watch.message(&FindByTaxNumber::new(&number));
        self.call(&list, || FindByTaxNumber::new(&number)).await;
    }

    /// What a caller sends without types.
    async fn raw(&mut self) {
        self.operations.insert("Request".to_owned());
        let list = self.document("customer#list").to_string();
        let text = |place: &str| self.watch.marks.of(&format!("Request.{place}"));
        let (value, body, query) = (text("parameter"), text("body"), text("query"));
        let texts = self.watch.marks.texts();
        for (_, transport) in replies(&list, &texts, ErpXt::BASE, super::QUERY) {
            let transport = ErpXt::transport(&self.watch).on("Request", transport);
            let (_, client) = self.client(transport);
            let request = client
                .request(Method::POST, "v1.4/customers")
                .parameter("name", &value)
                .query(&Query::new().filter(Filter::eq("Name", query.as_str())))
                .json(&json!({ "Name": body }));
            self.watch.message(&request);
            match request.send().await {
                Ok(answer) => self.watch.message(&answer),
                Err(error) => self.watch.printed.error(&error),
            }
        }
    }
}
