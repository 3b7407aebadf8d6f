//! Lists page by page.

use kontorhaus_core::ErrorKind;
use kontorhaus_core::fake::{ByOperation, Reply};
use kontorhaus_erpxt::{Client, Credentials, Filter, NewPaymentType, PaymentMethod, Query};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::erpxt::Refusal;

use super::account;

/// An account with the one payment type it starts with and `more`.
async fn with_payment_types(more: i64) -> (kontorhaus_sandbox::Sandbox, Client) {
    let (sandbox, client) = account().await;
    for n in 0..more {
        let new = NewPaymentType::new(format!("Frist {n}"), n, PaymentMethod::BankTransfer);
        client.payment_types().create(new).await.expect("a success");
    }
    (sandbox, client)
}

async fn sizes(client: &Client, query: Query) -> Vec<usize> {
    let mut pages = client.payment_types().pages(query);
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.expect("a success").len());
    }
    assert!(pages.next().await.is_none());
    sizes
}

#[tokio::test]
async fn a_list_ends_with_a_page_that_is_not_full() {
    let (sandbox, client) = with_payment_types(6).await;
    assert_eq!(sizes(&client, Query::new().top(3)).await, [3, 3, 1]);
    // A last page that is full is followed by one that is empty, which is none.
    assert_eq!(sizes(&client, Query::new().top(7)).await, [7]);
    assert_eq!(sizes(&client, Query::new().top(3).skip(5)).await, [2]);
    assert_eq!(sizes(&client, Query::new()).await, [7]);
    let queries: Vec<_> = sandbox
        .erpxt()
        .exchanges()
        .into_iter()
        .map(|exchange| exchange.query)
        .collect();
    assert_eq!(
        queries[7..10],
        [
            "$orderby=Id&$skip=0&$top=3",
            "$orderby=Id&$skip=3&$top=3",
            "$orderby=Id&$skip=6&$top=3",
        ]
    );
}

#[tokio::test]
async fn an_order_and_a_condition_hold_for_all_pages() {
    let (_sandbox, client) = with_payment_types(5).await;
    let query = Query::new()
        .filter(Filter::lt("Deadline", 4))
        .descending("Deadline")
        .top(2);
    let mut pages = client.payment_types().pages(query);
    let mut deadlines = Vec::new();
    while let Some(page) = pages.next().await {
        deadlines.extend(
            page.unwrap()
                .into_iter()
                .map(|found| found.deadline.unwrap()),
        );
    }
    assert_eq!(deadlines, [3, 2, 1, 0]);
}

#[tokio::test]
async fn a_server_without_paging_gives_everything_once() {
    let (sandbox, client) = with_payment_types(6).await;
    sandbox.erpxt().set_style(|style| style.queries = false);
    assert_eq!(sizes(&client, Query::new().top(3)).await, [7]);
    // A page that looks full is followed by the same page: that is told, not repeated for ever.
    let mut pages = client.payment_types().pages(Query::new().top(7));
    assert_eq!(pages.next().await.unwrap().unwrap().len(), 7);
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Mismatch, "ListPaymentTypes")
    );
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn an_error_ends_the_pages() {
    let (sandbox, client) = with_payment_types(3).await;
    sandbox.erpxt().react([
        Reaction::Normal,
        Reaction::Fault(Refusal::new(403, "no more")),
    ]);
    let mut pages = client.payment_types().pages(Query::new().top(2));
    assert_eq!(pages.next().await.unwrap().unwrap().len(), 2);
    assert_eq!(
        pages.next().await.unwrap().unwrap_err().message(),
        "no more"
    );
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn an_empty_list_has_no_page() {
    let transport = ByOperation::new()
        .on("FetchToken", Reply::ok(r#"{"access_token":"t"}"#))
        .on("ListPaymentTypes", Reply::ok("[]"));
    let client = Client::builder()
        .endpoint("https://app.erpxt.de/api2/public")
        .credentials(Credentials::new("id", "secret".into()))
        .transport(transport)
        .build()
        .unwrap();
    assert_eq!(sizes(&client, Query::new()).await, [0_usize; 0]);
}
