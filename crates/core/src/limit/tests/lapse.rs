//! Permits that lapse, as those of limiters whose log is elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::{HOUR, ms};
use crate::fake::{Capture, Never, Reply};
use crate::limit::{Limited, Limiter, Permit, PermitRequest};
use crate::testing::{builder, order};
use crate::{
    BodyStream, BoxFuture, Clock, Outcome, SendOptions, TokioClock, Transport, TransportError,
    WireBody,
};

/// Gives permits that are good for five seconds, until `stand_still`.
#[derive(Clone, Default)]
struct Lapsing(Arc<AtomicUsize>);

impl Lapsing {
    fn stand_still(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Limiter for Lapsing {
    fn acquire<'a>(&'a self, request: PermitRequest<'a>) -> BoxFuture<'a, Result<Permit, Limited>> {
        assert_eq!(request.attempt, ms(400));
        let (pauses, now) = (Arc::clone(&self.0), self.0.load(Ordering::Relaxed));
        let left = move || {
            let lapsed = pauses.load(Ordering::Relaxed) > now;
            if lapsed { Duration::ZERO } else { ms(300) }
        };
        Box::pin(async move { Ok(Permit::new(|_| {}).lapsing(left)) })
    }
}

/// The process stands still before the first request goes out.
struct Pausing(Lapsing, AtomicUsize, Capture<Reply>);

impl Transport for Pausing {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        if self.1.fetch_add(1, Ordering::Relaxed) == 0 {
            self.0.stand_still();
        }
        self.2.send(request, options)
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_goes_out_with_a_permit_that_has_lapsed() {
    for attempts in [1, 2] {
        let limiter = Lapsing::default();
        let capture = Capture::new(Reply::ok("ok"));
        let transport = Pausing(limiter.clone(), AtomicUsize::new(0), capture.clone());
        let client = builder().transport(transport).limiter(limiter);
        let client = client.timeout(HOUR).attempt_timeout(ms(400));
        let result = client.attempts(attempts).build().unwrap().call(order());
        match result.await {
            Ok(_) => assert_eq!(attempts, 2),
            Err(error) => {
                assert_eq!((error.attempts(), error.outcome()), (1, Outcome::NotSent));
                assert!(error.is_retryable());
                assert_eq!(
                    error.message(),
                    "the permit had lapsed when the request was about to be sent"
                );
            }
        }
        assert_eq!(capture.requests().len(), attempts as usize - 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_ends_when_its_permit_lapses() {
    let client = builder().transport(Never::after_sending());
    let client = client.limiter(Lapsing::default());
    let client = client.timeout(HOUR).attempt_timeout(ms(400));
    let since = TokioClock::new();
    let error = client.build().unwrap().call(order()).await.unwrap_err();
    assert_eq!(since.now(), ms(300));
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.message(), "no answer within 300ms");
}
