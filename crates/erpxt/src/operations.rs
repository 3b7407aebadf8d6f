//! The operations: one type for each thing that can be done with a resource.

use std::fmt;
use std::marker::PhantomData;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{self, Request, response::Parts};
use kontorhaus_core::{Body, Context, Grade, Idempotency, Operation, ReadError, RequestError};
use serde_json::value::RawValue;

use crate::environment::{self, Graded};
use crate::json::{Json, Problem, Shown, kind};
use crate::resource::{Draft, Editable, Resource};
use crate::wire::{self, Path};
use crate::{ApiError, ErpXt, Query};

/// Says where an operation is.
macro_rules! graded {
    ($type:ty where $resource:ident: $bound:ident, $method:ident, $route:expr) => {
        impl<$resource: $bound> Graded for $type {
            const METHOD: http::Method = http::Method::$method;
            const PATH: &'static str = $route.path;
            const GERMANY: $crate::Grade = $route.germany;
            const POLAND: $crate::Grade = $route.poland;
        }
    };
}
pub(crate) use graded;

/// Lists a resource: all of it, or what a [`Query`] asks for.
///
/// # Idempotency
///
/// It changes nothing and is repeated automatically.
pub struct List<R> {
    query: Query,
    resource: PhantomData<fn() -> R>,
}

impl<R: Resource> List<R> {
    /// Lists what the query asks for.
    #[must_use]
    pub fn new(query: Query) -> Self {
        Self {
            query,
            resource: PhantomData,
        }
    }
}

graded!(List<R> where R: Resource, GET, R::LIST);

impl<R: Resource> Operation for List<R> {
    type Service = ErpXt;
    type Output = Vec<R>;
    type Fault = ApiError;
    const NAME: &'static str = R::LIST.name;
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn grade(context: &Context<'_>) -> Grade {
        environment::grade::<Self>(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        let query = self.query.encode()?;
        wire::hide(context, &self.query.texts());
        wire::request::<Self>(context, &Path::new(Self::PATH), &query, None)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Vec<R>, ReadError> {
        wire::read(context, head, body, list)
    }
}

/// Reads one of a resource by its key.
///
/// # Idempotency
///
/// It changes nothing and is repeated automatically.
pub struct Get<R> {
    key: i64,
    resource: PhantomData<fn() -> R>,
}

impl<R: Editable> Get<R> {
    /// Reads the one with that key.
    #[must_use]
    pub fn new(key: i64) -> Self {
        Self {
            key,
            resource: PhantomData,
        }
    }
}

graded!(Get<R> where R: Editable, GET, R::GET);

impl<R: Editable> Operation for Get<R> {
    type Service = ErpXt;
    type Output = R;
    type Fault = ApiError;
    const NAME: &'static str = R::GET.name;
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn grade(context: &Context<'_>) -> Grade {
        environment::grade::<Self>(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        wire::request::<Self>(context, &Path::new(Self::PATH).key(self.key), "", None)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<R, ReadError> {
        wire::read(context, head, body, R::read)
    }
}

/// Creates one of a resource, and gives its key.
///
/// # Idempotency
///
/// Every execution has an effect of its own: repeated automatically only when it certainly did not happen
/// ([`Outcome::NotSent`](crate::Outcome::NotSent) or [`Outcome::Rejected`](crate::Outcome::Rejected)) and the cause passes
/// by itself.
///
/// After [`Outcome::Unknown`](crate::Outcome::Unknown) look for what it would have made: a product by its `ProductCode`, a
/// customer by `CustomerCode` or tax number, a payment type by name, a bank account by number. So give codes of your own.
/// Invoices and orders carry no reference of the caller: compare the customer's documents with those that were there before
/// the call, say by [`Filter::gt`](crate::Filter::gt) on `Id`.
pub struct Create<R: Editable> {
    new: R::New,
}

impl<R: Editable> Create<R> {
    /// Creates that.
    pub fn new(new: R::New) -> Self {
        Self { new }
    }
}

graded!(Create<R> where R: Editable, POST, R::CREATE);

impl<R: Editable> Operation for Create<R> {
    type Service = ErpXt;
    type Output = i64;
    type Fault = ApiError;
    const NAME: &'static str = R::CREATE.name;
    const IDEMPOTENCY: Idempotency = Idempotency::Write;

    fn grade(context: &Context<'_>) -> Grade {
        environment::grade::<Self>(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        self.new.check()?;
        let body = wire::body(&self.new)?;
        wire::request::<Self>(context, &Path::new(Self::PATH), "", Some(body))
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<i64, ReadError> {
        wire::read(context, head, body, i64::read)
    }
}

/// Puts new content in the place of one of a resource. The key is in the content.
///
/// # Idempotency
///
/// For products, customers, payment types and bank accounts a second execution changes nothing more; they are repeated
/// automatically. For invoices and orders it is unknown what becomes of the lines that are there, so those are repeated
/// only when the first execution certainly did not happen.
///
/// After [`Outcome::Unknown`](crate::Outcome::Unknown) read it and compare. Two programs that update the same thing do not
/// hear of each other: the service has no version to compare.
pub struct Update<R: Editable> {
    update: R::Update,
}

impl<R: Editable> Update<R> {
    /// Updates to that.
    pub fn new(update: R::Update) -> Self {
        Self { update }
    }
}

graded!(Update<R> where R: Editable, PUT, R::UPDATE);

impl<R: Editable> Operation for Update<R> {
    type Service = ErpXt;
    type Output = ();
    type Fault = ApiError;
    const NAME: &'static str = R::UPDATE.name;
    const IDEMPOTENCY: Idempotency = R::UPDATE_IDEMPOTENCY;

    fn grade(context: &Context<'_>) -> Grade {
        environment::grade::<Self>(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        self.update.check()?;
        let body = wire::body(&self.update)?;
        wire::request::<Self>(context, &Path::new(Self::PATH), "", Some(body))
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<(), ReadError> {
        wire::done(context, head, body)
    }
}

/// Deletes one of a resource by its key.
///
/// # Idempotency
///
/// A second execution deletes nothing more; it is repeated automatically. If it was, and the error says that there is no
/// such entity ([`is_not_found`](crate::is_not_found)), then an earlier attempt has deleted it.
pub struct Delete<R> {
    key: i64,
    resource: PhantomData<fn() -> R>,
}

impl<R: Editable> Delete<R> {
    /// Deletes the one with that key.
    #[must_use]
    pub fn new(key: i64) -> Self {
        Self {
            key,
            resource: PhantomData,
        }
    }
}

graded!(Delete<R> where R: Editable, DELETE, R::DELETE);

impl<R: Editable> Operation for Delete<R> {
    type Service = ErpXt;
    type Output = ();
    type Fault = ApiError;
    const NAME: &'static str = R::DELETE.name;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn grade(context: &Context<'_>) -> Grade {
        environment::grade::<Self>(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        wire::request::<Self>(context, &Path::new(Self::PATH).key(self.key), "", None)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<(), ReadError> {
        wire::done(context, head, body)
    }
}

fn list<R: Resource>(raw: &RawValue) -> Result<Vec<R>, Problem> {
    if kind(raw) != "a list" {
        return Err(Problem::new(format!("is {} and no list", kind(raw))));
    }
    Vec::read(raw)
}

macro_rules! debug {
    ($($type:ident<R: $bound:ident> { $($field:ident),* })*) => { $(
        impl<R: $bound> fmt::Debug for $type<R> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(Self::NAME)
                    $( .field(stringify!($field), &Shown(&self.$field)) )*
                    .finish()
            }
        }
    )* };
}

debug! {
    Get<R: Editable> { key }
    Create<R: Editable> { new }
    Update<R: Editable> { update }
    Delete<R: Editable> { key }
}

impl<R: Resource> fmt::Debug for List<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(Self::NAME)
            .field("query", &self.query)
            .finish()
    }
}
