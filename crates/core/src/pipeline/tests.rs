//! The pipeline over fake transports, in virtual time.

mod backing_off;
mod carrying;
mod masking;
mod observing;
mod renewing;
mod repeating;
mod upload;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, LOCATION, USER_AGENT};
use http::response::Parts;
use http::{HeaderValue, StatusCode};

use crate::fake::{Capture, Flaky, Never, Reply, Respond, drain};
use crate::testing::{Look, Order, Post, SENTINEL, Shop, ShopFault, builder, order};
use crate::{
    Body, BoxFuture, Call, Client, Context, ErrorKind, Idempotency, Limited, Limiter, Operation,
    Outcome, Permit, PermitRequest, ReadError, RequestError, Transport, TransportError,
    TransportErrorKind,
};

/// A client of one attempt a call.
fn client(transport: impl Transport) -> Client {
    let builder = builder().transport(transport).attempts(1);
    builder.build().unwrap()
}

/// Fails where `kind` says before it takes the request.
fn failing(kind: TransportErrorKind) -> impl Transport {
    struct Failing(TransportErrorKind);
    impl Transport for Failing {
        fn send<'a>(
            &'a self,
            _request: http::Request<crate::WireBody>,
            _options: &'a crate::SendOptions,
        ) -> BoxFuture<'a, Result<http::Response<crate::BodyStream>, TransportError>> {
            Box::pin(async { Err(TransportError::new(self.0)) })
        }
    }
    Failing(kind)
}

#[test]
fn calls_clients_and_errors_move_between_threads() {
    fn movable<T: Send + 'static>() {}
    fn shared<T: Send + Sync + 'static>() {}
    movable::<Call<Order>>();
    movable::<<Call<Order> as IntoFuture>::IntoFuture>();
    shared::<Client>();
    shared::<crate::Error>();
    shared::<crate::WireBody>();
    assert_eq!(size_of::<crate::Error>(), size_of::<usize>());
}

#[tokio::test]
async fn a_call_gives_the_output_and_on_request_what_is_known_of_its_transfer() {
    let reply = Reply::ok("V-1").header(LOCATION, HeaderValue::from_static("/v/1"));
    let client = client(reply);
    assert_eq!(client.call(order()).await.unwrap(), "V-1");
    let response = client
        .call(order())
        .call_id("id-7")
        .with_metadata()
        .await
        .unwrap();
    assert_eq!(response.value, "V-1");
    assert_eq!(response.status, StatusCode::OK);
    assert_eq!(response.headers[LOCATION], "/v/1");
    assert_eq!(response.call_id, "id-7");
    assert_eq!(response.attempts, 1);
}

#[tokio::test]
async fn a_caller_hears_how_much_has_come() {
    async fn heard(reply: Reply) -> Vec<(usize, Option<usize>)> {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&heard);
        let call = client(reply).call(order()).on_progress(move |progress| {
            let progress = (progress.received, progress.announced);
            told.lock().unwrap().push(progress);
        });
        call.await.unwrap();
        heard.lock().unwrap().clone()
    }
    assert_eq!(heard(Reply::ok("V-1")).await, [(3, None)]);
    let announced = Reply::ok("V-1").header(CONTENT_LENGTH, HeaderValue::from_static("3"));
    assert_eq!(heard(announced).await, [(3, Some(3))]);
}

#[tokio::test]
async fn every_call_has_an_id_of_its_own() {
    let capture = Capture::new(Reply::ok("ok"));
    let client = client(capture.clone());
    for _ in 0..3 {
        client.call(order()).await.unwrap();
    }
    let ids: Vec<_> = capture
        .requests()
        .into_iter()
        .map(|sent| sent.call_id)
        .collect();
    assert!(
        ids.iter()
            .all(|id| id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit()))
    );
    assert!(
        ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2],
        "{ids:?}"
    );
}

#[tokio::test]
async fn the_transport_is_told_what_it_sends() {
    let capture = Capture::new(Reply::ok("ok"));
    client(capture.clone()).call(order()).await.unwrap();
    let sent = &capture.requests()[0];
    assert_eq!(
        (sent.service, sent.operation, sent.attempt),
        ("shop", "Order", 1)
    );
    assert_eq!(sent.request.uri(), "http://127.0.0.1:9/soap");
    assert!(
        sent.request.headers()[USER_AGENT]
            .to_str()
            .unwrap()
            .starts_with("kontorhaus/")
    );
    assert_eq!(sent.request.body(), format!("{SENTINEL}|one").as_str());
}

#[tokio::test]
async fn a_fault_reaches_the_caller_with_all_it_carries() {
    let client = client(Reply::new(StatusCode::CONFLICT, "taken"));
    let error = client.call(order()).call_id("id-7").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Fault);
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert_eq!(error.status(), Some(StatusCode::CONFLICT));
    assert_eq!((error.service(), error.operation()), ("shop", "Order"));
    assert_eq!((error.code(), error.message()), (Some("S1"), "taken"));
    assert_eq!((error.call_id(), error.attempts()), ("id-7", 1));
    assert_eq!(error.fault_as::<Order>(), Some(&ShopFault("taken".into())));
    assert_eq!(error.expose_raw_body().unwrap(), "taken");
    assert_eq!(
        error.to_string(),
        "shop.Order failed: S1 taken (fault, HTTP 409). \
         The server refused it; nothing happened. Choose another."
    );
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_kept_whole() {
    let error = client(Reply::ok("garbled"))
        .call(order())
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::Applied);
    assert_eq!(error.expose_raw_body().unwrap(), "garbled");
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_request_that_breaks_a_rule_is_not_sent() {
    let capture = Capture::new(Reply::ok("ok"));
    let error = client(capture.clone())
        .call(Post::<true>(""))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.message(), "Text: must not be empty");
    assert!(capture.requests().is_empty());
}

#[tokio::test]
async fn failures_before_the_body_is_taken_mean_not_sent() {
    for (kind, expected, retryable) in [
        (TransportErrorKind::Dns, ErrorKind::Connect, true),
        (TransportErrorKind::Connect, ErrorKind::Connect, true),
        (TransportErrorKind::Tls, ErrorKind::Connect, false),
        (TransportErrorKind::Timeout, ErrorKind::Timeout, true),
        (TransportErrorKind::Closed, ErrorKind::Transport, true),
        (TransportErrorKind::Other, ErrorKind::Transport, false),
    ] {
        let error = client(failing(kind)).call(order()).await.unwrap_err();
        assert_eq!(error.kind(), expected);
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert_eq!(error.is_retryable(), retryable);
    }
}

#[tokio::test]
async fn the_same_failures_after_the_body_was_taken_mean_unknown() {
    for kind in [
        TransportErrorKind::Connect,
        TransportErrorKind::Timeout,
        TransportErrorKind::Closed,
        TransportErrorKind::Other,
    ] {
        let transport = Respond::with(move |_, _| Err(TransportError::new(kind)));
        let error = client(transport).call(order()).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn a_4xx_is_a_refusal_even_if_its_body_breaks_off() {
    let reply = Reply::new(StatusCode::CONFLICT, "taken");
    let error = client(Flaky::new(reply, 2))
        .call(order())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert_eq!(error.expose_raw_body().unwrap(), "ta");
}

#[tokio::test(start_paused = true)]
async fn a_host_that_cannot_be_reached_costs_the_connect_timeout() {
    let client = client(Never::before_sending());
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.message(), "no connection within 5s");
    assert_eq!(error.elapsed().as_secs(), 5);
    assert!(error.is_retryable());
}

/// Asks for the body only after six seconds, from a task that nobody can cancel.
#[derive(Clone, Default)]
struct Late(Arc<Mutex<Vec<bool>>>);

impl Transport for Late {
    fn send<'a>(
        &'a self,
        request: http::Request<crate::WireBody>,
        _options: &'a crate::SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<crate::BodyStream>, TransportError>> {
        let sent = Arc::clone(&self.0);
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(6)).await;
            let body = request.into_body();
            let whole = body.is_end() || drain(body).await.is_ok();
            sent.lock().unwrap().push(whole);
        });
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_called_not_sent_cannot_be_sent_any_more() {
    let late = Late::default();
    let client = client(late.clone());
    for error in [
        client.call(order()).await.unwrap_err(),
        client
            .call(order())
            .attempt_timeout(Duration::from_secs(3))
            .await
            .unwrap_err(),
        client.call(Look).await.unwrap_err(),
    ] {
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(*late.0.lock().unwrap(), [false; 3]);
}

#[tokio::test(start_paused = true)]
async fn a_permit_that_came_back_unused_stays_unused() {
    let late = Late::default();
    let one = |client: Client| client.call(order());
    assert_eq!(permits(late.clone(), one).await, [false], "dropped");
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(*late.0.lock().unwrap(), [false]);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_hangs_costs_the_attempt_timeout() {
    let client = client(Never::after_sending());
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.message(), "no answer within 30s");
    assert_eq!(error.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn the_call_decides_over_the_client_and_the_shorter_time_holds() {
    let client = builder()
        .transport(Never::after_sending())
        .attempt_timeout(Duration::from_secs(7))
        .build()
        .unwrap();
    let elapsed = async |call: Call<Order>| call.await.unwrap_err().elapsed().as_secs();
    assert_eq!(elapsed(client.call(order())).await, 7);
    let seconds = Duration::from_secs;
    assert_eq!(elapsed(client.call(order()).timeout(seconds(2))).await, 2);
    assert_eq!(
        elapsed(client.call(order()).attempt_timeout(seconds(9))).await,
        9
    );
    assert_eq!(
        elapsed(client.call(order()).attempt_timeout(seconds(99))).await,
        60
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_without_time_left_sends_nothing() {
    let capture = Capture::new(Reply::ok("ok"));
    let call = client(capture.clone())
        .call(order())
        .timeout(Duration::ZERO);
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(capture.requests().is_empty());
}

/// Notes how each permit came back.
#[derive(Clone, Default)]
struct Counting(Arc<Mutex<Vec<bool>>>);

impl Limiter for Counting {
    fn acquire<'a>(
        &'a self,
        _request: PermitRequest<'a>,
    ) -> BoxFuture<'a, Result<Permit, Limited>> {
        let ended = Arc::clone(&self.0);
        Box::pin(async move {
            Ok(Permit::new(move |handed| {
                ended.lock().unwrap().push(handed);
            }))
        })
    }
}

/// How the permit of one call came back; the call is dropped after a second.
async fn permits(transport: impl Transport, call: impl FnOnce(Client) -> Call<Order>) -> Vec<bool> {
    let limiter = Counting::default();
    let client = builder()
        .transport(transport)
        .limiter(limiter.clone())
        .attempts(1)
        .build()
        .unwrap();
    let _ended = tokio::time::timeout(Duration::from_secs(1), call(client).into_future()).await;
    let permits = limiter.0.lock().unwrap();
    permits.clone()
}

#[tokio::test(start_paused = true)]
async fn a_permit_tells_whether_the_request_was_handed_over() {
    let one = |client: Client| client.call(order());
    assert_eq!(permits(Reply::ok("ok"), one).await, [true]);
    assert_eq!(
        permits(failing(TransportErrorKind::Dns), one).await,
        [false]
    );
    assert_eq!(
        permits(Never::before_sending(), one).await,
        [false],
        "dropped"
    );
    assert_eq!(
        permits(Never::after_sending(), one).await,
        [true],
        "dropped"
    );
    let wrong = |client: Client| client.call(Post(""));
    assert_eq!(permits(Reply::ok("ok"), wrong).await, [false]);
}

#[tokio::test(start_paused = true)]
async fn a_limit_that_leaves_no_room_ends_the_call() {
    struct Full;
    impl Limiter for Full {
        fn acquire<'a>(
            &'a self,
            request: PermitRequest<'a>,
        ) -> BoxFuture<'a, Result<Permit, Limited>> {
            assert_eq!((request.service, request.operation), ("shop", "Order"));
            assert_eq!(request.within, Duration::from_secs(60));
            let wait = Duration::from_secs(90);
            Box::pin(async move { Err(Limited::new(wait, "60 calls a minute are used up")) })
        }
    }
    let client = builder()
        .transport(Reply::ok("ok"))
        .limiter(Full)
        .build()
        .unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limited);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(90)));
    assert_eq!(error.message(), "60 calls a minute are used up");
}

#[tokio::test]
async fn a_relative_redirect_is_shown_with_the_endpoints_host() {
    let reply = Reply::new(StatusCode::PERMANENT_REDIRECT, "")
        .header(LOCATION, HeaderValue::from_static("/soap/?token=1"));
    let error = client(reply).call(Look).await.unwrap_err();
    assert_eq!(
        error.message(),
        "the server redirects to http://127.0.0.1:9/soap/, and redirects are not followed"
    );
}

#[tokio::test]
async fn a_request_to_an_address_that_is_not_secure_does_not_leave() {
    struct Away;
    impl Operation for Away {
        type Service = Shop;
        type Output = ();
        type Fault = ShopFault;
        const NAME: &'static str = "Away";
        const IDEMPOTENCY: Idempotency = Idempotency::Read;

        fn request(&self, _: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
            http::Request::get("http://elsewhere.example/")
                .body(Body::empty())
                .map_err(|error| RequestError::new("no request").source(error))
        }

        fn read(_: &Context<'_>, _: &Parts, _: &Bytes) -> Result<(), ReadError> {
            Ok(())
        }
    }
    let capture = Capture::new(Reply::ok("ok"));
    let error = client(capture.clone()).call(Away).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(capture.requests().is_empty());
}
