//! What observers are told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::StatusCode;

use super::failing;
use crate::fake::{Never, Reply, Respond};
use crate::testing::{Post, SENTINEL, builder, order};
use crate::{
    AttemptRecord, BoxFuture, Builder, CallRecord, Error, Idempotency, Limited, Limiter, Observer,
    Outcome, Permit, PermitRequest, RetryPolicy, Transport, TransportErrorKind,
};

/// Notes what it is told, a line for each record.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Observer for Notes {
    fn attempt_ended(&self, attempt: &AttemptRecord<'_>) {
        let AttemptRecord {
            service,
            operation,
            call_id,
            attempt: number,
            end,
            ..
        } = attempt;
        let line = format!(
            "{service}.{operation} {call_id} #{number} {end:?} {:?} {:?}/{} {}s+{}s",
            attempt.status.map(|status| status.as_u16()),
            attempt.request_bytes,
            attempt.answer_bytes,
            attempt.waited.as_secs(),
            attempt.elapsed.saturating_sub(attempt.waited).as_secs(),
        );
        self.0.lock().unwrap().push(line);
    }

    fn call_ended(&self, call: &CallRecord<'_>) {
        assert_eq!((call.service, call.operation), ("shop", "Order"));
        assert_eq!(call.idempotency, Idempotency::Write);
        let line = format!(
            "{} x{} {:?} {:?} {:?} {}s",
            call.call_id,
            call.attempts,
            call.end,
            call.status.map(|status| status.as_u16()),
            call.code,
            call.elapsed.as_secs(),
        );
        self.0.lock().unwrap().push(line);
    }
}

struct Thrice;

impl RetryPolicy for Thrice {
    fn next(&self, error: &Error) -> Option<Duration> {
        (error.attempts() < 3).then_some(Duration::from_secs(1))
    }
}

fn observed(transport: impl Transport) -> (Notes, Builder<crate::testing::Shop>) {
    let notes = Notes::default();
    let builder = builder().transport(transport).observer(notes.clone());
    (notes, builder)
}

/// The request of `order()`: the key, a bar, `one`.
fn sent() -> usize {
    SENTINEL.len() + 4
}

#[tokio::test]
async fn a_success() {
    let (notes, builder) = observed(Reply::ok("V-1"));
    let call = builder.build().unwrap().call(order()).call_id("id-7");
    call.await.unwrap();
    assert_eq!(
        notes.take(),
        [
            format!(
                "shop.Order id-7 #1 Succeeded Some(200) Some({})/3 0s+0s",
                sent()
            ),
            "id-7 x1 Succeeded Some(200) None 0s".to_owned(),
        ]
    );
}

#[tokio::test]
async fn a_fault() {
    let (notes, builder) = observed(Reply::new(StatusCode::CONFLICT, "taken"));
    let call = builder.build().unwrap().call(order()).call_id("id-7");
    call.await.unwrap_err();
    let end = "Failed { kind: Fault, outcome: Rejected }";
    assert_eq!(
        notes.take(),
        [
            format!(
                "shop.Order id-7 #1 {end} Some(409) Some({})/5 0s+0s",
                sent()
            ),
            format!("id-7 x1 {end} Some(409) Some(\"S1\") 0s"),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_is_not_repeated() {
    let (notes, builder) = observed(failing(TransportErrorKind::Dns));
    let client = builder.attempts(1).build().unwrap();
    client.call(order()).call_id("id-7").await.unwrap_err();
    let end = "Failed { kind: Connect, outcome: NotSent }";
    assert_eq!(
        notes.take(),
        [
            format!("shop.Order id-7 #1 {end} None Some({})/0 0s+0s", sent()),
            format!("id-7 x1 {end} None None 0s"),
        ]
    );
    client
        .call(Post::<true>(""))
        .call_id("id-9")
        .await
        .unwrap_err();
    let end = "Failed { kind: Request, outcome: NotSent }";
    assert_eq!(
        notes.take(),
        [
            format!("shop.Order id-9 #1 {end} None None/0 0s+0s"),
            format!("id-9 x1 {end} None None 0s"),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn each_attempt_tells_its_own_outcome_and_the_call_that_of_all() {
    let busy = |_: &_, options: &crate::SendOptions| {
        Ok(match options.attempt {
            1 => Reply::new(StatusCode::TOO_MANY_REQUESTS, ""),
            _ => Reply::ok("garbled"),
        })
    };
    let (notes, builder) = observed(Respond::with(busy));
    let client = builder.retry(Thrice).build().unwrap();
    client.call(order()).call_id("id-7").await.unwrap_err();
    let applied = "Failed { kind: Decode, outcome: Applied }";
    assert_eq!(
        notes.take(),
        [
            format!(
                "shop.Order id-7 #1 Failed {{ kind: Status, outcome: Rejected }} \
                 Some(429) Some({})/0 0s+0s",
                sent()
            ),
            format!(
                "shop.Order id-7 #2 {applied} Some(200) Some({})/7 0s+0s",
                sent()
            ),
            format!("id-7 x2 {applied} Some(200) None 1s"),
        ]
    );
}

/// Grants a permit after three seconds.
struct Slow;

impl Limiter for Slow {
    fn acquire<'a>(&'a self, request: PermitRequest<'a>) -> BoxFuture<'a, Result<Permit, Limited>> {
        Box::pin(async move {
            request.clock.sleep(Duration::from_secs(3)).await;
            Ok(Permit::new(|_| {}))
        })
    }
}

async fn dropped_after(seconds: u64, transport: impl Transport) -> Vec<String> {
    let (notes, builder) = observed(transport);
    let client = builder.limiter(Slow).retry(Thrice).build().unwrap();
    let call = client.call(order()).call_id("id-7").into_future();
    let limit = Duration::from_secs(seconds);
    tokio::time::timeout(limit, call).await.unwrap_err();
    notes.take()
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped() {
    let not_sent = "Cancelled { outcome: NotSent }";
    assert_eq!(
        dropped_after(2, Reply::ok("ok")).await,
        [
            format!("shop.Order id-7 #1 {not_sent} None None/0 2s+0s"),
            format!("id-7 x1 {not_sent} None None 2s"),
        ],
        "while it waits for its permit"
    );
    assert_eq!(
        dropped_after(4, Never::before_sending()).await,
        [
            format!(
                "shop.Order id-7 #1 {not_sent} None Some({})/0 3s+1s",
                sent()
            ),
            format!("id-7 x1 {not_sent} None None 4s"),
        ],
        "while it waits for a connection"
    );
    let unknown = "Cancelled { outcome: Unknown }";
    assert_eq!(
        dropped_after(5, Never::after_sending()).await,
        [
            format!("shop.Order id-7 #1 {unknown} None Some({})/0 3s+2s", sent()),
            format!("id-7 x1 {unknown} None None 5s"),
        ],
        "while it waits for the answer"
    );
    let busy = Reply::new(StatusCode::TOO_MANY_REQUESTS, "");
    let notes = dropped_after(5, busy).await;
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert_eq!(
        notes[2], "id-7 x2 Cancelled { outcome: Rejected } None None 5s",
        "in its second attempt, after a first that was refused"
    );
}

#[tokio::test]
async fn a_panic_of_the_observer_leaves_the_call_alone() {
    struct Broken;
    impl Observer for Broken {
        fn attempt_ended(&self, _: &AttemptRecord<'_>) {
            panic!("a fault of the observer");
        }
    }
    let client = builder()
        .transport(Reply::ok("V-1"))
        .observer(Broken)
        .build()
        .unwrap();
    assert_eq!(client.call(order()).await.unwrap(), "V-1");
}

#[test]
fn an_end_tells_kind_and_outcome() {
    use crate::{End, ErrorKind};
    let failed = End::Failed {
        kind: ErrorKind::Timeout,
        outcome: Outcome::Unknown,
    };
    assert_eq!(failed.kind(), Some(ErrorKind::Timeout));
    assert_eq!(failed.outcome(), Some(Outcome::Unknown));
    assert_eq!(
        (End::Succeeded.kind(), End::Succeeded.outcome()),
        (None, None)
    );
}
