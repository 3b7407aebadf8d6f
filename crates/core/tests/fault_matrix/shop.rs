//! The service that is called: one operation, as a write and as an idempotent one.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context as TaskContext, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use http::response::Parts;
use kontorhaus_core::{
    Body, Client, Context, Error, ErrorKind, Idempotency, NoCredentials, Operation, Outcome,
    ReadError, RequestError, Service,
};

/// Carries the id of the call, by which the servers count.
pub(crate) const CALL: &str = "x-call";

pub(crate) enum Shop {}

impl Service for Shop {
    const NAME: &'static str = "shop";
    type Client = Client;
    type Credentials = NoCredentials;
}

/// Which of the two operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Write,
    Idempotent,
}

impl Kind {
    pub(crate) const BOTH: [Self; 2] = [Self::Write, Self::Idempotent];

    /// Makes a call.
    pub(crate) async fn call(self, client: &Client, id: &str, sent: Sent) -> Result<(), Error> {
        match self {
            Self::Write => client.call(Job::<true>(sent)).call_id(id).await,
            Self::Idempotent => client.call(Job::<false>(sent)).call_id(id).await,
        }
    }
}

/// The body of a request.
#[derive(Clone)]
pub(crate) enum Sent {
    /// None, since it breaks a rule of the operation.
    Invalid,
    /// So many bytes, held in memory.
    Bytes(usize),
    /// So many bytes, from a source that notes whether it was asked for any.
    Probed(usize, Probe),
}

/// Whether the body of a request was ever polled.
#[derive(Clone, Default)]
pub(crate) struct Probe(Arc<AtomicBool>);

impl Probe {
    pub(crate) fn polled(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

struct Job<const WRITE: bool>(Sent);

impl<const WRITE: bool> Operation for Job<WRITE> {
    type Service = Shop;
    type Output = ();
    type Fault = ();
    const NAME: &'static str = if WRITE { "Order" } else { "Put" };
    const IDEMPOTENCY: Idempotency = if WRITE {
        Idempotency::Write
    } else {
        Idempotency::Idempotent
    };

    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
        let body = match &self.0 {
            Sent::Invalid => return Err(RequestError::new("must not be sent")),
            Sent::Bytes(length) => vec![b'x'; *length].into(),
            Sent::Probed(length, probe) => {
                let pieces = Pieces {
                    left: *length,
                    probe: probe.clone(),
                };
                Body::stream(pieces, Some(*length as u64))
            }
        };
        http::Request::post(context.endpoint())
            .header(CALL, context.call_id())
            .body(body)
            .map_err(|error| RequestError::new("no request").source(error))
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<(), ReadError> {
        match head.status {
            StatusCode::OK => match body.strip_prefix(b"done ") {
                None => Err(ReadError::new(
                    ErrorKind::Decode,
                    Outcome::Applied,
                    "the answer is garbled",
                )),
                Some(call) => {
                    assert_eq!(call, context.call_id().as_bytes(), "another call's answer");
                    Ok(())
                }
            },
            StatusCode::INTERNAL_SERVER_ERROR if body == "S1" => {
                Err(ReadError::new(ErrorKind::Fault, Outcome::Rejected, "refused").code("S1"))
            }
            status => Err(ReadError::status(status, "no success")),
        }
    }
}

/// A body in pieces of 16 kB.
struct Pieces {
    left: usize,
    probe: Probe,
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        static PIECE: [u8; 16 * 1024] = [b'x'; 16 * 1024];
        self.probe.0.store(true, Ordering::SeqCst);
        let piece = &PIECE[..self.left.min(PIECE.len())];
        self.left -= piece.len();
        Poll::Ready((!piece.is_empty()).then(|| Ok(Bytes::from_static(piece))))
    }
}
