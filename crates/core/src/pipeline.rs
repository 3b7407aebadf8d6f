//! The one way every call goes: permit, request, authorise, send, collect, read,
//! and again where that is safe. Not generic, so it is compiled once.

mod attempt;
mod failure;
mod retry_after;
#[cfg(test)]
mod tests;

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, StatusCode};
use tracing::Instrument;

pub(crate) use self::attempt::Trace;
use crate::call::Options;
use crate::error::{Facts, Problem};
use crate::{
    Body, Client, Context, Error, Idempotency, Outcome, ReadError, RequestError, RetryPolicy,
    observe,
};

/// An operation, its types hidden. The output stays with the implementor.
pub(crate) trait Exchange: Send {
    fn names(&self) -> Names;
    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError>;
    fn read(
        &mut self,
        context: &Context<'_>,
        response: &Parts,
        body: &Bytes,
    ) -> Result<(), ReadError>;
}

/// What an operation is called and what a repetition does.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    pub(crate) service: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) idempotency: Idempotency,
}

/// What a successful call leaves beside its output.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) call_id: String,
    pub(crate) attempts: u32,
}

/// An attempt the policy has granted. It goes back if it is not made, be it that
/// the call is dropped while it waits.
struct Granted<'a>(Option<&'a dyn RetryPolicy>);

impl Drop for Granted<'_> {
    fn drop(&mut self) {
        if let Some(policy) = self.0 {
            policy.withdrawn();
        }
    }
}

/// One call on its way.
struct Run<'a> {
    client: &'a Client,
    names: Names,
    call_id: String,
    started: Duration,
    timeout: Duration,
    attempt_timeout: Duration,
    max_attempts: u32,
    attempt: u32,
    /// What the attempts so far may have done.
    outcome: Option<Outcome>,
}

pub(crate) async fn run(
    client: &Client,
    options: Options,
    exchange: &mut dyn Exchange,
) -> Result<Answer, Error> {
    let shared = &client.shared;
    let mut run = Run {
        client,
        names: exchange.names(),
        call_id: options.call_id.unwrap_or_else(new_call_id),
        started: shared.clock.now(),
        timeout: options.timeout.unwrap_or(shared.times.timeout),
        attempt_timeout: options
            .attempt_timeout
            .unwrap_or(shared.times.attempt_timeout),
        max_attempts: options.attempts.unwrap_or(shared.times.attempts),
        attempt: 0,
        outcome: None,
    };
    let span = observe::call(shared, run.names, &run.call_id);
    let result = run.repeat(exchange).instrument(span.clone()).await;
    observe::call_ended(&span, &result);
    result
}

impl Run<'_> {
    async fn repeat(&mut self, exchange: &mut dyn Exchange) -> Result<Answer, Error> {
        loop {
            self.attempt += 1;
            let span = observe::attempt(self.attempt);
            let mut trace = Trace::default();
            let result = self
                .attempt(exchange, &mut trace)
                .instrument(span.clone())
                .await;
            observe::attempt_ended(&span, &trace, result.as_ref().err());
            let error = match result {
                Ok(head) => {
                    self.client.shared.retry.succeeded(self.attempt);
                    return Ok(Answer {
                        status: head.status,
                        headers: head.headers,
                        call_id: std::mem::take(&mut self.call_id),
                        attempts: self.attempt,
                    });
                }
                Err(error) => error,
            };
            let repeatable = trace.is_repeatable();
            let error = self.fail(error, trace);
            let may_repeat = repeatable && error.is_retryable() && self.attempt < self.max_attempts;
            if !may_repeat || !self.wait(&error).await {
                return Err(error);
            }
        }
    }

    /// Waits as long as the policy says; false when there is to be no other attempt.
    async fn wait(&self, error: &Error) -> bool {
        let shared = &self.client.shared;
        let Some(wait) = shared.retry.next(error) else {
            return false;
        };
        let mut granted = Granted(Some(&*shared.retry));
        // A wait that outlasts the call would only hide the error.
        if wait >= self.remaining() {
            return false;
        }
        observe::repeats(wait, error);
        shared.clock.sleep(wait).await;
        granted.0 = None;
        true
    }

    fn fail(&mut self, error: ReadError, trace: Trace) -> Error {
        let mut problem = Problem::from(error);
        problem.outcome = problem.outcome.after(self.outcome);
        self.outcome = Some(problem.outcome);
        problem.retry_after = problem.retry_after.or(trace.retry_after);
        problem.mask(&self.client.settings);
        let facts = Facts {
            call_id: self.call_id.clone(),
            attempts: self.attempt,
            elapsed: self.elapsed(),
            status: trace.status,
            raw_body: trace.into_body(),
        };
        let Names {
            service,
            operation,
            idempotency,
        } = self.names;
        Error::assemble(problem, service, operation, idempotency, facts)
    }

    fn context(&self) -> Context<'_> {
        Context::new(
            &self.client.shared.endpoint,
            &self.call_id,
            &self.client.settings,
        )
    }

    fn elapsed(&self) -> Duration {
        self.client.shared.clock.now().saturating_sub(self.started)
    }

    fn remaining(&self) -> Duration {
        self.timeout.saturating_sub(self.elapsed())
    }
}

/// Sixteen hexadecimal digits that no other call is likely to have.
fn new_call_id() -> String {
    // Each `RandomState` has keys of its own, seeded by the operating system.
    format!("{:016x}", RandomState::new().hash_one(()))
}
