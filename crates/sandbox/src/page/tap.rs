//! Sees a call on its way to a vendor's service and back, and changes nothing about it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};

use super::Desk;
use super::log::{self, Message};
use super::mask::Mask;
use crate::shared::Shared;

/// How much of a body is kept to be shown.
const KEPT: usize = 64 * 1024;

pub(super) async fn tap(
    State((desk, number)): State<(Arc<Desk>, usize)>,
    request: Request,
    next: Next,
) -> Response {
    let Some(vendor) = desk.vendors.get(number) else {
        return next.run(request).await;
    };
    let call = Arc::new(Call {
        id: desk.log.began(vendor.id),
        mask: Shared::new(Some(Mask::of(vendor))),
        desk: Arc::clone(&desk),
        number,
        answered: AtomicBool::new(false),
    });
    let _guard = Unanswered(Arc::clone(&call));
    let (head, body) = request.into_parts();
    let asked = (head.method.clone(), head.uri.clone(), head.headers.clone());
    let noted = Arc::clone(&call);
    let body = Tapped::new(body, move |seen| noted.asked(asked, &seen));
    let response = next.run(Request::from_parts(head, Body::new(body))).await;
    call.answered.store(true, Ordering::Relaxed);
    let (head, body) = response.into_parts();
    let (status, headers) = (head.status, head.headers.clone());
    let body = Tapped::new(body, move |seen| call.answered(status, &headers, &seen));
    Response::from_parts(head, Body::new(body))
}

/// A call under way.
struct Call {
    id: u64,
    desk: Arc<Desk>,
    number: usize,
    /// That of the request, then that of the answer.
    mask: Shared<Option<Mask>>,
    answered: AtomicBool,
}

impl Call {
    fn asked(&self, (method, uri, headers): (Method, Uri, HeaderMap), seen: &Seen) {
        let mut mask = self.mask.lock();
        let (Some(mask), Some(vendor)) = (mask.as_mut(), self.desk.vendors.get(self.number)) else {
            return;
        };
        let target = mask.target(&uri);
        let path = vendor.endpoint.splitn(4, '/').nth(3).unwrap_or_default();
        let below = target.trim_start_matches('/').strip_prefix(path);
        let below = below.map_or(&*target, |below| if below.is_empty() { "/" } else { below });
        let body = mask.body(&headers, &seen.kept, seen.size);
        self.desk.log.request(
            self.id,
            Message {
                title: body
                    .operation
                    .unwrap_or_else(|| format!("{method} {below}")),
                line: format!("{method} {target}"),
                headers: mask.headers(&headers),
                body: body.text,
                language: body.language,
                size: seen.size,
            },
        );
    }

    fn answered(&self, status: StatusCode, headers: &HeaderMap, seen: &Seen) {
        let state = match seen.end {
            End::Complete => log::State::Answered,
            End::Broken if seen.size == 0 => return self.desk.log.ended(self.id, log::State::Lost),
            End::Broken => log::State::CutOff,
            End::Dropped => log::State::Abandoned,
        };
        let (Some(mask), Some(vendor)) =
            (self.mask.lock().take(), self.desk.vendors.get(self.number))
        else {
            return;
        };
        let mut mask = mask.for_answer(vendor);
        let body = mask.body(headers, &seen.kept, seen.size);
        let message = Message {
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            line: status.to_string(),
            headers: mask.headers(headers),
            body: body.text,
            language: body.language,
            size: seen.size,
        };
        self.desk
            .log
            .answer(self.id, status.as_u16(), message, state);
    }
}

/// Dropped before there is an answer: the client has gone away.
struct Unanswered(Arc<Call>);

impl Drop for Unanswered {
    fn drop(&mut self) {
        let call = &self.0;
        if !call.answered.load(Ordering::Relaxed) {
            call.desk.log.ended(call.id, log::State::Abandoned);
        }
    }
}

/// What was seen of a body.
struct Seen {
    /// Its beginning.
    kept: Vec<u8>,
    /// The length of all that came.
    size: u64,
    end: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Complete,
    Broken,
    /// Nobody wanted the rest.
    Dropped,
}

/// A body that is passed on as it is. When it has ended, `tell` is told what was seen.
struct Tapped<F: FnOnce(Seen)> {
    body: Body,
    seen: Seen,
    tell: Option<F>,
}

impl<F: FnOnce(Seen)> Tapped<F> {
    fn new(body: Body, tell: F) -> Self {
        let seen = Seen {
            kept: Vec::new(),
            size: 0,
            end: End::Dropped,
        };
        Self {
            body,
            seen,
            tell: Some(tell),
        }
    }
}

impl<F: FnOnce(Seen) + Unpin> HttpBody for Tapped<F> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        let seen = &mut self.seen;
        match &frame {
            Some(Ok(frame)) => {
                if let Some(data) = frame.data_ref() {
                    seen.size += data.len() as u64;
                    let room = KEPT - seen.kept.len();
                    seen.kept.extend_from_slice(&data[..data.len().min(room)]);
                }
            }
            Some(Err(_)) => seen.end = End::Broken,
            None => seen.end = End::Complete,
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl<F: FnOnce(Seen)> Drop for Tapped<F> {
    fn drop(&mut self) {
        // A body whose length is known is not asked once more for its end.
        if self.seen.end == End::Dropped && self.body.is_end_stream() {
            self.seen.end = End::Complete;
        }
        let kept = std::mem::take(&mut self.seen.kept);
        let (size, end) = (self.seen.size, self.seen.end);
        if let Some(tell) = self.tell.take() {
            tell(Seen { kept, size, end });
        }
    }
}
