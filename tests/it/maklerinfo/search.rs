//! All that a search finds, page by page.

use std::future::poll_fn;
use std::pin::Pin;

use kontorhaus_core::ErrorKind;
use kontorhaus_core::fake::{Reply, Respond};
use kontorhaus_maklerinfo::{ErrorCode, SearchKunden};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::maklerinfo::Fault;
use serde_json::json;

use super::{broker, captured};

#[tokio::test]
async fn pages_follow_until_one_is_empty() {
    let (sandbox, client) = broker().await;
    let broker = sandbox.maklerinfo();
    for number in 0..120 {
        broker.insert(
            &format!("5{number:09}"),
            json!({"Person": {"Nachname": "Reihe"}}),
        );
    }
    // The service gives 50 at most, whatever is asked for.
    let mut pages = client.search_kunden_pages(SearchKunden::text("Reihe").size(80));
    let mut ids = Vec::new();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        sizes.push(page.len());
        ids.extend(page.into_iter().map(|kunde| kunde.id.unwrap()));
    }
    assert!(pages.next().await.is_none());
    assert_eq!(sizes, [50, 50, 20]);
    ids.dedup();
    assert_eq!(ids.len(), 120);
    let paths: Vec<String> = broker
        .recorded()
        .iter()
        .map(|exchange| exchange.path.clone())
        .collect();
    let path = |from| format!("/012XYZ/kunden/_search?q=Reihe&from={from}&size=80");
    assert_eq!(paths, [0, 50, 100, 120].map(path));
}

#[tokio::test]
async fn by_post_as_by_get_and_from_any_place() {
    let (sandbox, client) = broker().await;
    let mut pages = client.search_kunden_pages(SearchKunden::mail("erika@example.org").size(1));
    let page = poll_fn(|cx| futures_core::Stream::poll_next(Pin::new(&mut pages), cx)).await;
    assert_eq!(page.unwrap().unwrap()[0].id.as_deref(), Some("123456"));
    assert!(pages.next().await.is_none());
    let recorded = sandbox.maklerinfo().recorded();
    assert_eq!(recorded[1].method, "POST");
    assert_eq!(recorded[1].path, "/012XYZ/kunden/_search?from=1&size=1");
    assert_eq!(recorded[1].request, r#"{"mail":"erika@example.org"}"#);

    let mut pages = client.search_kunden_pages(SearchKunden::text("12345").from(1));
    assert_eq!(
        pages.next().await.unwrap().unwrap()[0].id.as_deref(),
        Some("123457")
    );
    assert_eq!(
        sandbox.maklerinfo().recorded()[2].path,
        "/012XYZ/kunden/_search?q=12345&from=1&size=10"
    );
}

#[tokio::test]
async fn an_error_ends_the_pages() {
    let (sandbox, client) = broker().await;
    sandbox
        .maklerinfo()
        .react([Reaction::Normal, Reaction::Fault(Fault::Technical)]);
    let mut pages = client.search_kunden_pages(SearchKunden::text("12345").size(1));
    pages.next().await.unwrap().unwrap();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Technical));
    assert!(pages.next().await.is_none());

    let mut pages = client.search_kunden_pages(SearchKunden::text("x").size(0));
    assert_eq!(
        pages.next().await.unwrap().unwrap_err().message(),
        "size: must not be 0"
    );
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_service_that_never_comes_to_an_end_is_noticed() {
    let (_, client) = captured(Reply::ok(r#"[{"Id":"1"},{"Id":"2"}]"#));
    let mut pages = client.search_kunden_pages(SearchKunden::text("x"));
    assert_eq!(pages.next().await.unwrap().unwrap().len(), 2);
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.message(), "the service gives the same page again");
    assert!(pages.next().await.is_none());

    let numbered = Respond::with(|request, _| {
        Ok(Reply::ok(format!(
            "[{{\"Id\":\"{}\"}}]",
            request.uri().query().unwrap()
        )))
    });
    let (_, client) = captured(numbered);
    let mut pages = client.search_kunden_pages(SearchKunden::text("x").from(u32::MAX));
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.message(), "the search finds more than can be counted");
}
