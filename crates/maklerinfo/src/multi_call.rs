//! Several calls in one request.

mod parts;

use std::fmt;
use std::marker::PhantomData;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts as Head;
use kontorhaus_core::http::{HeaderValue, Method, Request, header};
use kontorhaus_core::secrecy::ExposeSecret as _;
use kontorhaus_core::{
    Body, Call, Context, Error, Grade, Idempotency, Operation, Outcome, ReadError, RequestError,
    UrlTemplate,
};

use self::parts::{Asked, Carried, Found, Slot, broken, id, part, sort};
use crate::answer::Answer as _;
use crate::multipart::{self, Part};
use crate::request::{Nothing, to_path};
use crate::{ArchivToken, Client, Maklerinfo, Meldungen, SecretString, answer, credentials};

/// A call that carries others: one request, one authentication, and for each call an answer of its own. *Documented.*
///
/// ```no_run
/// # async fn example(client: kontorhaus_maklerinfo::Client) -> Result<(), kontorhaus_maklerinfo::Error> {
/// use kontorhaus_maklerinfo::{GetKunde, GetVertraege};
///
/// let mut calls = client.multi_call();
/// let kunde = calls.add(GetKunde::new("123456"));
/// let vertraege = calls.add(GetVertraege::new("123456"));
/// let mut answers = calls.send().await?;
/// println!("{:?}", answers.take(kunde)?.text);
/// println!("{} contracts", answers.take(vertraege)?.len());
/// # Ok(())
/// # }
/// ```
///
/// Documented are calls that read. That others can be carried as well is *inferred*; in which order they are executed, how
/// many there may be, and whether all are undone when one fails is not known. So one that carries a write goes to this
/// machine only, unless [`Builder::guessed_messages_to_this_host`](crate::Builder::guessed_messages_to_this_host) was called.
///
/// # Idempotency
///
/// That of its riskiest part: with one [`Write`](Idempotency::Write) among them, it is repeated only if it certainly did not
/// happen.
#[must_use = "a call does nothing until it is sent"]
pub struct MultiCall {
    client: Client,
    number: u64,
    calls: Vec<Box<dyn Carried>>,
}

/// Stands for a call that was added to a [`MultiCall`], and is changed for its answer.
pub struct Handle<Op> {
    number: u64,
    index: usize,
    operation: PhantomData<fn() -> Op>,
}

/// The answers to a [`MultiCall`].
pub struct Answers {
    number: u64,
    slots: Vec<Option<Slot>>,
}

impl MultiCall {
    pub(crate) fn new(client: Client) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        Self {
            client,
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            calls: Vec::new(),
        }
    }

    /// Adds a call. One whose body is a stream, such as a file, cannot be carried: it is an error when all is sent.
    pub fn add<Op: Operation<Service = Maklerinfo>>(&mut self, operation: Op) -> Handle<Op> {
        self.calls.push(Box::new(operation));
        Handle {
            number: self.number,
            index: self.calls.len() - 1,
            operation: PhantomData,
        }
    }

    /// How many calls were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// Whether no call was added; it cannot be sent then.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// Sends all that was added.
    ///
    /// # Errors
    ///
    /// When the whole did not get through: an access that is refused, a connection that breaks. What becomes of a single
    /// call is told by [`Answers::take`].
    pub fn send(self) -> Call<Self> {
        self.client.clone().call(self)
    }

    /// One part for each call, and what their readers will need.
    fn parts(&self, context: &Context<'_>) -> Result<(Vec<Part>, Vec<Asked>), RequestError> {
        let mut parts = Vec::with_capacity(self.calls.len());
        let mut asked = Vec::with_capacity(self.calls.len());
        for (index, call) in self.calls.iter().enumerate() {
            let name = call.name();
            let request = call
                .request(context)
                .map_err(|error| RequestError::new(format!("{name}: {error}")))?;
            let (part, extensions) = part(request, index, context)
                .map_err(|problem| RequestError::new(format!("{name} {problem}")))?;
            parts.push(part);
            let reader = call.reader();
            asked.push(Asked { reader, extensions });
        }
        Ok((parts, asked))
    }
}

impl Operation for MultiCall {
    type Service = Maklerinfo;
    type Output = Answers;
    type Fault = Meldungen;
    const NAME: &'static str = "MultiCall";
    const IDEMPOTENCY: Idempotency = Idempotency::Write;

    fn idempotency(&self) -> Idempotency {
        let risk = |idempotency: &Idempotency| match idempotency {
            Idempotency::Read => 0,
            Idempotency::Idempotent => 1,
            Idempotency::Write => 2,
        };
        let riskiest = self
            .calls
            .iter()
            .map(|call| call.idempotency())
            .max_by_key(risk);
        riskiest.unwrap_or(Idempotency::Read)
    }

    /// Reads are documented to be carried; so the guard stops what carries a write.
    fn grade(_: &Context<'_>) -> Grade {
        Grade::Inferred
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        if self.calls.is_empty() {
            return Err(RequestError::new("a MultiCall needs a call to carry"));
        }
        let (parts, asked) = self.parts(context)?;
        let boundary = loop {
            let boundary = format!("b-{}", credentials::random::<16>()?);
            if multipart::is_free(&boundary, &parts) {
                break boundary;
            }
        };
        let mut request = to_path(context, Method::POST, "/", &Nothing)?;
        let content_type = format!(
            "multipart/related; boundary=\"{boundary}\"; start=\"{}\"",
            id(0)
        );
        let content_type = HeaderValue::try_from(content_type)
            .map_err(|error| RequestError::new("no content type").source(error))?;
        request
            .headers_mut()
            .insert(header::CONTENT_TYPE, content_type);
        *request.body_mut() = multipart::write(&parts, &boundary).into();
        request.extensions_mut().insert(UrlTemplate("/"));
        request.extensions_mut().insert(AskedAll {
            number: self.number,
            calls: asked.into(),
        });
        Ok(request)
    }

    fn read(context: &Context<'_>, head: &Head, body: &Bytes) -> Result<Answers, ReadError> {
        answer::check(context, head, body, false)?;
        let Some(asked) = head.extensions.get::<AskedAll>() else {
            return Err(broken(Outcome::Unknown, "the answer has lost its request"));
        };
        let content_type = head.headers.get(header::CONTENT_TYPE);
        let boundary = content_type.and_then(|value| multipart::boundary(value.to_str().ok()?));
        let Some(boundary) = boundary else {
            return Err(broken(
                Outcome::Unknown,
                "the answer is no multipart message with a boundary",
            ));
        };
        let found = sort(multipart::read(body, &boundary), &asked.calls)?;
        let read = |(asked, found): (&Asked, Option<Found>)| {
            let missing = || {
                Err(broken(
                    Outcome::Unknown,
                    "the answer has no part for this call",
                ))
            };
            Some((asked.reader)(context, found.unwrap_or_else(missing)))
        };
        Ok(Answers {
            number: asked.number,
            slots: asked.calls.iter().zip(found).map(read).collect(),
        })
    }

    /// Which parts bring a token is not known here. One is a long word on a line of its own, or the only text of an object.
    fn secrets(body: &[u8]) -> Vec<SecretString> {
        const LENGTHS: RangeInclusive<usize> = 20..=300;
        let lines = body.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
        let words = lines.filter(|line| LENGTHS.contains(&line.len()) && !line.starts_with(b"--"));
        let tokens = words.flat_map(ArchivToken::secrets);
        // Each costs time wherever something is printed, and a hostile answer may hold any number.
        let long = tokens.filter(|token| LENGTHS.contains(&token.expose_secret().len()));
        long.take(32).collect()
    }
}

impl Answers {
    /// The answer to one call: what the call by itself would have given.
    ///
    /// # Errors
    ///
    /// Those of the call by itself. With [`Outcome::Unknown`] also when the answer has no part for it, or more than one.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "each answer can be taken once, and so is its handle"
    )]
    pub fn take<Op: Operation<Service = Maklerinfo>>(
        &mut self,
        handle: Handle<Op>,
    ) -> Result<Op::Output, Error> {
        let foreign = "the handle is one of another MultiCall";
        let slot = match self.slots.get_mut(handle.index) {
            Some(slot) if handle.number == self.number => slot.take(),
            _ => None,
        };
        let Some(slot) = slot else {
            return Err(Error::request::<Op>(RequestError::new(foreign)));
        };
        match slot?.downcast() {
            Ok(output) => Ok(*output),
            Err(_) => Err(Error::request::<Op>(RequestError::new(foreign))),
        }
    }
}

impl fmt::Debug for MultiCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.calls.iter().map(|call| call.name());
        f.write_str("MultiCall ")?;
        f.debug_list().entries(names).finish()
    }
}

impl<Op> fmt::Debug for Handle<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({})", self.index)
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = self.slots.iter().flatten().count();
        write!(f, "Answers({left} to take)")
    }
}

/// The same for all parts; it goes with the request.
#[derive(Clone)]
struct AskedAll {
    number: u64,
    calls: Arc<[Asked]>,
}
