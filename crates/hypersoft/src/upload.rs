//! More customers than one call may carry.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use kontorhaus_core::{BoxFuture, Error, ErrorKind, Outcome, ReadError};

use crate::{Client, UploadCustomers};

/// How many records one call may carry. Documented.
pub const PACKET: usize = 500;

impl Client {
    /// Writes any number of customers, in packets of at most [`PACKET`].
    ///
    /// Each item of the stream is the answer to one packet. The next packet is sent only when the next item is wanted. An
    /// error ends the stream; then [`Upload::into_rest`] has the customers that are not confirmed, to be sent later.
    ///
    /// Every customer must be complete: what a call does not send is deleted.
    ///
    /// ```no_run
    /// # use kontorhaus_hypersoft::{Client, Error, UploadCustomers};
    /// # async fn example<SetCustomer: UploadCustomers>(client: Client, customers: Vec<SetCustomer::Customer>)
    /// # -> Result<(), Error> {
    /// let mut upload = client
    ///     .upload_customers::<SetCustomer>(customers)
    ///     .on_progress(|progress| println!("{} of {}", progress.confirmed, progress.total));
    /// while let Some(answer) = upload.next().await {
    ///     answer?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload_customers<Write: UploadCustomers>(
        &self,
        customers: impl IntoIterator<Item = Write::Customer>,
    ) -> Upload<Write> {
        let rest: VecDeque<_> = customers.into_iter().collect();
        Upload {
            client: self.clone(),
            progress: Progress {
                confirmed: 0,
                total: rest.len(),
            },
            rest,
            running: None,
            stopped: false,
            confirm: Box::new(|_| Ok(())),
            on_progress: Box::new(|_| ()),
        }
    }
}

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Customers whose packet was confirmed.
    pub confirmed: usize,
    /// All of them.
    pub total: usize,
}

/// A stream of answers, one for each packet; made by [`Client::upload_customers`].
#[must_use = "a stream does nothing until it is polled"]
pub struct Upload<Write: UploadCustomers> {
    client: Client,
    /// The packet that is under way first.
    rest: VecDeque<Write::Customer>,
    running: Option<BoxFuture<'static, Result<Write::Output, Error>>>,
    stopped: bool,
    progress: Progress,
    confirm: Box<Confirm<Write::Output>>,
    on_progress: Box<dyn FnMut(Progress) + Send>,
}

/// Why an answer confirms nothing, if it doesn't.
type Confirm<Answer> = dyn Fn(&Answer) -> Result<(), String> + Send;

impl<Write: UploadCustomers> Upload<Write> {
    /// Says what confirms a packet, beside an answer without a fault; the text says why it does not.
    ///
    /// The vendor documents nothing of how a success is told from a failure that is no fault. Who has its WSDL knows.
    pub fn confirmed_if(
        mut self,
        confirm: impl Fn(&Write::Output) -> Result<(), String> + Send + 'static,
    ) -> Self {
        self.confirm = Box::new(confirm);
        self
    }

    /// Calls `tell` after each packet that was confirmed.
    pub fn on_progress(mut self, tell: impl FnMut(Progress) + Send + 'static) -> Self {
        self.on_progress = Box::new(tell);
        self
    }

    /// The answer to the next packet; `None` when all are sent, or after an error.
    pub async fn next(&mut self) -> Option<Result<Write::Output, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Goes on after an error, with the packet that failed. The error's [`Outcome`] tells whether it may have been
    /// written; written twice, complete customers are the same.
    pub fn resume(&mut self) {
        self.stopped = false;
    }

    /// The customers that are not confirmed, in their order. After an error this includes the packet that failed.
    #[must_use]
    pub fn into_rest(self) -> Vec<Write::Customer> {
        self.rest.into()
    }

    /// How many customers the packet has that is under way or comes next.
    fn packet(&self) -> usize {
        self.rest.len().min(PACKET)
    }

    fn send(&self) -> BoxFuture<'static, Result<Write::Output, Error>> {
        let packet = self.rest.iter().take(self.packet()).cloned();
        let request = Write::of(packet.collect());
        self.client.call(request).into_future()
    }

    fn confirm(&mut self, answer: &Write::Output) -> Result<(), Error> {
        (self.confirm)(answer).map_err(|reason| {
            let error = ReadError::new(ErrorKind::Fault, Outcome::Unknown, reason);
            Error::read::<Write>(error)
        })?;
        let packet = self.packet();
        self.rest.drain(..packet);
        self.progress.confirmed += packet;
        (self.on_progress)(self.progress);
        Ok(())
    }
}

impl<Write: UploadCustomers> Stream for Upload<Write> {
    type Item = Result<Write::Output, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.stopped || this.rest.is_empty() {
            return Poll::Ready(None);
        }
        let mut running = this.running.take().unwrap_or_else(|| this.send());
        let Poll::Ready(answer) = running.as_mut().poll(cx) else {
            this.running = Some(running);
            return Poll::Pending;
        };
        let answer = answer.and_then(|answer| this.confirm(&answer).map(|()| answer));
        this.stopped = answer.is_err();
        Poll::Ready(Some(answer))
    }
}

impl<Write: UploadCustomers> fmt::Debug for Upload<Write> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("progress", &self.progress)
            .field("running", &self.running.is_some())
            .field("stopped", &self.stopped)
            .finish_non_exhaustive()
    }
}
