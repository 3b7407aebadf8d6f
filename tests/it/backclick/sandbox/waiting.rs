//! Imports wait for each other, and dispatches for imports.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use kontorhaus_backclick::{DispatchNewsletter, ErrorCode, ImportSubscribers, ImportTable};

use super::{client, sandbox};

fn import(email: &str) -> ImportSubscribers {
    let mut table = ImportTable::new(["EMAIL", "NACHNAME"]).expect("fields");
    table.add([email, "Müller-Lüdenscheidt"]).expect("a person");
    ImportSubscribers::new([14], table).with_create_filter(true)
}

#[tokio::test]
async fn an_import_waits_for_its_turn_and_a_dispatch_for_the_import() {
    let sandbox = sandbox().await;
    let backclick = sandbox.backclick();
    backclick.set_import_time(Duration::from_millis(400));
    let client = client(&sandbox);
    let pause = Duration::from_millis(50);

    client
        .import_subscribers(import("eva@example.org"))
        .await
        .expect("an answer");
    let waits = Arc::new(AtomicU32::new(0));
    let second = client
        .in_turn(import("ida@example.org"))
        .every(pause)
        .on_wait({
            let waits = Arc::clone(&waits);
            move |waiting| waits.store(waiting.calls, Ordering::Relaxed)
        });
    let filter = second.await.expect("an answer").filter_id;
    let waits = waits.load(Ordering::Relaxed);
    assert!(waits > 0, "the first import was running");
    // Each call was one: nothing below repeats them.
    assert_eq!(backclick.recorded().len(), 2 + waits as usize);
    assert_eq!(backclick.effects().imports, 2);
    // The first one is done, since the second was taken; the second is not.
    let eva = backclick
        .subscriber(3, "eva@example.org")
        .expect("a subscriber");
    assert_eq!(eva.fields["NACHNAME"], "Müller-Lüdenscheidt");
    assert_eq!(backclick.subscriber(3, "ida@example.org"), None);

    let request = DispatchNewsletter::new("Mai")
        .with_filter_ids([filter])
        .with_template_id(88);
    let answer = client
        .in_turn(request)
        .every(pause)
        .await
        .expect("an answer");
    let newsletter = backclick
        .newsletter(answer.newsletter_id)
        .expect("a newsletter");
    assert_eq!(newsletter.recipients, ["ida@example.org"]);
}

#[tokio::test]
async fn patience_ends() {
    let sandbox = sandbox().await;
    sandbox
        .backclick()
        .set_import_time(Duration::from_secs(3600));
    let client = client(&sandbox);
    client
        .import_subscribers(import("eva@example.org"))
        .await
        .expect("an answer");
    let error = client
        .in_turn(import("ida@example.org"))
        .every(Duration::from_millis(20))
        .for_at_most(Duration::from_millis(100))
        .await
        .expect_err("a fault");
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::ImportRunning));
    assert_eq!(sandbox.backclick().effects().imports, 1);
}
