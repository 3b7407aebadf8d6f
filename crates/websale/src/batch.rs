//! A new batch, exactly once.

use kontorhaus_core::{Error, ErrorKind, Outcome, ReadError};

use crate::{
    Client, CreateVouchers, CreateVouchersResult, ErrorCode, GetVoucherChargeInfo, GetVoucherCodes,
    VoucherData,
};

/// The vouchers of a batch that [`Client::create_batch_once`] has made.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreatedBatch {
    /// The call was answered.
    Answered(Box<CreateVouchersResult>),
    /// The answer was lost or could not be read; these vouchers were found in the batch.
    Found(Vec<VoucherData>),
}

impl CreatedBatch {
    /// The numbers of the vouchers.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        let (answered, found) = match self {
            Self::Answered(result) => (result.voucher_numbers.as_slice(), &[][..]),
            Self::Found(vouchers) => (&[][..], vouchers.as_slice()),
        };
        let found = found.iter().map(|voucher| voucher.num.as_str());
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
    /// As [`create_vouchers`](Self::create_vouchers). [`ErrorCode::BatchExists`] means that the batch was there before the
    /// first call: made by an earlier run of the program, or not unique. With [`Outcome::Unknown`] not even asking
    /// succeeded, or the batch holds another number of vouchers; call again with the same request later, or look at the
    /// batch.
    pub async fn create_batch_once(&self, request: CreateVouchers) -> Result<CreatedBatch, Error> {
        let mut request = request;
        request.create_charge = Some(true);
        // A second round is safe because the service refuses to create a batch twice.
        let mut is_second = false;
        loop {
            let error = match self.create_vouchers(request.clone()).await {
                Ok(result) => return Ok(CreatedBatch::Answered(Box::new(result))),
                Err(error) => error,
            };
            // A first order that was slow, not lost, stands in the way of the second.
            let first_won = is_second && ErrorCode::of(&error) == Some(ErrorCode::BatchExists);
            let open = matches!(error.outcome(), Outcome::Unknown | Outcome::Applied);
            if !open && !first_won {
                return Err(error);
            }
            match self.find_batch(&request).await {
                Ok(Some(vouchers)) => return Ok(CreatedBatch::Found(vouchers)),
                Ok(None) if !is_second => is_second = true,
                Ok(None) => return Err(error),
                Err(problem) => return Err(Error::read::<CreateVouchers>(problem.source(error))),
            }
        }
    }

    /// The vouchers of the batch that `order` should have made; `None` if there is no such batch.
    async fn find_batch(
        &self,
        order: &CreateVouchers,
    ) -> Result<Option<Vec<VoucherData>>, ReadError> {
        let charge_id = order.charge_id.as_deref().unwrap_or_default();
        let info = GetVoucherChargeInfo::new(charge_id);
        match self.get_voucher_charge_info(info).await {
            Ok(_) => {}
            Err(error) if ErrorCode::of(&error).is_some_and(|code| code.is_batch_missing()) => {
                return Ok(None);
            }
            Err(error) => return Err(unresolved(&error)),
        }
        let mut vouchers = Vec::new();
        let mut pages = self.voucher_codes(GetVoucherCodes::new(charge_id));
        while let Some(page) = pages.next().await {
            vouchers.extend(page.map_err(|error| unresolved(&error))?.voucher_list);
        }
        if usize::try_from(order.voucher_count) == Ok(vouchers.len()) {
            return Ok(Some(vouchers));
        }
        let (there, ordered) = (vouchers.len(), order.voucher_count);
        let problem = format!("the batch holds {there} vouchers, {ordered} were ordered");
        Err(ReadError::new(
            ErrorKind::Mismatch,
            Outcome::Unknown,
            problem,
        ))
    }
}

/// The order's outcome is unknown, and so it stays.
fn unresolved(error: &Error) -> ReadError {
    let problem = format!(
        "the order was not answered, and asking for the batch failed: {}",
        error.message()
    );
    ReadError::new(error.kind(), Outcome::Unknown, problem)
}
