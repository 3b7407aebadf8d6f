//! Further attempts: only where they do no harm, and told truthfully.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::AUTHORIZATION;

use super::failing;
use super::upload::upload;
use crate::fake::{Capture, Never, Reply, Respond};
use crate::testing::{builder, order, put};
use crate::{
    Authoriser, Body, BoxFuture, Client, Context, Error, Outcome, RequestError, RetryPolicy,
    SendOptions, Transport, TransportError, TransportErrorKind,
};

/// Two more attempts, a second apart.
struct Twice;

impl RetryPolicy for Twice {
    fn next(&self, error: &Error) -> Option<Duration> {
        (error.attempts() < 3).then_some(Duration::from_secs(1))
    }
}

fn client(transport: impl Transport) -> Client {
    builder().transport(transport).retry(Twice).build().unwrap()
}

/// Fails each attempt but the third by what `fail` gives.
fn third_time_lucky(fail: fn() -> Result<Reply, TransportError>) -> Capture<impl Transport> {
    let answer = move |_: &http::Request<Bytes>, options: &SendOptions| {
        if options.attempt == 3 {
            Ok(Reply::ok("ok"))
        } else {
            fail()
        }
    };
    Capture::new(Respond::with(answer))
}

const BUSY: fn() -> Result<Reply, TransportError> =
    || Ok(Reply::new(StatusCode::TOO_MANY_REQUESTS, ""));

const BROKEN: fn() -> Result<Reply, TransportError> =
    || Err(TransportError::new(TransportErrorKind::Closed));

#[tokio::test(start_paused = true)]
async fn a_transient_refusal_of_a_write_is_repeated() {
    let transport = third_time_lucky(BUSY);
    let client = client(transport.clone());
    let response = client.call(order()).with_metadata().await.unwrap();
    assert_eq!((response.value.as_str(), response.attempts), ("ok", 3));
    let sent = transport.requests();
    let attempts: Vec<_> = sent.iter().map(|sent| sent.attempt).collect();
    assert_eq!(attempts, [1, 2, 3]);
    assert!(sent.iter().all(|sent| sent.call_id == response.call_id));
}

#[tokio::test(start_paused = true)]
async fn a_write_of_unknown_effect_is_not_repeated() {
    let transport = third_time_lucky(BROKEN);
    let error = client(transport.clone()).call(order()).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_idempotent_operation_of_unknown_effect_is_repeated() {
    let transport = third_time_lucky(BROKEN);
    assert_eq!(client(transport).call(put()).await.unwrap(), "ok");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_is_not_transient_is_not_repeated() {
    let transport = Capture::new(Reply::new(StatusCode::CONFLICT, "taken"));
    let error = client(transport.clone()).call(put()).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Rejected, 1));
}

#[tokio::test(start_paused = true)]
async fn an_attempt_of_unknown_effect_is_not_forgotten() {
    let answer = |_: &http::Request<Bytes>, options: &SendOptions| match options.attempt {
        1 => BROKEN(),
        _ => BUSY(),
    };
    let error = client(Respond::with(answer)).call(put()).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_outlasts_the_call_is_not_begun() {
    let client = client(failing(TransportErrorKind::Connect));
    let call = client.call(order()).timeout(Duration::from_millis(1500));
    let error = call.await.unwrap_err();
    assert_eq!(error.attempts(), 2);
    assert_eq!(error.elapsed(), Duration::from_secs(1));
    assert_eq!(error.outcome(), Outcome::NotSent);
}

#[tokio::test(start_paused = true)]
async fn all_attempts_share_the_time_of_the_call() {
    let client = client(Never::after_sending());
    let error = client.call(put()).await.unwrap_err();
    assert_eq!((error.attempts(), error.elapsed().as_secs()), (2, 60));
}

#[tokio::test(start_paused = true)]
async fn every_attempt_is_authorised_anew() {
    #[derive(Default)]
    struct Tokens(AtomicU32);
    impl Authoriser for Tokens {
        fn authorise<'a>(
            &'a self,
            request: &'a mut http::Request<Body>,
            context: &'a Context<'a>,
        ) -> BoxFuture<'a, Result<(), RequestError>> {
            assert_eq!(context.endpoint().host(), Some("127.0.0.1"));
            let token = self.0.fetch_add(1, Ordering::SeqCst);
            Box::pin(async move {
                if token == 3 {
                    return Err(RequestError::new("the token server is away").transient(true));
                }
                request.headers_mut().insert(AUTHORIZATION, token.into());
                Ok(())
            })
        }
    }
    let transport = third_time_lucky(BUSY);
    let client = builder()
        .transport(transport.clone())
        .retry(Twice)
        .authoriser(Tokens::default())
        .build()
        .unwrap();
    client.call(order()).await.unwrap();
    let tokens: Vec<_> = transport
        .requests()
        .into_iter()
        .map(|sent| {
            sent.request.headers()[AUTHORIZATION]
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(tokens, ["0", "1", "2"]);
    // The fourth token cannot be had, which costs the first attempt.
    let response = client.call(order()).with_metadata().await.unwrap();
    assert_eq!(response.attempts, 3);
    assert_eq!(transport.requests().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_one_shot_body_is_sent_once() {
    let transport = third_time_lucky(BROKEN);
    let error = client(transport.clone())
        .call(upload::<false>())
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
    assert_eq!(transport.requests()[0].request.body(), "one two");
}

#[tokio::test(start_paused = true)]
async fn a_one_shot_body_survives_an_attempt_that_did_not_begin() {
    /// Cannot connect at first.
    struct Later<T>(T, Mutex<u32>);
    impl<T: Transport> Transport for Later<T> {
        fn send<'a>(
            &'a self,
            request: http::Request<crate::WireBody>,
            options: &'a SendOptions,
        ) -> BoxFuture<'a, Result<http::Response<crate::BodyStream>, TransportError>> {
            *self.1.lock().unwrap() += 1;
            if options.attempt < 3 {
                let error = TransportError::new(TransportErrorKind::Connect);
                return Box::pin(async { Err(error) });
            }
            self.0.send(request, options)
        }
    }
    let capture = Capture::new(Reply::ok("ok"));
    let client = client(Later(capture.clone(), Mutex::default()));
    assert_eq!(client.call(upload::<false>()).await.unwrap(), "ok");
    assert_eq!(capture.requests()[0].request.body(), "one two");
    assert_eq!(capture.requests()[0].attempt, 3);
}
