//! One exchange, through the pipeline and through reqwest alone: the same bytes to the same server.

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{Request, response::Parts};
use kontorhaus_core::{
    Body, Builder, Client, Context, Error, Idempotency, NoCredentials, Operation, ReadError,
    RequestError, Service,
};
use reqwest::Url;
use reqwest::header::{CONTENT_TYPE, HeaderValue, USER_AGENT};

const XML: HeaderValue = HeaderValue::from_static("text/xml; charset=utf-8");
const AGENT: HeaderValue = HeaderValue::from_static("kontorhaus/0.1.0");

enum Shop {}

impl Service for Shop {
    const NAME: &'static str = "shop";
    type Client = Client;
    type Credentials = NoCredentials;
}

/// Sends a body and gives back the answer's. It changes nothing, so its connection is used again.
struct Fetch(Bytes);

impl Operation for Fetch {
    type Service = Shop;
    type Output = Bytes;
    type Fault = ();
    const NAME: &'static str = "Fetch";
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        Request::post(context.endpoint())
            .header(CONTENT_TYPE, XML)
            .body(self.0.clone().into())
            .map_err(|error| RequestError::new("no request").source(error))
    }

    fn read(_: &Context<'_>, _: &Parts, body: &Bytes) -> Result<Bytes, ReadError> {
        Ok(body.clone())
    }
}

/// A client with all its defaults.
#[derive(Debug, Clone)]
pub struct Pipeline(Client);

impl Pipeline {
    /// A client for that address.
    ///
    /// # Panics
    ///
    /// If TLS can't be set up.
    #[must_use]
    pub fn new(address: &str) -> Self {
        let client = Builder::<Shop>::new()
            .endpoint(address)
            .max_answer(100 << 20)
            .build();
        Self(client.expect("a client"))
    }

    /// Makes a call.
    ///
    /// # Errors
    ///
    /// If it fails.
    pub async fn fetch(&self, body: Bytes) -> Result<Bytes, Error> {
        self.0.call(Fetch(body)).await
    }
}

/// A bare client, set up as the pipeline's transport is, with its address already parsed.
#[derive(Debug, Clone)]
pub struct Bare {
    client: reqwest::Client,
    url: Url,
}

impl Bare {
    /// A client for that address.
    ///
    /// # Panics
    ///
    /// If TLS can't be set up.
    #[must_use]
    pub fn new(address: &str) -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .build();
        Self {
            client: client.expect("a client"),
            url: address.parse().expect("an address"),
        }
    }

    /// Sends the same request.
    ///
    /// # Errors
    ///
    /// If it fails.
    pub async fn fetch(&self, body: Bytes) -> Result<Bytes, reqwest::Error> {
        let request = self.client.post(self.url.clone());
        let request = request.header(CONTENT_TYPE, XML).header(USER_AGENT, AGENT);
        request.body(body).send().await?.bytes().await
    }
}
