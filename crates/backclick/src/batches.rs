//! More addresses or double opt-ins than one call may carry.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use kontorhaus_core::{BoxFuture, Error, ErrorKind, Outcome, ReadError};

use crate::{Client, ReadSubscribers, SetDoubleOptins};

/// How many addresses one call may ask for. Documented.
pub const ADDRESSES: usize = 1_000;

/// How many double opt-ins one call may set. Documented.
pub const OPTINS: usize = 100;

impl Client {
    /// Reads what is known of any number of addresses, [`ADDRESSES`] in a call.
    ///
    /// Each item of the stream holds what came for one call. The next call is made only when the next item is wanted.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_backclick::Client, addresses: Vec<String>)
    /// # -> Result<(), kontorhaus_backclick::Error> {
    /// use kontorhaus_backclick::GetSubscribers;
    ///
    /// let with_their_data = true;
    /// let mut batches = client.subscribers::<GetSubscribers>(addresses, with_their_data);
    /// while let Some(subscribers) = batches.next().await {
    ///     for subscriber in subscribers? {
    ///         println!("{:?}", subscriber.status);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn subscribers<Read: ReadSubscribers>(
        &self,
        addresses: impl IntoIterator<Item = Read::Address>,
        fields: Read::Fields,
    ) -> Batches<Read::Address, Read::Subscriber> {
        let client = self.clone();
        Batches::new(ADDRESSES, addresses, move |batch| {
            let call = client.call(Read::of(batch, fields.clone()));
            Box::pin(async move { Ok(Read::subscriber_list(&mut call.await?)) })
        })
    }

    /// Creates or changes any number of double opt-ins, [`OPTINS`] in a call.
    ///
    /// Each item of the stream holds what came of one call, as many answers as double opt-ins; that they are in the same
    /// order is inferred. The next call is made only when the next item is wanted. After an error
    /// [`into_rest`](Batches::into_rest) has what is not confirmed.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_backclick::Client, people: Vec<String>)
    /// # -> Result<(), kontorhaus_backclick::Error> {
    /// use kontorhaus_backclick::{DoubleOptin, SetDoubleOptin};
    ///
    /// let template = 41;
    /// let optins = people.into_iter().map(|address| DoubleOptin::new(address, template));
    /// let mut batches = client.set_double_optins::<SetDoubleOptin>(optins);
    /// while let Some(answers) = batches.next().await {
    ///     println!("{} more are set, {} are left", answers?.len(), batches.progress().left());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_double_optins<Set: SetDoubleOptins>(
        &self,
        optins: impl IntoIterator<Item = Set::Item>,
    ) -> Batches<Set::Item, Set::Answer> {
        let client = self.clone();
        Batches::new(OPTINS, optins, move |batch| {
            let sent = batch.len();
            let call = client.call(Set::of(batch));
            Box::pin(async move {
                let answers = Set::answer_list(&mut call.await?);
                if answers.len() == sent {
                    return Ok(answers);
                }
                let came = answers.len();
                let problem = format!("{sent} double opt-ins were sent, {came} answers came");
                let error = ReadError::new(ErrorKind::Mismatch, Outcome::Applied, problem);
                Err(Error::read::<Set>(error))
            })
        })
    }
}

/// How far a stream of batches is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Items whose call was answered.
    pub confirmed: usize,
    /// All of them.
    pub total: usize,
}

impl Progress {
    /// Items whose call was not answered yet.
    #[must_use]
    pub fn left(self) -> usize {
        self.total - self.confirmed
    }
}

/// A stream of answers, a list of them for each call; made by [`Client::subscribers`] and [`Client::set_double_optins`].
///
/// An error ends it; [`resume`](Self::resume) goes on.
#[must_use = "a stream does nothing until it is polled"]
pub struct Batches<Item, Answer> {
    size: usize,
    total: usize,
    /// The batch that is under way first.
    rest: VecDeque<Item>,
    send: Box<SendBatch<Item, Answer>>,
    running: Option<Running<Answer>>,
    stopped: bool,
}

type Running<Answer> = BoxFuture<'static, Result<Vec<Answer>, Error>>;
type SendBatch<Item, Answer> = dyn Fn(Vec<Item>) -> Running<Answer> + Send;

impl<Item: Clone, Answer> Batches<Item, Answer> {
    fn new(
        size: usize,
        items: impl IntoIterator<Item = Item>,
        send: impl Fn(Vec<Item>) -> Running<Answer> + Send + 'static,
    ) -> Self {
        let rest: VecDeque<Item> = items.into_iter().collect();
        Self {
            size,
            total: rest.len(),
            rest,
            send: Box::new(send),
            running: None,
            stopped: false,
        }
    }

    /// The answers to the next call; `None` when all are sent, or after an error.
    pub async fn next(&mut self) -> Option<Result<Vec<Answer>, Error>>
    where
        Item: Unpin,
    {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress {
            confirmed: self.total - self.rest.len(),
            total: self.total,
        }
    }

    /// Goes on after an error, with the batch that failed. The error's [`Outcome`] tells whether it may have had its effect.
    pub fn resume(&mut self) {
        self.stopped = false;
    }

    /// The items that are not confirmed, in their order. After an error this includes the batch that failed.
    #[must_use]
    pub fn into_rest(self) -> Vec<Item> {
        self.rest.into()
    }

    /// How many items the batch has that is under way or comes next.
    fn batch(&self) -> usize {
        self.rest.len().min(self.size)
    }

    fn start(&self) -> Running<Answer> {
        (self.send)(self.rest.iter().take(self.batch()).cloned().collect())
    }
}

impl<Item: Clone + Unpin, Answer> Stream for Batches<Item, Answer> {
    type Item = Result<Vec<Answer>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.stopped || this.rest.is_empty() {
            return Poll::Ready(None);
        }
        let mut running = this.running.take().unwrap_or_else(|| this.start());
        let Poll::Ready(answers) = running.as_mut().poll(cx) else {
            this.running = Some(running);
            return Poll::Pending;
        };
        this.stopped = answers.is_err();
        if answers.is_ok() {
            this.rest.drain(..this.batch());
        }
        Poll::Ready(Some(answers))
    }
}

impl<Item: Clone, Answer> fmt::Debug for Batches<Item, Answer> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Items may be addresses.
        f.debug_struct("Batches")
            .field("progress", &self.progress())
            .field("running", &self.running.is_some())
            .field("stopped", &self.stopped)
            .finish_non_exhaustive()
    }
}
