//! Search among customers, and its pages as a stream.

use std::fmt::{self, Write as _};

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{Method, Request};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{
    Body, Call, Context, Idempotency, Operation, ReadError, RequestError, UrlTemplate,
};

use crate::request::{Nothing, encode, fill, to_path};
use crate::{Client, Function, KundenSuchErgebnis, Maklerinfo, Meldungen, SearchQuery, answer};

/// Looks for customers: by a text with GET, by a [`SearchQuery`] with POST. *Documented*, with another placeholder for the
/// broker in its path, which the documentation has from the sister service.
///
/// # Idempotency
///
/// It changes nothing, and is repeated automatically when the cause of a failure may pass.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "a request does nothing until it is sent"]
pub struct SearchKunden {
    /// Names or ids.
    pub text: Option<String>,
    /// What else to look for; with it the request is a POST.
    pub query: Option<SearchQuery>,
    /// How many to pass over, that is how many were read before. *Inferred.*
    pub from: u32,
    /// How many to give at most; 10 unless set, as a client was seen to ask for. The service's own limit is not documented.
    pub size: u32,
}

impl SearchKunden {
    /// Looks for names or ids.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: Some(text.into()),
            query: None,
            from: 0,
            size: 10,
        }
    }

    /// Looks for a mail address. *Observed in a client.*
    pub fn mail(address: impl Into<String>) -> Self {
        Self::query(SearchQuery::new().with_mail(address))
    }

    /// Looks for whatever the query holds.
    pub fn query(query: SearchQuery) -> Self {
        Self {
            text: None,
            query: Some(query),
            from: 0,
            size: 10,
        }
    }

    /// Passes over so many.
    pub fn from(mut self, from: u32) -> Self {
        self.from = from;
        self
    }

    /// Gives so many at most.
    pub fn size(mut self, size: u32) -> Self {
        self.size = size;
        self
    }
}

impl Operation for SearchKunden {
    type Service = Maklerinfo;
    type Output = Vec<KundenSuchErgebnis>;
    type Fault = Meldungen;
    const NAME: &'static str = "searchKunden";
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        if self.size == 0 {
            return Err(RequestError::new("must not be 0").at("size"));
        }
        let mut path = fill(context, Self::PATH, &[])?;
        let mut separator = '?';
        if let Some(text) = &self.text {
            context.add_secret(&SecretString::from(text.as_str()));
            path.push_str("?q=");
            encode(text, &mut path);
            separator = '&';
        }
        let _ = write!(path, "{separator}from={}&size={}", self.from, self.size);
        let mut request = match &self.query {
            None => to_path(context, Method::GET, &path, &Nothing)?,
            Some(query) => {
                if let Some(mail) = &query.mail {
                    context.add_secret(&SecretString::from(mail.as_str()));
                }
                to_path(context, Method::POST, &path, query)?
            }
        };
        request.extensions_mut().insert(UrlTemplate(Self::PATH));
        Ok(request)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Self::Output, ReadError> {
        answer::read(context, head, body)
    }
}

/// The method is that of a search by text.
impl Function for SearchKunden {
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/{vmt}/kunden/_search";
}

impl fmt::Debug for SearchKunden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SearchKunden")
            .field("from", &self.from)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Looks for customers, and gives one page of them: the answer is a list, without a total. *Documented.*
    ///
    /// It changes nothing, and is repeated automatically when the cause of a failure may pass.
    /// [`search_kunden_pages`](Self::search_kunden_pages) gives all.
    pub fn search_kunden(&self, search: SearchKunden) -> Call<SearchKunden> {
        self.call(search)
    }
}
