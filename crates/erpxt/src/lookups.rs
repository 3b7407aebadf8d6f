//! Finding by something else than the key.

use std::fmt;
use std::marker::PhantomData;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{self, Method, Request, response::Parts};
use kontorhaus_core::{Body, Context, Grade, Idempotency, Operation, ReadError, RequestError};
use serde_json::value::RawValue;

use crate::environment::{self, Graded};
use crate::json::{Json, Problem, kind};
use crate::operations::graded;
use crate::resource::{BY_TAX_NUMBER, Document, Resource};
use crate::wire::{self, Path};
use crate::{ApiError, Customer, ErpXt};

/// Finds documents by their number. *Documented for the Polish host.*
///
/// # Idempotency
///
/// It changes nothing and is repeated automatically.
pub struct FindByNumber<R> {
    number: String,
    resource: PhantomData<fn() -> R>,
}

impl<R: Document> FindByNumber<R> {
    /// Finds those of that number. Its slashes are encoded.
    pub fn new(number: impl Into<String>) -> Self {
        Self {
            number: number.into(),
            resource: PhantomData,
        }
    }
}

graded!(FindByNumber<R> where R: Document, GET, R::BY_NUMBER);

impl<R: Document> Operation for FindByNumber<R> {
    type Service = ErpXt;
    type Output = Vec<R>;
    type Fault = ApiError;
    const NAME: &'static str = R::BY_NUMBER.name;
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn grade(context: &Context<'_>) -> Grade {
        environment::grade::<Self>(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        let path = Path::new(Self::PATH).text(context, &self.number, "Number")?;
        wire::request::<Self>(context, &path, "", None)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Vec<R>, ReadError> {
        wire::read(context, head, body, one_or_more)
    }
}

/// Finds customers by their tax number. *Documented for the Polish host.*
///
/// # Idempotency
///
/// It changes nothing and is repeated automatically.
pub struct FindByTaxNumber {
    number: String,
}

impl FindByTaxNumber {
    /// Finds those of that tax number.
    pub fn new(number: impl Into<String>) -> Self {
        Self {
            number: number.into(),
        }
    }
}

impl Graded for FindByTaxNumber {
    const METHOD: Method = Method::GET;
    const PATH: &'static str = BY_TAX_NUMBER.path;
    const GERMANY: Grade = BY_TAX_NUMBER.germany;
    const POLAND: Grade = BY_TAX_NUMBER.poland;
}

impl Operation for FindByTaxNumber {
    type Service = ErpXt;
    type Output = Vec<Customer>;
    type Fault = ApiError;
    const NAME: &'static str = BY_TAX_NUMBER.name;
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn grade(context: &Context<'_>) -> Grade {
        environment::grade::<Self>(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        let path = Path::new(Self::PATH);
        let path = path.text(context, &self.number, "CustomerTaxNumber")?;
        wire::request::<Self>(context, &path, "", None)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Vec<Customer>, ReadError> {
        wire::read(context, head, body, one_or_more)
    }
}

/// What a look-up gives: one object, a list of some, or `null`. Public programs expect the one or the other.
fn one_or_more<R: Resource>(raw: &RawValue) -> Result<Vec<R>, Problem> {
    match kind(raw) {
        "an object" => Ok(vec![R::read(raw)?]),
        _ => Vec::read(raw),
    }
}

impl<R: Document> fmt::Debug for FindByNumber<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(Self::NAME).finish_non_exhaustive()
    }
}

impl fmt::Debug for FindByTaxNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(Self::NAME).finish_non_exhaustive()
    }
}
