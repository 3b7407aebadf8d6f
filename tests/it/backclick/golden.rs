//! Every envelope of the manual's functions, in both directions. Where a name is unknown the printed envelope leaves it out,
//! and what stands for it in ours is left out of the comparison.

use kontorhaus_backclick::Backclick;
use kontorhaus_backclick::fake::Reply;
use kontorhaus_backclick::{
    BackclickStatistic, CreateTransactionChannel, DateTime, DispatchNewsletter, DoubleOptin,
    ErrorCode, GetSubscriberToNewsletterListRelation, GetSubscribers, ImportSubscribers,
    ImportTable, ListStatus, NewsletterStatistic, NewsletterStatus, Outcome, Recipient,
    SaveOrCreateSubscriber, SendNewsletter, SendTransactionMail, SetDoubleOptin, Subscriber,
    SubscriberStatus,
};
use kontorhaus_core::Operation;
use kontorhaus_core::http::StatusCode;

use super::{NAMESPACE, answer, body, client, envelope};
use crate::infoset::{infoset, without};

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!("../../golden/backclick/", $name))
    };
}

/// A printed message with our namespace, and our name for the operation if it has none.
fn printed(text: &str, operation: &str) -> String {
    text.replace("{NS}", NAMESPACE)
        .replace("OPERATION-NAME-UNKNOWN-", operation)
}

/// The payload that is sent for a request, as lines.
async fn sent<Op: Operation<Service = Backclick>>(request: Op) -> Vec<String> {
    let (client, transport) = client([Reply::ok("")]);
    // Whatever comes of it: what was sent counts.
    let _ = client.call(request).await;
    let sent = transport.requests();
    assert_eq!(sent[0].request.headers()["soapaction"], "\"\"");
    assert_eq!(
        sent[0].request.headers()["content-type"],
        "text/xml; charset=utf-8"
    );
    let lines = infoset(&body(&sent[0]));
    assert_eq!(lines[1], format!("  {{{}}}Body", super::SOAP));
    let payload = lines.into_iter().skip(2);
    payload.map(|line| line[4..].to_owned()).collect()
}

/// What a client makes of a printed answer.
async fn read<Op: Operation<Service = Backclick>>(request: Op, text: &str) -> Op::Output {
    let (client, _) = client([answer(&printed(text, ""))]);
    client.call(request).await.expect("an answer")
}

fn time(text: &str) -> DateTime {
    text.parse().expect("a time")
}

#[tokio::test]
async fn section_3_1_save_or_create_subscriber() {
    let subscriber =
        Subscriber::new("mara.beispiel@example.org", [12, 14]).with_double_optin_template_id(7);
    let request = SaveOrCreateSubscriber::new()
        .with_lists_additive(true)
        .with_filter_anti_spam(true)
        .with_subscribers([subscriber]);
    let expected = printed(golden!("3.1-save-or-create-subscriber.request.xml"), "");
    let payload = infoset(&expected).into_iter().skip(2);
    let payload: Vec<String> = payload.map(|line| line[4..].to_owned()).collect();
    assert_eq!(sent(request).await, payload);
}

#[tokio::test]
async fn section_3_2_import_subscribers() {
    let mut table = ImportTable::new(["EMAIL", "VORNAME", "NACHNAME"]).expect("names of fields");
    let person = table.add(["a.muster@example.org", "Ada", "Muster"]);
    person.expect("a person");
    let request = ImportSubscribers::new([12], table).with_create_filter(true);
    let expected = printed(golden!("3.2-import-subscribers.request.xml"), "");
    let lines = infoset(&expected);
    let data = "EMAIL\\tVORNAME\\tNACHNAME\\r\\na.muster@example.org\\tAda\\tMuster\\r\\n";
    assert!(
        lines[3].ends_with(&format!("importData = \"{data}\"")),
        "{lines:?}"
    );
    assert_eq!(sent(request.clone()).await, lines);
    let answer = read(request, golden!("3.2-import-subscribers.answer.xml")).await;
    assert_eq!(answer.filter_id, 5012);
}

#[tokio::test]
async fn section_3_3_get_subscribers() {
    let request = GetSubscribers::new()
        .with_fill_subscriber_fields(false)
        .with_email_addresses(["a.muster@example.org", "niemand@example.org"].map(str::to_owned));
    let expected = printed(golden!("3.3-get-subscribers.request.xml"), "");
    assert_eq!(sent(request.clone()).await, infoset(&expected));
    let answer = read(request, golden!("3.3-get-subscribers.answer.xml")).await;
    let [one, other] = &answer.subscribers[..] else {
        panic!("two subscribers: {answer:?}");
    };
    assert_eq!(one.subscriber_email, "a.muster@example.org");
    assert_eq!(one.status, SubscriberStatus::Subscriber);
    assert_eq!(one.mandator_id, Some(3));
    assert_eq!(one.newsletter_list_ids, Some(vec![12, 14]));
    assert_eq!(other.subscriber_email, "niemand@example.org");
    assert_eq!(other.status, SubscriberStatus::NoSubscriber);
    assert_eq!(other.newsletter_list_ids, Some(Vec::new()));
}

#[tokio::test]
async fn section_3_4_list_relation() {
    let request = GetSubscriberToNewsletterListRelation::new(0, "a.muster@example.org");
    let expected = printed(golden!("3.4-list-relation.request.xml"), "");
    assert_eq!(sent(request.clone()).await, infoset(&expected));
    let answer = read(request, golden!("3.4-list-relation.answer.xml")).await;
    assert!(answer.subscriber_available);
    let [list] = &answer.list_informations[..] else {
        panic!("one list: {answer:?}");
    };
    assert_eq!((list.list_id, &*list.list_name), (12, "Brief"));
    assert_eq!(list.list_description, "Monatsbrief");
    assert_eq!(list.list_status, ListStatus::Unsubscribed);
}

#[tokio::test]
async fn section_3_5_set_double_optin() {
    let optin = DoubleOptin::new("a.muster@example.org", 41);
    let request = SetDoubleOptin::new().with_doi_request_items([optin]);
    let expected = printed(
        golden!("3.5-set-double-optin.request.xml"),
        "SetDoubleOptin",
    );
    // The printed one leaves out who is meant.
    let lines = without(sent(request).await, "mandatorId");
    assert_eq!(without(lines, "subscriberEmail"), infoset(&expected));
}

#[tokio::test]
async fn section_3_6_send_newsletter() {
    // The printed one leaves out recipients and subject.
    let request = SendNewsletter::new("Mai", time("2031-05-04T09:30:00"))
        .with_adhock_information("Nur heute")
        .with_template_id(88)
        .with_sender_name("Beispiel GmbH")
        .with_sender_email("post@example.org");
    let expected = printed(golden!("3.6-send-newsletter.request.xml"), "");
    let lines = without(sent(request).await, "subject");
    assert_eq!(lines, infoset(&expected));
}

#[tokio::test]
async fn section_3_7_dispatch_newsletter() {
    // The printed one leaves out the subject.
    let request = DispatchNewsletter::new("Mai")
        .with_newsletter_list_id(12)
        .with_newsletter_content("<p>Hallo</p>")
        .with_sender_name("Beispiel GmbH")
        .with_sender_email("post@example.org");
    let expected = golden!("3.7-dispatch-newsletter.request.xml");
    let expected = printed(expected, "DispatchNewsletter");
    let lines = without(sent(request).await, "subject");
    assert_eq!(lines, infoset(&expected));
}

#[tokio::test]
async fn section_3_8_newsletter_statistic() {
    let request = NewsletterStatistic::new().with_newsletter_ids([501]);
    let expected = printed(golden!("3.8-newsletter-statistic.request.xml"), "");
    assert_eq!(sent(request.clone()).await, infoset(&expected));
    let answer = read(request, golden!("3.8-newsletter-statistic.answer.xml")).await;
    let [figures] = &answer.newsletter_statistic[..] else {
        panic!("one newsletter: {answer:?}");
    };
    assert_eq!(
        (figures.newsletter_id, figures.newsletter_list_id),
        (501, 12)
    );
    assert_eq!(figures.newsletter_status, NewsletterStatus::Finished);
    assert_eq!(figures.mails_per_hour, 900);
    assert_eq!(figures.mails_per_hour_include_errors, 870);
    for (read, printed) in [
        (figures.send_start_time, "2031-05-04T09:30:00.000+02:00"),
        (figures.send_begin_time, "2031-05-04T09:30:12.000+02:00"),
        (figures.send_last_time, "2031-05-04T09:44:01.000+02:00"),
        (figures.send_end_time, "2031-05-04T09:43:50.000+02:00"),
    ] {
        assert_eq!(read, Some(time(printed)));
    }
    assert!(figures.sended_by_internal_mta);
    assert_eq!(figures.newsletter_list_name.as_deref(), Some("Brief"));
    assert_eq!(figures.newsletter_subject.as_deref(), Some("Mai"));
    assert_eq!(figures.newsletter_description.as_deref(), Some("Mai"));
    assert!(figures.extra.is_empty());
}

/// The 13 members whose names nobody knows are kept.
#[tokio::test]
async fn section_3_8_with_further_members() {
    let text = golden!("3.8-newsletter-statistic.answer.xml");
    let further = "<bc:numBounced>7</bc:numBounced></bc:newsletterStatistic>";
    let text = text.replace("</bc:newsletterStatistic>", further);
    let answer = read(NewsletterStatistic::new(), &text).await;
    let extra = &answer.newsletter_statistic[0].extra;
    let kept: Vec<(&str, i32)> = extra
        .iter()
        .map(|(_, element)| (element.local_name(), element.read().expect("a number")))
        .collect();
    assert_eq!(kept, [("numBounced", 7)]);
}

#[tokio::test]
async fn section_3_9_backclick_statistic() {
    let request = BackclickStatistic::new().with_newsletter_ids([501]);
    let expected = printed(golden!("3.9-backclick-statistic.request.xml"), "");
    assert_eq!(sent(request.clone()).await, infoset(&expected));
    let answer = read(request, golden!("3.9-backclick-statistic.answer.xml")).await;
    let [figures] = &answer.backclick_statistic[..] else {
        panic!("one newsletter: {answer:?}");
    };
    assert!(figures.sended_by_internal_mta);
    assert!(!figures.used_conversion_tracking && !figures.ab_test);
    assert_eq!(figures.newsletter_list_name.as_deref(), Some("Brief"));
    assert_eq!(figures.newsletter_subject.as_deref(), Some("Mai"));
    assert_eq!(figures.newsletter_description.as_deref(), Some("Mai"));
    assert_eq!(
        (figures.newsletter_id, figures.newsletter_list_id),
        (501, 12)
    );
    let start = time("2031-05-04T09:30:00.000+02:00");
    assert_eq!(figures.send_start_time, Some(start));
    assert_eq!(figures.num_recipients_unadjusted, 240);
    assert_eq!(figures.num_recipients_adjusted, 231);
    assert_eq!((figures.num_send, figures.num_delivered), (231, 229));
    assert_eq!((figures.num_links_clicked, figures.num_opened), (17, 90));
    assert_eq!(figures.num_unique_opened, None);
}

#[tokio::test]
async fn section_3_10_create_transaction_channel() {
    let request = CreateTransactionChannel::new();
    let expected = printed(golden!("3.10-create-transaction-channel.request.xml"), "");
    assert_eq!(sent(request.clone()).await, infoset(&expected));
    let text = golden!("3.10-create-transaction-channel.answer.xml");
    assert_eq!(read(request, text).await.channel_id, 77);
}

#[tokio::test]
async fn section_3_11_send_transaction_mail() {
    // The printed one leaves out the subject.
    let recipient = Recipient::new("a.muster@example.org");
    let request = SendTransactionMail::new(77, "Ihre Bestellung", recipient)
        .with_sender_email("post@example.org")
        .with_sender_name("Beispiel GmbH")
        .with_mail_content("<p>Ihre Bestellung</p>")
        .with_alternative_mail_content("Ihre Bestellung")
        .with_reply_to("antwort@example.org");
    let expected = golden!("3.11-send-transaction-mail.request.xml");
    let expected = printed(expected, "SendTransactionMail");
    let lines = without(sent(request).await, "subject");
    assert_eq!(lines, infoset(&expected));
}

#[tokio::test]
async fn section_4_4_validation_error() {
    let fault = golden!("4.4-validation-error.fault.xml");
    let fault = envelope(&fault.replace("soapenv:", "s:"));
    let (client, _) = client([Reply::new(StatusCode::INTERNAL_SERVER_ERROR, fault)]);
    let call = client.create_transaction_channel(CreateTransactionChannel::new());
    let error = call.await.expect_err("a fault");
    assert_eq!(error.code(), Some("VALIDATION_ERROR"));
    assert_eq!(error.outcome(), Outcome::Rejected);
    let details = vec!["cvc-complex-type.2.4.a: …".to_owned()];
    assert_eq!(
        ErrorCode::of(&error),
        Some(ErrorCode::Validation { details })
    );
    assert_eq!(
        error.message(),
        "Validation error: cvc-complex-type.2.4.a: …"
    );
}
