//! The default policy at work: what it repeats, when, and how often.

use std::time::Duration;

use bytes::Bytes;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

use super::failing;
use crate::fake::{Capture, Flaky, Never, Reply, Respond};
use crate::testing::{Shop, builder, order, put};
use crate::{
    Backoff, Builder, Call, Client, Error, NoRetry, Operation, Outcome, SendOptions, Transport,
    TransportError, TransportErrorKind,
};

/// Half of each longest delay: 250 ms, 500 ms, 1 s.
fn half() -> Backoff {
    Backoff::new().random(|| 0.5)
}

fn with(policy: Backoff, transport: impl Transport) -> Builder<Shop> {
    builder().transport(transport).retry(policy)
}

fn client(transport: impl Transport) -> Client {
    with(half(), transport).build().unwrap()
}

fn broken() -> TransportError {
    TransportError::new(TransportErrorKind::Closed)
}

/// Gives `failure` up to the attempt before `lucky`, then success.
fn lucky_at(lucky: u32, failure: fn() -> Result<Reply, TransportError>) -> impl Transport {
    Respond::with(move |_: &http::Request<Bytes>, options: &SendOptions| {
        if options.attempt < lucky {
            failure()
        } else {
            Ok(Reply::ok("ok"))
        }
    })
}

/// Every attempt breaks after the request was sent.
fn never_lucky() -> Capture<impl Transport> {
    Capture::new(lucky_at(u32::MAX, || Err(broken())))
}

/// How many attempts a failing call made, and how long it took in milliseconds.
async fn cost<Op: Operation>(call: Call<Op>) -> (u32, u128)
where
    Op::Output: std::fmt::Debug,
{
    let error = call.await.unwrap_err();
    (error.attempts(), error.elapsed().as_millis())
}

#[tokio::test(start_paused = true)]
async fn it_is_on_by_default_and_makes_three_attempts() {
    let transport = Capture::new(lucky_at(3, || Err(broken())));
    let client = builder().transport(transport.clone()).build().unwrap();
    let response = client.call(put()).with_metadata().await.unwrap();
    assert_eq!((response.value.as_str(), response.attempts), ("ok", 3));

    let transport = never_lucky();
    let client = builder().transport(transport.clone()).build().unwrap();
    let error = client.call(put()).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 3));
    assert!(error.to_string().contains(", 3 attempts)"), "{error}");
    assert_eq!(transport.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn delays_grow_with_each_attempt() {
    let client = client(never_lucky());
    assert_eq!(cost(client.call(put()).no_retry()).await, (1, 0));
    assert_eq!(cost(client.call(put()).attempts(2)).await, (2, 250));
    assert_eq!(cost(client.call(put())).await, (3, 250 + 500));
    let five = 250 + 500 + 1000 + 2000;
    assert_eq!(cost(client.call(put()).attempts(5)).await, (5, five));
}

#[tokio::test(start_paused = true)]
async fn delays_are_spread_over_their_whole_range() {
    let client = with(Backoff::new().budget(1000), never_lucky())
        .attempts(2)
        .build()
        .unwrap();
    let mut waits = Vec::new();
    for _ in 0..300 {
        waits.push(cost(client.call(put())).await.1);
    }
    // Tokio's timer rounds up to milliseconds.
    assert!(waits.iter().all(|&wait| wait <= 500), "{waits:?}");
    for quarter in [0..125, 125..250, 250..375, 375..501] {
        let hits = waits.iter().filter(|&wait| quarter.contains(wait)).count();
        assert!(hits > 30, "{hits} of 300 in {quarter:?} ms");
    }
}

/// What a server, or the way to it, can do to each attempt.
fn faults() -> Vec<(&'static str, Box<dyn Transport>, Outcome, bool)> {
    fn status(status: u16) -> Box<dyn Transport> {
        Box::new(Reply::new(StatusCode::from_u16(status).unwrap(), "no"))
    }
    fn breaks(kind: TransportErrorKind) -> Box<dyn Transport> {
        let fail = move |_: &http::Request<Bytes>, _: &SendOptions| Err(TransportError::new(kind));
        Box::new(Respond::with(fail))
    }
    use Outcome::{Applied, NotSent, Rejected, Unknown};
    use TransportErrorKind as Kind;
    vec![
        ("no such host", Box::new(failing(Kind::Dns)), NotSent, true),
        ("refused", Box::new(failing(Kind::Connect)), NotSent, true),
        ("certificate", Box::new(failing(Kind::Tls)), NotSent, false),
        (
            "no connection",
            Box::new(Never::before_sending()),
            NotSent,
            true,
        ),
        ("400", status(400), Rejected, false),
        ("408", status(408), Unknown, true),
        ("a fault", status(409), Rejected, false),
        ("429", status(429), Rejected, true),
        ("reset", breaks(Kind::Closed), Unknown, true),
        ("transport's timeout", breaks(Kind::Timeout), Unknown, true),
        ("no HTTP", breaks(Kind::Protocol), Unknown, true),
        ("body not given", breaks(Kind::RequestBody), Unknown, false),
        ("anything else", breaks(Kind::Other), Unknown, false),
        ("no answer", Box::new(Never::after_sending()), Unknown, true),
        (
            "cut off",
            Box::new(Flaky::new(Reply::ok("long"), 2)),
            Unknown,
            true,
        ),
        ("500", status(500), Unknown, false),
        ("501", status(501), Unknown, false),
        ("502", status(502), Unknown, true),
        ("503", status(503), Unknown, true),
        ("504", status(504), Unknown, true),
        ("garbled", Box::new(Reply::ok("garbled")), Applied, false),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_write_is_repeated_only_if_nothing_happened_and_the_cause_may_pass() {
    for (name, transport, outcome, transient) in faults() {
        let error = client(transport).call(order()).await.unwrap_err();
        let nothing_happened = matches!(outcome, Outcome::NotSent | Outcome::Rejected);
        let attempts = if nothing_happened && transient { 3 } else { 1 };
        assert_eq!(
            (error.outcome(), error.attempts()),
            (outcome, attempts),
            "{name}"
        );
        assert_eq!(error.is_retryable(), attempts > 1, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_be_repeated_is_if_the_cause_may_pass() {
    for (name, transport, outcome, transient) in faults() {
        let client = with(half(), transport)
            .timeout(Duration::from_secs(300))
            .build()
            .unwrap();
        let error = client.call(put()).await.unwrap_err();
        let attempts = if transient { 3 } else { 1 };
        assert_eq!(
            (error.outcome(), error.attempts()),
            (outcome, attempts),
            "{name}"
        );
        assert_eq!(error.is_retryable(), transient, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_stops_at_the_first_attempt_that_may_have_had_an_effect() {
    let answer = |_: &http::Request<Bytes>, options: &SendOptions| match options.attempt {
        1 => Ok(Reply::new(StatusCode::TOO_MANY_REQUESTS, "")),
        _ => Err(broken()),
    };
    let transport = Capture::new(Respond::with(answer));
    let error = client(transport.clone()).call(order()).attempts(9).await;
    let error = error.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 2));
    assert_eq!(transport.requests().len(), 2);
}

fn busy(retry_after: &'static str) -> Reply {
    Reply::new(StatusCode::TOO_MANY_REQUESTS, "")
        .header(RETRY_AFTER, HeaderValue::from_static(retry_after))
        .header(
            DATE,
            HeaderValue::from_static("Wed, 21 Oct 2015 07:28:00 GMT"),
        )
}

#[tokio::test(start_paused = true)]
async fn the_wait_a_server_asks_for_is_the_shortest() {
    // The usual delays come on top.
    for asked in ["9", "Wed, 21 Oct 2015 07:28:09 GMT"] {
        let error = client(busy(asked)).call(order()).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(9)));
        assert_eq!((error.attempts(), error.elapsed().as_millis()), (3, 18_750));
    }
    // It counts whatever the status, and where it says nothing, nothing changes.
    let away = Reply::new(StatusCode::SERVICE_UNAVAILABLE, "away")
        .header(RETRY_AFTER, HeaderValue::from_static("4"));
    assert_eq!(cost(client(away.clone()).call(put())).await, (3, 8_750));
    let cut_off = Flaky::new(away, 0);
    assert_eq!(cost(client(cut_off).call(put())).await, (3, 8_750));
    assert_eq!(cost(client(busy("soon")).call(put())).await, (3, 750));
}

#[tokio::test(start_paused = true)]
async fn a_wait_longer_than_the_call_ends_it_at_once_and_costs_no_budget() {
    let asked = |seconds| with(half().budget(1), busy(seconds)).build().unwrap();
    let client = asked("3600");
    for _ in 0..3 {
        let error = client.call(order()).await.unwrap_err();
        assert_eq!((error.attempts(), error.elapsed()), (1, Duration::ZERO));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
        assert!(error.is_retryable());
    }
    let patient = client.call(order()).timeout(Duration::from_secs(4000));
    assert_eq!(cost(patient).await, (2, 3_600_250));

    let error = asked("999999999999999999999").call(order()).await;
    assert_eq!(
        error.unwrap_err().retry_after(),
        Some(Duration::from_secs(86_400))
    );
}

#[tokio::test(start_paused = true)]
async fn no_attempt_begins_that_the_calls_time_has_no_room_for() {
    let client = client(never_lucky());
    let call = |millis| client.call(put()).timeout(Duration::from_millis(millis));
    assert_eq!(cost(call(250)).await, (1, 0));
    assert_eq!(cost(call(251)).await, (2, 250));
    assert_eq!(cost(call(750)).await, (2, 250));
    assert_eq!(cost(call(751)).await, (3, 750));
}

#[tokio::test(start_paused = true)]
async fn the_call_decides_before_the_client_and_the_client_before_the_default() {
    let attempts = async |builder: Builder<Shop>, on: fn(Call<_>) -> Call<_>| {
        let client = builder.transport(never_lucky()).build().unwrap();
        cost(on(client.call(put()))).await.0
    };
    let fast = || builder().retry(half());
    assert_eq!(attempts(fast(), |call| call).await, 3);
    assert_eq!(attempts(fast().attempts(2), |call| call).await, 2);
    assert_eq!(
        attempts(fast().attempts(1), |call| call.attempts(4)).await,
        4
    );
    assert_eq!(attempts(fast().attempts(5), Call::no_retry).await, 1);
    assert_eq!(attempts(fast(), |call| call.attempts(0)).await, 1);
    let never = || builder().retry(NoRetry);
    assert_eq!(attempts(never(), |call| call).await, 1);
    assert_eq!(attempts(never(), |call| call.attempts(4)).await, 1);
}

#[tokio::test(start_paused = true)]
async fn an_outage_uses_up_the_budget_that_all_clones_share() {
    let client = with(half().budget(3), never_lucky()).build().unwrap();
    assert_eq!(cost(client.call(put())).await.0, 3);
    assert_eq!(cost(client.clone().call(put())).await.0, 2);
    let other = client.with_setting(7);
    assert_eq!(cost(other.call(put())).await.0, 1);
}

#[tokio::test(start_paused = true)]
async fn however_many_call_an_outage_meets_a_hundred_repeats() {
    let transport = never_lucky();
    let client = builder().transport(transport.clone()).build().unwrap();
    let calls: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(client.call(put()).into_future()))
        .collect();
    let mut attempts = 0;
    for call in calls {
        attempts += call.await.unwrap().unwrap_err().attempts();
    }
    assert_eq!((attempts, transport.requests().len()), (1100, 1100));
}

#[tokio::test(start_paused = true)]
async fn a_policy_carries_its_budget_to_another_client() {
    let policy = half().budget(2);
    let one = with(policy.clone(), never_lucky()).build().unwrap();
    let two = with(policy.clone(), never_lucky()).build().unwrap();
    let apart = with(policy.budget(2), never_lucky()).build().unwrap();
    assert_eq!(cost(one.call(put())).await.0, 3);
    assert_eq!(cost(two.call(put())).await.0, 1);
    assert_eq!(cost(apart.call(put())).await.0, 3);
}

#[tokio::test(start_paused = true)]
async fn successes_fill_the_budget_again() {
    let answer = |request: &http::Request<Bytes>, _: &SendOptions| {
        let text = String::from_utf8_lossy(request.body()).into_owned();
        if text.ends_with("|one") {
            return Err(broken());
        }
        Ok(Reply::ok("ok"))
    };
    let client = with(half().budget(2), Respond::with(answer))
        .build()
        .unwrap();
    assert_eq!(cost(client.call(put())).await.0, 3);
    for _ in 0..4 {
        client.call(crate::testing::Look).await.unwrap();
        assert_eq!(cost(client.call(put())).await.0, 1);
    }
    client.call(crate::testing::Look).await.unwrap();
    assert_eq!(cost(client.call(put())).await.0, 2);
}

#[tokio::test(start_paused = true)]
async fn faults_that_pass_cost_no_budget() {
    let transport = lucky_at(2, || Err(broken()));
    let client = with(half().budget(1), transport).build().unwrap();
    for _ in 0..1000 {
        let response = client.call(put()).with_metadata().await.unwrap();
        assert_eq!(response.attempts, 2);
    }
}

/// Drops the call after that time; how it ended, if it did.
async fn dropped_after(millis: u64, call: Call<impl Operation>) -> Option<Error> {
    let limit = Duration::from_millis(millis);
    let ended = tokio::time::timeout(limit, call.into_future()).await;
    ended.ok().and_then(Result::err)
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_while_it_waits_sends_no_more_and_gives_its_repeat_back() {
    let transport = never_lucky();
    let client = with(half().budget(1), transport.clone()).build().unwrap();
    for _ in 0..3 {
        assert!(dropped_after(100, client.call(put())).await.is_none());
    }
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(transport.requests().len(), 3);
    assert_eq!(cost(client.call(put())).await.0, 2);
}

#[tokio::test(start_paused = true)]
async fn a_repeat_that_was_made_stays_spent_though_the_call_is_dropped() {
    /// Breaks the first attempt and leaves the second without an answer.
    struct Stalls;
    impl Transport for Stalls {
        fn send<'a>(
            &'a self,
            request: http::Request<crate::WireBody>,
            options: &'a SendOptions,
        ) -> crate::BoxFuture<'a, Result<http::Response<crate::BodyStream>, TransportError>>
        {
            Box::pin(async move {
                match options.attempt {
                    1 => Err(broken()),
                    _ => Never::after_sending().send(request, options).await,
                }
            })
        }
    }
    let client = with(half().budget(1), Stalls).build().unwrap();
    assert!(dropped_after(300, client.call(put())).await.is_none());
    assert_eq!(cost(client.call(put())).await, (1, 0));
}
