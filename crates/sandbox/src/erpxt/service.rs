//! The service on its paths, and the handle through which a test looks at it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::{self, MethodRouter};
use serde_json::Value;

use super::entity::Stored;
use super::read;
use super::read::JSON;
use super::refusal::Refusal;
use super::render::Renderer;
use super::routes::Call;
use super::state::{Account, Style};
use crate::planned::Planned;
use crate::reaction::{self, Reaction};
use crate::record::{self, Kept};
use crate::shared::Shared;
use crate::vendor::Service;

/// Where the API is, below the sandbox's address.
pub(crate) const BASE: &str = "/erpxt/api2/public";

/// The API of one account: clones show the same one.
#[derive(Clone)]
pub struct ErpXt {
    url: Arc<str>,
    account: Shared<Account>,
    planned: Planned<Refusal>,
    planned_for_tokens: Planned<Refusal>,
}

/// A request as the server saw it, and what it wrote, even if that did not arrive. Secrets stand as `***`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Exchange {
    /// The method.
    pub method: Method,
    /// The path below the API's base, as it was sent.
    pub path: String,
    /// The query, as it was sent.
    pub query: String,
    /// The headers of the request, without `Authorization`.
    pub headers: HeaderMap,
    /// The body of the request.
    pub request: String,
    /// The status of the answer; 0 for a request that was not carried out.
    pub status: u16,
    /// The body of the answer.
    pub answer: String,
}

impl Kept for Exchange {
    fn size(&self) -> usize {
        let texts = [&self.path, &self.query, &self.request, &self.answer];
        record::headers(&self.headers) + texts.into_iter().map(String::len).sum::<usize>()
    }
}

impl ErpXt {
    pub(crate) fn new(origin: &str) -> Self {
        Self {
            url: format!("{origin}{BASE}").into(),
            account: Shared::new(Account::new()),
            planned: Planned::default(),
            planned_for_tokens: Planned::default(),
        }
    }

    /// The address below which all paths are.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The client ID that token requests must carry.
    #[must_use]
    pub fn client_id(&self) -> String {
        self.account.lock().client_id.clone()
    }

    /// The client secret that token requests must carry.
    #[must_use]
    pub fn client_secret(&self) -> String {
        self.account.lock().client_secret.clone()
    }

    /// How many tokens were given out.
    #[must_use]
    pub fn tokens_issued(&self) -> usize {
        self.account.lock().given.len()
    }

    /// How long the tokens live that are given out from now on; ten minutes at the start.
    pub fn set_token_lifetime(&self, lifetime: Duration) {
        self.account.lock().lifetime = lifetime;
    }

    /// Ends all tokens, whatever their lifetime.
    pub fn expire_tokens(&self) {
        self.account.lock().tokens.clear();
    }

    /// Changes how the service writes what is seen in more than one way.
    pub fn set_style(&self, change: impl FnOnce(&mut Style)) {
        change(&mut self.account.lock().style);
    }

    /// Blocks access or admits it again: a blocked account is answered with 403.
    pub fn set_blocked(&self, blocked: bool) {
        self.account.lock().blocked = blocked;
    }

    /// Plans the reactions to the next requests but those for tokens, one for each. Then all is normal again.
    pub fn react(&self, reactions: impl IntoIterator<Item = Reaction<Refusal>>) {
        self.planned.extend(reactions);
    }

    /// Plans the reactions to the next requests for tokens, one for each. Then all is normal again.
    pub fn react_to_tokens(&self, reactions: impl IntoIterator<Item = Reaction<Refusal>>) {
        self.planned_for_tokens.extend(reactions);
    }

    /// What went over the wire so far. The oldest make room when all take more than 512 MiB.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.account.lock().exchanges.to_vec()
    }

    /// An entity as the service would send it: of `invoices`, say, the one with that key.
    #[must_use]
    pub fn entity(&self, resource: &str, id: i64) -> Option<String> {
        let account = self.account.lock();
        let entity = account.entity(resource, id)?;
        Some(Renderer::new(false).one(entity))
    }

    /// How many of a resource there are.
    #[must_use]
    pub fn count(&self, resource: &str) -> usize {
        self.account
            .lock()
            .entities
            .get(resource)
            .map_or(0, BTreeMap::len)
    }

    /// Gives an entity a member that no documentation lists; false if there is no such entity.
    #[must_use]
    pub fn set_member(&self, resource: &str, id: i64, name: &str, value: Value) -> bool {
        self.set(resource, id, name, Stored::Other(value))
    }

    /// Confirms an invoice or order, as is done in the application; false if there is no such document.
    #[must_use]
    pub fn confirm(&self, resource: &str, id: i64) -> bool {
        self.set(resource, id, "Status", Stored::Integer(1))
    }

    fn set(&self, resource: &str, id: i64, name: &str, value: Stored) -> bool {
        let mut account = self.account.lock();
        let entities = account.entities.get_mut(resource);
        let entity = entities.and_then(|entities| entities.get_mut(&id));
        entity.map(|entity| entity.set(name, value)).is_some()
    }

    /// Whether access is blocked.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.account.lock().blocked
    }

    /// All tokens that were ever given out.
    pub(crate) fn tokens(&self) -> Vec<String> {
        self.account.lock().given.clone()
    }

    pub(crate) fn route(&self) -> MethodRouter {
        let service = self.clone();
        routing::any(
            move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| async move {
                service.handle(method, &uri, headers, &body).await
            },
        )
    }

    async fn handle(&self, method: Method, uri: &Uri, headers: HeaderMap, body: &[u8]) -> Response {
        let path = uri.path().strip_prefix(BASE).unwrap_or_default().to_owned();
        let query = uri.query().unwrap_or_default().to_owned();
        let call = Call {
            method,
            path,
            query,
            headers,
        };
        let (reaction, number) = self.noted(&call, body);
        let result = match &reaction {
            Reaction::Fault(refusal) => Err(refusal.clone()),
            Reaction::Html(status) => return reaction::html(*status),
            _ => call.carry_out(&mut self.account.lock(), body),
        };
        let (status, media_type, body) = answer(result);
        self.note_answer(number, status, &body);
        let instead = |text: String| message(StatusCode::OK, JSON, text.into_bytes());
        let answer = message(status, media_type, body);
        reaction.deliver(answer, instead).await
    }

    /// Records the request, under a number, and takes the reaction that was planned for it.
    fn noted(&self, call: &Call, body: &[u8]) -> (Reaction<Refusal>, usize) {
        let mut account = self.account.lock();
        let mut headers = call.headers.clone();
        headers.remove(header::AUTHORIZATION);
        let exchange = Exchange {
            method: call.method.clone(),
            path: call.path.clone(),
            query: account.hide(&call.query),
            headers,
            request: account.hide(&String::from_utf8_lossy(body)),
            status: 0,
            answer: String::new(),
        };
        let number = account.exchanges.push(exchange);
        let planned = if call.is_for_token() {
            &self.planned_for_tokens
        } else {
            &self.planned
        };
        (planned.next(), number)
    }

    fn note_answer(&self, number: usize, status: StatusCode, body: &[u8]) {
        let mut account = self.account.lock();
        let shown = account.hide(&String::from_utf8_lossy(body));
        account.exchanges.change(number, |exchange| {
            (exchange.status, exchange.answer) = (status.as_u16(), shown);
        });
    }
}

/// Success without a body is 204; a refusal has its own status.
fn answer(result: Result<Option<read::Body>, Refusal>) -> (StatusCode, &'static str, Vec<u8>) {
    match result {
        Ok(Some((media_type, body))) => (StatusCode::OK, media_type, body),
        Ok(None) => (StatusCode::NO_CONTENT, JSON, Vec::new()),
        Err(Refusal { status, body }) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let body = body.map(|body| body.to_string().into_bytes());
            (status, JSON, body.unwrap_or_default())
        }
    }
}

fn message(status: StatusCode, media_type: &'static str, body: Vec<u8>) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    if !response.body().is_empty() {
        let media_type = HeaderValue::from_static(media_type);
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, media_type);
    }
    response
}

impl Service for ErpXt {
    type Fault = Refusal;

    fn planned(&self) -> &Planned<Refusal> {
        &self.planned
    }
}

impl fmt::Debug for ErpXt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErpXt")
            .field("url", &self.url)
            .field("tokens_issued", &self.tokens_issued())
            .finish_non_exhaustive()
    }
}
