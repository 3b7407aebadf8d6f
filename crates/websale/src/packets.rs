//! More vouchers than one call may make.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use kontorhaus_core::{BoxFuture, Error, ErrorKind, Outcome, ReadError, RequestError, Steps};

use crate::rules::LIMIT;
use crate::{Client, OrderVouchers, OrderedVouchers};

impl Client {
    /// Makes any number of vouchers, in packets of up to 1,000.
    ///
    /// Each item of the stream confirms one packet. The next packet is ordered only when the next item is wanted, so a
    /// program can store what it has got before it asks for more. An error ends the stream; then
    /// [`confirmed`](Packets::confirmed) and [`remaining`](Packets::remaining) tell what is known, and the error's
    /// [`Outcome`] tells about the packet in between.
    ///
    /// A batch that is yet to be created can't be filled in packets: the service documents templates as set up by hand, so
    /// the second packet would find none.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_websale::Client) -> Result<(), kontorhaus_websale::Error> {
    /// use kontorhaus_websale::CreateVouchers;
    ///
    /// let mut packets = client.create_in_packets(CreateVouchers::new(2_500).with_charge_id("SPRING-TPL"));
    /// while let Some(packet) = packets.next().await {
    ///     let numbers = packet?.voucher_numbers;
    ///     println!("{} more, {} to go", numbers.len(), packets.remaining());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_in_packets<Order: OrderVouchers>(&self, request: Order) -> Packets<Order> {
        Packets {
            client: self.clone(),
            remaining: request.voucher_count().unwrap_or_default(),
            confirmed: 0,
            steps: Steps::Ready,
            request,
        }
    }
}

/// A stream of confirmed packets; made by [`Client::create_in_packets`].
#[derive(Debug)]
#[must_use = "a stream does nothing until it is polled"]
pub struct Packets<Order: OrderVouchers> {
    client: Client,
    request: Order,
    remaining: i64,
    confirmed: i64,
    steps: Steps<Order::Output>,
}

impl<Order: OrderVouchers> Packets<Order> {
    /// The next packet; `None` when all vouchers are made, or after an error.
    pub async fn next(&mut self) -> Option<Result<Order::Output, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Vouchers whose numbers have been handed out.
    #[must_use]
    pub fn confirmed(&self) -> i64 {
        self.confirmed
    }

    /// Vouchers that are not confirmed. After an error this includes the packet that failed.
    #[must_use]
    pub fn remaining(&self) -> i64 {
        self.remaining
    }

    fn order(&self) -> BoxFuture<'static, Result<Order::Output, Error>> {
        let refused = |field, problem: &'static str| -> BoxFuture<'static, _> {
            let error = RequestError::new(problem).at(field);
            Box::pin(std::future::ready(Err(Error::request::<Order>(error))))
        };
        let total = self.confirmed.saturating_add(self.remaining);
        if self.request.create_charge() == Some(true) && total > LIMIT {
            return refused(
                "CreateCharge",
                "can't be combined with more than one packet",
            );
        }
        let mut request = self.request.clone();
        if request.set_voucher_count(self.packet()).is_err() {
            return refused("VoucherCount", "has no place for the size of a packet");
        }
        self.client.call(request).into_future()
    }

    /// The size of the next packet. Whatever is wrong with the total, the rules of the request will say.
    fn packet(&self) -> i64 {
        self.remaining.min(LIMIT)
    }

    fn confirm(&mut self, packet: &Order::Output) {
        let ordered = self.packet();
        let got = i64::try_from(packet.numbers().len()).unwrap_or(i64::MAX);
        self.confirmed = self.confirmed.saturating_add(got);
        self.remaining = self.remaining.saturating_sub(got).max(0);
        if got != ordered {
            let problem = format!("{ordered} vouchers were ordered, {got} numbers came");
            let error = ReadError::new(ErrorKind::Mismatch, Outcome::Applied, problem);
            self.steps = Steps::Failed(Error::read::<Order>(error));
        } else if self.remaining == 0 {
            self.steps = Steps::Done;
        }
    }
}

impl<Order: OrderVouchers> Stream for Packets<Order> {
    type Item = Result<Order::Output, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let mut steps = std::mem::replace(&mut this.steps, Steps::Done);
        let polled = steps.poll(cx, || this.order());
        this.steps = steps;
        let item = ready!(polled);
        if let Some(Ok(packet)) = &item {
            this.confirm(packet);
        }
        Poll::Ready(item)
    }
}
