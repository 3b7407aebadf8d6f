//! Tokens: one request for all who wait, renewed ahead of time, replaced when refused, never shown.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::fake::{Capture, Reply, Respond};
use kontorhaus_core::http::header::{AUTHORIZATION, RETRY_AFTER};
use kontorhaus_core::http::{HeaderValue, Request, Response, StatusCode};
use kontorhaus_core::limit::{Key, Sequential};
use kontorhaus_core::{
    BodyStream, BoxFuture, Clock, SendOptions, TokioClock, Transport, TransportError,
    TransportErrorKind, WireBody,
};
use kontorhaus_erpxt::{
    ApiError, Backoff, Client, Credentials, Error, ErrorKind, NewItem, NewProduct, NewProforma,
    Outcome, Product,
};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::erpxt::Refusal;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::{account, builder};

const CALLS: usize = 1_000;

/// Runs that many calls at once and gives how many succeeded.
async fn at_once<F>(count: usize, call: impl Fn() -> F) -> usize
where
    F: IntoFuture<Output = Result<Vec<Product>, Error>>,
    F::IntoFuture: Send + 'static,
{
    let mut calls = JoinSet::new();
    for _ in 0..count {
        calls.spawn(call().into_future());
    }
    let results = calls.join_all().await;
    results.into_iter().flatten().count()
}

/// A service in virtual time: a token request takes a second and gives a token of 600 seconds. Which tokens hold, the test
/// says.
#[derive(Clone, Default)]
struct Service {
    issued: Arc<AtomicU32>,
    revoked: Arc<Mutex<HashSet<u32>>>,
    failing: Arc<Mutex<Option<u16>>>,
}

impl Service {
    fn issued(&self) -> u32 {
        self.issued.load(Ordering::SeqCst)
    }

    fn revoke(&self, token: u32) {
        self.revoked.lock().expect("no panic").insert(token);
    }

    fn fail(&self, status: Option<u16>) {
        *self.failing.lock().expect("no panic") = status;
    }

    fn answer(
        &self,
        request: &Request<Bytes>,
        options: &SendOptions,
    ) -> Result<Reply, TransportError> {
        if options.operation == "FetchToken" {
            let number = self.issued.fetch_add(1, Ordering::SeqCst) + 1;
            return match *self.failing.lock().expect("no panic") {
                None => Ok(Reply::ok(format!(
                    r#"{{"access_token":"t{number}","expires":600}}"#
                ))),
                Some(0) => Err(TransportError::new(TransportErrorKind::Connect)),
                Some(status) => Ok(Reply::new(
                    StatusCode::from_u16(status).expect("a status"),
                    r#"{"error":"invalid_client","error_description":"no such pair"}"#,
                )
                .header(RETRY_AFTER, HeaderValue::from_static("7"))),
            };
        }
        let token = request.headers()[AUTHORIZATION].to_str().expect("ASCII");
        let number = token
            .strip_prefix("Bearer t")
            .and_then(|number| number.parse().ok())
            .expect("a number");
        if self.revoked.lock().expect("no panic").contains(&number) {
            return Ok(Reply::new(StatusCode::UNAUTHORIZED, ""));
        }
        Ok(Reply::ok("[]"))
    }

    /// The service as a transport, each answer a second away.
    fn transport(&self) -> Capture<impl Transport> {
        struct Later<T>(T);
        impl<T: Transport> Transport for Later<T> {
            fn send<'a>(
                &'a self,
                request: Request<WireBody>,
                options: &'a SendOptions,
            ) -> BoxFuture<'a, Result<Response<BodyStream>, TransportError>> {
                Box::pin(async move {
                    let answer = self.0.send(request, options).await;
                    sleep(Duration::from_secs(1)).await;
                    answer
                })
            }
        }
        let service = self.clone();
        Capture::new(Later(Respond::with(
            move |request: &Request<Bytes>, options: &SendOptions| service.answer(request, options),
        )))
    }

    fn client(&self) -> Client {
        client(self.transport())
    }
}

fn client(transport: impl Transport) -> Client {
    Client::builder()
        .endpoint("https://app.erpxt.de/api2/public")
        .credentials(Credentials::new("id", "open sesame".into()))
        .transport(transport)
        .attempts(1)
        .build()
        .expect("a client")
}

#[tokio::test(start_paused = true)]
async fn a_thousand_calls_without_a_token_ask_for_one() {
    let service = Service::default();
    let client = service.client();
    assert_eq!(at_once(CALLS, || client.products().list()).await, CALLS);
    assert_eq!(service.issued(), 1);
    // And again when it has expired.
    sleep(Duration::from_secs(700)).await;
    assert_eq!(
        at_once(CALLS, || client.clone().products().list()).await,
        CALLS
    );
    assert_eq!(service.issued(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_thousand_calls_whose_token_is_refused_ask_for_one_and_none_is_lost() {
    let service = Service::default();
    let transport = service.transport();
    let client = client(transport.clone());
    client.products().list().await.unwrap();
    service.revoke(1);
    assert_eq!(at_once(CALLS, || client.products().list()).await, CALLS);
    assert_eq!(service.issued(), 2);
    // One and its token, then each twice and one token.
    assert_eq!(transport.requests().len(), 2 + 2 * CALLS + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_over_sockets_ask_for_one_token() {
    let (sandbox, client) = account().await;
    let service = sandbox.erpxt();
    client.products().list().await.unwrap();
    service.expire_tokens();
    // A hundred at a time, so that no machine runs out of sockets.
    for _ in 0..CALLS / 100 {
        assert_eq!(at_once(100, || client.products().list()).await, 100);
    }
    assert_eq!(service.tokens_issued(), 2);
    let refused = service
        .exchanges()
        .iter()
        .filter(|exchange| exchange.status == 401)
        .count();
    assert!((1..=100).contains(&refused), "{refused}");
}

#[tokio::test]
async fn a_write_whose_token_expires_in_flight_is_made_once() {
    let (sandbox, client) = account().await;
    let service = sandbox.erpxt();
    client.products().list().await.unwrap();
    service.expire_tokens();
    let new = NewProforma::new(880, 310).with_items([NewItem::new(40212, 1, 95)]);
    let response = client
        .proformas()
        .create(new)
        .no_retry()
        .with_metadata()
        .await
        .unwrap();
    assert_eq!((response.attempts, service.tokens_issued()), (2, 2));
    assert_eq!(service.count("proformas"), 2);
    let statuses: Vec<_> = service
        .exchanges()
        .iter()
        .map(|exchange| exchange.status)
        .collect();
    assert_eq!(statuses, [200, 200, 401, 200, 200]);
}

#[tokio::test]
async fn a_client_whose_new_token_is_refused_too_stops() {
    let (sandbox, client) = account().await;
    let service = sandbox.erpxt();
    let refusal = || Reaction::Fault(Refusal::bare(401));
    service.react([refusal(), refusal()]);
    let error = client
        .products()
        .create(NewProduct::new("a", "b", 9))
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), service.tokens_issued()), (2, 2));
    assert_eq!(
        (error.outcome(), error.status()),
        (Outcome::Rejected, Some(StatusCode::UNAUTHORIZED))
    );
    assert!(!error.is_retryable());
    assert!(
        error.advice().unwrap().contains("Öffentliche API"),
        "{error}"
    );
    // The token that was refused last is not kept either.
    client.products().list().await.unwrap();
    assert_eq!(service.tokens_issued(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_ahead_of_its_end_while_others_go_on() {
    let service = Service::default();
    let client = service.client();
    client.products().list().await.unwrap();
    // Asked for at 0, so it ends at 600 and is renewed from 540 on.
    sleep(Duration::from_secs(530)).await;
    client.products().list().await.unwrap();
    assert_eq!(service.issued(), 1);
    sleep(Duration::from_secs(10)).await;
    let clock = TokioClock::new();
    assert_eq!(at_once(100, || client.products().list()).await, 100);
    // One call waited for the token, the others did not.
    assert_eq!((service.issued(), clock.now().as_secs()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails_costs_nothing_while_the_token_holds() {
    let service = Service::default();
    let client = service.client();
    client.products().list().await.unwrap();
    sleep(Duration::from_secs(545)).await;
    for status in [0, 503] {
        service.fail(Some(status));
        client.products().list().await.unwrap();
        let issued = service.issued();
        client.products().list().await.unwrap();
        assert_eq!(service.issued(), issued, "it is not tried with each call");
        sleep(Duration::from_secs(10)).await;
    }
    assert_eq!(service.issued(), 3);
    sleep(Duration::from_secs(40)).await;
    let error = client.products().list().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Request, Outcome::NotSent)
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    service.fail(None);
    client.products().list().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_pair_is_tried_once_for_all_who_wait() {
    let service = Service::default();
    service.fail(Some(401));
    let transport = service.transport();
    let client = client(transport.clone());
    assert_eq!(at_once(CALLS, || client.products().list()).await, 0);
    assert_eq!(transport.requests().len(), 1);
    let error = client.products().list().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "erpxt.ListProducts failed: no access token could be had: invalid_client no such pair (request). \
         Nothing was sent. Check client ID and client secret: Mein Konto → Konto verwalten → Öffentliche API."
    );
    assert_eq!(
        ApiError::of(&error).unwrap().code.as_deref(),
        Some("invalid_client")
    );
    assert!(!error.is_retryable());
}

#[tokio::test(start_paused = true)]
async fn a_call_is_repeated_when_the_token_could_not_be_had_for_a_moment() {
    let service = Service::default();
    service.fail(Some(503));
    let transport = service.transport();
    let client = Client::builder()
        .endpoint("https://app.erpxt.de/api2/public")
        .credentials(Credentials::new("id", "open sesame".into()))
        .transport(transport.clone())
        .retry(Backoff::new().first_delay(Duration::from_secs(1)))
        .build()
        .unwrap();
    let write = client
        .products()
        .create(NewProduct::new("a", "b", 9))
        .into_future();
    let (result, ()) = tokio::join!(write, async {
        sleep(Duration::from_millis(1500)).await;
        service.fail(None);
    });
    // The fake answers a creation with a list.
    assert_eq!(result.unwrap_err().outcome(), Outcome::Applied);
    assert!(
        transport
            .requests()
            .iter()
            .filter(|sent| sent.operation == "FetchToken")
            .count()
            > 1
    );
    assert_eq!(
        transport
            .requests()
            .iter()
            .filter(|sent| sent.operation == "CreateProduct")
            .count(),
        1
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_while_it_fetches_leaves_the_turn_to_the_next() {
    let service = Service::default();
    let client = service.client();
    let first = client.products().list().into_future();
    let dropped = tokio::time::timeout(Duration::from_millis(500), first);
    let (dropped, second) = tokio::join!(dropped, async {
        sleep(Duration::from_millis(100)).await;
        client.products().list().await
    });
    assert!(dropped.is_err());
    second.unwrap();
    assert_eq!(service.issued(), 2);
}

#[tokio::test]
async fn a_limiter_of_one_call_at_a_time_does_not_wait_for_itself() {
    let (sandbox, _) = account().await;
    let limiter = Sequential::new(&Key::new("erpxt").with("tokens-test"));
    let client = builder(sandbox.erpxt())
        .limiter(limiter)
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    client.products().list().await.unwrap();
    sandbox.erpxt().expire_tokens();
    client.products().list().await.unwrap();
}

#[tokio::test]
async fn the_standard_s_name_of_the_lifetime_is_read_too() {
    let (sandbox, client) = account().await;
    let service = sandbox.erpxt();
    service.set_style(|style| style.lifetime = "expires_in");
    // Shorter than it takes to think of renewing: every call renews it.
    service.set_token_lifetime(Duration::from_secs(0));
    let error = client.products().list().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    service.set_token_lifetime(Duration::from_secs(3600));
    for _ in 0..3 {
        client.products().list().await.unwrap();
    }
    assert_eq!(service.tokens_issued(), 3);
}

#[tokio::test]
async fn a_wrong_pair_is_refused() {
    let (sandbox, _) = account().await;
    let client = Client::builder()
        .endpoint(sandbox.erpxt().url())
        .credentials(Credentials::new("buchhaltung", "wrong".into()))
        .build()
        .unwrap();
    let error = client.products().list().await.unwrap_err();
    assert!(error.message().contains("invalid_client"), "{error}");
    assert_eq!(
        (error.attempts(), sandbox.erpxt().exchanges().len()),
        (1, 1)
    );
}
