//! One call, before and while it runs.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::pipeline::{self, Exchange, Names};
use crate::{
    BoxFuture, Client, Context, Error, Grade, Operation, ReadError, RequestError, Service,
};

/// One call: options are set on it, and `.await` makes it.
///
/// It owns all it needs, so it can be spawned. Dropping it before it is done
/// cancels the call; whether the server acted is then unknown.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<Op> {
    client: Client,
    operation: Op,
    options: Options,
}

/// What a caller set for one call; what is `None` is taken from the client.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) attempts: Option<u32>,
    pub(crate) call_id: Option<String>,
    pub(crate) progress: Option<ProgressFn>,
}

pub(crate) type ProgressFn = Box<dyn Fn(Progress) + Send + Sync>;

/// How much of an answer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes of the body that are there, decompressed.
    pub received: usize,
    /// Bytes that the server announced; `None` where it did not, as when it compresses.
    pub announced: Option<usize>,
}

impl<Op: Operation> Call<Op> {
    pub(crate) fn new(client: Client, operation: Op) -> Self {
        Self {
            client,
            operation,
            options: Options::default(),
        }
    }

    /// How long the call may take, with all attempts and waits.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }

    /// How long one attempt may take. The call's own timeout still holds.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.options.attempt_timeout = Some(limit);
        self
    }

    /// How many attempts the call may take, the first included. Where another one
    /// could do harm there is none, however many are allowed. An attempt that is made
    /// again since the server [refused its credentials](crate::Authoriser::refused)
    /// does not count.
    pub fn attempts(mut self, most: u32) -> Self {
        self.options.attempts = Some(most);
        self
    }

    /// Makes one attempt only.
    pub fn no_retry(self) -> Self {
        self.attempts(1)
    }

    /// Sets the id of the call, which stands in its span and, where the vendor
    /// has a place for one, in the request. Without it one is made.
    pub fn call_id(mut self, id: impl Into<String>) -> Self {
        self.options.call_id = Some(id.into());
        self
    }

    /// Calls `progress` with each piece of the answer that comes, for downloads that a
    /// person waits for. Another attempt begins again at the first byte.
    pub fn on_progress(mut self, progress: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.options.progress = Some(Box::new(progress));
        self
    }

    /// Also gives the status, the headers and the number of attempts.
    pub fn with_metadata(self) -> CallWithMetadata<Op> {
        CallWithMetadata(self)
    }

    /// The request this call will make.
    pub fn request(&self) -> &Op {
        &self.operation
    }

    async fn run(self) -> Result<Response<Op::Output>, Error> {
        let mut exchange = Typed {
            operation: self.operation,
            output: None,
        };
        let answer = pipeline::run(&self.client, self.options, &mut exchange).await?;
        let Some(value) = exchange.output else {
            // The pipeline succeeds only after `Typed::read` has kept a value.
            return Err(Error::configuration("the pipeline gave no output"));
        };
        Ok(Response {
            value,
            status: answer.status,
            headers: answer.headers,
            call_id: answer.call_id,
            attempts: answer.attempts,
        })
    }
}

impl<Op: Operation> IntoFuture for Call<Op> {
    type Output = Result<Op::Output, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.run().await?.value) })
    }
}

impl<Op> fmt::Debug for Call<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("client", &self.client)
            .field("operation", &std::any::type_name::<Op>())
            .finish_non_exhaustive()
    }
}

/// A call that gives a [`Response`]; made by [`Call::with_metadata`].
#[must_use = "a call does nothing until it is awaited"]
pub struct CallWithMetadata<Op>(Call<Op>);

impl<Op: Operation> IntoFuture for CallWithMetadata<Op> {
    type Output = Result<Response<Op::Output>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.0.run())
    }
}

impl<Op> fmt::Debug for CallWithMetadata<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CallWithMetadata").field(&self.0).finish()
    }
}

/// An output with what is known of its transfer.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The operation's output.
    pub value: T,
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers of the answer.
    pub headers: HeaderMap,
    /// The id of the call.
    pub call_id: String,
    /// How many attempts the call took.
    pub attempts: u32,
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Header values may hold cookies and tokens.
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("call_id", &self.call_id)
            .field("attempts", &self.attempts)
            .finish()
    }
}

/// The one place where the pipeline meets an operation's types.
struct Typed<Op: Operation> {
    operation: Op,
    output: Option<Op::Output>,
}

impl<Op: Operation> Exchange for Typed<Op> {
    fn names(&self) -> Names {
        Names {
            service: Op::Service::NAME,
            operation: Op::NAME,
            idempotency: self.operation.idempotency(),
            shown: Op::SHOWN,
            secrets: Op::secrets,
        }
    }

    fn grade(&self, context: &Context<'_>) -> Grade {
        Op::grade(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<http::Request<crate::Body>, RequestError> {
        self.operation.request(context)
    }

    fn read(
        &mut self,
        context: &Context<'_>,
        response: &http::response::Parts,
        body: &bytes::Bytes,
    ) -> Result<(), ReadError> {
        self.output = Some(Op::read(context, response, body)?);
        Ok(())
    }
}
