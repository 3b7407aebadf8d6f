//! What calls bring about, seen from the system's side.

use kontorhaus_backclick::*;
use kontorhaus_sandbox::Reaction;

use super::{client, eva, sandbox, time};

#[tokio::test]
async fn a_subscriber_is_saved_confirmed_and_taken_off_lists() {
    let sandbox = sandbox().await;
    let backclick = sandbox.backclick();
    let client = client(&sandbox);
    let save = |subscriber: Subscriber, additive: bool| {
        let request = SaveOrCreateSubscriber::new()
            .with_lists_additive(additive)
            .with_send_welcome(true)
            .with_subscribers([subscriber, Subscriber::new("no address", [])]);
        client.save_or_create_subscriber(request)
    };

    let new = eva().with_subscriber_fields([SubscriberField::new("VORNAME", "Eva \"E\" <&>")]);
    let answer = save(new, true).await.expect("an answer");
    assert_eq!(answer.invalid_email_addresses, ["no address"]);
    let saved = backclick
        .subscriber(3, "eva@example.org")
        .expect("a subscriber");
    assert_eq!(saved.lists, [12].into());
    assert_eq!(saved.fields["VORNAME"], "Eva \"E\" <&>");
    assert_eq!(backclick.effects().welcome_mails, 1);

    // A second list by double opt-in: no welcome before it is confirmed.
    let more = Subscriber::new("eva@example.org", [14]).with_double_optin_template_id(7);
    save(more, true).await.expect("an answer");
    let waits = backclick
        .subscriber(3, "eva@example.org")
        .expect("a subscriber");
    assert_eq!(
        (waits.lists, waits.unconfirmed_lists),
        ([12].into(), [14].into())
    );
    backclick.confirm(3, "eva@example.org");
    let saved = backclick
        .subscriber(3, "eva@example.org")
        .expect("a subscriber");
    assert_eq!(saved.lists, [12, 14].into());
    assert_eq!(backclick.effects().welcome_mails, 1);

    // The lists given are all there are.
    save(Subscriber::new("eva@example.org", [14]), false)
        .await
        .expect("an answer");
    let request = GetSubscriberToNewsletterListRelation::new(0, "eva@example.org");
    let relation = client
        .get_subscriber_to_newsletter_list_relation(request)
        .await
        .expect("an answer");
    assert!(relation.subscriber_available);
    assert_eq!(
        relation.list_informations,
        [
            ListInformation::new("Monatsbrief", 12, "Brief", ListStatus::Unsubscribed),
            ListInformation::new("Angebote & Neues", 14, "Angebote", ListStatus::Subscribed),
        ]
    );
}

#[tokio::test]
async fn batches_of_what_a_call_may_carry() {
    let sandbox = sandbox().await;
    let backclick = sandbox.backclick();
    let client = client(&sandbox);
    let mut emails: Vec<String> = (0..2000).map(|n| format!("p{n}@example.org")).collect();
    emails.push("max@example.org".to_owned());
    let mut batches = client.subscribers::<GetSubscribers>(emails, true);
    let mut sizes = Vec::new();
    let mut last = None;
    while let Some(batch) = batches.next().await {
        let batch = batch.expect("an answer");
        sizes.push(batch.len());
        last = batch.into_iter().last();
    }
    assert_eq!(sizes, [1000, 1000, 1]);
    assert_eq!(last.expect("somebody").status, SubscriberStatus::Subscriber);

    let optins = vec![DoubleOptin::new("max@example.org", 41); 101];
    let mut batches = client.set_double_optins::<SetDoubleOptin>(optins);
    while let Some(batch) = batches.next().await {
        batch.expect("an answer");
    }
    assert_eq!(backclick.effects().opt_ins, 101);
    let max = backclick
        .subscriber(3, "max@example.org")
        .expect("a subscriber");
    assert_eq!(max.opt_in, Some(41));
    assert_eq!(backclick.recorded().len(), 5);
}

#[tokio::test]
async fn a_newsletter_goes_out_and_has_figures() {
    let sandbox = sandbox().await;
    let backclick = sandbox.backclick();
    let client = client(&sandbox);
    let request = DispatchNewsletter::new("Mai & Juni")
        .with_newsletter_list_id(12)
        .with_newsletter_content("<p>Hallo</p>")
        .with_alternative_content("Hallo")
        .with_adhock_information("Nur heute")
        .with_send_time(time("2026-05-04T09:30:00"))
        .with_sender_name("Beispiel GmbH")
        .with_sender_email("post@example.org");
    let id = client
        .dispatch_newsletter(request)
        .await
        .expect("an answer")
        .newsletter_id;
    let newsletter = backclick.newsletter(id).expect("a newsletter");
    assert_eq!(
        newsletter.recipients,
        ["a.muster@example.org", "max@example.org"]
    );
    assert_eq!(
        (&*newsletter.subject, &*newsletter.replacement),
        ("Mai & Juni", "Nur heute")
    );
    assert_eq!(newsletter.start.to_string(), "2026-05-04T09:30:00");

    let request = NewsletterStatistic::new().with_newsletter_ids([id]);
    let figures = client
        .newsletter_statistic(request)
        .await
        .expect("an answer");
    let [figures] = &*figures.newsletter_statistic else {
        panic!("{figures:?}");
    };
    assert_eq!(figures.newsletter_status, NewsletterStatus::Finished);
    assert_eq!(
        figures.send_start_time,
        Some(time("2026-05-04T09:30:00.000+02:00"))
    );
    let period = StatisticPeriod::new(12, time("2026-05-04T00:00:00"), time("2026-05-05T00:00:00"));
    let request = BackclickStatistic::new().with_period(period);
    let figures = client
        .backclick_statistic(request)
        .await
        .expect("an answer");
    let figures: Vec<_> = figures
        .backclick_statistic
        .iter()
        .map(|figures| {
            (
                figures.newsletter_id,
                figures.num_delivered,
                figures.num_opened,
            )
        })
        .collect();
    assert_eq!(figures, [(501, 2, 3), (id, 2, 0)]);

    let request = SendNewsletter::new("Nur an Eva", time("2026-05-04T09:30:00+00:00"))
        .with_subscribers([eva()])
        .with_template_id(88);
    let id = client
        .send_newsletter(request)
        .await
        .expect("an answer")
        .newsletter_id;
    let newsletter = backclick.newsletter(id).expect("a newsletter");
    assert_eq!((newsletter.list, newsletter.template), (None, Some(88)));
    assert_eq!(newsletter.recipients, ["eva@example.org"]);
    assert_eq!(newsletter.start.to_string(), "2026-05-04T11:30:00");
}

#[tokio::test]
async fn a_transaction_mail_goes_through_its_channel() {
    let sandbox = sandbox().await;
    let backclick = sandbox.backclick();
    let client = client(&sandbox);
    let channel = client
        .create_transaction_channel(CreateTransactionChannel::new())
        .await
        .expect("an answer")
        .channel_id;
    let request = SendTransactionMail::new(
        channel,
        "Ihre Bestellung",
        Recipient::new("eva@example.org"),
    )
    .with_sender_email("post@example.org")
    .with_sender_name("Beispiel GmbH")
    .with_mail_content("<p>Danke &amp; bis bald</p>")
    .with_alternative_mail_content("Danke & bis bald")
    .with_reply_to("antwort@example.org");
    client
        .send_transaction_mail(request)
        .await
        .expect("an answer");
    let mails = backclick.mails();
    let [mail] = &*mails else {
        panic!("{mails:?}");
    };
    assert_eq!(
        (mail.channel, &*mail.recipient),
        (channel, "eva@example.org")
    );
    assert_eq!(mail.content.as_deref(), Some("<p>Danke &amp; bis bald</p>"));
    assert_eq!(mail.alternative.as_deref(), Some("Danke & bis bald"));
    assert_eq!(mail.reply_to.as_deref(), Some("antwort@example.org"));
}

/// A lost answer leaves a write open, and it is not made again; a read is.
#[tokio::test]
async fn what_is_lost_is_repeated_only_if_it_reads() {
    let sandbox = sandbox().await;
    let backclick = sandbox.backclick();
    let client = super::builder(&sandbox)
        .attempts(3)
        .build()
        .expect("a client");
    backclick.react([Reaction::LoseAnswer]);
    let call = client.create_transaction_channel(CreateTransactionChannel::new());
    let error = call.await.expect_err("no answer");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Transport, Outcome::Unknown)
    );
    assert_eq!(backclick.effects().channels, 1);
    backclick.react([Reaction::LoseAnswer, Reaction::CutOff(40), Reaction::Normal]);
    let request = GetSubscribers::new().with_email_addresses(["max@example.org"]);
    client.get_subscribers(request).await.expect("an answer");
    assert_eq!(backclick.recorded().len(), 4);
}
