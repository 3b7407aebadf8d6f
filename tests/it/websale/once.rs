//! A new batch, exactly once, whatever becomes of the answers.

use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::websale::{Batch, Fault, Values, Websale};
use kontorhaus_websale::{BatchOf, CreateVouchers, CreatedBatch, ErrorCode, salvaged_numbers};
use rust_decimal::Decimal;

use super::shop;

const COUNT: i32 = 20;

fn order() -> CreateVouchers {
    CreateVouchers::new(COUNT)
        .with_charge_id("order-4711")
        .with_amount(Decimal::from(5))
}

/// The batch exists once, and the caller got exactly its numbers.
fn made_once(shop: &Websale, made: &BatchOf<CreateVouchers>) {
    let effects = shop.effects();
    assert_eq!(
        (effects.batches_created, effects.vouchers_generated),
        (1, 20)
    );
    let mut numbers: Vec<&str> = made.numbers().collect();
    numbers.sort_unstable();
    let batch = shop.batch("order-4711").expect("a batch");
    assert!(
        numbers
            .into_iter()
            .eq(batch.vouchers.keys().map(String::as_str))
    );
}

#[tokio::test]
async fn with_an_answer() {
    let (sandbox, client) = shop().await;
    let made = client.create_batch_once(order()).await.unwrap();
    assert!(matches!(made, CreatedBatch::Answered(_)));
    made_once(sandbox.websale(), &made);
    assert_eq!(sandbox.websale().recorded().len(), 1);
}

#[tokio::test]
async fn with_an_answer_lost_or_damaged() {
    for reaction in [
        Reaction::LoseAnswer,
        Reaction::CutOff(400),
        Reaction::Instead("<html>".into()),
        Reaction::Instead(String::new()),
    ] {
        let (sandbox, client) = shop().await;
        sandbox.websale().react([reaction.clone()]);
        let made = client.create_batch_once(order()).await.unwrap();
        assert!(matches!(made, CreatedBatch::Found(_)), "{reaction:?}");
        made_once(sandbox.websale(), &made);
    }
}

#[tokio::test]
async fn with_an_order_that_never_arrived() {
    let (sandbox, client) = shop().await;
    sandbox.websale().react([Reaction::Html(502)]);
    let made = client.create_batch_once(order()).await.unwrap();
    assert!(matches!(made, CreatedBatch::Answered(_)));
    made_once(sandbox.websale(), &made);
    assert_eq!(
        sandbox.websale().recorded().len(),
        3,
        "order, question, order"
    );
}

#[tokio::test]
async fn with_a_first_order_that_was_slow_and_not_lost() {
    let (sandbox, client) = shop().await;
    // The order is lost, the question says that there is no batch, and then the first order wins.
    sandbox.websale().react([
        Reaction::LoseAnswer,
        Reaction::Fault(Fault::BatchMissing),
        Reaction::Normal,
    ]);
    let made = client.create_batch_once(order()).await.unwrap();
    assert!(matches!(made, CreatedBatch::Found(_)));
    made_once(sandbox.websale(), &made);
}

#[tokio::test]
async fn with_both_answers_lost() {
    let (sandbox, client) = shop().await;
    sandbox
        .websale()
        .react([Reaction::Html(502), Reaction::Normal, Reaction::LoseAnswer]);
    let made = client.create_batch_once(order()).await.unwrap();
    assert!(matches!(made, CreatedBatch::Found(_)));
    made_once(sandbox.websale(), &made);
}

#[tokio::test]
async fn a_server_that_never_gets_it_leaves_the_outcome_open() {
    let (sandbox, client) = shop().await;
    sandbox
        .websale()
        .react([Reaction::Html(502), Reaction::Normal, Reaction::Html(502)]);
    let error = client.create_batch_once(order()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(sandbox.websale().effects().executions, 0);
    // Calling again later is safe.
    let made = client.create_batch_once(order()).await.unwrap();
    made_once(sandbox.websale(), &made);
}

#[tokio::test]
async fn a_second_order_that_is_refused_says_nothing_of_the_first() {
    for refusal in [
        Reaction::Fault(Fault::Initialisation),
        Reaction::Fault(Fault::BatchExists),
        Reaction::Html(403),
    ] {
        let (sandbox, client) = shop().await;
        sandbox
            .websale()
            .react([Reaction::Html(502), Reaction::Normal, refusal]);
        let error = client.create_batch_once(order()).await.unwrap_err();
        // The first order may still be on its way.
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    }
}

#[tokio::test]
async fn a_question_that_fails_leaves_the_outcome_open() {
    let (sandbox, client) = shop().await;
    sandbox
        .websale()
        .react([Reaction::LoseAnswer, Reaction::Html(502)]);
    let error = client.create_batch_once(order()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Transport, Outcome::Unknown)
    );
    assert_eq!(error.operation(), "CreateVouchers");
    let advice = error.advice().unwrap();
    assert!(
        advice.starts_with("Asking for the batch failed as well: the server answered Bad Gateway"),
        "{advice}"
    );
}

/// The answer to an order, with two numbers and without all else.
fn damaged() -> Reaction<Fault> {
    Reaction::Instead(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>\
         <n:CreateVouchersResponse xmlns:n=\"http://www.websale.de/\"><response><VoucherNumbers>\
         <VoucherNumber>V-1</VoucherNumber><VoucherNumber>V-2</VoucherNumber></VoucherNumbers></response>\
         </n:CreateVouchersResponse></e:Body></e:Envelope>"
            .into(),
    )
}

#[tokio::test]
async fn the_only_copy_of_the_numbers_is_not_lost_with_a_question() {
    for question in [Reaction::Html(502), Reaction::Fault(Fault::BatchMissing)] {
        let (sandbox, client) = shop().await;
        sandbox.websale().react([damaged(), question]);
        let error = client.create_batch_once(order()).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Applied, "{error}");
        assert_eq!(salvaged_numbers(&error), ["V-1", "V-2"]);
        assert_eq!(
            sandbox.websale().recorded().len(),
            2,
            "what was carried out is not ordered again"
        );
    }
    // Nor are those of a second order.
    let (sandbox, client) = shop().await;
    sandbox.websale().react([
        Reaction::Html(502),
        Reaction::Normal,
        damaged(),
        Reaction::Html(502),
    ]);
    let error = client.create_batch_once(order()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Applied, "{error}");
    assert_eq!(salvaged_numbers(&error), ["V-1", "V-2"]);
}

#[tokio::test]
async fn a_voucher_that_is_listed_twice_counts_once() {
    let (sandbox, client) = shop().await;
    let voucher = "<VoucherData><Num>V-1</Num><Amount>5</Amount><AmountType>0</AmountType><Currency>EUR</Currency>\
                   <Type>0</Type><Type2>1</Type2><VATIndex>-1</VATIndex></VoucherData>";
    let listing = format!(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>\
         <n:GetVoucherCodesResponse xmlns:n=\"http://www.websale.de/\"><response><VoucherList>{}</VoucherList>\
         <LastPage>true</LastPage></response></n:GetVoucherCodesResponse></e:Body></e:Envelope>",
        voucher.repeat(20)
    );
    sandbox.websale().react([
        Reaction::LoseAnswer,
        Reaction::Normal,
        Reaction::Instead(listing),
    ]);
    let error = client.create_batch_once(order()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_batch_that_was_there_before_is_not_ours() {
    let (sandbox, client) = shop().await;
    let batch = Batch::new(Values::new(1.0)).with_vouchers(["A"]);
    sandbox.websale().insert("order-4711", batch.clone());
    let error = client.create_batch_once(order()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::BatchExists));
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert_eq!(sandbox.websale().batch("order-4711"), Some(batch));
}

#[tokio::test]
async fn a_batch_of_another_size_is_no_success() {
    let (sandbox, client) = shop().await;
    let other = Batch::new(Values::new(1.0)).with_vouchers(["A", "B"]);
    sandbox.websale().insert("order-4711", other);
    sandbox.websale().react([Reaction::Html(502)]);
    let error = client.create_batch_once(order()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Status, Outcome::Unknown)
    );
    assert_eq!(
        error.advice(),
        Some(
            "The batch holds fewer vouchers than the 20 that were ordered; voucher_codes lists them."
        )
    );
    assert_eq!(
        sandbox.websale().recorded().len(),
        3,
        "order, two questions"
    );
}

#[tokio::test]
async fn no_more_is_read_of_a_batch_than_can_be_ours() {
    let (sandbox, client) = shop().await;
    let other = Batch::new(Values::new(1.0)).with_vouchers((0..5_000).map(|n| format!("V-{n:05}")));
    sandbox.websale().insert("order-4711", other);
    sandbox.websale().react([Reaction::Html(502)]);
    let error = client.create_batch_once(order()).await.unwrap_err();
    assert_eq!(
        error.advice(),
        Some(
            "The batch holds more vouchers than the 20 that were ordered; voucher_codes lists them."
        )
    );
    assert_eq!(
        sandbox.websale().recorded().len(),
        3,
        "order, two questions"
    );
}

#[tokio::test]
async fn an_order_that_breaks_a_rule_is_not_sent() {
    let (sandbox, client) = shop().await;
    let error = client
        .create_batch_once(order().with_pool(true))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Request, Outcome::NotSent)
    );
    assert!(sandbox.websale().recorded().is_empty());
}
