//! Waiting while another import runs.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use kontorhaus_backclick::{
    DispatchNewsletter, ErrorCode, ImportSubscribers, ImportTable, Outcome, Waiting,
};
use kontorhaus_core::{Clock, TokioClock};

use super::{answer, body, client, fault};

const RUNNING: &str = "Another auto import is running. Please try again later.";
const BLOCKED: &str = "Autoimport is running. Please try again later.";
const TAKEN: &str =
    "<bc:ImportSubscribersResponse><bc:filterId>5012</bc:filterId></bc:ImportSubscribersResponse>";

fn import() -> ImportSubscribers {
    let mut table = ImportTable::new(["EMAIL"]).expect("a field");
    table.add(["a@b.example"]).expect("a person");
    ImportSubscribers::new([12], table)
}

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn it_calls_until_the_import_is_taken() {
    let replies = [fault(RUNNING, ""), fault(RUNNING, ""), answer(TAKEN)];
    let (client, transport) = client(replies);
    let told = Arc::new(Mutex::new(Vec::new()));
    let clock = TokioClock::new();
    let call = client.in_turn(import()).on_wait({
        let told = Arc::clone(&told);
        move |Waiting { calls, elapsed, .. }| {
            told.lock()
                .expect("a list")
                .push((calls, elapsed.as_secs()));
        }
    });
    assert_eq!(call.await.expect("an answer").filter_id, 5012);
    assert_eq!(clock.now().as_secs(), 60);
    assert_eq!(*told.lock().expect("a list"), [(1, 0), (2, 30)]);
    let sent: Vec<String> = transport.requests().iter().map(body).collect();
    assert_eq!(sent.len(), 3, "and no repetition between them");
    assert!(sent.iter().all(|body| *body == sent[0]));
}

#[tokio::test(start_paused = true)]
async fn a_dispatch_waits_too() {
    let taken = "<bc:DispatchNewsletterResponse><bc:newsletterId>501</bc:newsletterId></bc:DispatchNewsletterResponse>";
    let (client, transport) = client([fault(BLOCKED, ""), answer(taken)]);
    let request = DispatchNewsletter::new("Mai").with_newsletter_list_id(12);
    let clock = TokioClock::new();
    let answer = client.in_turn(request).every(secs(5)).await;
    assert_eq!(answer.expect("an answer").newsletter_id, 501);
    assert_eq!(clock.now(), secs(5));
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn patience_ends() {
    let (client, transport) = client([fault(RUNNING, "")]);
    let clock = TokioClock::new();
    let call = client
        .in_turn(import())
        .every(secs(10))
        .for_at_most(secs(25));
    let error = call.await.expect_err("it never ends");
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::ImportRunning));
    assert_eq!(error.outcome(), Outcome::Rejected);
    // After 0, 10 and 20 seconds; at 30 the time would be over.
    assert_eq!(transport.requests().len(), 3);
    assert_eq!(clock.now(), secs(20));
}

/// Nothing else is repeated, whatever it is.
#[tokio::test(start_paused = true)]
async fn other_errors_end_it() {
    for text in [
        "Too much unfinished tasks! Please try again later.",
        "Validation error",
        "java.lang.OutOfMemoryError",
    ] {
        let (client, transport) = client([fault(RUNNING, ""), fault(text, ""), answer(TAKEN)]);
        let error = client.in_turn(import()).await.expect_err("a fault");
        assert_eq!(error.message(), text);
        assert_eq!(transport.requests().len(), 2, "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_ends_it() {
    let never = kontorhaus_backclick::fake::Never::after_sending();
    let transport = kontorhaus_backclick::fake::Capture::new(never);
    let client = super::builder(transport.clone()).build().expect("a client");
    let call = client.in_turn(import()).call_timeout(secs(90));
    let clock = TokioClock::new();
    let error = call.await.expect_err("no answer");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(clock.now(), secs(90));
    assert_eq!(transport.requests().len(), 1);
}
