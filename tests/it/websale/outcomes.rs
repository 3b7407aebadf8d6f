//! What is known of the effect when the answer is lost, late, damaged or no answer at all.

use std::time::Duration;

use kontorhaus_core::{Error, ErrorKind, Outcome};
use kontorhaus_sandbox::{Reaction, Sandbox};
use kontorhaus_websale::{Client, CreateVouchers, GetVoucherChargeInfo, salvaged_numbers};

use super::shop;

fn order(count: i32) -> CreateVouchers {
    CreateVouchers::new(count).with_charge_id("SPRING-TPL")
}

fn seen(error: &Error) -> (ErrorKind, Outcome) {
    (error.kind(), error.outcome())
}

/// What becomes of the call `a` for so many vouchers when it is carried out and this is sent as its answer.
async fn told(sandbox: &Sandbox, client: &Client, count: i32, answer: &str) -> Error {
    let answer = Reaction::Instead(answer.to_owned());
    sandbox.websale().react([answer]);
    let call = client.create_vouchers(order(count)).call_id("a");
    call.await.expect_err("this is no good answer")
}

#[tokio::test]
async fn an_answer_that_never_comes() {
    let (sandbox, client) = shop().await;
    sandbox.websale().react([Reaction::LoseAnswer]);
    let error = client.create_vouchers(order(2)).await.unwrap_err();
    assert_eq!(seen(&error), (ErrorKind::Transport, Outcome::Unknown));
    assert!(!error.is_retryable());
    // It did happen, once: the client has not repeated it.
    assert_eq!(sandbox.websale().effects().executions, 1);
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn an_answer_that_comes_too_late() {
    let (sandbox, client) = shop().await;
    sandbox
        .websale()
        .react([Reaction::Slow(Duration::from_secs(20))]);
    let error = client
        .create_vouchers(order(2))
        .timeout(Duration::from_millis(200))
        .await
        .unwrap_err();
    assert_eq!(seen(&error), (ErrorKind::Timeout, Outcome::Unknown));
    assert_eq!(sandbox.websale().effects().executions, 1);
}

#[tokio::test]
async fn an_answer_that_breaks_off() {
    let (sandbox, client) = shop().await;
    for sent in [1, 300, 600] {
        sandbox.websale().react([Reaction::CutOff(sent)]);
        let error = client.create_vouchers(order(5)).await.unwrap_err();
        assert_eq!(
            seen(&error),
            (ErrorKind::Transport, Outcome::Unknown),
            "{sent}"
        );
        assert!(!error.is_retryable());
    }
    assert_eq!(sandbox.websale().effects().executions, 3);
}

#[tokio::test]
async fn the_page_of_a_proxy() {
    let (sandbox, client) = shop().await;
    for (status, outcome) in [
        (200, Outcome::Unknown),
        (502, Outcome::Unknown),
        (403, Outcome::Rejected),
    ] {
        sandbox.websale().react([Reaction::Html(status)]);
        let error = client.create_vouchers(order(2)).await.unwrap_err();
        assert_eq!(error.outcome(), outcome, "{error}");
        assert!(
            matches!(error.kind(), ErrorKind::Status | ErrorKind::Decode),
            "{error}"
        );
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert!(
            error.excerpt().unwrap().contains("Bad gateway"),
            "{:?}",
            error.excerpt()
        );
    }
    assert_eq!(sandbox.websale().effects().executions, 0);
}

#[tokio::test]
async fn answers_that_are_no_answers() {
    let (sandbox, client) = shop().await;
    let envelope = |body: &str| {
        format!(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>{body}</e:Body></e:Envelope>"
        )
    };
    for (body, outcome) in [
        (String::new(), Outcome::Unknown),
        ("gone".into(), Outcome::Unknown),
        ("<a>".repeat(5_000), Outcome::Unknown),
        (
            "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>".into(),
            Outcome::Unknown,
        ),
        (envelope(""), Outcome::Unknown),
        (
            envelope("<x:CreateVouchersResponse xmlns:x=\"urn:other\"/>"),
            Outcome::Unknown,
        ),
        (
            // Without any content it says nothing.
            envelope("<n:CreateVouchersResponse xmlns:n=\"http://www.websale.de/\"/>"),
            Outcome::Unknown,
        ),
        (
            envelope(
                "<n:CreateVouchersResponse xmlns:n=\"http://www.websale.de/\"><response><Amount>1</Amount>\
                      </response></n:CreateVouchersResponse>",
            ),
            Outcome::Applied,
        ),
    ] {
        sandbox.websale().react([Reaction::Instead(body.clone())]);
        let error = client.create_vouchers(order(1)).await.unwrap_err();
        assert_eq!(
            seen(&error),
            (ErrorKind::Decode, outcome),
            "{error} for {body:.80}"
        );
        assert_eq!(error.expose_raw_body().unwrap(), body.as_bytes());
        assert_eq!(error.operation(), "CreateVouchers");
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn an_answer_that_was_cut_off_on_the_way() {
    let (sandbox, client) = shop().await;
    client.create_vouchers(order(3)).call_id("a").await.unwrap();
    let answer = sandbox.websale().recorded()[0].answer.clone();
    let body = answer.find("<ns:CreateVouchersResponse>").unwrap();
    let numbers = answer.find("<VoucherNumbers>").unwrap();
    // Only a server that has carried the order out begins to write its answer.
    for (end, outcome) in [
        (body / 2, Outcome::Unknown),
        (body, Outcome::Unknown),
        (numbers, Outcome::Applied),
        (numbers + 50, Outcome::Applied),
        (answer.len() - 1, Outcome::Applied),
    ] {
        let error = told(&sandbox, &client, 3, &answer[..end]).await;
        assert_eq!(seen(&error), (ErrorKind::Decode, outcome), "{end}: {error}");
    }
}

#[tokio::test]
async fn an_answer_without_end() {
    let (sandbox, _) = shop().await;
    let client = Client::builder()
        .endpoint(sandbox.websale().url())
        .credentials(super::credentials(sandbox.websale()))
        .max_answer(100_000)
        .build()
        .unwrap();
    sandbox
        .websale()
        .react([Reaction::Instead("<a>".repeat(1_000_000))]);
    let error = client.create_vouchers(order(1)).await.unwrap_err();
    assert_eq!(seen(&error), (ErrorKind::TooLarge, Outcome::Unknown));
    assert!(
        error
            .expose_raw_body()
            .is_none_or(|body| body.len() <= 100_000)
    );
}

#[tokio::test]
async fn paid_vouchers_are_not_lost_with_a_damaged_field() {
    let (sandbox, client) = shop().await;
    let good = client
        .create_vouchers(order(1_000))
        .call_id("a")
        .await
        .unwrap();
    assert_eq!(good.voucher_numbers.len(), 1_000);
    let answer = sandbox.websale().recorded()[0].answer.clone();
    let damaged = answer.replace("<VATIndex>-1</VATIndex>", "<VATIndex>none</VATIndex>");
    assert_ne!(answer, damaged);

    let error = told(&sandbox, &client, 1_000, &damaged).await;
    assert_eq!(seen(&error), (ErrorKind::Decode, Outcome::Applied));
    let shown = error.to_string();
    assert!(shown.contains("VATIndex: \"none\" is not"), "{shown}");
    for number in &good.voucher_numbers {
        assert!(!shown.contains(number));
        assert!(!format!("{error:?} {error:#?}").contains(number));
    }
    assert_eq!(salvaged_numbers(&error), good.voucher_numbers);

    // Cut off within a number: all those before it.
    let last = answer.rfind(good.voucher_numbers[700].as_str()).unwrap() + 3;
    let error = told(&sandbox, &client, 1_000, &answer[..last]).await;
    assert_eq!(seen(&error), (ErrorKind::Decode, Outcome::Applied));
    assert_eq!(salvaged_numbers(&error), good.voucher_numbers[..700]);
}

#[tokio::test]
async fn an_answer_to_another_call() {
    let (sandbox, client) = shop().await;
    let request = GetVoucherChargeInfo::new("ARCHIVE");
    client
        .get_voucher_charge_info(request.clone())
        .call_id("mine")
        .await
        .unwrap();
    let other = sandbox.websale().recorded()[0]
        .answer
        .replace("mine", "yours");
    sandbox.websale().react([Reaction::Instead(other)]);
    let error = client
        .get_voucher_charge_info(request)
        .call_id("mine")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch);
}

#[tokio::test]
async fn the_vouchers_of_another_call_are_not_handed_out() {
    let (sandbox, client) = shop().await;
    client
        .create_vouchers(order(2))
        .call_id("yours")
        .await
        .unwrap();
    let other = sandbox.websale().recorded()[0].answer.clone();
    sandbox.websale().react([Reaction::Instead(other)]);
    let error = client
        .create_vouchers(order(2))
        .call_id("mine")
        .await
        .unwrap_err();
    assert_eq!(seen(&error), (ErrorKind::Mismatch, Outcome::Unknown));
    assert!(salvaged_numbers(&error).is_empty());
}

#[tokio::test]
async fn nobody_listens() {
    let (sandbox, client) = shop().await;
    let address = sandbox.address();
    drop(sandbox);
    while std::net::TcpStream::connect(address).is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let error = client.create_vouchers(order(1)).await.unwrap_err();
    assert_eq!(seen(&error), (ErrorKind::Connect, Outcome::NotSent));
    assert!(error.is_retryable());
}
