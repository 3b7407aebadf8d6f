//! A body on its way out, and whether it was ever asked for.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::{Body, BodySource, Kind, OneShot};

/// Whether a request was handed over to be sent, or taken back. Clones share the answer.
///
/// Transports run on threads of their own, and one may ask for the body at the very
/// moment when the pipeline gives up. What comes first is final for both sides, so a
/// request that was taken back cannot go out, and one that went out is known to have.
#[derive(Clone, Default)]
pub(crate) struct Handed(Arc<Handing>);

#[derive(Default)]
struct Handing {
    handed: OnceLock<bool>,
    condition: OnceLock<Condition>,
}

type Condition = Box<dyn Fn() -> bool + Send + Sync>;

impl Handed {
    /// Lets the request go out only if that holds at the very moment.
    pub(crate) fn only_if(&self, condition: impl Fn() -> bool + Send + Sync + 'static) {
        // An attempt has one permit, so there is no other condition.
        let _ = self.0.condition.set(Box::new(condition));
    }

    /// Hands the request over; false when it was taken back before, or may not go.
    pub(crate) fn hand_over(&self) -> bool {
        let Handing { handed, condition } = &*self.0;
        *handed.get_or_init(|| condition.get().is_none_or(|holds| holds()))
    }

    /// Takes the request back; false when it was handed over before.
    pub(crate) fn take_back(&self) -> bool {
        !*self.0.handed.get_or_init(|| false)
    }

    pub(crate) fn get(&self) -> bool {
        self.0.handed.get() == Some(&true)
    }

    pub(crate) fn is_taken_back(&self) -> bool {
        self.0.handed.get() == Some(&false)
    }
}

impl fmt::Debug for Handed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Handed").field(&self.0.handed.get()).finish()
    }
}

/// A request's body on its way into a transport.
///
/// It notes when it is first asked for data. Before that moment no server can
/// have the whole request, so nothing can have happened; after it, nothing is
/// certain. A transport must therefore not poll it before a connection stands, and
/// must not send the head of a request without having asked [`is_end`](Self::is_end)
/// or polled. Once the call has given up on sending, it gives nothing but an error.
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
        let length = body.len();
        let state = match body.0 {
            Kind::Bytes(bytes) => State::Bytes(bytes),
            Kind::Stream { source, .. } => State::Stream(Mutex::new(source)),
            Kind::OneShot(source) => State::OneShot(source),
        };
        Self {
            state,
            length,
            handed,
        }
    }

    /// The bytes, when the body is held in memory and was not asked for yet: for
    /// signatures and records. Looking does not count as sending.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.state {
            State::Bytes(bytes) => Some(bytes),
            State::OneShot(_) | State::Stream(_) | State::Done => None,
        }
    }

    /// Whether nothing is left to send. For a body without data that counts as sending,
    /// for then the head is the whole request.
    #[must_use]
    pub fn is_end(&self) -> bool {
        self.remaining() == Some(0) && self.handed.hand_over()
    }

    /// How many bytes are left to send, where that is known.
    #[must_use]
    pub fn remaining(&self) -> Option<u64> {
        match self.state {
            // Never empty: its head alone would be a whole request.
            _ if self.handed.is_taken_back() => Some(1),
            State::Done => Some(0),
            _ => self.length,
        }
    }
}

impl Stream for WireBody {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let this = self.get_mut();
        if !this.handed.hand_over() {
            let message = "the call has ended before its request was sent";
            return Poll::Ready(Some(Err(io::Error::other(message))));
        }
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
                        return Poll::Ready(Some(piece));
                    }
                    Poll::Ready(None) => None,
                }
            }
            State::Bytes(bytes) => (!bytes.is_empty()).then(|| std::mem::take(bytes)),
            State::OneShot(_) | State::Done => None,
        };
        this.state = State::Done;
        Poll::Ready(piece.map(Ok))
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

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    struct Pieces(Vec<io::Result<&'static str>>);

    impl Stream for Pieces {
        type Item = io::Result<Bytes>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(self.0.pop().map(|piece| piece.map(Bytes::from)))
        }
    }

    fn pieces() -> Pieces {
        Pieces(vec![Ok("two"), Ok("one ")])
    }

    async fn next(body: &mut WireBody) -> Option<io::Result<Bytes>> {
        poll_fn(|cx| Pin::new(&mut *body).poll_next(cx)).await
    }

    #[tokio::test]
    async fn bytes_are_handed_over_when_they_are_first_asked_for() {
        let handed = Handed::default();
        let mut body = WireBody::new(Body::from("text"), handed.clone());
        assert!(!body.is_end());
        assert_eq!(body.remaining(), Some(4));
        assert!(!handed.get());
        assert_eq!(next(&mut body).await.unwrap().unwrap(), "text");
        assert!(handed.get() && body.is_end());
        assert!(next(&mut body).await.is_none());
    }

    #[test]
    fn an_empty_body_is_handed_over_when_its_end_is_asked_for() {
        let handed = Handed::default();
        let body = WireBody::new(Body::empty(), handed.clone());
        assert_eq!(body.remaining(), Some(0));
        assert!(!handed.get());
        assert!(body.is_end());
        assert!(handed.get());
    }

    #[tokio::test]
    async fn a_stream_without_data_is_handed_over_as_an_empty_body_is() {
        let handed = Handed::default();
        let body = WireBody::new(Body::stream(Pieces(vec![]), Some(0)), handed.clone());
        assert!(body.is_end() && handed.get());
    }

    #[tokio::test]
    async fn what_is_taken_back_is_not_given_any_more() {
        let source = OneShot::new(pieces(), Some(7));
        for body in [Body::empty(), Body::from("text"), Body::one_shot(&source)] {
            let handed = Handed::default();
            let mut body = WireBody::new(body, handed.clone());
            assert!(handed.take_back());
            assert!(!body.is_end());
            assert_ne!(body.remaining(), Some(0));
            next(&mut body).await.unwrap().unwrap_err();
            next(&mut body).await.unwrap().unwrap_err();
            assert!(!handed.get());
        }
        let handed = Handed::default();
        let mut body = WireBody::new(Body::one_shot(&source), handed.clone());
        assert_eq!(next(&mut body).await.unwrap().unwrap(), "one ");
        assert!(!handed.take_back() && handed.get());
    }

    #[tokio::test]
    async fn a_condition_is_asked_at_the_moment_of_sending() {
        for (holds, sent) in [(true, true), (false, false)] {
            let handed = Handed::default();
            handed.only_if(move || holds);
            let mut body = WireBody::new(Body::from("text"), handed.clone());
            assert!(!handed.get() && !handed.is_taken_back());
            assert_eq!(next(&mut body).await.unwrap().is_ok(), sent);
            assert_eq!((handed.get(), handed.is_taken_back()), (sent, !sent));
        }
    }

    #[tokio::test]
    async fn a_stream_tells_how_much_of_it_is_left() {
        let handed = Handed::default();
        let mut body = WireBody::new(Body::stream(pieces(), Some(7)), handed.clone());
        assert_eq!(body.remaining(), Some(7));
        assert!(!handed.get());
        assert_eq!(next(&mut body).await.unwrap().unwrap(), "one ");
        assert!(handed.get());
        assert_eq!(body.remaining(), Some(3));
        assert_eq!(next(&mut body).await.unwrap().unwrap(), "two");
        assert!(body.is_end());
        assert!(next(&mut body).await.is_none());
        assert!(body.is_end());

        let body = WireBody::new(Body::stream(pieces(), None), Handed::default());
        assert!(!body.is_end());
        assert_eq!(body.remaining(), None);
    }

    #[tokio::test]
    async fn a_stream_that_fails_gives_its_error() {
        let failing = Pieces(vec![Err(io::Error::other("disk")), Ok("one ")]);
        let mut body = WireBody::new(Body::stream(failing, None), Handed::default());
        assert_eq!(next(&mut body).await.unwrap().unwrap(), "one ");
        let error = next(&mut body).await.unwrap().unwrap_err();
        assert_eq!(error.to_string(), "disk");
    }

    #[tokio::test]
    async fn a_one_shot_stream_goes_out_once() {
        let source = OneShot::new(pieces(), Some(7));
        drop(WireBody::new(Body::one_shot(&source), Handed::default()));
        let mut body = WireBody::new(Body::one_shot(&source), Handed::default());
        assert_eq!(next(&mut body).await.unwrap().unwrap(), "one ");
        let mut again = WireBody::new(Body::one_shot(&source), Handed::default());
        let error = next(&mut again).await.unwrap().unwrap_err();
        assert_eq!(
            error.to_string(),
            "the body can be sent only once, and was sent before"
        );
        assert!(next(&mut again).await.is_none());
    }
}
