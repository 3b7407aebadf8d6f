//! What is known of a write whose answer did not arrive, and how to find out.

use std::time::Duration;

use kontorhaus_core::ErrorKind;
use kontorhaus_erpxt::{Filter, NewProduct, Outcome, Query, is_not_found};
use kontorhaus_sandbox::Reaction;

use super::{account, builder};

#[tokio::test]
async fn a_lost_answer_leaves_a_creation_open_and_the_code_tells() {
    let (sandbox, client) = account().await;
    sandbox
        .erpxt()
        .react([Reaction::Normal, Reaction::LoseAnswer]);
    client.products().list().await.unwrap();
    let new = NewProduct::new("Kiste", "Stk.", 9).with_product_code("K-77");
    let error = client.products().create(new).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
    assert!(
        error.to_string().contains("find out before it is repeated"),
        "{error}"
    );
    let query = Query::new().filter(Filter::eq("ProductCode", "K-77"));
    assert_eq!(client.products().find(query).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_unknown_and_one_that_is_no_number_was_applied() {
    let (sandbox, client) = account().await;
    let service = sandbox.erpxt();
    let create = || {
        client
            .products()
            .create(NewProduct::new("Kiste", "Stk.", 9))
    };
    service.react([Reaction::CutOff(2)]);
    let error = create().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Transport, Outcome::Unknown)
    );
    for (answer, message) in [
        (
            "{\"Id\":7}",
            "the document is an object and not a whole number",
        ),
        ("1.5", "the document is no whole number of 64 bits"),
        (
            "[",
            "the document is not valid JSON: EOF while parsing a list at line 1 column 1",
        ),
    ] {
        service.react([Reaction::Instead(answer.to_owned())]);
        let error = create().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Decode, Outcome::Applied)
        );
        assert_eq!(
            (error.message(), error.expose_raw_body().unwrap().as_ref()),
            (message, answer.as_bytes())
        );
    }
    service.react([Reaction::Instead(String::new())]);
    let error = create().await.unwrap_err();
    assert_eq!(
        (error.message(), error.outcome()),
        ("the answer is empty", Outcome::Unknown)
    );
}

#[tokio::test]
async fn what_changes_nothing_more_is_repeated() {
    let (sandbox, _) = account().await;
    let service = sandbox.erpxt();
    let client = builder(service).build().unwrap();
    let update = client.products().get(40212).await.unwrap().into_update();
    service.react([Reaction::LoseAnswer]);
    client.products().update(update).await.unwrap();

    // The first deletion was carried out; the second finds nothing.
    let id = client
        .products()
        .create(NewProduct::new("Kiste", "Stk.", 9))
        .await
        .unwrap();
    service.react([Reaction::LoseAnswer]);
    let error = client.products().delete(id).await.unwrap_err();
    assert!(is_not_found(&error));
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 2));

    // What becomes of the lines of a second update is unknown.
    let update = client.proformas().get(9050).await.unwrap().into_update();
    service.react([Reaction::LoseAnswer]);
    let error = client.proformas().update(update).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
}

#[tokio::test]
async fn a_slow_answer_is_not_waited_for() {
    let (sandbox, client) = account().await;
    client.products().list().await.unwrap();
    sandbox
        .erpxt()
        .react([Reaction::Slow(Duration::from_secs(30))]);
    let create = client
        .products()
        .create(NewProduct::new("Kiste", "Stk.", 9));
    let error = create
        .timeout(Duration::from_millis(200))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Timeout, Outcome::Unknown)
    );
    assert_eq!(sandbox.erpxt().count("products"), 3);
}
