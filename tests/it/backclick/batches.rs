//! More addresses and double opt-ins than a call may carry.

use kontorhaus_backclick::{
    ADDRESSES, DoubleOptin, ErrorCode, ErrorKind, GetSubscribers, OPTINS, Outcome, SetDoubleOptin,
    SubscriberStatus,
};

use super::{answer, body, client, fault};

/// An answer about so many addresses.
fn subscribers(count: usize) -> String {
    let items = (0..count).map(|number| {
        format!(
            "<bc:item><bc:subscriberEmail>a{number}@b.example</bc:subscriberEmail><bc:status>-1</bc:status></bc:item>"
        )
    });
    let items: String = items.collect();
    format!(
        "<bc:GetSubscribersResponse><bc:subscribers>{items}</bc:subscribers></bc:GetSubscribersResponse>"
    )
}

fn optins(count: usize) -> String {
    let items = "<bc:doiResponseItems/>".repeat(count);
    format!("<bc:SetDoubleOptinResponse>{items}</bc:SetDoubleOptinResponse>")
}

fn addresses(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|number| format!("a{number}@b.example"))
}

#[tokio::test]
async fn a_call_asks_for_a_thousand_addresses_at_most() {
    let replies = [1_000, 1_000, 1].map(|count| answer(&subscribers(count)));
    let (client, transport) = client(replies);
    let mut batches = client.subscribers::<GetSubscribers>(addresses(2_001), true);
    let mut sizes = Vec::new();
    while let Some(batch) = batches.next().await {
        let batch = batch.expect("an answer");
        assert_eq!(batch[0].status, SubscriberStatus::NoSubscriber);
        sizes.push((batch.len(), batches.progress().left()));
    }
    assert_eq!(sizes, [(1_000, 1_001), (1_000, 1), (1, 0)]);
    let asked = transport.requests().into_iter().map(|sent| {
        let body = body(&sent);
        assert!(body.contains("<ns:fillSubscriberFields>true</ns:fillSubscriberFields>"));
        body.matches("<ns:emailAddresses>").count()
    });
    assert_eq!(asked.collect::<Vec<_>>(), [ADDRESSES, ADDRESSES, 1]);
    assert!(body(&transport.requests()[2]).contains(">a2000@b.example<"));
    assert!(batches.next().await.is_none());
}

#[tokio::test]
async fn nobody_is_no_call() {
    let (client, transport) = client([answer(&subscribers(0))]);
    let mut batches = client.subscribers::<GetSubscribers>([], false);
    assert!(batches.next().await.is_none());
    assert!(transport.requests().is_empty());
}

#[tokio::test]
async fn a_call_sets_a_hundred_optins_at_most_and_goes_on_after_a_failure() {
    let (client, transport) = client([
        answer(&optins(100)),
        fault(
            "IP [203.0.113.7] is not allowed to access this service.",
            "",
        ),
        answer(&optins(100)),
        answer(&optins(1)),
    ]);
    let people = addresses(201).map(|address| DoubleOptin::new(address, 41));
    let mut batches = client.set_double_optins::<SetDoubleOptin>(people);
    let answers = batches.next().await.expect("a call").expect("an answer");
    assert_eq!(answers.len(), OPTINS);
    let error = batches.next().await.expect("a call").expect_err("a fault");
    assert!(matches!(
        ErrorCode::of(&error),
        Some(ErrorCode::IpNotAllowed { .. })
    ));
    assert!(batches.next().await.is_none(), "an error ends it");
    assert_eq!(
        (batches.progress().confirmed, batches.progress().total),
        (100, 201)
    );
    batches.resume();
    for size in [100, 1] {
        let answers = batches.next().await.expect("a call").expect("an answer");
        assert_eq!(answers.len(), size);
    }
    assert_eq!(batches.into_rest(), []);
    let sent: Vec<String> = transport.requests().iter().map(body).collect();
    // What failed was sent anew, whole.
    assert_eq!(sent[1], sent[2]);
    let items = sent
        .iter()
        .map(|body| body.matches("<ns:doiRequestItems>").count());
    assert_eq!(items.collect::<Vec<_>>(), [100, 100, 100, 1]);
}

#[tokio::test]
async fn fewer_answers_than_optins_are_no_success() {
    let (client, _) = client([answer(&optins(1))]);
    let people = addresses(2).map(|address| DoubleOptin::new(address, 41));
    let mut batches = client.set_double_optins::<SetDoubleOptin>(people);
    let error = batches
        .next()
        .await
        .expect("a call")
        .expect_err("one answer for two");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Mismatch, Outcome::Applied)
    );
    assert_eq!(batches.into_rest().len(), 2);
}
