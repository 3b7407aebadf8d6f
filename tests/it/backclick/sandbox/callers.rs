//! Who may call: by address, or by API key.

use std::net::IpAddr;

use kontorhaus_backclick::{Credentials, ErrorCode, GetSubscribers, Outcome, SubscriberStatus};

use super::{builder, client, sandbox};

#[tokio::test]
async fn an_address_that_is_unknown_is_refused_and_told() {
    let sandbox = sandbox().await;
    sandbox
        .backclick()
        .allow_only(["203.0.113.9".parse::<IpAddr>().expect("an address")]);
    let request = GetSubscribers::new().with_email_addresses(["max@example.org"]);
    let error = client(&sandbox)
        .get_subscribers(request)
        .await
        .expect_err("a fault");
    let address = Some(IpAddr::from([127, 0, 0, 1]));
    assert_eq!(
        ErrorCode::of(&error),
        Some(ErrorCode::IpNotAllowed { address })
    );
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert!(!error.is_retryable());
    let shown = error.to_string();
    assert!(
        shown.contains("IP [127.0.0.1] is not allowed to access this service"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_key_opens_the_system_and_is_never_shown() {
    let sandbox = sandbox().await;
    let backclick = sandbox.backclick();
    backclick.allow_only([]);
    let with_key = |key: String| {
        let credentials = Credentials::of_mandator(3).with_api_key(key.into());
        builder(&sandbox)
            .credentials(credentials)
            .build()
            .expect("a client")
    };
    let request = || GetSubscribers::new().with_email_addresses(["max@example.org"]);
    let answer = with_key(backclick.api_key())
        .get_subscribers(request())
        .await;
    assert_eq!(answer.expect("an answer").subscribers.len(), 1);
    // How a wrong one is answered is not documented: whatever it is, it carries no code of ours.
    let error = with_key("s3cret".to_owned())
        .get_subscribers(request())
        .await
        .expect_err("a fault");
    assert_eq!(ErrorCode::of(&error), None);
    assert_eq!(error.message(), "Invalid API key.");
    assert!(!format!("{error:?} {error:#?}").contains("s3cret"));
}

#[tokio::test]
async fn a_mandator_sees_its_own() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    for (mandator, known) in [(3, true), (0, false)] {
        let request = GetSubscribers::new().with_email_addresses(["max@example.org"]);
        let answer = client
            .with_mandator(mandator)
            .get_subscribers(request)
            .await
            .expect("an answer");
        let found = &answer.subscribers[0];
        assert_eq!(found.status == SubscriberStatus::Subscriber, known);
        assert_eq!(found.mandator_id, Some(mandator));
        assert_eq!(
            found.newsletter_list_ids,
            Some(if known { vec![12, 14] } else { vec![] })
        );
    }
}
