//! Requests of what is not typed.

use kontorhaus_core::ErrorKind;
use kontorhaus_core::fake::{ByOperation, Capture, Reply};
use kontorhaus_core::http::Method;
use kontorhaus_erpxt::{
    Client, Credentials, Environment, Filter, NewProduct, Outcome, Product, Query,
};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::erpxt::Refusal;
use serde_json::json;

use super::{account, builder};

#[tokio::test]
async fn it_goes_through_the_same_pipeline() {
    let (sandbox, _) = account().await;
    let service = sandbox.erpxt();
    let client = builder(service).build().unwrap();
    let query = Query::new().filter(Filter::eq("ProductCode", "BER-H"));
    let found = client
        .request(Method::GET, "/products")
        .query(&query)
        .send()
        .await
        .unwrap();
    let products: Vec<Product> = found.parse().unwrap();
    assert_eq!(products[0].id, 40212);
    assert_eq!(found.value().unwrap()[0]["Name"], json!("Beratung Stunde"));

    let new = NewProduct::new("Kiste", "Stk.", 9);
    let created = client
        .request(Method::POST, "products/")
        .json(&new)
        .send()
        .await
        .unwrap();
    let id: i64 = created.parse().unwrap();
    assert_eq!(client.products().get(id).await.unwrap().name, "Kiste");
    let gone = client
        .request(Method::DELETE, format!("products/{id}"))
        .send()
        .await
        .unwrap();
    assert_eq!((gone.status().as_u16(), gone.text()), (204, ""));

    // GET is repeated, others are not.
    let fail = || Reaction::Fault(Refusal::bare(503));
    service.react([fail()]);
    client
        .request(Method::GET, "products")
        .send()
        .await
        .unwrap();
    service.react([fail()]);
    let error = client
        .request(Method::PUT, "products")
        .json(&json!({}))
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
    assert_eq!(error.operation(), "Request");
    service.expire_tokens();
    client
        .request(Method::POST, "products")
        .json(&NewProduct::new("a", "b", 9))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn addresses_are_put_together_exactly() {
    let transport = Capture::new(
        ByOperation::new()
            .on("FetchToken", Reply::ok(r#"{"access_token":"t"}"#))
            .on("Request", Reply::ok("{}")),
    );
    let client = Client::builder()
        .endpoint(Environment::Poland)
        .credentials(Credentials::new("id", "secret".into()))
        .transport(transport.clone())
        .build()
        .unwrap();
    let get = |path: &str| client.request(Method::GET, path);
    get("v1.2/customers/")
        .parameter("nip", "1 2&3")
        .send()
        .await
        .unwrap();
    get("v1.4/advanceInvoices")
        .query(&Query::new().top(1))
        .parameter("a", "ü")
        .query(&Query::new())
        .send()
        .await
        .unwrap();
    client
        .request(Method::PUT, "v1.4/invoices/confirm")
        .json_text("{\"Id\":7.0}")
        .send()
        .await
        .unwrap();
    let sent: Vec<_> = transport
        .requests()
        .into_iter()
        .filter(|sent| sent.operation == "Request")
        .collect();
    let target = |index: usize| sent[index].request.uri().to_string();
    assert_eq!(
        target(0),
        "https://app.erpxt.pl/api2/public/v1.2/customers/?nip=1%202%263"
    );
    assert_eq!(
        target(1),
        "https://app.erpxt.pl/api2/public/v1.4/advanceInvoices?$top=1&a=%C3%BC"
    );
    assert_eq!(sent[2].request.body(), "{\"Id\":7.0}");
    assert_eq!(
        sent[2].request.headers()["content-type"],
        "application/json"
    );
    assert!(sent[0].request.headers().get("content-type").is_none());
}

#[tokio::test]
async fn a_path_cannot_leave_the_service() {
    let (sandbox, client) = account().await;
    for path in [
        "",
        "/",
        "a b",
        "products?x=1",
        "products#x",
        "https://elsewhere.example/",
        "../token",
        "a/%2E%2e/b",
        "a/./b",
        "ä",
        "a\\b",
        "//elsewhere.example/x",
        "a\r\nb",
    ] {
        let result = client.request(Method::GET, path).send().await;
        let sent_elsewhere = sandbox
            .erpxt()
            .exchanges()
            .iter()
            .any(|exchange| exchange.path.contains(".."));
        assert!(!sent_elsewhere, "{path}");
        match result {
            // Slashes at the front are taken off, so this is a path of the service, which has none such.
            Err(error) if path.starts_with("//") => {
                assert_eq!(error.status().unwrap().as_u16(), 404);
            }
            Err(error) if path.starts_with("https:") => {
                assert_eq!(error.status().unwrap().as_u16(), 404);
            }
            Err(error) => assert_eq!(
                (error.kind(), error.outcome()),
                (ErrorKind::Request, Outcome::NotSent),
                "{path:?}"
            ),
            Ok(answer) => panic!("{path:?}: {answer:?}"),
        }
    }
    let error = client
        .request(Method::GET, "products")
        .query(&Query::new().ascending("a b"))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let unserialisable = std::collections::HashMap::from([((1, 2), 3)]);
    let error = client
        .request(Method::POST, "products")
        .json(&unserialisable)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
}
