//! A small service for the tests of this crate.

use bytes::Bytes;
use http::StatusCode;
use http::response::Parts;
use secrecy::{ExposeSecret, SecretString};

use crate::{
    Body, Builder, Client, Context, Credentials, Error, ErrorKind, Idempotency, Operation, Outcome,
    ReadError, RequestError, Service, Settings,
};

pub(crate) const SENTINEL: &str = "s3ntinel & \"secret\"";

pub(crate) struct Shop;

impl Service for Shop {
    const NAME: &'static str = "shop";
    type Client = Client;
    type Credentials = Key;
}

#[derive(Clone)]
pub(crate) struct Key(SecretString);

impl Credentials for Key {
    fn install(given: Option<Self>, settings: &mut Settings) -> Result<(), Error> {
        let Some(key) = given else {
            return Err(Error::configuration("the shop needs a key"));
        };
        settings.add_secret(&key.0);
        settings.insert(key);
        Ok(())
    }
}

/// What the shop says when it refuses.
#[derive(Debug, PartialEq)]
pub(crate) struct ShopFault(pub(crate) String);

/// Posts the key and a text; gives the answer's text.
pub(crate) struct Post<const WRITE: bool>(pub(crate) &'static str);

pub(crate) type Order = Post<true>;
pub(crate) type Put = Post<false>;

impl<const WRITE: bool> Operation for Post<WRITE> {
    type Service = Shop;
    type Output = String;
    type Fault = ShopFault;
    const NAME: &'static str = if WRITE { "Order" } else { "Put" };
    const IDEMPOTENCY: Idempotency = if WRITE {
        Idempotency::Write
    } else {
        Idempotency::Idempotent
    };
    const SHOWN: &'static [&'static str] = &["*"];

    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
        if self.0.is_empty() {
            return Err(RequestError::new("must not be empty").at("Text"));
        }
        let key = context
            .setting::<Key>()
            .map_or("", |key| key.0.expose_secret());
        let body = format!("{key}|{}", self.0);
        http::Request::post(context.endpoint().clone())
            .body(body.into())
            .map_err(|error| RequestError::new("no request").source(error))
    }

    fn read(_: &Context<'_>, head: &Parts, body: &Bytes) -> Result<String, ReadError> {
        read(head, body)
    }
}

/// Asks, with a GET.
pub(crate) struct Look;

impl Operation for Look {
    type Service = Shop;
    type Output = String;
    type Fault = ShopFault;
    const NAME: &'static str = "Look";
    const IDEMPOTENCY: Idempotency = Idempotency::Read;
    const SHOWN: &'static [&'static str] = &["*"];

    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
        let mut request = http::Request::new(Body::empty());
        *request.uri_mut() = context.endpoint().clone();
        Ok(request)
    }

    fn read(_: &Context<'_>, head: &Parts, body: &Bytes) -> Result<String, ReadError> {
        read(head, body)
    }
}

fn read(head: &Parts, body: &Bytes) -> Result<String, ReadError> {
    let text = String::from_utf8_lossy(body).into_owned();
    match head.status {
        StatusCode::OK if text == "garbled" => Err(ReadError::new(
            ErrorKind::Decode,
            Outcome::Applied,
            "the answer is garbled",
        )),
        StatusCode::OK => Ok(text),
        StatusCode::CONFLICT => Err(ReadError::new(ErrorKind::Fault, Outcome::Rejected, &*text)
            .code("S1")
            .advice("Choose another.")
            .excerpt(&*text)
            .detail(ShopFault(text))),
        status => Err(ReadError::status(status, "no success")),
    }
}

pub(crate) fn key() -> Key {
    Key(SecretString::from(SENTINEL))
}

pub(crate) fn order() -> Order {
    Post("one")
}

pub(crate) fn put() -> Put {
    Post("one")
}

/// A builder with key and an address on this machine that nobody serves.
pub(crate) fn builder() -> Builder<Shop> {
    Builder::new()
        .credentials(key())
        .endpoint("http://127.0.0.1:9/soap")
}
