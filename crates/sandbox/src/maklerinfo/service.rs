//! The service on its path, and the handle through which a test looks at it.

use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::response::Response;
use axum::routing;
use jiff::SignedDuration;
use jiff::fmt::rfc2822;
use serde_json::Value;

use super::answer::Answer;
use super::fault::Fault;
use super::route::{self, Request};
use super::state::{Effects, State};
use super::{auth, kunden, multi_call};
use crate::planned::Planned;
use crate::reaction::{self, Reaction};
use crate::record::{self, Kept};
use crate::shared::Shared;
use crate::vendor::Service;

/// How large a request may be: large enough to see that uploads are streamed.
const LARGEST: usize = 256 * 1024 * 1024;

/// The service for one broker: clones show the same one.
#[derive(Clone)]
pub struct Maklerinfo {
    url: Arc<str>,
    state: Shared<State>,
    planned: Planned<Fault>,
}

/// A request and its answer as the server saw them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Exchange {
    /// The method.
    pub method: String,
    /// Path and query, below the address of the service.
    pub path: String,
    /// The headers of the request, with `***` for a one-time password.
    pub headers: HeaderMap,
    /// The body of the request.
    pub request: Bytes,
    /// The status of the answer.
    pub status: u16,
    /// The headers of the answer.
    pub answer_headers: HeaderMap,
    /// The body of the answer: what the server wrote, even if it did not arrive.
    pub answer: Bytes,
    /// The parts of a MultiCall.
    pub parts: Vec<Exchange>,
}

impl Exchange {
    pub(crate) fn new(
        method: &str,
        path: &str,
        mut headers: HeaderMap,
        request: impl Into<Bytes>,
        answer: &Answer,
    ) -> Self {
        if let Some(otp) = headers.get_mut("x-dio-otp") {
            *otp = HeaderValue::from_static("***");
        }
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            headers,
            request: request.into(),
            status: answer.status,
            answer_headers: answer.headers.clone(),
            answer: answer.body.clone().into(),
            parts: Vec::new(),
        }
    }
}

impl Kept for Exchange {
    fn size(&self) -> usize {
        let heads = record::headers(&self.headers) + record::headers(&self.answer_headers);
        let parts = self.parts.iter().map(Self::size).sum::<usize>();
        heads + self.path.len() + self.request.len() + self.answer.len() + parts
    }
}

impl Maklerinfo {
    /// Where the service is below the server's address, as on the vendor's host.
    pub(crate) const PATH: &'static str = "/service/bd/broker/1.0/rest";

    pub(crate) fn new(url: String) -> Self {
        Self {
            url: url.as_str().into(),
            state: Shared::new(State::new(url)),
            planned: Planned::default(),
        }
    }

    /// The address of the service.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The broker's number.
    #[must_use]
    pub fn vermittler(&self) -> String {
        self.state.lock().vermittler.clone()
    }

    /// The Api-ID of the access.
    #[must_use]
    pub fn api_id(&self) -> String {
        self.state.lock().api_id.clone()
    }

    /// The Api-Key of the access.
    #[must_use]
    pub fn api_key(&self) -> String {
        self.state.lock().api_key.clone()
    }

    /// A one-time password, which this server takes again and again.
    #[must_use]
    pub fn otp(&self) -> String {
        self.state.lock().otp.clone()
    }

    /// Blocks the broker.
    pub fn block(&self) {
        self.state.lock().blocked = true;
    }

    /// Admits the broker again.
    pub fn unblock(&self) {
        self.state.lock().blocked = false;
    }

    /// Whether the broker is blocked.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.state.lock().blocked
    }

    /// How far the server's clock is ahead.
    #[must_use]
    pub fn clock_ahead(&self) -> SignedDuration {
        self.state.lock().ahead
    }

    /// Sets the server's clock, which counts for timestamps and in `Date`, so far ahead of this machine's.
    pub fn set_clock_ahead(&self, ahead: SignedDuration) {
        self.state.lock().ahead = ahead;
    }

    /// Adds a customer with these fields, or replaces one.
    pub fn insert(&self, id: &str, fields: Value) {
        self.state.lock().add(id, fields);
    }

    /// A customer as it is now.
    #[must_use]
    pub fn kunde(&self, id: &str) -> Option<Value> {
        kunden::shown(&self.state.lock(), id).map(Value::Object)
    }

    /// Whether a contract was transferred.
    #[must_use]
    pub fn is_uebertragen(&self, kunde: &str, vertrag: &str) -> bool {
        let state = self.state.lock();
        let vertrag = state
            .kunden
            .get(kunde)
            .and_then(|kunde| kunde.vertraege.get(vertrag));
        vertrag.is_some_and(|vertrag| vertrag.uebertragen)
    }

    /// A sub-broker as it is now.
    #[must_use]
    pub fn untervermittler(&self, number: &str) -> Option<Value> {
        self.state
            .lock()
            .untervermittler
            .get(number)
            .cloned()
            .map(Value::Object)
    }

    /// The content of an entry of the archive, and its media type.
    #[must_use]
    pub fn archived(&self, id: &str) -> Option<(String, Vec<u8>)> {
        let state = self.state.lock();
        let entry = state.archiv.get(id)?;
        Some((entry.content_type.clone(), entry.content.clone()))
    }

    /// What calls have changed so far.
    #[must_use]
    pub fn effects(&self) -> Effects {
        self.state.lock().effects
    }

    /// Plans the reactions to the next calls, one for each, after those already planned. Then all is normal again.
    pub fn react(&self, reactions: impl IntoIterator<Item = Reaction<Fault>>) {
        self.planned.extend(reactions);
    }

    /// The calls so far, without those that a page answered. The oldest make room when all take more than 512 MiB.
    #[must_use]
    pub fn recorded(&self) -> Vec<Exchange> {
        self.state.lock().recorded.to_vec()
    }

    /// All one-time passwords that were given out.
    pub(crate) fn one_time_passwords(&self) -> Vec<String> {
        let state = self.state.lock();
        let given = state.tokens.iter().map(|token| token.otp.clone());
        given.chain([state.otp.clone()]).collect()
    }

    pub(crate) fn router(&self) -> Router {
        let service = self.clone();
        let handler = move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
            let service = service.clone();
            async move { service.handle(&method, &uri, headers, body).await }
        };
        Router::new()
            .route(Self::PATH, routing::any(handler.clone()))
            .route(&format!("{}/", Self::PATH), routing::any(handler.clone()))
            .route(&format!("{}/{{*path}}", Self::PATH), routing::any(handler))
            .layer(DefaultBodyLimit::max(LARGEST))
    }

    async fn handle(
        &self,
        method: &Method,
        uri: &Uri,
        headers: HeaderMap,
        body: Bytes,
    ) -> Response {
        let target = uri.path_and_query().map_or("", |target| target.as_str());
        let path = target.strip_prefix(Self::PATH).unwrap_or_default();
        let (reaction, answer, date) = {
            let mut state = self.state.lock();
            let reaction = self.planned.next();
            let (answer, parts) = match &reaction {
                Reaction::Fault(fault) => (Answer::fault(fault), Vec::new()),
                Reaction::Html(status) => return reaction::html(*status),
                _ => carry_out(&mut state, method, path, &headers, &body),
            };
            let mut exchange = Exchange::new(method.as_str(), path, headers, body, &answer);
            exchange.parts = parts;
            state.recorded.push(exchange);
            let date = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&state.now());
            (reaction, answer, date.unwrap_or_default())
        };
        let instead = |text: String| Answer::bytes("application/json", text.into()).response(&date);
        reaction.deliver(answer.response(&date), instead).await
    }
}

fn carry_out(
    state: &mut State,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> (Answer, Vec<Exchange>) {
    let rights = match auth::check(state, headers) {
        Ok(rights) => rights,
        Err(fault) => return (Answer::fault(&fault), Vec::new()),
    };
    if method == Method::POST && matches!(path, "" | "/") {
        let answer = multi_call::answer(state, &rights, headers, body);
        return answer.unwrap_or_else(|fault| (Answer::fault(&fault), Vec::new()));
    }
    let answer = match Request::new(method.as_str(), path, headers, body) {
        Some(request) => route::answer(state, &rights, &request),
        None => Answer::fault(&Fault::BadRequest),
    };
    (answer, Vec::new())
}

impl Service for Maklerinfo {
    type Fault = Fault;

    fn planned(&self) -> &Planned<Fault> {
        &self.planned
    }
}

impl fmt::Debug for Maklerinfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Maklerinfo")
            .field("url", &self.url)
            .field("effects", &self.effects())
            .finish_non_exhaustive()
    }
}
