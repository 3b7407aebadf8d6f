//! Every status that the vendor documents, as the service gives it.

use kontorhaus_core::ErrorKind;
use kontorhaus_erpxt::{ApiError, ErrorCode, Method, NewProduct, Outcome, is_not_found};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::erpxt::Refusal;

use super::{account, builder};

#[tokio::test]
async fn each_documented_status_says_what_to_do() {
    let (sandbox, client) = account().await;
    let service = sandbox.erpxt();
    for (status, outcome, advice) in [
        (400, Outcome::Rejected, "Compare the request"),
        (403, Outcome::Rejected, "Access is blocked"),
        (404, Outcome::Rejected, "Check the key"),
        (405, Outcome::Rejected, "does not offer that"),
        (500, Outcome::Unknown, "The server failed"),
    ] {
        for refusal in [Refusal::bare(status), Refusal::new(status, "says why")] {
            let told = refusal.body.is_some();
            service.react([Reaction::Fault(refusal)]);
            let new = NewProduct::new("a", "b", 9);
            let error = client.products().create(new).await.unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), status);
            assert_eq!(error.outcome(), outcome);
            assert!(error.advice().unwrap().contains(advice), "{error}");
            assert_eq!(error.operation(), "CreateProduct");
            let kind = if told {
                ErrorKind::Fault
            } else {
                ErrorKind::Status
            };
            assert_eq!((error.kind(), ApiError::of(&error).is_some()), (kind, told));
            assert_eq!(is_not_found(&error), status == 404);
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_recognised_by_its_code_whatever_the_status() {
    let (sandbox, client) = account().await;
    for status in [404, 400] {
        sandbox.erpxt().set_style(|style| style.missing = status);
        let error = client.customers().get(1).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(ErrorCode::of(&error), Some(ErrorCode::EntityNotFound));
        assert!(is_not_found(&error));
        assert_eq!(
            error.to_string(),
            format!(
                "erpxt.GetCustomer failed: EntityNotFoundException No row with the given identifier exists[Contractor#1] \
                 (fault, HTTP {status}). The server refused it; nothing happened. \
                 Check the key; it may have been deleted."
            )
        );
    }
}

#[tokio::test]
async fn the_sandbox_refuses_as_documented() {
    let (sandbox, client) = account().await;
    let request = |method, path: &str| client.request(method, path).send();
    let status = |error: kontorhaus_erpxt::Error| error.status().unwrap().as_u16();
    assert_eq!(
        status(request(Method::GET, "unknown").await.unwrap_err()),
        404
    );
    assert_eq!(
        status(request(Method::POST, "customprints").await.unwrap_err()),
        405
    );
    assert_eq!(
        status(request(Method::PUT, "products/40211").await.unwrap_err()),
        405
    );
    let body = |text: &str| {
        client
            .request(Method::POST, "products")
            .json_text(text)
            .send()
    };
    for text in [
        "",
        "no JSON",
        "[]",
        "{}",
        r#"{"Name":"a","UnitOfMeasurment":"b","Rate":5}"#,
    ] {
        assert_eq!(status(body(text).await.unwrap_err()), 400, "{text}");
    }
    // The spelling of one German table.
    body(r#"{"Name":"a","UnitOfMeasurement":"b","Rate":9}"#)
        .await
        .unwrap();
    sandbox.erpxt().set_blocked(true);
    let error = client.products().list().await.unwrap_err();
    assert_eq!(error.message(), "Access is blocked.");
    assert_eq!(status(error), 403);
}

#[tokio::test]
async fn a_page_of_a_proxy_is_no_answer_of_the_service() {
    let (sandbox, client) = account().await;
    let service = sandbox.erpxt();
    service.react([Reaction::Html(502)]);
    let new = || NewProduct::new("a", "b", 9);
    let error = client.products().create(new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Status, Outcome::Unknown)
    );
    assert!(
        error.excerpt().unwrap().contains("Bad gateway"),
        "{error:?}"
    );
    service.react([Reaction::Html(200)]);
    let error = client.products().create(new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Decode, Outcome::Unknown)
    );
    assert!(error.message().contains("a web page"), "{error}");
    service.react([Reaction::Html(200)]);
    let error = client.products().delete(40212).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Decode, Outcome::Unknown)
    );
}

#[tokio::test]
async fn what_passes_by_itself_is_repeated() {
    let (sandbox, _) = account().await;
    let service = sandbox.erpxt();
    let client = builder(service).build().unwrap();
    service.react([
        Reaction::Fault(Refusal::bare(503)),
        Reaction::Fault(Refusal::new(429, "slowly")),
    ]);
    assert_eq!(client.products().list().await.unwrap().len(), 2);
    // A write is not, unless it certainly did not happen.
    service.react([Reaction::Fault(Refusal::bare(503))]);
    let error = client
        .products()
        .create(NewProduct::new("a", "b", 9))
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
    service.react([Reaction::Fault(Refusal::bare(429))]);
    client
        .products()
        .create(NewProduct::new("a", "b", 9))
        .await
        .unwrap();
}
