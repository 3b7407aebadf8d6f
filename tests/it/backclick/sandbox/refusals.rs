//! Every documented fault, come about as it does: by what is sent, and by what the system is doing.

use std::time::Duration;

use kontorhaus_backclick::*;
use kontorhaus_core::Operation;
use kontorhaus_sandbox::backclick::Fault as Documented;

use super::{client, eva, sandbox, time};

const HOUR: Duration = Duration::from_secs(3600);

/// What the client makes of a refusal.
struct Refusal {
    code: ErrorCode,
    outcome: Outcome,
    message: String,
}

async fn refusal<Op: Operation>(call: Call<Op>) -> Refusal {
    let error = call.await.err().expect("a fault");
    assert_eq!(error.kind(), ErrorKind::Fault, "{error}");
    let code = ErrorCode::of(&error).expect("a documented text");
    assert_eq!(error.code(), Some(code.name()));
    Refusal {
        code,
        outcome: error.outcome(),
        message: error.message().to_owned(),
    }
}

/// A refusal that is what the sandbox means, after which certainly nothing happened.
fn assert_rejected(refusal: &Refusal, code: &ErrorCode, fault: &Documented) {
    assert_eq!(refusal.code, *code);
    assert_eq!(refusal.outcome, Outcome::Rejected, "{code}");
    assert_eq!(refusal.message, fault.to_string());
}

fn dispatch() -> DispatchNewsletter {
    DispatchNewsletter::new("Mai")
        .with_newsletter_list_id(12)
        .with_newsletter_content("<p>Hallo</p>")
}

fn send() -> SendNewsletter {
    SendNewsletter::new("Mai", time("2031-05-04T09:30:00"))
        .with_subscribers([eva()])
        .with_newsletter_content("<p>Hallo</p>")
}

fn mail() -> SendTransactionMail {
    SendTransactionMail::new(77, "Ihre Bestellung", Recipient::new("eva@example.org"))
        .with_mail_content("<p>Danke</p>")
}

#[tokio::test]
async fn both_ways_of_sending_a_newsletter() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let cases = [
        (ErrorCode::NoContent, Documented::NoContent),
        (ErrorCode::NoSubject, Documented::NoSubject),
        (ErrorCode::InvalidTemplate, Documented::InvalidTemplate),
        (
            ErrorCode::InvalidSenderDomain {
                domain: "example.com".to_owned(),
            },
            Documented::SenderDomain("example.com".to_owned()),
        ),
    ];
    for (code, fault) in cases {
        let (mut one, mut two) = (send(), dispatch());
        match code {
            ErrorCode::NoContent => {
                (one.newsletter_content, two.newsletter_content) = (None, None);
            }
            ErrorCode::NoSubject => {
                one.subject.clear();
                two.subject.clear();
            }
            ErrorCode::InvalidTemplate => {
                (one.template_id, two.template_id) = (Some(89), Some(89));
            }
            _ => {
                one = one.with_sender_email("post@example.com");
                two = two.with_sender_email("post@example.com");
            }
        }
        assert_rejected(&refusal(client.send_newsletter(one)).await, &code, &fault);
        assert_rejected(
            &refusal(client.dispatch_newsletter(two)).await,
            &code,
            &fault,
        );
    }

    let mut nobody = dispatch();
    nobody.newsletter_list_id = None;
    let nobody = refusal(client.dispatch_newsletter(nobody)).await;
    assert_rejected(&nobody, &ErrorCode::NoRecipients, &Documented::NoRecipients);
    let filter = dispatch().with_filter_ids([5012, 4711]);
    let filter = refusal(client.dispatch_newsletter(filter)).await;
    let code = ErrorCode::FilterNotFound { filter: Some(4711) };
    assert_rejected(&filter, &code, &Documented::FilterMissing(4711));
    assert_eq!(sandbox.backclick().effects().newsletters, 0);
}

#[tokio::test]
async fn transaction_mails() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let domain = "example.com".to_owned();
    let mut empty = mail();
    empty.mail_content = None;
    for (request, code, fault) in [
        (
            mail().with_sender_email("post@example.com"),
            ErrorCode::InvalidSenderDomain {
                domain: domain.clone(),
            },
            Documented::SenderDomain(domain),
        ),
        (empty, ErrorCode::NoContent, Documented::NoContent),
        (
            mail().with_template_id(89),
            ErrorCode::TemplateNotFound { template: Some(89) },
            Documented::TemplateMissing(89),
        ),
        (
            mail().with_alternative_mail_content("<b>Danke</b>"),
            ErrorCode::BothHtml,
            Documented::BothHtml,
        ),
        (
            mail()
                .with_mail_content("1 < 2 und 3 > 2")
                .with_alternative_mail_content("Danke"),
            ErrorCode::BothText,
            Documented::BothText,
        ),
    ] {
        let refusal = refusal(client.send_transaction_mail(request)).await;
        assert_rejected(&refusal, &code, &fault);
    }
    assert_eq!(sandbox.backclick().effects().mails, 0);
}

#[tokio::test]
async fn subscribers_and_figures() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let backclick = sandbox.backclick();

    let unknown = eva().with_subscriber_fields([SubscriberField::new("SCHUHGROESSE", "38")]);
    let request = SaveOrCreateSubscriber::new().with_subscribers([eva(), unknown]);
    let refused = refusal(client.save_or_create_subscriber(request)).await;
    assert_eq!(refused.code, ErrorCode::InvalidFieldName);
    // Whether those before it are saved is not documented, so the client can't know.
    assert_eq!(refused.outcome, Outcome::Unknown);
    assert_eq!(backclick.subscriber(3, "eva@example.org"), None);

    let request = GetSubscribers::new().with_email_addresses(vec!["eva@example.org"; 1001]);
    assert_rejected(
        &refusal(client.get_subscribers(request)).await,
        &ErrorCode::TooManyAddresses { limit: Some(1000) },
        &Documented::TooManyAddresses(1000),
    );

    let (start, end) = (time("2031-05-01T00:00:00"), time("2031-06-01T00:00:00"));
    let request = NewsletterStatistic::new().with_period(StatisticPeriod::new(1, start, end));
    let figures = refusal(client.newsletter_statistic(request)).await;
    assert_rejected(&figures, &ErrorCode::ListNotFound, &Documented::ListMissing);
    let request = BackclickStatistic::new().with_period(StatisticPeriod::new(99, start, end));
    let figures = refusal(client.backclick_statistic(request)).await;
    assert_rejected(&figures, &ErrorCode::ListNotFound, &Documented::ListMissing);
}

#[tokio::test]
async fn what_keeps_the_system_busy() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let backclick = sandbox.backclick();
    backclick.set_import_time(HOUR);
    backclick.set_opt_in_time(HOUR);

    let mut table = ImportTable::new(["EMAIL"]).expect("a field");
    table.add(["eva@example.org"]).expect("a person");
    let import = ImportSubscribers::new([12], table).with_filter_to_update(5012);
    let answer = client
        .import_subscribers(import.clone())
        .await
        .expect("an answer");
    assert_eq!(answer.filter_id, 5012);
    let again = refusal(client.import_subscribers(import)).await;
    assert_rejected(
        &again,
        &ErrorCode::ImportRunning,
        &Documented::ImportRunning,
    );
    for (list, filter) in [(Some(12), None), (Some(14), Some(5012))] {
        let mut request = dispatch();
        request.newsletter_list_id = list;
        request.filter_ids = filter.map(|filter| vec![filter]);
        let affected = refusal(client.dispatch_newsletter(request)).await;
        let code = ErrorCode::ImportBlocksDispatch;
        assert_rejected(&affected, &code, &Documented::AutoimportRunning);
    }
    // One that the import does not affect goes out.
    let other = dispatch().with_newsletter_list_id(14);
    client.dispatch_newsletter(other).await.expect("an answer");

    let optins = |count| {
        let optin = DoubleOptin::new("max@example.org", 41);
        SetDoubleOptin::new().with_doi_request_items(vec![optin; count])
    };
    client
        .set_double_optin(optins(60))
        .await
        .expect("an answer");
    let more = refusal(client.set_double_optin(optins(41))).await;
    assert_rejected(&more, &ErrorCode::TooManyTasks, &Documented::TooManyTasks);
    assert_eq!(backclick.effects().opt_ins, 60);
}

#[tokio::test]
async fn a_request_that_violates_the_schema() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let optin = DoubleOptin::new("max@example.org", 41);
    let request = SetDoubleOptin::new().with_doi_request_items(vec![optin; 101]);
    let refused = refusal(client.set_double_optin(request)).await;
    let details = vec![
        "cvc-complex-type.2.4.f: '\"urn:kontorhaus:placeholder:backclick\":doiRequestItems' can occur a maximum of \
         '100' times in the current sequence. This limit was exceeded. No child element is expected at this point."
            .to_owned(),
    ];
    assert_eq!(refused.outcome, Outcome::Rejected);
    assert!(
        refused.message.starts_with("Validation error"),
        "{}",
        refused.message
    );
    assert!(
        refused.message.ends_with(&details[0]),
        "{}",
        refused.message
    );
    let ErrorCode::Validation { details: found } = refused.code else {
        panic!("a validation error: {:?}", refused.code);
    };
    assert_eq!(found.expose(), details);
    assert_eq!(sandbox.backclick().effects().opt_ins, 0);
}
