//! All of a resource, page by page.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use kontorhaus_core::{BoxFuture, Error, ErrorKind, Outcome, ReadError};

use crate::resource::Resource;
use crate::{Client, List, Query};

/// As many of a resource as a page holds if the query does not say.
const PAGE: u64 = 100;

/// A stream of the pages of a list; made by [`Collection::pages`](crate::Collection::pages).
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<R> {
    client: Client,
    query: Query,
    /// The key at the front of the last page.
    front: Option<i64>,
    state: State<R>,
}

enum State<R> {
    Ready,
    Running(BoxFuture<'static, Result<Vec<R>, Error>>),
    Done,
}

impl<R: Resource> Pages<R> {
    pub(crate) fn new(client: Client, mut query: Query) -> Self {
        query.top.get_or_insert(PAGE);
        query.skip.get_or_insert(0);
        // Without an order a server may put the same thing on two pages.
        if !query.is_ordered() {
            query = query.ascending("Id");
        }
        Self {
            client,
            query,
            front: None,
            state: State::Ready,
        }
    }

    /// The next page; `None` after the last one or after an error.
    pub async fn next(&mut self) -> Option<Result<Vec<R>, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Turns to the page after this one; `None` if this page shows that there is no more.
    fn turn(&mut self, page: Vec<R>) -> Option<Result<Vec<R>, Error>> {
        let count = u64::try_from(page.len()).unwrap_or(u64::MAX);
        let front = page.first().map(Resource::key)?;
        if self.front == Some(front) {
            let message = "the server gives the same page again: it takes no notice of $skip";
            let error = ReadError::new(ErrorKind::Mismatch, Outcome::Applied, message)
                .advice("Read the list as a whole.");
            return Some(Err(Error::read::<List<R>>(error)));
        }
        self.front = Some(front);
        // There is no count and no mark: a page of another length is the last, also one that is longer since the server
        // takes no notice of $top.
        if self.query.top == Some(count) {
            self.query.skip = Some(self.query.skip.unwrap_or(0).saturating_add(count));
            self.state = State::Ready;
        }
        Some(Ok(page))
    }
}

impl<R: Resource> Stream for Pages<R> {
    type Item = Result<Vec<R>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if matches!(this.state, State::Ready) {
            let call = this.client.call(List::new(this.query.clone()));
            this.state = State::Running(call.into_future());
        }
        let State::Running(call) = &mut this.state else {
            return Poll::Ready(None);
        };
        let result = ready!(call.as_mut().poll(cx));
        this.state = State::Done;
        Poll::Ready(match result {
            Ok(page) => this.turn(page),
            Err(error) => Some(Err(error)),
        })
    }
}

impl<R> Unpin for Pages<R> {}

impl<R> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("query", &self.query)
            .finish_non_exhaustive()
    }
}
