//! The page on its path, and the handle through which a test looks at it.

use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method as Verb, StatusCode, header};
use axum::response::Response;
use axum::routing;
use jiff::Timestamp;

use super::fault::Fault;
use super::operations;
use super::request::{self, Wire};
use super::state::{Effects, State};
use super::value::Record;
use super::{json, soap};
use crate::planned::Planned;
use crate::reaction::{self, Reaction};
use crate::record::Recorded;
use crate::shared::Shared;
use crate::vendor::Service;

/// The page `API300.asmx`: clones show the same one.
#[derive(Clone)]
pub struct Hypersoft {
    url: Arc<str>,
    state: Shared<State>,
    planned: Planned<Fault>,
}

impl Hypersoft {
    pub(crate) fn new(origin: &str) -> Self {
        Self {
            url: format!("{origin}{PAGE}").into(),
            state: Shared::new(State::new()),
            planned: Planned::default(),
        }
    }

    /// The address of the page.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Gives the service another namespace, as a WSDL of somebody's own may have it. JSON has none.
    pub fn set_namespace(&self, namespace: impl Into<String>) {
        self.state.lock().namespace = namespace.into();
    }

    /// The token `CusToken` that calls must carry.
    #[must_use]
    pub fn cus_token(&self) -> String {
        self.state.lock().cus_token.clone()
    }

    /// The token `AuthToken` that calls must carry.
    #[must_use]
    pub fn auth_token(&self) -> String {
        self.state.lock().auth_token.clone()
    }

    /// The customer as it is now, by its number.
    #[must_use]
    pub fn customer(&self, number: i64) -> Option<Record> {
        self.state.lock().customers.get(&number).cloned()
    }

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.state.lock().customers.len()
    }

    /// What calls have changed so far.
    #[must_use]
    pub fn effects(&self) -> Effects {
        self.state.lock().effects
    }

    /// Whether the account is locked.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.state.lock().account.is_locked()
    }

    /// Locks the account, as the 61st call in a minute does.
    pub fn lock(&self) {
        self.state.lock().account.lock();
    }

    /// Unlocks the account, as a person at the vendor does.
    pub fn unlock(&self) {
        self.state.lock().account.unlock();
    }

    /// How many calls came, whatever became of them.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.state.lock().account.calls()
    }

    /// The largest number of calls in any minute so far.
    #[must_use]
    pub fn busiest_minute(&self) -> usize {
        self.state.lock().account.busiest()
    }

    /// Sets the server's clock to a moment, and stops it there.
    pub fn set_time(&self, moment: Timestamp) {
        self.state.lock().time = Some(moment);
    }

    /// Whether errors over JSON hide what happened, as they do for remote callers. On at the start.
    pub fn set_custom_errors(&self, on: bool) {
        self.state.lock().custom_errors = on;
    }

    /// Whether the page takes JSON at all. On at the start.
    pub fn set_script_service(&self, on: bool) {
        self.state.lock().script_service = on;
    }

    /// Plans the reactions to the next calls, one for each, after those already planned. Then all is normal again.
    pub fn react(&self, reactions: impl IntoIterator<Item = Reaction<Fault>>) {
        self.planned.extend(reactions);
    }

    /// The calls so far, with the tokens masked. The oldest make room when all take more than 512 MiB.
    #[must_use]
    pub fn recorded(&self) -> Vec<Recorded> {
        self.state.lock().recorded.to_vec()
    }

    pub(crate) fn routes(&self) -> Router {
        let page = self.clone();
        let method = self.clone();
        let soap = move |verb: Verb, headers: HeaderMap, body: Bytes| async move {
            page.handle(&verb, None, headers, &body).await
        };
        let script = move |Path(name): Path<String>,
                           verb: Verb,
                           headers: HeaderMap,
                           body: Bytes| async move {
            method.handle(&verb, Some(&name), headers, &body).await
        };
        Router::new()
            .route(PAGE, routing::post(soap))
            .route(&format!("{PAGE}/{{method}}"), routing::any(script))
    }

    async fn handle(
        &self,
        verb: &Verb,
        path: Option<&str>,
        headers: HeaderMap,
        body: &[u8],
    ) -> Response {
        let wire = request::wire(path, &headers);
        let (reaction, call, is_open) = self.noted(&headers, body);
        let outcome = match &reaction {
            _ if !is_open => Err(Fault::Locked),
            Reaction::Fault(fault) => Err(fault.clone()),
            Reaction::Html(status) => return reaction::html(*status),
            _ => match &wire {
                Ok(wire) => self.carry_out(*wire, verb, path, &headers, body),
                Err(fault) => Err(fault.clone()),
            },
        };
        let wire = wire.unwrap_or(Wire::Soap11);
        let (custom_errors, namespace) = {
            let state = self.state.lock();
            (state.custom_errors, state.namespace.clone())
        };
        let answer = message(wire, outcome, custom_errors, &namespace);
        self.state.lock().recorded.change(call, |recorded| {
            recorded.answer = String::from_utf8_lossy(answer.body()).into_owned();
        });
        let instead = |text| message(wire, Ok(text), custom_errors, &namespace);
        reaction.deliver(answer, instead).await
    }

    /// Counts and records the request, under a number, and takes the reaction that was planned for it; says whether the
    /// account is open.
    fn noted(&self, headers: &HeaderMap, body: &[u8]) -> (Reaction<Fault>, usize, bool) {
        let mut state = self.state.lock();
        let is_open = state.account.count();
        let request = state.masked(&String::from_utf8_lossy(body));
        let number = state.recorded.push(Recorded {
            headers: headers.clone(),
            request,
            answer: String::new(),
        });
        (self.planned.next(), number, is_open)
    }

    fn carry_out(
        &self,
        wire: Wire,
        verb: &Verb,
        path: Option<&str>,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<String, Fault> {
        let text = std::str::from_utf8(body).map_err(|_| Fault::BrokenXml)?;
        let mut state = self.state.lock();
        let (method, arguments) = request::read(wire, &state, verb, path, headers, text)?;
        let result = operations::call(&mut state, method, &arguments)?;
        match wire {
            Wire::Json => json::answer(method, &result, &state.zone),
            Wire::Soap11 | Wire::Soap12 => {
                Ok(soap::answer(wire, method, &result, &state.namespace))
            }
        }
    }
}

/// The path of the page, as the vendor has it.
const PAGE: &str = "/hypersoft/Service/API300.asmx";

impl Service for Hypersoft {
    type Fault = Fault;

    fn planned(&self) -> &Planned<Fault> {
        &self.planned
    }
}

impl fmt::Debug for Hypersoft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hypersoft")
            .field("url", &self.url)
            .field("calls", &self.calls())
            .field("is_locked", &self.is_locked())
            .finish_non_exhaustive()
    }
}

fn message(
    wire: Wire,
    outcome: Result<String, Fault>,
    custom_errors: bool,
    namespace: &str,
) -> Response<Bytes> {
    let media_type = match wire {
        Wire::Soap11 => "text/xml; charset=utf-8",
        Wire::Soap12 => "application/soap+xml; charset=utf-8",
        Wire::Json => "application/json; charset=utf-8",
    };
    let (status, media_type, text) = match outcome {
        Ok(text) => (StatusCode::OK, media_type, text),
        Err(Fault::BrokenXml) => (StatusCode::BAD_REQUEST, media_type, String::new()),
        Err(Fault::WrongMediaType) => (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            media_type,
            String::new(),
        ),
        Err(fault @ Fault::UnrecognizedFormat) => {
            let page = format!("<html><body><h1>Server Error</h1>{fault}</body></html>");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "text/html; charset=utf-8",
                page,
            )
        }
        Err(fault) => {
            let text = match wire {
                Wire::Json => json::fault(&fault, custom_errors),
                Wire::Soap11 | Wire::Soap12 => soap::fault(wire, &fault, namespace),
            };
            (StatusCode::INTERNAL_SERVER_ERROR, media_type, text)
        }
    };
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(
        header::SERVER,
        HeaderValue::from_static("Microsoft-IIS/10.0"),
    );
    if wire == Wire::Json && status == StatusCode::INTERNAL_SERVER_ERROR {
        let name = HeaderName::from_static("jsonerror");
        headers.insert(name, HeaderValue::from_static("true"));
    }
    response
}
