//! No secret in anything that is printed.

use std::io::Write;
use std::sync::{Arc, Mutex};

use http::StatusCode;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

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
    assert_masked(&format!("{error:?} {cause:?}"));
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

/// Keeps what a subscriber writes.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn spans_and_events_tell_the_call_and_hide_the_secret() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(log.clone())
        .with_ansi(false)
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let reply = Reply::new(StatusCode::CONFLICT, format!("wrong key {SENTINEL}"));
    let client = builder().transport(reply).build().unwrap();
    client.call(order()).call_id("id-7").await.unwrap_err();
    drop(guard);

    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert_masked(&text);
    for told in [
        r#"otel.kind="client""#,
        "otel.name=shop/Order",
        r#"rpc.system.name="http""#,
        r#"rpc.service="shop""#,
        r#"rpc.method="Order""#,
        r#"server.address="127.0.0.1""#,
        "server.port=9",
        r#"kontorhaus.call_id="id-7""#,
        "kontorhaus.attempts=1",
        "kontorhaus.outcome=rejected",
        "error.type=fault",
        r#"http.request.method="POST""#,
        "http.response.status_code=409",
        "request body=***|one",
        "body=wrong key ***",
    ] {
        assert!(text.contains(told), "{told} is missing in\n{text}");
    }
}
