//! The exchanges that the documentation prints, one by one: what the client writes, what it reads, and what the sandbox
//! makes of the same.

use std::fmt::Write as _;

use kontorhaus_core::fake::{ByOperation, Capture, Captured, Reply};
use kontorhaus_core::http::StatusCode;
use kontorhaus_core::{Operation, Outcome, Transport};
use kontorhaus_erpxt::{
    ApiError, BankAccount, Client, Create, Credentials, CustomPrint, Customer, CustomerKind,
    CustomerType, Date, Decimal, DocumentStatus, Environment, ErpXt, ErrorCode, Get, Invoice, List,
    NewBankAccount, NewInvoice, NewItem, NewProduct, NewProforma, PaymentMethod, PaymentStatus,
    PaymentType, Print, PrintKind, Product, Proforma, Query, Rate, ReportingPeriod,
};
use kontorhaus_sandbox::Sandbox;
use serde::Serialize;

use super::json::flat;

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!("../../golden/erpxt/", $name))
    };
}

const TOKEN: &str = golden!("2.2-token.answer.json");

fn client(transport: impl Transport) -> Client {
    Client::builder()
        .endpoint(Environment::Germany)
        // The pair of the vendor's own sample.
        .credentials(Credentials::new("SimpleClientId", "secret".into()))
        .guessed_messages_to_this_host()
        .transport(transport)
        .build()
        .expect("a client")
}

/// What the client sends, the token's request first, and what it makes of the answer.
async fn exchange<Op: Operation<Service = ErpXt>>(
    operation: Op,
    answer: &'static str,
) -> (Vec<String>, Result<Op::Output, kontorhaus_erpxt::Error>) {
    let reply = match Op::NAME {
        "GetInvoice" if answer.contains("Exception") => Reply::new(StatusCode::NOT_FOUND, answer),
        _ => Reply::ok(answer),
    };
    let transport = ByOperation::new()
        .on("FetchToken", Reply::ok(TOKEN))
        .on(Op::NAME, reply);
    let transport = Capture::new(transport);
    let output = client(transport.clone()).call(operation).await;
    (transport.requests().iter().map(message).collect(), output)
}

/// A request as HTTP has it, headers in the order of their names.
fn message(sent: &Captured) -> String {
    let request = &sent.request;
    let target = request.uri().path_and_query().expect("a target");
    let host = request.uri().host().expect("a host");
    let mut text = format!("{} {target}\nhost: {host}\n", request.method());
    let mut headers: Vec<_> = request.headers().iter().collect();
    headers.sort_by_key(|(name, _)| name.as_str());
    for (name, value) in headers {
        if name != "user-agent" {
            let value = value.to_str().expect("ASCII");
            writeln!(text, "{name}: {value}").expect("a String takes all");
        }
    }
    format!(
        "{text}\n{}",
        String::from_utf8(request.body().to_vec()).expect("UTF-8")
    )
}

/// What was read is written with the same values.
fn assert_written<T: Serialize>(value: &T, golden: &str) {
    let written = serde_json::to_string(value).expect("JSON");
    assert_eq!(flat(&written), flat(golden));
}

/// The sandbox takes the body of a golden request, too, and gives a key.
async fn sandbox_accepts(request: &str) -> i64 {
    let (head, body) = request.split_once("\n\n").expect("a head and a body");
    let (line, _) = head.split_once('\n').expect("lines");
    let path = line
        .strip_prefix("POST /api2/public/")
        .expect("a path of the API");
    let (_sandbox, client) = super::account().await;
    let post = client
        .request(kontorhaus_erpxt::Method::POST, path)
        .json_text(body);
    let created = post.send().await.expect("a success");
    assert_eq!(created.status(), StatusCode::OK);
    created.parse().expect("a number")
}

#[tokio::test]
async fn section_2_2_a_token() {
    let (sent, products) = exchange(List::<Product>::new(Query::new()), "[]").await;
    assert_eq!(sent[0], golden!("2.2-token.request.http"));
    assert!(
        sent[1].contains("authorization: Bearer kQ3v+opaque/7\n"),
        "{}",
        sent[1]
    );
    assert!(products.unwrap().is_empty());
}

#[tokio::test]
async fn section_2_4_an_entity_that_is_not_there() {
    let (sent, invoice) = exchange(
        Get::<Invoice>::new(77),
        golden!("2.4-entity-not-found.answer.json"),
    )
    .await;
    assert!(
        sent[1].starts_with("GET /api2/public/invoices/77\n"),
        "{}",
        sent[1]
    );
    let error = invoice.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::EntityNotFound));
    assert_eq!(error.outcome(), Outcome::Rejected);
    let api = ApiError::of(&error).unwrap();
    assert_eq!(
        api.message,
        "No row with the given identifier exists[Invoice#77]"
    );
    assert_eq!(api.entity(), Some(("Invoice".to_owned(), "77".to_owned())));

    let (_sandbox, client) = super::account().await;
    let error = client.invoices().get(77).await.unwrap_err();
    let body = String::from_utf8(error.expose_raw_body().unwrap().to_vec()).unwrap();
    assert_eq!(
        flat(&body),
        flat(golden!("2.4-entity-not-found.answer.json"))
    );
}

#[tokio::test]
async fn section_3_1_products() {
    let golden = golden!("3.1-list-products.answer.json");
    let (sent, products) = exchange(List::<Product>::new(Query::new()), golden).await;
    assert_eq!(
        sent[1],
        "GET /api2/public/products\nhost: app.erpxt.de\naccept: application/json\n\
         authorization: Bearer kQ3v+opaque/7\n\n"
    );
    let products = products.unwrap();
    assert_written(&products, golden);
    let [product] = products.as_slice() else {
        panic!("{products:?}");
    };
    assert_eq!(
        (product.id, product.name.as_str()),
        (40211, "Versandkarton M")
    );
    assert_eq!(product.description.as_deref(), Some(""));
    assert_eq!(product.product_code.as_deref(), Some("VK-M"));
    assert_eq!(
        (product.unit_of_measurement.as_str(), product.rate),
        ("Stk.", Rate(9))
    );
    assert_eq!(product.sale_net_price, Some(Decimal::new(150, 2)));
    assert_eq!(product.sale_net_price.unwrap().to_string(), "1.50");
    assert_eq!(product.sale_gross_price, Some(Decimal::new(179, 2)));
    assert!(product.extra.is_empty());

    let new = NewProduct::new("Beratung Stunde", "Std.", 9)
        .with_product_code("BER-H")
        .with_sale_net_price(Decimal::new(9500, 2));
    let (sent, id) = exchange(Create::<Product>::new(new), "40212").await;
    assert_eq!(sent[1], golden!("3.1-create-product.request.http"));
    assert_eq!(id.unwrap(), 40212);
    sandbox_accepts(golden!("3.1-create-product.request.http")).await;
}

#[tokio::test]
async fn section_3_2_a_customer() {
    let golden = golden!("3.2-customer.answer.json");
    let (sent, customer) = exchange(Get::<Customer>::new(880), golden).await;
    assert!(
        sent[1].starts_with("GET /api2/public/customers/880\n"),
        "{}",
        sent[1]
    );
    let customer = customer.unwrap();
    assert_written(&customer, golden);
    assert_eq!(
        (customer.id, customer.name.as_str()),
        (880, "Bäckerei Sonnblick GmbH")
    );
    assert_eq!(customer.customer_tax_number.as_deref(), Some("DE000000001"));
    assert_eq!(customer.customer_type, Some(CustomerType::Business));
    assert_eq!(customer.customer_kind, Some(CustomerKind::Customer));
    let address = customer.address.unwrap();
    assert_eq!(
        (address.id, address.postal_code.as_deref()),
        (Some(881), Some("99999"))
    );
}

#[tokio::test]
async fn section_3_3_payment_types() {
    let golden = golden!("3.3-list-payment-types.answer.json");
    let (sent, types) = exchange(List::<PaymentType>::new(Query::new()), golden).await;
    assert!(
        sent[1].starts_with("GET /api2/public/paymenttypes\n"),
        "{}",
        sent[1]
    );
    let types = types.unwrap();
    assert_written(&types, golden);
    assert_eq!(
        (types[0].deadline, types[0].method),
        (Some(14), PaymentMethod::BankTransfer)
    );
    assert_eq!((types[0].id, types[0].primary), (310, Some(true)));
}

#[tokio::test]
async fn section_3_4_a_bank_account() {
    let new = NewBankAccount::new("DE00100000000000000001", "MB", ReportingPeriod::Monthly)
        .with_bank_name("Musterbank")
        .with_primary(false);
    let (sent, id) = exchange(Create::<BankAccount>::new(new), "90").await;
    assert_eq!(sent[1], golden!("3.4-create-bank-account.request.http"));
    assert_eq!(id.unwrap(), 90);
    sandbox_accepts(golden!("3.4-create-bank-account.request.http")).await;
}

#[tokio::test]
async fn section_3_5_an_invoice() {
    let golden = golden!("3.5-invoice.answer.json");
    let (_, invoice) = exchange(Get::<Invoice>::new(6100), golden).await;
    let invoice = invoice.unwrap();
    assert_written(&invoice, golden);
    assert_eq!(invoice.payment_status, Some(PaymentStatus::Unpaid));
    assert_eq!(
        (invoice.purchasing_party_id, invoice.payment_type_id),
        (880, 310)
    );
    assert_eq!((invoice.bank_account_id, invoice.id), (None, 6100));
    assert_eq!(invoice.status, Some(DocumentStatus::Saved));
    let issued = invoice.issue_date.unwrap();
    assert_eq!(issued.to_string(), "2024-03-04T00:00:00+01:00");
    assert_eq!(issued.date.to_string(), "2024-03-04");
    assert_eq!(invoice.items[0].quantity.to_string(), "20.0000");
    assert_eq!(
        invoice.items[0].product_currency_net_price.to_string(),
        "1.50"
    );

    let day: Date = "2024-03-04".parse().unwrap();
    let line = NewItem::new(40211, 20, Decimal::new(15, 1));
    let new = NewInvoice::new(880, 310)
        .with_items([line])
        .with_issue_date(day);
    let (sent, id) = exchange(Create::<Invoice>::new(new), "6100").await;
    assert_eq!(sent[1], golden!("3.5-create-invoice.request.http"));
    assert_eq!(id.unwrap(), 6100);
    sandbox_accepts(golden!("3.5-create-invoice.request.http")).await;
}

#[tokio::test]
async fn section_3_6_an_order() {
    let day: Date = "2024-03-04".parse().unwrap();
    let line = NewItem::new(40212, 3, Decimal::new(9500, 2)).with_product_description("Workshop");
    let new = NewProforma::new(880, 310)
        .with_items([line])
        .with_issue_date(day);
    let (sent, id) = exchange(Create::<Proforma>::new(new), "9050\n").await;
    assert_eq!(sent[1], golden!("3.6-create-proforma.request.http"));
    assert_eq!(id.unwrap(), 9050);
    sandbox_accepts(golden!("3.6-create-proforma.request.http")).await;
}

#[tokio::test]
async fn section_3_7_templates() {
    let golden = golden!("3.7-list-custom-prints.answer.json");
    let (_, templates) = exchange(List::<CustomPrint>::new(Query::new()), golden).await;
    let templates = templates.unwrap();
    assert_written(&templates, golden);
    assert_eq!(
        (templates[0].id, templates[0].kind),
        (52, Some(PrintKind::SalesInvoice))
    );
    assert_eq!(templates[0].language.as_deref(), Some("DE"));
}

#[tokio::test]
async fn section_5_a_print() {
    let (sent, pdf) = exchange(
        Print::<Invoice>::new(6100, Some(52)),
        golden!("5-print.answer.json"),
    )
    .await;
    let line = "GET /api2/public/invoices/6100/print?customPrintId=52\n";
    assert!(sent[1].starts_with(line), "{}", sent[1]);
    assert_eq!(pdf.unwrap().bytes(), b"%PDF-1.4\n".as_slice());
}

/// The samples are what the sandbox starts with, so it writes them as the documentation does.
#[tokio::test]
async fn the_sandbox_writes_the_samples() {
    let sandbox = Sandbox::start().await.unwrap();
    let account = sandbox.erpxt();
    let list = |entity: String| format!("[{entity}]");
    let entity = |resource, id| account.entity(resource, id).unwrap();
    for (golden, written) in [
        (
            golden!("3.1-list-products.answer.json"),
            list(entity("products", 40211)),
        ),
        (
            golden!("3.2-customer.answer.json"),
            entity("customers", 880),
        ),
        (
            golden!("3.3-list-payment-types.answer.json"),
            list(entity("paymenttypes", 310)),
        ),
        (
            golden!("3.7-list-custom-prints.answer.json"),
            list(entity("customprints", 52)),
        ),
    ] {
        assert_eq!(flat(golden), flat(&written));
    }
    // The one in the sandbox is confirmed.
    let mut golden = flat(golden!("3.5-invoice.answer.json"));
    golden.insert(".Status".to_owned(), "1".to_owned());
    assert_eq!(golden, flat(&entity("invoices", 6100)));
}
