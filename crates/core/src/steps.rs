//! Streams whose items each cost a call.

use std::fmt;
use std::task::{Context, Poll, ready};

use crate::{BoxFuture, Error};

/// The state of a stream whose items each cost a call, such as the pages of a list.
/// What is polled decides after each item whether there can be another, and sets
/// [`Done`](Self::Done) or [`Failed`](Self::Failed) if not.
pub enum Steps<T> {
    /// The next call can begin.
    Ready,
    /// A call is under way.
    Running(BoxFuture<'static, Result<T, Error>>),
    /// The last item was good, but nothing can follow it.
    Failed(Error),
    /// The last item was given.
    Done,
}

impl<T> Steps<T> {
    /// The next item, for `Stream::poll_next`: begins a call if none is under way, and
    /// waits for it. The first error is the last item.
    pub fn poll(
        &mut self,
        cx: &mut Context<'_>,
        start: impl FnOnce() -> BoxFuture<'static, Result<T, Error>>,
    ) -> Poll<Option<Result<T, Error>>> {
        if matches!(self, Self::Ready) {
            *self = Self::Running(start());
        }
        match self {
            Self::Running(call) => {
                let result = ready!(call.as_mut().poll(cx));
                *self = if result.is_ok() {
                    Self::Ready
                } else {
                    Self::Done
                };
                Poll::Ready(Some(result))
            }
            state => match std::mem::replace(state, Self::Done) {
                Self::Failed(error) => Poll::Ready(Some(Err(error))),
                _ => Poll::Ready(None),
            },
        }
    }
}

impl<T> fmt::Debug for Steps<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ready => "Ready",
            Self::Running(_) => "Running",
            Self::Failed(_) => "Failed",
            Self::Done => "Done",
        })
    }
}
