//! The one way every call goes: guard, permit, request, authorise, send, collect, read,
//! and again where that is safe. Not generic, so it is compiled once.

mod attempt;
mod failure;
mod retry_after;
#[cfg(test)]
mod tests;
mod watch;

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, StatusCode};
use secrecy::SecretString;
use tracing::Instrument;

pub(crate) use self::attempt::Trace;
use self::watch::Watch;
use crate::call::{Options, ProgressFn};
use crate::error::{Facts, Problem};
use crate::secret::Mask;
use crate::{
    Body, Client, Context, Error, Grade, Idempotency, ReadError, RequestError, RetryPolicy, observe,
};

/// An operation, its types hidden. The output stays with the implementor.
pub(crate) trait Exchange: Send {
    fn names(&self) -> Names;
    fn grade(&self, context: &Context<'_>) -> Grade;
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
    pub(crate) shown: &'static [&'static str],
    /// Finds the secrets in an answer.
    pub(crate) secrets: fn(&[u8]) -> Vec<SecretString>,
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
    call_id: &'a str,
    mask: Mask,
    started: Duration,
    timeout: Duration,
    attempt_timeout: Duration,
    max_attempts: u32,
    progress: Option<ProgressFn>,
}

pub(crate) async fn run(
    client: &Client,
    options: Options,
    exchange: &mut dyn Exchange,
) -> Result<Answer, Error> {
    let shared = &client.shared;
    let call_id = options.call_id.unwrap_or_else(new_call_id);
    let run = Run {
        client,
        names: exchange.names(),
        call_id: &call_id,
        mask: client.settings.mask.for_call(),
        started: shared.clock.now(),
        timeout: options.timeout.unwrap_or(shared.times.timeout),
        attempt_timeout: options
            .attempt_timeout
            .unwrap_or(shared.times.attempt_timeout),
        max_attempts: options.attempts.unwrap_or(shared.times.attempts),
        progress: options.progress,
    };
    let span = observe::call(shared, run.names, &call_id);
    let mut watch = Watch::new(shared, run.names, &call_id, run.started);
    let attempts = run.attempts(exchange, &mut watch);
    let result = attempts.instrument(span.clone()).await;
    watch.call_ended(result.as_ref().err());
    let attempts = watch.attempts();
    observe::call_ended(&span, attempts, result.as_ref().err());
    drop(watch);
    let head = result?;
    Ok(Answer {
        status: head.status,
        headers: head.headers,
        call_id,
        attempts,
    })
}

impl Run<'_> {
    async fn attempts(
        &self,
        exchange: &mut dyn Exchange,
        watch: &mut Watch<'_>,
    ) -> Result<Parts, Error> {
        // How many attempts were made again with other credentials: at most one.
        let mut renewed = 0;
        loop {
            let trace = watch.begin();
            let span = observe::attempt(&self.client.shared, trace.number);
            let attempt = self.attempt(exchange, trace);
            let result = attempt.instrument(span.clone()).await;
            let trace = watch.end(result.as_ref().err());
            observe::attempt_ended(&span, &trace, result.as_ref().err());
            let error = match result {
                Ok(head) => {
                    self.client.shared.retry.succeeded(watch.attempts());
                    return Ok(head);
                }
                Err(error) => error,
            };
            let repeatable = trace.is_repeatable();
            let renewable = trace.renewable && renewed == 0;
            let error = self.fail(error.or_transient(renewable), trace, watch);
            if !repeatable || !error.is_retryable() {
                return Err(error);
            }
            if renewable {
                renewed = 1;
                observe::repeats(Duration::ZERO, &error);
                continue;
            }
            if watch.attempts() - renewed >= self.max_attempts || !self.wait(&error).await {
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

    fn fail(&self, error: ReadError, trace: Trace, watch: &Watch<'_>) -> Error {
        let mut problem = Problem::from(error);
        problem.outcome = problem.outcome.after(watch.outcome());
        problem.retry_after = problem.retry_after.or(trace.retry_after);
        problem.mask(&self.mask);
        let facts = Facts {
            call_id: self.call_id.to_owned(),
            attempts: watch.attempts(),
            elapsed: self.elapsed(),
            status: trace.status,
            raw_body: trace.into_body(),
        };
        let Names {
            service,
            operation,
            idempotency,
            ..
        } = self.names;
        Error::assemble(problem, service, operation, idempotency, facts)
    }

    fn context(&self) -> Context<'_> {
        let shared = &self.client.shared;
        Context::new(&shared.endpoint, self.call_id, &self.client.settings)
            .masked_by(&self.mask)
            .at(shared.clock.wall())
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
