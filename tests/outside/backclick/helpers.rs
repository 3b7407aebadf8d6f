//! The client's helpers with operations of this WSDL. They are in the module `made`, whoever has made it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kontorhaus_backclick::fake::{Capture, Reply, Respond};
use kontorhaus_backclick::{Client, Credentials, ImportTable, SubscriberStatus};

use super::made::{CreateDoiRequest, DoubleOptin, GetSubscribers, ImportSubscribers};

const NAMESPACE: &str = "http://mailing.example/backclick/schemas";

/// A client of an installation at that port, since calls to one wait for each other, over this transport.
macro_rules! client {
    ($port:literal, $transport:expr) => {
        Client::builder()
            .endpoint(concat!("http://127.0.0.1:", $port, "/bc/rpc/soap/"))
            .credentials(Credentials::of_mandator(3))
            .transport($transport)
            .build()
            .expect("a client")
    };
}

fn envelope(payload: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns=\"{NAMESPACE}\"><s:Body>{payload}</s:Body></s:Envelope>"
    )
}

#[tokio::test(flavor = "current_thread")]
async fn addresses_are_asked_for_in_batches() {
    let transport = Capture::new(Respond::with(|request, _| {
        let asked = String::from_utf8_lossy(request.body())
            .matches("emails>")
            .count()
            / 2;
        let info = "<subscriberInfos><subscriberEmail>a@b.example</subscriberEmail><status>1</status></subscriberInfos>";
        let infos = info.repeat(asked);
        Ok(Reply::ok(envelope(&format!(
            "<GetSubscribersResponse>{infos}</GetSubscribersResponse>"
        ))))
    }));
    let client = client!(1, transport.clone());
    let addresses = (0..1_001).map(|number| format!("a{number}@b.example"));
    let mut batches = client.subscribers::<GetSubscribers>(addresses, false);
    let mut sizes = Vec::new();
    while let Some(batch) = batches.next().await {
        let batch = batch.expect("an answer");
        assert_eq!(batch[0].status, SubscriberStatus::Subscriber);
        sizes.push(batch.len());
    }
    assert_eq!(sizes, [1_000, 1]);
    let sent = transport.requests();
    let body = String::from_utf8_lossy(sent[1].request.body()).into_owned();
    assert!(
        body.contains(NAMESPACE) && body.contains("mandatorId>3<"),
        "{body}"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn double_opt_ins_are_set_in_batches() {
    let transport = Capture::new(Respond::with(|request, _| {
        let asked = String::from_utf8_lossy(request.body())
            .matches("requestItems>")
            .count()
            / 2;
        let items = "<responseItems><subscriberEmail>a@b.example</subscriberEmail></responseItems>"
            .repeat(asked);
        Ok(Reply::ok(envelope(&format!(
            "<CreateDoiRequestResponse>{items}</CreateDoiRequestResponse>"
        ))))
    }));
    let client = client!(2, transport.clone());
    let people = (0..101).map(|number| DoubleOptin::new(format!("a{number}@b.example"), 41));
    let mut batches = client.set_double_optins::<CreateDoiRequest>(people);
    let mut sizes = Vec::new();
    while let Some(batch) = batches.next().await {
        let batch = batch.expect("an answer");
        assert_eq!(batch[0].subscriber_email, "a@b.example");
        sizes.push(batch.len());
    }
    assert_eq!(sizes, [100, 1]);
}

#[tokio::test(flavor = "current_thread")]
async fn an_import_waits_for_its_turn() {
    let calls = AtomicUsize::new(0);
    let transport = Respond::with(move |_, _| {
        Ok(if calls.fetch_add(1, Ordering::Relaxed) == 0 {
            let fault = "<s:Fault><faultcode>s:Server</faultcode>\
                         <faultstring>Another auto import is running. Please try again later.</faultstring></s:Fault>";
            Reply::ok(envelope(fault))
        } else {
            Reply::ok(envelope(
                "<ImportSubscribersResponse><filterId>5012</filterId></ImportSubscribersResponse>",
            ))
        })
    });
    let client = client!(3, transport);
    let mut table = ImportTable::new(["EMAIL"]).expect("a field");
    table.add(["a@b.example"]).expect("a person");
    let import = ImportSubscribers::new(table).with_newsletter_list_ids([12]);
    let answer = client.in_turn(import).every(Duration::from_millis(1)).await;
    assert_eq!(answer.expect("an answer").filter_id, 5012);
}
