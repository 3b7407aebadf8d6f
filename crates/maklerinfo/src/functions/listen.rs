//! Listen: the keys that fields take. Their names here are ours, since the page of the documentation could not be read.

use std::fmt;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{Method, Request};
use kontorhaus_core::{Body, Call, Context, Idempotency, Operation, ReadError, RequestError};

use crate::request::{Nothing, fill, to_path};
use crate::{Client, EnumerationItem, Gesellschaft, Maklerinfo, Meldungen, answer};

functions! {
    /// Lists the countries. *Documented.*
    fn get_laender() -> Vec<EnumerationItem> = GetLaender: Read "getLaender" GET "/laender";

    /// Lists the broker's insurance companies. *Documented.*
    fn get_gesellschaften() -> Vec<Gesellschaft>
        = GetGesellschaften: Read "getGesellschaften" GET "/{vmt}/gesellschaften";

    /// Lists the lines of business. *Observed in a client.*
    fn get_sparten() -> Vec<EnumerationItem> = GetSparten: Read "getSparten" GET "/sparten";

    /// Lists the states that contracts can have. *Observed at the sister service.*
    fn get_vertragsstatus() -> Vec<EnumerationItem> = GetVertragsstatus: Read "getVertragsstatus" GET "/vertragsstatus";
}

/// The request of [`Client::get_liste`].
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "a request does nothing until it is sent"]
pub struct GetListe {
    /// The path below the endpoint, with a slash in front.
    pub path: String,
}

impl GetListe {
    /// The list at this path; `{vmt}` in it is the broker's number.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into() }
    }
}

impl Operation for GetListe {
    type Service = Maklerinfo;
    type Output = Vec<EnumerationItem>;
    type Fault = Meldungen;
    const NAME: &'static str = "getListe";
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        let path = crate::raw::checked(&self.path)?;
        to_path(context, Method::GET, &fill(context, path, &[])?, &Nothing)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Self::Output, ReadError> {
        answer::read(context, head, body)
    }
}

impl fmt::Debug for GetListe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetListe").finish_non_exhaustive()
    }
}

impl Client {
    /// Reads any other list, such as `/anreden`: `Anreden`, `Zahlweisen` and more must exist, but their paths are not known.
    /// Lists of all brokers stand directly below the endpoint, those of one below `/{vmt}`. *Inferred.*
    ///
    /// It changes nothing, and is repeated automatically when the cause of a failure may pass.
    pub fn get_liste(&self, path: impl Into<String>) -> Call<GetListe> {
        self.call(GetListe::new(path))
    }
}
