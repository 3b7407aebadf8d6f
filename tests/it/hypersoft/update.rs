//! Changing a customer: nothing that was not changed may be lost.

use kontorhaus_hypersoft::{ErrorKind, GetCustomer, Nillable, Outcome, SetCustomer, Wire};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::hypersoft::Value;

use super::{WIRES, client, sandbox};

#[tokio::test]
async fn a_change_keeps_fields_that_nobody_here_knows() {
    for wire in WIRES {
        let sandbox = sandbox().await;
        let page = sandbox.hypersoft();
        for number in [1001, 1002] {
            let before = page.customer(number).expect("a customer");
            let answer = client(page, wire)
                .update_customer(
                    GetCustomer::new(i32::try_from(number).expect("small")),
                    |customer| {
                        customer.name = Some("Beispiel".to_owned());
                    },
                )
                .await
                .expect("an answer");
            assert!(answer.is_some());
            let mut after = page.customer(number).expect("a customer");
            assert_eq!(after[1], ("Name", Value::Text("Beispiel".to_owned())));
            after[1].1 = before[1].1.clone();
            assert_eq!(after, before, "{wire:?}");
        }
        let effects = page.effects();
        assert_eq!((effects.customers_written, effects.values_deleted), (2, 0));
        assert_eq!(page.calls(), 4);
    }
}

/// What `update_customer` is for.
#[tokio::test]
async fn what_is_not_sent_is_deleted() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let client = client(page, Wire::Soap11);
    let customer =
        kontorhaus_hypersoft::Customer::new(1001, Nillable::Nil, Nillable::Nil, Nillable::Nil);
    let request = SetCustomer::new().with_customers([customer]);
    client.set_customer(request).await.expect("an answer");
    // The names, the remark, the discount, the birthday and the hour.
    assert_eq!(page.effects().values_deleted, 6);
}

#[tokio::test]
async fn absent_nil_and_empty_stay_what_they_are() {
    for wire in WIRES {
        let sandbox = sandbox().await;
        let page = sandbox.hypersoft();
        let client = client(page, wire);
        client
            .update_customer(GetCustomer::new(1001), |customer| {
                customer.first_name = None;
                customer.birthday = Nillable::Nil;
                customer.name = Some(String::new());
            })
            .await
            .expect("an answer");
        let after = page.customer(1001).expect("a customer");
        assert_eq!(after[1].1, Value::Text(String::new()), "{wire:?}");
        assert_eq!(after[2].1, Value::Null);
        assert_eq!(after[5].1, Value::Null);
        assert_eq!(page.effects().values_deleted, 2);
    }
}

#[tokio::test]
async fn what_changes_nothing_is_not_written() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let answer = client(page, Wire::Json)
        .update_customer(GetCustomer::new(1001), |customer| {
            customer.name = Some("Mustermann".to_owned());
        })
        .await
        .expect("an answer");
    assert_eq!(answer, None);
    assert_eq!((page.calls(), page.effects().customers_written), (1, 0));
}

#[tokio::test]
async fn who_is_not_there_is_not_written() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let error = client(page, Wire::Soap12)
        .update_customer(GetCustomer::new(9), |_| {
            panic!("there is nothing to change")
        })
        .await
        .expect_err("there is no such customer");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Request, Outcome::NotSent)
    );
    assert_eq!(error.operation(), "SetCustomer");
    assert_eq!(page.calls(), 1);
}

#[tokio::test]
async fn a_lost_answer_leaves_the_write_open_and_another_try_harmless() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let client = client(page, Wire::Soap11);
    page.react([Reaction::Normal, Reaction::LoseAnswer]);
    let rename = |customer: &mut kontorhaus_hypersoft::Customer| {
        customer.name = Some("Beispiel".to_owned());
    };
    let error = client
        .update_customer(GetCustomer::new(1001), rename)
        .await
        .expect_err("the answer is lost");
    assert_eq!(
        (error.operation(), error.outcome()),
        ("SetCustomer", Outcome::Unknown)
    );
    // It had been carried out, so that the second try finds nothing to change.
    let answer = client.update_customer(GetCustomer::new(1001), rename).await;
    assert_eq!(answer.expect("an answer"), None);
    assert_eq!(page.effects().customers_written, 1);
}

/// A value belongs to the wire that it came over.
#[tokio::test]
async fn a_customer_is_not_carried_from_wire_to_wire() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    for (from, to) in [(Wire::Json, Wire::Soap11), (Wire::Soap12, Wire::Json)] {
        let answer = client(page, from)
            .get_customer(GetCustomer::new(1001))
            .await;
        let customer = answer.expect("an answer").customer.expect("a customer");
        let request = SetCustomer::new().with_customers([customer]);
        let error = client(page, to)
            .set_customer(request)
            .await
            .expect_err("it is refused");
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Request, Outcome::NotSent)
        );
        assert!(error.message().contains("was read over"), "{error}");
    }
    assert_eq!(page.effects().customers_written, 0);
}
