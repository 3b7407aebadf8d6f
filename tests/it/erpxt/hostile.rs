//! Answers that no server of good will gives: a clear error each, in bounded memory.

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::fake::{ByOperation, Reply};
use kontorhaus_erpxt::{Client, Credentials, Environment, Error, ErrorKind, Outcome};

async fn customers(answer: impl Into<Bytes>) -> Result<usize, Error> {
    let transport = ByOperation::new()
        .on("FetchToken", Reply::ok(r#"{"access_token":"t"}"#))
        .on("ListCustomers", Reply::ok(answer.into()));
    let client = Client::builder()
        .endpoint(Environment::Germany)
        .credentials(Credentials::new("id", "secret".into()))
        .transport(transport)
        .build()
        .expect("a client");
    client
        .customers()
        .list()
        .await
        .map(|customers| customers.len())
}

#[tokio::test]
async fn each_is_told_in_a_sentence() {
    let many = |n: usize, item: &str| format!("[{}]", vec![item; n].join(","));
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let valid = r#"{"Id":1,"Name":"a"}"#;
    for (answer, message) in [
        ("[".repeat(5_000_000), "the document is not valid JSON"),
        (deep(4_000_000), "[0] is a list and no object"),
        (many(2_000_000, "{}"), "[0].Id is missing"),
        (
            format!("[{valid},{{\"Id\":1e400}}]"),
            "[1].Id is no whole number of 64 bits",
        ),
        (format!("[{valid},null]"), "[1] is null and no object"),
        (
            format!("[{{{}}}]", vec!["\"a\":1"; 1_000_000].join(",")),
            "[0] has more than 256 members",
        ),
        (
            "[{\"Id\":1,\"Name\":\"a\",\"b\":1,\"b\":2}]".to_owned(),
            "[0] has two members of one name",
        ),
        (format!("[{valid}] []"), "the document is not valid JSON"),
        (format!("[{valid},]"), "the document is not valid JSON"),
        (
            "{\"value\":[]}".to_owned(),
            "the document is an object and no list",
        ),
        (
            format!(
                "[{{\"Id\":1,\"Name\":\"a\",\"b\":{}{{\"$id\":1}}{}}}]",
                "[".repeat(40),
                "]".repeat(40)
            ),
            "[0].b[0][0][0]",
        ),
    ] {
        let error = customers(answer).await.unwrap_err();
        assert!(error.message().starts_with(message), "{error}");
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Decode, Outcome::Applied)
        );
    }
}

#[tokio::test]
async fn what_is_no_utf_8_is_told() {
    let error = customers(&b"[{\"Id\":1,\"Name\":\"\xFF\"}]"[..])
        .await
        .unwrap_err();
    assert!(error.message().contains("not valid JSON"), "{error}");
    // A lone half of a pair of escapes is no text either.
    customers(r#"[{"Id":1,"Name":"\ud800"}]"#)
        .await
        .unwrap_err();
    // A byte order mark is none of the document.
    assert_eq!(
        customers("\u{FEFF}[{\"Id\":1,\"Name\":\"a\"}]")
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_cut_off() {
    let answer = format!("[{}]", " ".repeat(11 * 1024 * 1024));
    let error = customers(answer).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[tokio::test]
async fn a_value_nobody_knows_may_be_as_deep_as_it_likes() {
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    assert_eq!(
        customers(format!("[{{\"Id\":1,\"Name\":\"a\",\"b\":{deep}}}]"))
            .await
            .unwrap(),
        1
    );
}
