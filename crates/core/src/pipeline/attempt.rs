//! One attempt, and what is known of it while it runs.

use std::future::poll_fn;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, USER_AGENT};
use http::response::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, Version};

use super::{Exchange, Run, failure, retry_after};
use crate::body::Handed;
use crate::clock::{unless, within};
use crate::{
    BodyStream, Permit, PermitRequest, Progress, ReadError, SendOptions, UrlTemplate, WireBody,
    endpoint, guard, observe,
};

/// What is known of an attempt while it runs. It lives outside the attempt's
/// future, so it tells what happened when a timeout drops that future.
#[derive(Default)]
pub(crate) struct Trace {
    /// Which attempt of the call it is, from 1.
    pub(crate) number: u32,
    pub(crate) handed: Handed,
    pub(crate) method: Option<Method>,
    pub(crate) version: Option<Version>,
    pub(crate) status: Option<StatusCode>,
    /// How long the answer asks to wait.
    pub(super) retry_after: Option<Duration>,
    /// When the limiter let it through, by the client's clock.
    pub(crate) permitted: Option<Duration>,
    pub(crate) request_bytes: Option<u64>,
    received: BytesMut,
    body: Option<Bytes>,
    one_shot: bool,
    /// Refused over its credentials, and others can be had.
    pub(super) renewable: bool,
    pub(crate) template: Option<UrlTemplate>,
    /// Where the request goes.
    pub(super) target: Uri,
}

impl Trace {
    pub(crate) fn new(number: u32) -> Self {
        Self {
            number,
            ..Self::default()
        }
    }

    /// The body as far as it was received; `None` when no answer came.
    pub(crate) fn into_body(self) -> Option<Bytes> {
        self.status?;
        Some(self.body.unwrap_or_else(|| self.received.freeze()))
    }

    pub(crate) fn received(&self) -> usize {
        self.body.as_ref().map_or(self.received.len(), Bytes::len)
    }

    /// Whether another attempt could send the same body.
    pub(crate) fn is_repeatable(&self) -> bool {
        !(self.one_shot && self.handed.get())
    }
}

impl Run<'_> {
    /// Makes one attempt within its time.
    pub(super) async fn attempt(
        &self,
        exchange: &mut dyn Exchange,
        trace: &mut Trace,
    ) -> Result<Parts, ReadError> {
        let context = self.context();
        // First: a permit may be long in coming.
        guard::check(&context, exchange.grade(&context), self.names.idempotency)?;
        let permit = self.permit().await?;
        trace.permitted = Some(self.client.shared.clock.now());
        let mut limit = self.attempt_timeout.min(self.remaining());
        if let Some(permit) = &permit {
            trace.handed = permit.handed();
            let left = permit.left();
            if left.is_zero() {
                return Err(failure::lapsed());
            }
            limit = limit.min(left);
        }
        if limit.is_zero() {
            // Sent now, nobody would wait for the answer.
            return Err(failure::timeout(self.timeout, trace));
        }
        let exchanged = self.exchange(exchange, trace);
        let result = within(&*self.client.shared.clock, limit, exchanged).await;
        result.unwrap_or_else(|| Err(failure::timeout(limit, trace)))
    }

    async fn permit(&self) -> Result<Option<Permit>, ReadError> {
        let shared = &self.client.shared;
        let limiter = shared.limiter.as_ref();
        let Some(limiter) = limiter.filter(|_| !self.client.unlimited) else {
            return Ok(None);
        };
        let limit = self.remaining();
        let request = PermitRequest::new(
            self.names.service,
            self.names.operation,
            limit,
            &*shared.clock,
        );
        let request = request.attempt(self.attempt_timeout.min(limit));
        match within(&*shared.clock, limit, limiter.acquire(request)).await {
            Some(Ok(permit)) => Ok(Some(permit)),
            Some(Err(refusal)) => Err(failure::limited(&refusal)),
            None => Err(failure::timeout(limit, &Trace::default())),
        }
    }

    async fn exchange(
        &self,
        exchange: &mut dyn Exchange,
        trace: &mut Trace,
    ) -> Result<Parts, ReadError> {
        let context = self.context();
        let mut request = exchange.request(&context)?;
        for authoriser in &self.client.authorisers {
            authoriser.authorise(&mut request, &context).await?;
        }
        let target = request.uri().clone();
        if !endpoint::is_allowed(&target, context.endpoint()) {
            return Err(failure::forbidden_target());
        }
        trace.method = Some(request.method().clone());
        trace.template = request.extensions().get().copied();
        trace.target = target.clone();
        if let Some(body) = request.body().as_bytes() {
            self.mask.repeats(body, self.names.shown);
            observe::request(body, self.names, &self.mask);
        }
        trace.request_bytes = request.body().len();
        trace.one_shot = !request.body().is_repeatable();
        let extensions = request.extensions().clone();

        let authorised = (!self.client.authorisers.is_empty()).then(|| request.headers().clone());
        let (mut head, body) = self.send(request, trace).await?;
        head.extensions.extend(extensions);
        trace.version = Some(head.version);
        trace.status = Some(head.status);
        if let Some(sent) = authorised.filter(|_| head.status == StatusCode::UNAUTHORIZED) {
            // Each is told, since each may keep what was refused.
            for authoriser in &self.client.authorisers {
                trace.renewable |= authoriser.refused(&sent, &head);
            }
        }
        trace.retry_after = retry_after::read(&head.headers, &*self.client.shared.clock);
        let max = self.client.shared.times.max_answer;
        self.collect(&head.headers, body, max, trace).await?;
        let body = std::mem::take(&mut trace.received).freeze();
        trace.body = Some(body.clone());
        for secret in (self.names.secrets)(&body) {
            context.add_secret(&secret);
        }
        observe::answer(&head, &body, self.names, &self.mask);
        if let Some(error) = failure::redirect(&head, &target, context.endpoint()) {
            return Err(error);
        }
        exchange.read(&context, &head, &body)?;
        Ok(head)
    }

    async fn send(
        &self,
        request: http::Request<crate::Body>,
        trace: &Trace,
    ) -> Result<(Parts, BodyStream), ReadError> {
        let shared = &self.client.shared;
        let handed = &trace.handed;
        let mut request = request.map(|body| WireBody::new(body, handed.clone()));
        request
            .headers_mut()
            .entry(USER_AGENT)
            .or_insert_with(|| shared.user_agent.clone());
        let options = SendOptions {
            attempt: trace.number,
            call_id: self.call_id.to_owned(),
            idempotency: self.names.idempotency,
            mask: self.mask.clone(),
            shown: self.names.shown,
            secrets: self.names.secrets,
            ..SendOptions::new(self.names.service, self.names.operation)
        };
        let limit = shared.times.connect_timeout;
        let sending = shared.transport.send(request, &options);
        match unless(&*shared.clock, limit, || handed.take_back(), sending).await {
            Some(Ok(response)) => Ok(response.into_parts()),
            Some(Err(error)) => Err(failure::transport(error, trace)),
            None => Err(failure::connect_timeout(limit)),
        }
    }

    /// Collects the body into `trace`, which keeps what came when the rest does not.
    async fn collect(
        &self,
        headers: &HeaderMap,
        mut body: BodyStream,
        max: usize,
        trace: &mut Trace,
    ) -> Result<(), ReadError> {
        let announced = headers.get(CONTENT_LENGTH).and_then(length);
        if announced.is_some_and(|length| length > max) {
            return Err(failure::too_large(max, trace));
        }
        // The header is only a claim: trusted up to a size that does no harm.
        trace
            .received
            .reserve(announced.unwrap_or(0).min(TRUSTED_LENGTH));
        while let Some(piece) = poll_fn(|cx| body.as_mut().poll_next(cx)).await {
            let piece = piece.map_err(|error| failure::transport(error, trace))?;
            if piece.len() > max - trace.received.len() {
                return Err(failure::too_large(max, trace));
            }
            trace.received.extend_from_slice(&piece);
            if let Some(progress) = &self.progress {
                progress(Progress {
                    received: trace.received.len(),
                    announced,
                });
            }
        }
        Ok(())
    }
}

/// How much is reserved at once on the word of a `Content-Length`.
const TRUSTED_LENGTH: usize = 1024 * 1024;

fn length(value: &HeaderValue) -> Option<usize> {
    value.to_str().ok()?.parse().ok()
}
