//! More customers than a call may carry.

use std::sync::{Arc, Mutex};

use kontorhaus_hypersoft::{
    Customer, ErrorKind, Nillable, Outcome, PACKET, Progress, SetCustomer, Wire,
};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::hypersoft::Fault;

use super::{WIRES, client, sandbox};

fn customers(count: i32) -> Vec<Customer> {
    let customer = |number| {
        let customer = Customer::new(number, Nillable::Nil, Nillable::Nil, Nillable::Nil);
        customer.with_name(format!("Kunde {number}"))
    };
    (10_000..10_000 + count).map(customer).collect()
}

#[tokio::test]
async fn packets_hold_five_hundred_at_most() {
    for wire in WIRES {
        let sandbox = sandbox().await;
        let page = sandbox.hypersoft();
        let told = Arc::new(Mutex::new(Vec::new()));
        let mut upload = client(page, wire)
            .upload_customers::<SetCustomer>(customers(1_001))
            .on_progress({
                let told = Arc::clone(&told);
                move |Progress {
                          confirmed, total, ..
                      }| told.lock().expect("a list").push((confirmed, total))
            });
        let mut answers = 0;
        while let Some(answer) = upload.next().await {
            answer.expect("an answer");
            answers += 1;
        }
        assert_eq!(answers, 3);
        assert_eq!(
            *told.lock().expect("a list"),
            [(500, 1_001), (1_000, 1_001), (1_001, 1_001)]
        );
        assert_eq!((page.calls(), page.customers()), (3, 2 + 1_001), "{wire:?}");
        assert!(upload.next().await.is_none());
        assert_eq!(upload.into_rest(), []);
    }
}

#[tokio::test]
async fn nobody_is_no_call() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let mut upload = client(page, Wire::Json).upload_customers::<SetCustomer>([]);
    assert!(upload.next().await.is_none());
    assert_eq!(page.calls(), 0);
}

#[tokio::test]
async fn after_a_failure_the_rest_is_known() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let client = client(page, Wire::Soap11);
    page.react([Reaction::Normal, Reaction::LoseAnswer]);
    let all = customers(1_200);
    let mut upload = client.upload_customers::<SetCustomer>(all.clone());
    upload.next().await.expect("a packet").expect("an answer");
    let error = upload
        .next()
        .await
        .expect("a packet")
        .expect_err("no answer");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(upload.next().await.is_none(), "an error ends it");
    let progress = upload.progress();
    assert_eq!((progress.confirmed, progress.total), (500, 1_200));

    // Another program, later.
    let rest = upload.into_rest();
    assert_eq!(rest, all[PACKET..]);
    let mut upload = client.upload_customers::<SetCustomer>(rest);
    while let Some(answer) = upload.next().await {
        answer.expect("an answer");
    }
    assert_eq!(page.customers(), 2 + 1_200);
    // Written twice, the packet in between is the same.
    assert_eq!(page.effects().values_deleted, 0);
}

#[tokio::test]
async fn it_can_go_on_where_it_stopped() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    page.react([
        Reaction::Normal,
        Reaction::Fault(Fault::Exception("busy".into())),
    ]);
    let mut upload = client(page, Wire::Json).upload_customers::<SetCustomer>(customers(600));
    upload.next().await.expect("a packet").expect("an answer");
    upload.next().await.expect("a packet").expect_err("a fault");
    upload.resume();
    upload.next().await.expect("a packet").expect("an answer");
    assert!(upload.next().await.is_none());
    assert_eq!((page.calls(), page.customers()), (3, 602));
}

/// What a success looks like is not documented, so the caller may say.
#[tokio::test]
async fn an_answer_may_confirm_nothing() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let mut upload = client(page, Wire::Soap12)
        .upload_customers::<SetCustomer>(customers(2))
        .confirmed_if(|answer| {
            let year = answer.status.server_date_time.date_time.year();
            if year < 2000 {
                Ok(())
            } else {
                Err(format!("the year is {year}"))
            }
        });
    page.set_time("2026-01-31T12:00:00Z".parse().expect("a moment"));
    let error = upload
        .next()
        .await
        .expect("a packet")
        .expect_err("it is not confirmed");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Fault, Outcome::Unknown)
    );
    assert_eq!(error.message(), "the year is 2026");
    assert_eq!(upload.into_rest().len(), 2);
}

/// ASP.NET's limit for JSON: the work is done when it strikes on the way back, and not begun when on the way there.
#[tokio::test]
async fn a_packet_may_be_too_long_for_json() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    page.set_custom_errors(false);
    let long = customers(500)
        .into_iter()
        .map(|customer| customer.with_first_name("x".repeat(200)));
    let mut upload = client(page, Wire::Json).upload_customers::<SetCustomer>(long.clone());
    let error = upload
        .next()
        .await
        .expect("a packet")
        .expect_err("too long");
    assert!(error.message().contains("maxJsonLength"), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    let mut upload = client(page, Wire::Soap11).upload_customers::<SetCustomer>(long);
    upload.next().await.expect("a packet").expect("an answer");
    assert_eq!(page.customers(), 502);
}
