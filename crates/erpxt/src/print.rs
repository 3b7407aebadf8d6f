//! Printing documents.

use std::fmt;
use std::marker::PhantomData;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{self, Request, response::Parts};
use kontorhaus_core::{Body, Context, Grade, Idempotency, Operation, ReadError, RequestError};

use crate::environment::{self, Environment, Graded};
use crate::operations::graded;
use crate::query::Pairs;
use crate::resource::Document;
use crate::wire::{self, Path};
use crate::{ApiError, ErpXt, Pdf};

/// Where documents are printed: a setting of the builder. Without it the German host is asked without a version, any other
/// in version 1.4.
///
/// ```
/// use kontorhaus_erpxt::{Client, Environment, PrintPath};
///
/// let builder = Client::builder().endpoint(Environment::Germany).setting(PrintPath::V1_4);
/// # drop(builder);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrintPath {
    /// `/invoices/{id}/print`. *Inferred, for the German host, whose documentation mentions prints and gives no address.*
    Unversioned,
    /// `/v1.2/invoices/{id}/print`. *Observed, on the Polish host.*
    V1_2,
    /// `/v1.4/invoices/{id}/print`. *Documented for the Polish host.*
    V1_4,
}

impl PrintPath {
    fn of(context: &Context<'_>) -> Self {
        context
            .setting()
            .copied()
            .unwrap_or_else(|| match Environment::of(context.endpoint()) {
                Environment::Germany => Self::Unversioned,
                Environment::Poland | Environment::Betterfly => Self::V1_4,
            })
    }

    fn version(self) -> &'static str {
        match self {
            Self::Unversioned => "",
            Self::V1_2 => "/v1.2",
            Self::V1_4 => "/v1.4",
        }
    }
}

/// Prints a document as PDF. *Documented for the Polish host.*
///
/// Where, [`PrintPath`] says.
///
/// # Idempotency
///
/// It changes nothing and is repeated automatically.
pub struct Print<R> {
    key: i64,
    template: Option<i64>,
    resource: PhantomData<fn() -> R>,
}

impl<R: Document> Print<R> {
    /// Prints the document with that key, by the template with the key `template`, or by the customer's, or the standard
    /// one.
    #[must_use]
    pub fn new(key: i64, template: Option<i64>) -> Self {
        Self {
            key,
            template,
            resource: PhantomData,
        }
    }
}

graded!(Print<R> where R: Document, GET, R::PRINT);

impl<R: Document> Operation for Print<R> {
    type Service = ErpXt;
    type Output = Pdf;
    type Fault = ApiError;
    const NAME: &'static str = R::PRINT.name;
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn grade(context: &Context<'_>) -> Grade {
        environment::grade::<Self>(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        let mut query = Pairs::default();
        if let Some(template) = self.template {
            query.push("customPrintId", &template.to_string());
        }
        let version = PrintPath::of(context).version();
        let path = Path::new(version)
            .fixed(R::LIST.path)
            .key(self.key)
            .fixed("/print");
        wire::request::<Self>(context, &path, &query.0, None)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Pdf, ReadError> {
        wire::success(context, head, body)?;
        Pdf::read(head, body)
    }
}

impl<R: Document> fmt::Debug for Print<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(Self::NAME)
            .field("key", &self.key)
            .field("template", &self.template)
            .finish()
    }
}
