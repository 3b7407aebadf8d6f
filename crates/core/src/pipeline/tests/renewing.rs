//! Credentials that the server refuses and the authoriser can replace.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::response::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::upload::upload;
use crate::fake::{Capture, Reply, Respond};
use crate::limit::{Key, Sequential};
use crate::testing::{Shop, ShopFault, builder, order, put};
use crate::{
    Authoriser, Body, BoxFuture, Client, Context, Error, Idempotency, NoRetry, Operation, Outcome,
    ReadError, RequestError, SendOptions, Transport, TransportError, TransportErrorKind,
};

/// Numbers for tokens. The next one is taken when the last one is refused.
#[derive(Clone, Default)]
struct Numbers(Arc<AtomicU32>);

impl Authoriser for Numbers {
    fn authorise<'a>(
        &'a self,
        request: &'a mut http::Request<Body>,
        _: &'a Context<'a>,
    ) -> BoxFuture<'a, Result<(), RequestError>> {
        let number = self.0.load(Ordering::SeqCst);
        request.headers_mut().insert(AUTHORIZATION, number.into());
        Box::pin(std::future::ready(Ok(())))
    }

    fn refused(&self, sent: &HeaderMap, answer: &Parts) -> bool {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(
            sent[AUTHORIZATION],
            HeaderValue::from(self.0.fetch_add(1, Ordering::SeqCst))
        );
        true
    }
}

/// Accepts numbers from `first` on.
fn accepting(first: u32) -> Capture<impl Transport> {
    let answer = move |request: &http::Request<Bytes>, _: &SendOptions| {
        let number = request.headers()[AUTHORIZATION].to_str().unwrap();
        if number.parse::<u32>().unwrap() < first {
            return Ok(Reply::new(StatusCode::UNAUTHORIZED, ""));
        }
        Ok(Reply::ok("ok"))
    };
    Capture::new(Respond::with(answer))
}

/// A client that repeats nothing of its own accord.
fn client(transport: impl Transport) -> Client {
    let builder = builder().transport(transport).retry(NoRetry).attempts(1);
    builder.authoriser(Numbers::default()).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_write_that_was_refused_is_made_again_with_new_credentials() {
    let transport = accepting(1);
    let call = client(transport.clone()).call(order()).no_retry();
    let response = call.with_metadata().await.unwrap();
    assert_eq!((response.value.as_str(), response.attempts), ("ok", 2));
    let sent = transport.requests();
    let numbers = sent
        .iter()
        .map(|sent| &sent.request.headers()[AUTHORIZATION]);
    assert_eq!(numbers.collect::<Vec<_>>(), ["0", "1"]);
}

#[tokio::test(start_paused = true)]
async fn a_second_refusal_is_the_error_of_the_call() {
    let transport = accepting(9);
    let error = client(transport).call(order()).await.unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (2, Outcome::Rejected));
    assert!(!error.is_retryable());
    assert_eq!(error.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn without_other_credentials_a_refusal_is_final() {
    let transport = Capture::new(Reply::new(StatusCode::UNAUTHORIZED, ""));
    let client = builder().transport(transport.clone()).build().unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!((error.attempts(), transport.requests().len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn the_attempt_that_is_made_again_counts_for_nothing_else() {
    // Refused, then without an answer, then fine: the policy is asked once.
    let attempt = AtomicU32::new(0);
    let transport = Respond::with(move |_, _| match attempt.fetch_add(1, Ordering::SeqCst) {
        0 => Ok(Reply::new(StatusCode::UNAUTHORIZED, "")),
        1 => Err(TransportError::new(TransportErrorKind::Closed)),
        _ => Ok(Reply::ok("ok")),
    });
    let builder = builder().transport(transport).attempts(2);
    let client = builder.authoriser(Numbers::default()).build().unwrap();
    let response = client.call(put()).with_metadata().await.unwrap();
    assert_eq!(response.attempts, 3);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_of_unknown_effect_is_not_made_again() {
    /// Takes a 401 for no answer at all.
    struct Doubting;
    impl Operation for Doubting {
        type Service = Shop;
        type Output = ();
        type Fault = ShopFault;
        const NAME: &'static str = "Doubting";
        const IDEMPOTENCY: Idempotency = Idempotency::Write;

        fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
            order().request(context)
        }

        fn read(_: &Context<'_>, _: &Parts, _: &Bytes) -> Result<(), ReadError> {
            Err(ReadError::new(
                crate::ErrorKind::Decode,
                Outcome::Unknown,
                "no answer",
            ))
        }
    }
    let transport = accepting(1);
    let error = client(transport.clone()).call(Doubting).await.unwrap_err();
    assert_eq!(
        (error.outcome(), transport.requests().len()),
        (Outcome::Unknown, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_exists_once_is_not_sent_again() {
    let transport = accepting(1);
    let call = client(transport.clone()).call(upload::<true>());
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.outcome(), transport.requests().len()),
        (Outcome::Rejected, 1)
    );
    // Another call, with the body made anew, may do it.
    assert!(error.is_retryable());
}

#[tokio::test]
async fn credentials_of_a_client_are_added_to_those_that_are_there() {
    struct Gateway;
    impl Authoriser for Gateway {
        fn authorise<'a>(
            &'a self,
            request: &'a mut http::Request<Body>,
            _: &'a Context<'a>,
        ) -> BoxFuture<'a, Result<(), RequestError>> {
            let value = HeaderValue::from_static("g-1");
            request.headers_mut().insert("gateway", value);
            Box::pin(std::future::ready(Ok(())))
        }
    }
    let transport = accepting(0);
    let builder = builder().transport(transport.clone()).authoriser(Gateway);
    let plain = builder.build().unwrap();
    let client = plain.with_authoriser(Numbers::default());
    client.call(order()).await.unwrap();
    let headers = transport.requests()[0].request.headers().clone();
    assert_eq!(
        (&headers["gateway"], &headers[AUTHORIZATION]),
        (&"g-1".parse().unwrap(), &0.into())
    );
    assert!(plain.authorisers.len() == 1 && client.clock().now() <= plain.clock().now());
}

#[tokio::test(start_paused = true)]
async fn an_authoriser_can_call_while_one_call_at_a_time_is_let_through() {
    struct Asking(Client);
    impl Authoriser for Asking {
        fn authorise<'a>(
            &'a self,
            request: &'a mut http::Request<Body>,
            _: &'a Context<'a>,
        ) -> BoxFuture<'a, Result<(), RequestError>> {
            Box::pin(async {
                let token = self.0.call(order()).await.unwrap();
                let token = HeaderValue::try_from(token).unwrap();
                request.headers_mut().insert(AUTHORIZATION, token);
                Ok(())
            })
        }
    }
    let transport = Capture::new(Reply::ok("t-1"));
    let builder = builder().transport(transport.clone());
    let plain = builder
        .limiter(Sequential::new(&Key::new("renewing")))
        .build()
        .unwrap();
    let client = plain.with_authoriser(Asking(plain.without_limiter()));
    assert_eq!(client.call(order()).await.unwrap(), "t-1");
    let sent = transport.requests();
    assert_eq!(sent[1].request.headers()[AUTHORIZATION], "t-1");
}

#[tokio::test(start_paused = true)]
async fn what_keeps_credentials_from_being_had_reaches_the_caller() {
    #[derive(Debug, PartialEq)]
    struct Reason(u8);
    struct Away;
    impl Authoriser for Away {
        fn authorise<'a>(
            &'a self,
            _: &'a mut http::Request<Body>,
            _: &'a Context<'a>,
        ) -> BoxFuture<'a, Result<(), RequestError>> {
            let error = RequestError::new("no token")
                .transient(true)
                .retry_after(Duration::from_secs(7))
                .detail(Reason(3));
            Box::pin(std::future::ready(Err(error)))
        }
    }
    let builder = builder().transport(Reply::ok("ok")).authoriser(Away);
    let error: Error = builder
        .build()
        .unwrap()
        .call(order())
        .no_retry()
        .await
        .unwrap_err();
    assert_eq!(error.detail::<Reason>(), Some(&Reason(3)));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(
        (error.outcome(), error.is_retryable()),
        (Outcome::NotSent, true)
    );
}
