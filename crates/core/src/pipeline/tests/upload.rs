//! A call whose body exists once.

use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};

use bytes::Bytes;
use http::response::Parts;

use crate::testing::{Post, Shop, ShopFault};
use crate::{Body, Context, Idempotency, OneShot, Operation, ReadError, RequestError};

/// Sends what [`Post`] does, but for the body.
pub(super) struct Upload<const WRITE: bool>(OneShot);

/// An upload of two pieces, `one ` and `two`.
pub(super) fn upload<const WRITE: bool>() -> Upload<WRITE> {
    Upload(OneShot::new(Pieces(vec!["two", "one "]), Some(7)))
}

impl<const WRITE: bool> Operation for Upload<WRITE> {
    type Service = Shop;
    type Output = String;
    type Fault = ShopFault;
    const NAME: &'static str = "Upload";
    const IDEMPOTENCY: Idempotency = Post::<WRITE>::IDEMPOTENCY;

    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
        let mut request = Post::<WRITE>("x").request(context)?;
        *request.body_mut() = Body::one_shot(&self.0);
        Ok(request)
    }

    fn read(cx: &Context<'_>, head: &Parts, body: &Bytes) -> Result<String, ReadError> {
        Post::<WRITE>::read(cx, head, body)
    }
}

/// A stream of pieces, the last one first.
struct Pieces(Vec<&'static str>);

impl futures_core::Stream for Pieces {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.0.pop();
        Poll::Ready(piece.map(|piece| Ok(Bytes::from_static(piece.as_bytes()))))
    }
}
