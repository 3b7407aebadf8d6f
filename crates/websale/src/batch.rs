//! A new batch, exactly once.

use std::fmt;

use kontorhaus_core::{Error, Operation, Outcome};

use crate::{
    AskForBatch, Client, CreateBatch, ErrorCode, FindVouchers, ListedVoucher, OrderedVouchers,
};

/// The vouchers of a batch that [`Client::create_batch_once`] has made.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreatedBatch<Answer, Voucher> {
    /// The call was answered.
    Answered(Box<Answer>),
    /// The answer was lost or could not be read; these vouchers were found in the batch.
    Found(Vec<Voucher>),
}

/// What [`Client::create_batch_once`] gives for an order.
pub type BatchOf<Order> = CreatedBatch<
    <Order as Operation>::Output,
    <<Order as CreateBatch>::Find as FindVouchers>::Voucher,
>;

impl<Answer: OrderedVouchers, Voucher: ListedVoucher> CreatedBatch<Answer, Voucher> {
    /// The numbers of the vouchers.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        let (answered, found) = match self {
            Self::Answered(answer) => (answer.numbers(), &[][..]),
            Self::Found(vouchers) => (&[][..], vouchers.as_slice()),
        };
        let found = found.iter().filter_map(Voucher::number);
        answered.iter().map(String::as_str).chain(found)
    }
}

impl Client {
    /// Makes a new batch with its vouchers, and finds out what happened if no answer comes.
    ///
    /// The request's `ChargeId` must be unique to this order: one that no other program uses, now or ever. `CreateCharge`
    /// is set here; since the service creates no batch twice, that makes the order repeatable. When the outcome of the call
    /// is unknown, the batch and its vouchers are asked for. If the batch does not exist, the order is sent once more.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_websale::Client) -> Result<(), kontorhaus_websale::Error> {
    /// use kontorhaus_websale::CreateVouchers;
    ///
    /// let order = CreateVouchers::new(200).with_charge_id("order-4711");
    /// let batch = client.create_batch_once(order).await?;
    /// assert_eq!(batch.numbers().count(), 200);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As the order. With [`Outcome::Unknown`] or [`Outcome::Applied`] the batch could not
    /// be asked for, was not there, or holds another number of vouchers: the advice says which. The same call may be made
    /// again later.
    ///
    /// [`ErrorCode::BatchExists`] means that the batch was there before this call. An earlier call has made it, and
    /// [`voucher_codes`](Self::voucher_codes) lists its vouchers; or the ID is not unique.
    pub async fn create_batch_once<Order: CreateBatch>(
        &self,
        request: Order,
    ) -> Result<BatchOf<Order>, Error> {
        let mut order = request;
        order.set_create_charge(true);
        let first = match self.call(order.clone()).await {
            Ok(result) => return Ok(CreatedBatch::Answered(Box::new(result))),
            Err(error) => error,
        };
        if matches!(first.outcome(), Outcome::NotSent | Outcome::Rejected) {
            return Err(first);
        }
        match self.find_batch(&order).await {
            Ok(vouchers) => return Ok(CreatedBatch::Found(vouchers)),
            Err(NotFound::Missing) if first.outcome() == Outcome::Unknown => {}
            Err(reason) => return Err(first.with_advice(reason.to_string())),
        }
        // Safe, because the service refuses to create a batch twice.
        let second = match self.call(order.clone()).await {
            Ok(result) => return Ok(CreatedBatch::Answered(Box::new(result))),
            Err(error) => error,
        };
        // Whatever became of the second order, the first may have been slow and not lost. So its outcome stays.
        match self.find_batch(&order).await {
            Ok(vouchers) => Ok(CreatedBatch::Found(vouchers)),
            Err(reason) if second.outcome() == Outcome::Applied => {
                Err(second.with_advice(reason.to_string()))
            }
            Err(reason) => Err(first.with_advice(reason.to_string())),
        }
    }

    /// The vouchers of the batch that `order` should have made.
    async fn find_batch<Order: CreateBatch>(
        &self,
        order: &Order,
    ) -> Result<Vec<<Order::Find as FindVouchers>::Voucher>, NotFound> {
        let charge_id = order.charge_id().unwrap_or_default();
        let ask = Order::Ask::of(charge_id.to_owned().into());
        if let Err(error) = self.call(ask).await {
            let missing = ErrorCode::of(&error).is_some_and(|code| code.is_batch_missing());
            return Err(if missing {
                NotFound::Missing
            } else {
                NotFound::Unanswered(error)
            });
        }
        let ordered = order.voucher_count().unwrap_or_default();
        let ordered = usize::try_from(ordered).unwrap_or(0);
        let mut vouchers = Vec::new();
        let mut pages = self.voucher_codes(Order::Find::of(charge_id.to_owned().into()));
        while let Some(page) = pages.next().await {
            let mut page = page.map_err(NotFound::Unanswered)?;
            vouchers.extend(Order::Find::voucher_list(&mut page));
            if vouchers.len() > ordered {
                return Err(NotFound::OtherSize("more", ordered));
            }
        }
        // While the batch is still being filled, a voucher can move to the next page and be listed twice.
        vouchers.sort_by(|a, b| a.number().cmp(&b.number()));
        vouchers.dedup_by(|a, b| a.number() == b.number());
        if vouchers.len() < ordered {
            return Err(NotFound::OtherSize("fewer", ordered));
        }
        Ok(vouchers)
    }
}

/// Why the vouchers of an order were not found; shown as what to do.
enum NotFound {
    Missing,
    /// The batch holds `more` or `fewer` vouchers than were ordered.
    OtherSize(&'static str, usize),
    Unanswered(Error),
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("There is no such batch so far; ask again later."),
            Self::OtherSize(size, ordered) => write!(
                f,
                "The batch holds {size} vouchers than the {ordered} that were ordered; voucher_codes lists them."
            ),
            Self::Unanswered(error) => {
                let message = error.message().trim_end_matches('.');
                write!(
                    f,
                    "Asking for the batch failed as well: {message}. Ask later."
                )
            }
        }
    }
}
