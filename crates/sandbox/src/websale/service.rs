//! The service on its path, and the handle through which a test looks at it.

use std::fmt;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{self, MethodRouter};

use super::answer::{self, Answer};
use super::batch::Batch;
use super::fault::Fault;
use super::fields::{self, Fields};
use super::state::{Effects, Shop};
use super::{create, read};
use crate::planned::Planned;
use crate::reaction::{self, Reaction};
use crate::record::Recorded;
use crate::shared::Shared;
use crate::vendor::Service;

/// A shop: clones show the same one.
#[derive(Clone)]
pub struct Websale {
    url: Arc<str>,
    shop: Shared<Shop>,
    planned: Planned<Fault>,
}

impl Websale {
    pub(crate) fn new(url: String) -> Self {
        Self {
            url: url.into(),
            shop: Shared::new(Shop::new()),
            planned: Planned::default(),
        }
    }

    /// The address of the service.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The shop ID that calls must carry.
    #[must_use]
    pub fn shop_id(&self) -> String {
        self.shop.lock().id.clone()
    }

    /// The password that calls must carry.
    #[must_use]
    pub fn password(&self) -> String {
        self.shop.lock().password.clone()
    }

    /// Gives the service another namespace, as a WSDL of somebody's own may have it.
    pub fn set_namespace(&self, namespace: impl Into<String>) {
        self.shop.lock().namespace = namespace.into();
    }

    fn namespace(&self) -> String {
        self.shop.lock().namespace.clone()
    }

    /// Adds a batch, or replaces one.
    pub fn insert(&self, charge_id: impl Into<String>, batch: Batch) {
        self.shop.lock().batches.insert(charge_id.into(), batch);
    }

    /// The batch as it is now.
    #[must_use]
    pub fn batch(&self, charge_id: &str) -> Option<Batch> {
        self.shop.lock().batches.get(charge_id).cloned()
    }

    /// The registration vouchers of a subshop as they are now.
    #[must_use]
    pub fn registration(&self, subshop: &str) -> Option<Batch> {
        self.shop.lock().registrations.get(subshop).cloned()
    }

    /// What calls have changed so far.
    #[must_use]
    pub fn effects(&self) -> Effects {
        self.shop.lock().effects
    }

    /// Plans the reactions to the next calls, one for each, after those already planned. Then all is normal again.
    pub fn react(&self, reactions: impl IntoIterator<Item = Reaction<Fault>>) {
        self.planned.extend(reactions);
    }

    /// The calls so far, with the password masked. The oldest make room when all take more than 512 MiB.
    #[must_use]
    pub fn recorded(&self) -> Vec<Recorded> {
        self.shop.lock().recorded.to_vec()
    }

    pub(crate) fn route(&self) -> MethodRouter {
        let websale = self.clone();
        routing::post(move |headers: HeaderMap, body: Bytes| async move {
            websale.handle(headers, &body).await
        })
    }

    async fn handle(&self, headers: HeaderMap, body: &[u8]) -> Response {
        let (reaction, call) = self.noted(headers, body);
        let outcome = match &reaction {
            Reaction::Fault(fault) => Err(fault.clone()),
            Reaction::Html(status) => return reaction::html(*status),
            _ => self.carry_out(body),
        };
        let (status, text) = parts(outcome, &self.namespace());
        self.shop.lock().recorded.change(call, |recorded| {
            recorded.answer.clone_from(&text);
        });
        let instead = |text| message(StatusCode::OK, text);
        reaction.deliver(message(status, text), instead).await
    }

    /// Records the request, under a number, and takes the reaction that was planned for it.
    fn noted(&self, headers: HeaderMap, body: &[u8]) -> (Reaction<Fault>, usize) {
        let mut shop = self.shop.lock();
        let request = fields::masked(&String::from_utf8_lossy(body), &shop.password);
        let answer = String::new();
        let number = shop.recorded.push(Recorded {
            headers,
            request,
            answer,
        });
        (self.planned.next(), number)
    }

    fn carry_out(&self, body: &[u8]) -> Result<String, Fault> {
        let text = std::str::from_utf8(body).map_err(|_| Fault::InvalidRequest)?;
        let namespace = self.namespace();
        let request = fields::read(text, &namespace)?;
        let answer = self.call(&request.operation, &request.fields)?;
        Ok(answer.message(&request.operation, &namespace))
    }

    fn call(&self, operation: &str, fields: &Fields) -> Result<Answer, Fault> {
        let known = match operation {
            "CreateVouchers" => create::FIELDS,
            "GetVoucherCharges" => read::CHARGES,
            "GetVoucherCodes" => read::CODES,
            "GetVoucherPoolInfo" => read::POOL,
            "GetVoucherChargeInfo" => read::INFO,
            other => return Err(fields::not_implemented(other)),
        };
        fields.only(known)?;
        let mut shop = self.shop.lock();
        match (fields.filled("ShopID"), fields.filled("Password")) {
            (Some(id), Some(password)) if id == shop.id && password == shop.password => {}
            (Some(_), Some(_)) => return Err(Fault::InvalidCredentials),
            _ => return Err(Fault::MissingCredentials),
        }
        match operation {
            "CreateVouchers" => create::create(&mut shop, fields),
            "GetVoucherCharges" => read::charges(&shop, fields),
            "GetVoucherCodes" => read::codes(&shop, fields),
            "GetVoucherPoolInfo" => read::pool_info(&shop, fields),
            _ => read::charge_info(&shop, fields),
        }
    }
}

impl Service for Websale {
    type Fault = Fault;

    fn planned(&self) -> &Planned<Fault> {
        &self.planned
    }
}

impl fmt::Debug for Websale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Websale")
            .field("url", &self.url)
            .field("effects", &self.effects())
            .finish_non_exhaustive()
    }
}

/// gSOAP answers every SOAP 1.1 fault with HTTP 500, whoever is to blame.
fn parts(outcome: Result<String, Fault>, namespace: &str) -> (StatusCode, String) {
    match outcome {
        Ok(text) => (StatusCode::OK, text),
        Err(fault) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            answer::fault(&fault, namespace),
        ),
    }
}

fn message(status: StatusCode, text: String) -> Response<Bytes> {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::SERVER, HeaderValue::from_static("gSOAP/2.8"));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/xml; charset=utf-8"),
    );
    response
}
