//! Every fault that is documented: what the client makes of it.

use std::time::Duration;

use kontorhaus_backclick::{
    CreateTransactionChannel, ErrorCode, ErrorKind, Fault, GetSubscribers, NewsletterStatistic,
    Outcome, SaveOrCreateSubscriber, SendNewsletter, Subscriber,
};

use super::{answer, builder, client, fault};

/// Code, text, outcome, and whether it passes by itself.
const FAULTS: &[(&str, &str, Outcome, bool)] = &[
    (
        "IP_NOT_ALLOWED",
        "IP [203.0.113.7] is not allowed to access this service.",
        Outcome::Rejected,
        false,
    ),
    (
        "VALIDATION_ERROR",
        "Validation error",
        Outcome::Rejected,
        false,
    ),
    (
        "INVALID_FIELD_NAME",
        "Invalid field name in request.",
        Outcome::Unknown,
        false,
    ),
    (
        "IMPORT_RUNNING",
        "Another auto import is running. Please try again later.",
        Outcome::Rejected,
        true,
    ),
    (
        "IMPORT_BLOCKS_DISPATCH",
        "Autoimport is running. Please try again later.",
        Outcome::Rejected,
        true,
    ),
    (
        "TOO_MANY_TASKS",
        "Too much unfinished tasks! Please try again later.",
        Outcome::Rejected,
        true,
    ),
    (
        "TOO_MANY_ADDRESSES",
        "Too many emailaddresses in request! Max email addresses per request: 1000",
        Outcome::Rejected,
        false,
    ),
    (
        "INVALID_SENDER_DOMAIN",
        "Invalid domain of sender address (\"example.com\"). If you want to send email for this domain, please contact \
         your admin.",
        Outcome::Rejected,
        false,
    ),
    (
        "NO_CONTENT",
        "No templateId AND no newsletterContent given!",
        Outcome::Rejected,
        false,
    ),
    ("NO_SUBJECT", "No subject given.", Outcome::Rejected, false),
    (
        "NO_RECIPIENTS",
        "No Recipients are given!",
        Outcome::Rejected,
        false,
    ),
    (
        "INVALID_TEMPLATE",
        "Invalid templateId!",
        Outcome::Rejected,
        false,
    ),
    (
        "TEMPLATE_NOT_FOUND",
        "Template with ID 88 does not exist!",
        Outcome::Rejected,
        false,
    ),
    (
        "FILTER_NOT_FOUND",
        "Filter with ID 5012 is non existent.",
        Outcome::Rejected,
        false,
    ),
    (
        "LIST_NOT_FOUND",
        "Error getting Newsletter-List-ID",
        Outcome::Rejected,
        false,
    ),
    (
        "BOTH_HTML",
        "Both (mailContent AND alternativeMailContent is HTML.)",
        Outcome::Rejected,
        false,
    ),
    (
        "BOTH_TEXT",
        "Both (mailContent AND alternativeMailContent is TEXT.)",
        Outcome::Rejected,
        false,
    ),
];

#[tokio::test]
async fn every_documented_text() {
    for (code, text, outcome, passes) in FAULTS {
        let (client, transport) = client([fault(text, "")]);
        let call = client.create_transaction_channel(CreateTransactionChannel::new());
        let error = call.no_retry().await.expect_err("a fault");
        assert_eq!(error.kind(), ErrorKind::Fault);
        assert_eq!((error.code(), error.outcome()), (Some(*code), *outcome));
        assert_eq!(error.is_retryable(), *passes, "{code}");
        assert_eq!(error.message(), *text);
        assert_eq!(ErrorCode::of(&error).map(|code| code.name()), Some(*code));
        assert!(error.advice().is_some_and(|advice| advice.ends_with('.')));
        assert_eq!(transport.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_refused_address_is_in_the_error() {
    let (client, _) = client([fault(FAULTS[0].1, "")]);
    let call = client.get_subscribers(GetSubscribers::new());
    let error = call.await.expect_err("a fault");
    let address = Some("203.0.113.7".parse().expect("an address"));
    assert_eq!(
        ErrorCode::of(&error),
        Some(ErrorCode::IpNotAllowed { address })
    );
    let shown = error.to_string();
    assert!(shown.contains("IP [203.0.113.7] is not allowed"), "{shown}");
    assert!(shown.contains("with_api_key"), "{shown}");
}

/// The domain is part of an address that was sent, and is shown all the same; the address is not.
#[tokio::test]
async fn a_refused_domain_is_in_the_error() {
    let (client, _) = client([fault(
        "Invalid domain of sender address (\"example.com\"). It was vera@example.com.",
        "",
    )]);
    let time = "2031-05-04T09:30:00".parse::<kontorhaus_backclick::DateTime>();
    let request =
        SendNewsletter::new("Mai", time.expect("a time")).with_sender_email("vera@example.com");
    let error = client.send_newsletter(request).await.expect_err("a fault");
    let domain = "example.com".to_owned();
    assert_eq!(
        ErrorCode::of(&error),
        Some(ErrorCode::InvalidSenderDomain { domain })
    );
    assert!(!format!("{error} {error:?}").contains("vera@"), "{error}");
}

fn validation(details: &[&str]) -> String {
    let errors = details.iter().map(|text| {
        format!(
            "<w:ValidationError xmlns:w=\"http://springframework.org/spring-ws\">{text}</w:ValidationError>"
        )
    });
    format!("<detail>{}</detail>", errors.collect::<String>())
}

#[tokio::test]
async fn validation_details_are_shown_without_what_people_wrote() {
    let address = "mara.beispiel@example.org";
    let details = [
        "cvc-complex-type.2.4.a: Invalid content was found starting with element 'bc:subscribers'.",
        "cvc-pattern-valid: Value 'mara.beispiel@example.org' is not facet-valid.",
    ];
    let (client, _) = client([fault("Validation error", &validation(&details))]);
    let request = SaveOrCreateSubscriber::new().with_subscribers([Subscriber::new(address, [12])]);
    let call = client.save_or_create_subscriber(request);
    let error = call.await.expect_err("a fault");
    let shown = error.to_string();
    assert!(shown.contains(details[0]), "{shown}");
    assert!(shown.contains("cvc-pattern-valid: Value '***'"), "{shown}");
    assert!(!format!("{error} {error:?}").contains(address), "{error:?}");
    // Who asks for the details gets them as they came.
    let Some(ErrorCode::Validation { details: found }) = ErrorCode::of(&error) else {
        panic!("a validation error: {error}");
    };
    assert_eq!(found, details);
}

/// Only those texts that say so are followed by another call, and only where nothing happened.
#[tokio::test(start_paused = true)]
async fn try_again_later_is_tried_again() {
    let channel = "<bc:CreateTransactionChannelResponse><bc:channelId>7</bc:channelId></bc:CreateTransactionChannelResponse>";
    for (code, text, _, passes) in FAULTS {
        let (client, transport) = client([fault(text, ""), answer(channel)]);
        let call = client.create_transaction_channel(CreateTransactionChannel::new());
        let result = call.timeout(Duration::from_secs(600)).await;
        assert_eq!(result.is_ok(), *passes, "{code}");
        assert_eq!(transport.requests().len(), if *passes { 2 } else { 1 });
    }
}

/// Without a text of the list nothing is known, unless SOAP blames the caller.
#[tokio::test]
async fn other_texts_keep_the_code_of_soap() {
    let (client, _) = client([fault("java.lang.NullPointerException", "")]);
    let call = client.newsletter_statistic(NewsletterStatistic::new());
    let error = call.no_retry().await.expect_err("a fault");
    assert_eq!(ErrorCode::of(&error), None);
    assert_eq!(error.code(), Some("Server"));
    assert_eq!(error.outcome(), Outcome::Unknown);
    let found = error.detail::<Fault>().expect("a fault");
    assert_eq!(found.reason, "java.lang.NullPointerException");
}

#[tokio::test]
async fn no_connection_is_no_fault() {
    let client = builder(kontorhaus_backclick::fake::Never::before_sending()).build();
    let call = client
        .expect("a client")
        .get_subscribers(GetSubscribers::new());
    let error = call
        .timeout(Duration::from_millis(20))
        .await
        .expect_err("no answer");
    assert_eq!(ErrorCode::of(&error), None);
    assert_eq!(error.outcome(), Outcome::NotSent);
}
