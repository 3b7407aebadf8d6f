//! The service on its path, and the handle through which a test looks at it.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing;

use super::answer;
use super::fault::Fault;
use super::newsletter::Newsletter;
use super::request::{self, Refusal};
use super::state::{Effects, System};
use super::subscriber::Subscriber;
use super::transaction::Mail;
use crate::planned::Planned;
use crate::reaction::{self, Reaction};
use crate::record::Recorded;
use crate::shared::Shared;
use crate::vendor::Service;

/// The mailing system: clones show the same one.
#[derive(Clone)]
pub struct Backclick {
    url: Arc<str>,
    system: Shared<System>,
    planned: Planned<Fault>,
}

impl Backclick {
    pub(crate) fn new(origin: &str) -> Self {
        Self {
            url: format!("{origin}{PATH}").into(),
            system: Shared::new(System::new()),
            planned: Planned::default(),
        }
    }

    /// The address of the service.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The API key, with which calls may come from anywhere.
    #[must_use]
    pub fn api_key(&self) -> String {
        self.system.lock().api_key.clone()
    }

    /// Lets calls without an API key come from these addresses only. At the start that is 127.0.0.1.
    pub fn allow_only(&self, addresses: impl IntoIterator<Item = IpAddr>) {
        self.system.lock().allowed = addresses.into_iter().collect();
    }

    /// The time that each later import runs; none at the start. What is imported is there when it ends.
    pub fn set_import_time(&self, time: Duration) {
        self.system.lock().import_time = time;
    }

    /// The time that each later double opt-in takes; none at the start.
    pub fn set_opt_in_time(&self, time: Duration) {
        self.system.lock().opt_in_time = time;
    }

    /// A mandator's subscriber as it is now, by its address.
    #[must_use]
    pub fn subscriber(&self, mandator: i32, email: &str) -> Option<Subscriber> {
        let mut system = self.system.lock();
        system.settle();
        system.subscriber(mandator, email).cloned()
    }

    /// Follows the link in the mail that asks a subscriber to confirm: what waits for it takes effect.
    pub fn confirm(&self, mandator: i32, email: &str) {
        let mut system = self.system.lock();
        let key = (mandator, email.to_lowercase());
        if let Some(subscriber) = system.subscribers.get_mut(&key) {
            subscriber.confirm();
        }
    }

    /// A newsletter, by its ID.
    #[must_use]
    pub fn newsletter(&self, id: i32) -> Option<Newsletter> {
        self.system.lock().newsletters.get(&id).cloned()
    }

    /// The transaction mails so far.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.system.lock().mails.clone()
    }

    /// What calls have changed so far.
    #[must_use]
    pub fn effects(&self) -> Effects {
        self.system.lock().effects
    }

    /// Plans the reactions to the next calls, one for each, after those already planned. Then all is normal again.
    pub fn react(&self, reactions: impl IntoIterator<Item = Reaction<Fault>>) {
        self.planned.extend(reactions);
    }

    /// The calls so far, with the API key masked. The oldest make room when all take more than 512 MiB.
    #[must_use]
    pub fn recorded(&self) -> Vec<Recorded> {
        self.system.lock().recorded.to_vec()
    }

    pub(crate) fn routes(&self) -> Router {
        let service = self.clone();
        let post = move |ConnectInfo(caller): ConnectInfo<SocketAddr>,
                         headers: HeaderMap,
                         body: Bytes| async move {
            service.handle(caller.ip(), headers, &body).await
        };
        Router::new().route(PATH, routing::post(post))
    }

    async fn handle(&self, caller: IpAddr, headers: HeaderMap, body: &[u8]) -> Response {
        let (reaction, call) = self.noted(headers, body);
        let outcome = match &reaction {
            Reaction::Fault(fault) => Err(Refusal::Fault(fault.clone())),
            Reaction::Html(status) => return reaction::html(*status),
            _ => request::carry_out(&mut self.system.lock(), caller, body),
        };
        let (status, text) = parts(outcome);
        self.system.lock().recorded.change(call, |recorded| {
            recorded.answer.clone_from(&text);
        });
        let instead = |text| message(StatusCode::OK, text);
        reaction.deliver(message(status, text), instead).await
    }

    /// Records the request, under a number, and takes the reaction that was planned for it.
    fn noted(&self, headers: HeaderMap, body: &[u8]) -> (Reaction<Fault>, usize) {
        let mut system = self.system.lock();
        let request = String::from_utf8_lossy(body).replace(&system.api_key, "***");
        let number = system.recorded.push(Recorded {
            headers,
            request,
            answer: String::new(),
        });
        (self.planned.next(), number)
    }
}

/// The path of the service, the vendor's behind one of our own.
const PATH: &str = "/backclick/bc/rpc/soap/";

impl Service for Backclick {
    type Fault = Fault;

    fn planned(&self) -> &Planned<Fault> {
        &self.planned
    }
}

impl fmt::Debug for Backclick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backclick")
            .field("url", &self.url)
            .field("effects", &self.effects())
            .finish_non_exhaustive()
    }
}

fn parts(outcome: Result<String, Refusal>) -> (StatusCode, String) {
    match outcome {
        Ok(text) => (StatusCode::OK, text),
        Err(Refusal::Fault(fault)) => (StatusCode::INTERNAL_SERVER_ERROR, answer::fault(&fault)),
        Err(Refusal::BrokenXml) => (StatusCode::BAD_REQUEST, String::new()),
        Err(Refusal::NoEndpoint) => (StatusCode::NOT_FOUND, String::new()),
    }
}

fn message(status: StatusCode, text: String) -> Response<Bytes> {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert("soapaction", HeaderValue::from_static("\"\""));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/xml;charset=utf-8"),
    );
    response
}
