//! What a call tells a `tracing` subscriber.
//!
//! A test binary of its own, with one test: subscribers of one process disturb each other.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use http::response::Parts;
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{
    Backoff, Body, BodyStream, BoxFuture, Builder, Client, Context, Credentials, Error, ErrorKind,
    Idempotency, Operation, Outcome, ReadError, RequestError, SendOptions, Service, Settings,
    Transport, TransportError, UrlTemplate, WireBody,
};
use kontorhaus_tests::log::Log;
use tracing::Instrument;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;

const SENTINEL: &str = "s3ntinel";

/// A secret that only the answer brings.
const TOKEN: &str = "t0ken";

struct Shop;

impl Service for Shop {
    const NAME: &'static str = "shop";
    const SYSTEM: &'static str = "soap";
    type Client = Client;
    type Credentials = Key;
}

struct Key;

impl Credentials for Key {
    fn install(_given: Option<Self>, settings: &mut Settings) -> Result<(), Error> {
        settings.add_secret(&SecretString::from(SENTINEL));
        Ok(())
    }
}

struct Order;

impl Operation for Order {
    type Service = Shop;
    type Output = ();
    type Fault = ();
    const NAME: &'static str = "Order";
    const IDEMPOTENCY: Idempotency = Idempotency::Write;
    const SHOWN: &'static [&'static str] = &["key", "token", "what"];

    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
        http::Request::post(context.endpoint())
            .extension(UrlTemplate("/orders/{id}"))
            .body(format!(r#"{{"key":"{SENTINEL}","what":"one","who":"Evamaria"}}"#).into())
            .map_err(|error| RequestError::new("no request").source(error))
    }

    fn read(_: &Context<'_>, _: &Parts, body: &Bytes) -> Result<(), ReadError> {
        let message = String::from_utf8_lossy(body);
        let refusal = ReadError::new(ErrorKind::Fault, Outcome::Rejected, message);
        Err(refusal.transient(true))
    }

    fn secrets(body: &[u8]) -> Vec<SecretString> {
        let text = String::from_utf8_lossy(body);
        let token = text.split(['<', '>']).find(|part| *part == TOKEN);
        token.map(SecretString::from).into_iter().collect()
    }
}

/// Answers every request with a refusal that repeats the secret, and names somebody.
struct Refusing;

impl Transport for Refusing {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        _options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let mut body = request.into_body();
            while poll_fn(|cx| Pin::new(&mut body).poll_next(cx))
                .await
                .is_some()
            {}
            let answer = Once(Some(Bytes::from(format!(
                "<r><key>{SENTINEL}</key><who>Udo</who><token>{TOKEN}</token></r>"
            ))));
            let mut response = http::Response::new(Box::pin(answer) as BodyStream);
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        })
    }
}

struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

#[tokio::test]
async fn spans_and_events_tell_the_call_and_hide_the_secret() {
    a_span_of_the_program_stays_as_it_is().await;

    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .init();
    client().call(Order).call_id("id-7").await.unwrap_err();

    let text = log.text();
    assert!(!text.contains(SENTINEL) && !text.contains(TOKEN), "{text}");
    for told in [
        r#"otel.kind="client""#,
        "otel.name=shop/Order",
        r#"otel.name="POST""#,
        r#"otel.status_code="ERROR""#,
        r#"rpc.system.name="soap""#,
        "rpc.method=shop/Order",
        r#"server.address="shop.example""#,
        r#"kontorhaus.call_id="id-7""#,
        "kontorhaus.attempts=2",
        "kontorhaus.outcome=rejected",
        "error.type=fault",
        "http.request.resend_count=0",
        "http.request.resend_count=1",
        "repeats wait=0ns error=fault",
        r#"http.request.method="POST""#,
        "http.response.status_code=409",
        r#"network.protocol.version="1.1""#,
        "http.request.body.size=48",
        "kontorhaus.answer_bytes=60",
        r#"url.template="/orders/{id}""#,
        r#"request body={"key":"***","what":"one","who":"…"}"#,
        "answer status=409 body=<r><key>***</key><who>…</who><token>***</token></r>",
    ] {
        assert!(text.contains(told), "{told} is missing in\n{text}");
    }
}

fn client() -> Client {
    Builder::<Shop>::new()
        .endpoint("https://shop.example/path-s3ntinel?token=s3ntinel")
        .transport(Refusing)
        .attempts(2)
        .retry(Backoff::new().first_delay(Duration::ZERO))
        .build()
        .expect("a client")
}

/// A web server's span has the same fields; with ours filtered out it is the current one.
async fn a_span_of_the_program_stays_as_it_is() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish()
        .with(Targets::new().with_target("web", tracing::Level::INFO));
    let guard = tracing::subscriber::set_default(subscriber);
    let span = tracing::info_span!(target: "web", "request", http.request.method = "GET");
    let call = client().call(Order).into_future();
    call.instrument(span).await.expect_err("a refusal");
    drop(guard);

    let text = log.text();
    assert!(text.contains(r#"http.request.method="GET""#), "{text}");
    assert!(!text.contains("POST"), "{text}");
}
