use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::{Body, BodySource, Kind, OneShot};

/// Whether a request was handed over to be sent. Clones share the answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handed(Arc<AtomicBool>);

impl Handed {
    fn set(&self) {
        self.0.store(true, Ordering::Release);
    }

    pub(crate) fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// A request's body on its way into a transport.
///
/// It notes when it is first asked for data. Before that moment no server can
/// have the whole request, so nothing can have happened; after it, nothing is
/// certain. A transport must therefore not poll it before a connection stands.
pub struct WireBody {
    state: State,
    length: Option<u64>,
    handed: Handed,
}

enum State {
    Bytes(Bytes),
    OneShot(OneShot),
    // The lock makes the body `Sync`, which HTTP libraries ask for; it is never contended.
    Stream(Mutex<BodySource>),
    Done,
}

impl WireBody {
    pub(crate) fn new(body: Body, handed: Handed) -> Self {
        let (state, length) = match body.0 {
            Kind::Bytes(bytes) => {
                let length = bytes.len() as u64;
                (State::Bytes(bytes), Some(length))
            }
            Kind::Stream { source, length } => (State::Stream(Mutex::new(source)), length),
            Kind::OneShot(source) => {
                let length = source.length;
                (State::OneShot(source), length)
            }
        };
        Self {
            state,
            length,
            handed,
        }
    }
}

impl http_body::Body for WireBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = self.get_mut();
        this.handed.set();
        if let State::OneShot(source) = &this.state {
            let Some(source) = source.take() else {
                this.state = State::Done;
                let message = "the body can be sent only once, and was sent before";
                return Poll::Ready(Some(Err(io::Error::other(message))));
            };
            this.state = State::Stream(Mutex::new(source));
        }
        let piece = match &mut this.state {
            State::Stream(source) => {
                let source = source.get_mut().unwrap_or_else(PoisonError::into_inner);
                match source.as_mut().poll_next(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Some(piece)) => {
                        if let (Some(length), Ok(piece)) = (&mut this.length, &piece) {
                            *length = length.saturating_sub(piece.len() as u64);
                        }
                        return Poll::Ready(Some(piece.map(Frame::data)));
                    }
                    Poll::Ready(None) => None,
                }
            }
            State::Bytes(bytes) => (!bytes.is_empty()).then(|| std::mem::take(bytes)),
            State::OneShot(_) | State::Done => None,
        };
        this.state = State::Done;
        Poll::Ready(piece.map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        match &self.state {
            State::Done => true,
            State::Bytes(bytes) if bytes.is_empty() => {
                // An empty body is never polled. hyper asks this when it writes
                // the head, which then is the whole request.
                self.handed.set();
                true
            }
            State::Bytes(_) | State::OneShot(_) | State::Stream(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match (&self.state, self.length) {
            (State::Done, _) => SizeHint::with_exact(0),
            (_, Some(length)) => SizeHint::with_exact(length),
            (_, None) => SizeHint::default(),
        }
    }
}

impl fmt::Debug for WireBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WireBody")
            .field("length", &self.length)
            .field("handed", &self.handed.get())
            .finish_non_exhaustive()
    }
}
