//! No secret in anything that is printed.

use http::StatusCode;

use crate::fake::{Reply, Respond};
use crate::testing::{SENTINEL, builder, key, order};
use crate::{TransportError, TransportErrorKind};

fn assert_masked(printed: &str) {
    for part in [SENTINEL, "s3ntinel"] {
        assert!(!printed.contains(part), "{printed}");
    }
}

#[tokio::test]
async fn an_error_hides_the_secret_that_the_server_repeats() {
    let reply = Reply::new(
        StatusCode::CONFLICT,
        format!("wrong key {SENTINEL}, go away"),
    );
    let client = builder().transport(reply).build().unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.message(), "wrong key ***, go away");
    assert_eq!(error.excerpt(), Some("wrong key ***, go away"));
    assert_masked(&format!("{error} {error:?} {error:#?}"));
    let raw = error.expose_raw_body().unwrap();
    assert_eq!(raw, format!("wrong key {SENTINEL}, go away").as_str());
}

#[tokio::test]
async fn an_error_hides_the_secret_that_its_cause_repeats() {
    let transport = Respond::with(|_, _| {
        let cause = std::io::Error::other(format!("at {SENTINEL}"));
        Err(TransportError::new(TransportErrorKind::Closed).source(cause))
    });
    let client = builder().transport(transport).build().unwrap();
    let error = client.call(order()).await.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(cause.to_string(), "at ***");
    assert_masked(&format!("{error:?} {error:#?} {cause:?}"));
}

#[test]
fn a_context_prints_no_more_of_the_address_than_its_host() {
    let endpoint = "https://shop.example/s3ntinel?token=s3ntinel"
        .parse()
        .unwrap();
    let settings = crate::Settings::new();
    let printed = format!("{:?}", crate::Context::new(&endpoint, "id-7", &settings));
    assert_masked(&printed);
    assert!(
        printed.contains("shop.example") && printed.contains("id-7"),
        "{printed}"
    );
}

#[test]
fn builders_clients_and_calls_print_no_secret() {
    let builder = builder()
        .credentials(key())
        .endpoint(format!("https://shop.example/{SENTINEL}?token=s3ntinel"))
        .transport(Reply::ok(""));
    assert_masked(&format!("{builder:?}"));
    let client = crate::testing::builder()
        .endpoint("https://shop.example/s3ntinel?token=s3ntinel")
        .transport(Reply::ok(""))
        .build()
        .unwrap();
    assert_masked(&format!(
        "{client:?} {:?} {:?}",
        client.settings,
        client.call(order())
    ));
    assert_masked(&format!("{:?}", client.call(order()).with_metadata()));
    assert!(format!("{client:?}").contains("shop.example"));
}
