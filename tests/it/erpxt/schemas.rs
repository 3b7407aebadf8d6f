//! Every request that the client writes and every answer that the sandbox gives, against the schemas in `schemas/erpxt`.

use std::fs;

use jsonschema::{Retrieve, Uri, Validator};
use kontorhaus_core::http::Method;
use kontorhaus_sandbox::erpxt::Exchange;
use kontorhaus_tests::interop::workspace;
use serde_json::{Value, json};

use super::{account, session};

/// Finds the schemas that others refer to, by the end of their names.
struct Folder;

impl Retrieve for Folder {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let name = uri.as_str().rsplit('/').next().unwrap_or_default();
        Ok(schema(name.split('#').next().unwrap_or_default()))
    }
}

fn schema(name: &str) -> Value {
    let path = workspace().join("schemas/erpxt").join(name);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("a schema is JSON")
}

/// `product#list` as a validator.
fn validator(reference: &str) -> Validator {
    let (name, part) = reference.split_once('#').expect("a file and a part");
    let target = format!("https://kontorhaus.invalid/erpxt/{name}.schema.json#/$defs/{part}");
    let schema =
        json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": target });
    let options = jsonschema::options().with_retriever(Folder);
    options
        .build(&schema)
        .unwrap_or_else(|error| panic!("{reference}: {error}"))
}

fn check(reference: &str, text: &str) {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    if let Err(error) = validator(reference).validate(&value) {
        panic!(
            "{reference}: {} at {} in {text}",
            error,
            error.instance_path()
        );
    }
}

/// What the request's and the answer's body are to be.
fn expected(exchange: &Exchange) -> (Option<String>, Option<String>) {
    let path = exchange.path.trim_start_matches('/');
    let some = |text: &str| Some(text.to_owned());
    if path == "token" {
        let answer = if exchange.status == 200 {
            "token#token"
        } else {
            "token#error"
        };
        return (None, some(answer));
    }
    let parts: Vec<_> = path
        .split('/')
        .filter(|part| !part.starts_with("v1."))
        .collect();
    let name = match parts[0] {
        "products" => "product",
        "customers" => "customer",
        "paymenttypes" => "payment-type",
        "bankaccounts" => "bank-account",
        "invoices" => "invoice",
        "proformas" => "proforma",
        "customprints" => "custom-print",
        other => panic!("no schema for {other}"),
    };
    let request = match exchange.method {
        Method::POST => some(&format!("{name}#create")),
        Method::PUT => some(&format!("{name}#update")),
        _ => None,
    };
    let answer = match (&exchange.method, exchange.status, parts.as_slice()) {
        (_, 204, _) => None,
        (_, 400.., _) if exchange.answer.contains("\"Code\"") => some("common#entityNotFound"),
        (_, 400.., _) => some("common#error"),
        (&Method::POST, ..) => some("common#created"),
        (_, _, [_, _, "print"]) => some("print#print"),
        (_, _, [_]) => some(&format!("{name}#list")),
        _ => some(&format!("{name}#read")),
    };
    (request, answer)
}

#[tokio::test]
async fn every_request_and_every_answer_is_valid() {
    let (sandbox, client) = account().await;
    let service = sandbox.erpxt();
    for marks in [false, true] {
        service.set_style(|style| style.marks = marks);
        session::run(&client).await.unwrap();
        service.expire_tokens();
    }
    let exchanges = service.exchanges();
    let mut checked = 0;
    for exchange in &exchanges {
        let (request, answer) = expected(exchange);
        match request {
            Some(reference) => check(&reference, &exchange.request),
            None => assert!(
                exchange.path == "/token" || exchange.request.is_empty(),
                "{exchange:?}"
            ),
        }
        match answer {
            Some(reference) => check(&reference, &exchange.answer),
            None => assert!(exchange.answer.is_empty(), "{exchange:?}"),
        }
        checked += 1;
    }
    assert!(checked > 80, "{checked}");
}

/// The schemas would say so if something were wrong.
#[test]
fn what_is_wrong_is_not_valid() {
    for (reference, text) in [
        ("product#create", r#"{"Name":"a","Rate":9}"#),
        (
            "product#create",
            r#"{"Name":"a","UnitOfMeasurement":"b","Rate":9}"#,
        ),
        (
            "product#update",
            r#"{"Name":"a","UnitOfMeasurment":"b","Rate":9}"#,
        ),
        (
            "product#list",
            r#"[{"Id":1,"Name":"a","UnitOfMeasurment":"b","Rate":"9"}]"#,
        ),
        (
            "invoice#create",
            r#"{"PurchasingPartyId":1,"PaymentTypeId":2,"PaymentStatus":2}"#,
        ),
        (
            "invoice#create",
            r#"{"PurchasingPartyId":1,"PaymentTypeId":2,"IssueDate":"2024-03-04T00:00:00+01:00"}"#,
        ),
        (
            "invoice#update",
            r#"{"Id":1,"PurchasingPartyId":1,"PaymentTypeId":2,"Items":[{"Id":1,"ProductId":1,"Quantity":1,"ProductCurrencyNetPrice":1}]}"#,
        ),
        (
            "customer#update",
            r#"{"Id":1,"Name":"a","Address":{"Id":1}}"#,
        ),
        (
            "token#token",
            r#"{"access_token":"","token_type":"bearer"}"#,
        ),
        ("common#created", "\"7\""),
        (
            "common#entityNotFound",
            r#"{"Message":"No row with the given identifier exists[Invoice#77]"}"#,
        ),
        ("print#print", r#""JVBERi0=""#),
    ] {
        let value: Value = serde_json::from_str(text).unwrap();
        assert!(
            !validator(reference).is_valid(&value),
            "{reference}: {text}"
        );
    }
}
